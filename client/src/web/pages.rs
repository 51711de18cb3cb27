//! The pages, one file each, by whose they are.

pub(crate) mod decision;
mod enter;
mod home;
pub(crate) mod machine;
pub(crate) mod procedure;
pub(crate) mod register;
pub(crate) mod unsaved;
mod who;

use axum::{
    Router,
    routing::{get, post},
};

use super::app::App;

/// Coming in, and the first page.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/masuk", get(enter::enter))
        .route("/keluar", post(enter::leave))
        .route("/siapa", get(who::show).post(who::choose))
        .route("/siapa/kunci", post(who::lock))
        .route("/siapa/{key}", get(who::ask))
        .route("/", get(home::show))
}
