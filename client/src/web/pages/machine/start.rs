//! The first start: setting an office up in this folder, step by step.

mod national;
mod office;
mod people;
mod restore;

use axum::{
    Router,
    routing::{get, post},
};

pub(super) use self::people::done_with;
use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mulai", get(office::find))
        .route("/mulai/kantor/{office}", get(office::ask))
        .route("/mulai/siapkan", post(office::set_up))
        .route("/mulai/ri", get(national::ask).post(national::found))
        .route("/mulai/pulihkan", get(restore::ask).post(restore::from_folder))
        .route("/mulai/orang", get(people::ask).post(people::add))
        .route("/mulai/selesai", get(people::done))
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    Router::new()
        .route("/mulai/kantor/{office}/periksa", post(office::check))
        .route("/mulai/pulihkan/berkas", post(restore::from_file))
}
