//! Persetujuan: what the people of an office say about a list of entries, and how it goes to KPU RI.
//!
//! Each act has a page of its own: it shows the list with each entry's version and what is not part
//! of it, and its form signs exactly that list.

mod list;
mod paper;
mod record;
mod selection;
mod submit;
mod withdraw;
mod word;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

/// Where the list of all steps is.
const HOME: &str = "/persetujuan";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/persetujuan", get(list::show))
        .route("/persetujuan/cetak", get(paper::show))
        .route("/persetujuan/catat", get(record::show))
        .route("/persetujuan/nyatakan", get(word::show).post(word::give))
        .route("/persetujuan/ajukan", get(submit::show).post(submit::submit))
        .route("/persetujuan/tarik", get(withdraw::show).post(withdraw::withdraw))
}

/// Forms that bring files.
pub(super) fn files() -> Router<App> {
    Router::new().route("/persetujuan/catat", post(record::record))
}
