//! Impor: a list that the office has becomes drafts, after everything about it was seen.

mod batch;
mod kept;
mod mapping;
mod preview;
mod rows;
mod start;
mod summary;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

/// Where lists are chosen.
const HOME: &str = "/impor";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/impor", get(start::show))
        .route("/impor/{file}", get(preview::show).post(preview::import))
        .route("/impor/kumpulan/{batch}", get(batch::show).post(batch::undo))
        .route("/impor/asal/{entry}", get(batch::origin))
}

/// Forms that bring files.
pub(super) fn files() -> Router<App> {
    Router::new().route("/impor", post(start::take))
}
