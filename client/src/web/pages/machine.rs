//! This installation: setting it up, its people and their keys, the sync, its health.

mod copies;
mod health;
mod newcomer;
mod people;
mod start;
mod sync;

pub(in crate::web::pages) use self::people::keys;
use axum::Router;

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(start::routes())
        .merge(people::routes())
        .merge(sync::routes())
        .merge(health::routes())
        .merge(copies::routes())
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    Router::new().merge(start::files()).merge(sync::files())
}
