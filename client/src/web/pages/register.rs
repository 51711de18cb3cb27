//! The register of an office: its list, and one entry with what happened to it.

mod entry;
mod list;

use axum::{Router, routing::get};

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/daftar", get(list::show))
        .route("/entri/baru", get(entry::begin))
        .route("/entri/{entry}", get(entry::show))
        .route("/entri/{entry}/ubah", get(entry::edit).post(entry::save))
}
