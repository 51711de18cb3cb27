//! The register of an office: its list, and one entry with what happened to it.

mod conflicts;
pub(crate) mod entry;
mod list;
mod trash;

use axum::{
    Router,
    routing::{get, post},
};

pub(crate) use self::entry::whose;

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/daftar", get(list::show))
        .route("/konflik", get(conflicts::show).post(conflicts::settle))
        .route("/entri/baru", get(entry::begin))
        .route("/entri/{entry}", get(entry::show))
        .route("/entri/{entry}/ubah", get(entry::edit).post(entry::save))
        .route("/entri/{entry}/pantau", post(entry::watch))
        .route("/entri/{entry}/riwayat", get(entry::history))
        .route("/entri/{entry}/salin", post(entry::copy))
        .route("/entri/{entry}/buang", get(trash::ask).post(trash::discard))
        .route("/sampah", get(trash::show).post(trash::restore))
        .route("/ketikan/buang", post(entry::forget))
}
