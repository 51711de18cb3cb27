//! This installation: setting it up, its people and their keys, the sync, its health.

mod newcomer;
mod people;
mod start;
mod sync;

pub(in crate::web::pages) use self::people::keys;
use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(start::routes())
        .merge(people::routes())
        .route("/sinkron", get(sync::show))
        .route("/sinkron/sekarang", post(sync::now))
        .route("/sinkron/keadaan", get(sync::state))
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    Router::new().merge(start::files())
}
