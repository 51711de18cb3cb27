//! What KPU RI and provinces decide: the queue, one entry at a time or many at once,
//! determinations, contests, and the offices below.

mod contests;
mod decide;
mod determinations;
mod filter;
pub(crate) mod hands;
pub(crate) mod items;
mod many;
mod obstacle;
mod offices;
mod queue;
mod review;
mod rounds;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/antrean", get(queue::show))
        .route("/antrean/putuskan", get(many::show).post(decide::decide))
        .route("/antrean/hasil", get(many::done))
        .route("/antrean/{entry}", get(review::show))
        .route("/antrean/{entry}/komentar", post(review::comment))
        .route("/berselisih", get(contests::show))
        .merge(rounds::routes())
        .merge(determinations::routes())
        .merge(offices::routes())
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    offices::files().merge(determinations::files())
}
