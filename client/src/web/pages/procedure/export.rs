//! Ekspor dan cetak: the register as files and as official pages.

mod download;
mod letterhead;
mod print;
mod start;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/ekspor", get(start::show))
        .route("/ekspor/kop", post(letterhead::keep))
        .route("/ekspor/unduh", get(download::register))
        .route("/ekspor/bukti", get(download::evidence))
        .route("/ekspor/kertas", get(download::paper))
        .route("/ekspor/cetak", get(print::list))
        .route("/ekspor/lembar", get(print::sheet))
}
