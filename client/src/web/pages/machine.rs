//! This installation: setting it up, its people and their keys, the sync, its health.

mod start;
mod sync;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(start::routes())
        .route("/sinkron", get(sync::show))
        .route("/sinkron/sekarang", post(sync::now))
        .route("/sinkron/keadaan", get(sync::state))
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    Router::new()
}
