//! The steps of an office's procedure: lists that come in, approval, the archive, lists that go
//! out.

use axum::Router;

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    Router::new()
}
