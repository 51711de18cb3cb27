//! The first start: setting an office up in this folder.

use axum::Router;

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
}
