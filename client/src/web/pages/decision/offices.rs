//! Kantor: the offices below, who holds a key there, and requests to join.

mod ending;
mod inviting;
mod joining;
mod list;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/kantor", get(list::show))
        .route("/kantor/undang", get(inviting::show).post(inviting::invite))
        .route("/kantor/beri", post(joining::grant))
        .route("/kantor/kunci/{key}", get(ending::show).post(ending::end))
        .route("/kantor/{office}", get(list::one))
}

/// Requests to join are files.
pub(crate) fn files() -> Router<App> {
    Router::new().route("/kantor/permintaan", post(joining::show))
}
