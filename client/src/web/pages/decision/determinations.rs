//! Penetapan: what KPU RI decided, item by item, and what stands under it; preparing, issuing and
//! ending it is KPU RI's alone.

mod boxes;
mod draft;
mod ending;
mod gathered;
mod issuing;
mod list;
mod taking_down;
mod typing;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/penetapan", get(list::show))
        .route("/penetapan/lihat", get(list::one))
        .route("/penetapan/cabut", get(ending::show).post(ending::end))
        .route("/penetapan/turunkan", get(taking_down::show).post(taking_down::take_down))
        .route("/penetapan/draf/dari", get(gathered::show).post(gathered::begin))
        .route("/penetapan/draf/{draft}", get(draft::edit).post(draft::save))
        .route("/penetapan/draf/{draft}/pantau", post(typing::watch))
        .route("/penetapan/draf/{draft}/buang", post(draft::discard))
        .route("/penetapan/ketikan/buang", post(typing::forget))
        .route("/penetapan/draf/{draft}/terbit", get(issuing::show).post(issuing::issue))
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    Router::new().route("/penetapan/draf/{draft}/daftarkan", post(issuing::register))
}
