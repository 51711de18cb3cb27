//! What KPU RI and provinces decide: the queue, one entry at a time or many at once,
//! determinations, contests, and the offices below.

use axum::Router;

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    Router::new()
}
