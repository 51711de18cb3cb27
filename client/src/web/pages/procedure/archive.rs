//! Arsip: where the documents behind the entries lie. All of it stays on this machine.

mod label;
mod list;
mod piece;
mod refused;
mod written;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::app::App;

/// Where everything is found.
const HOME: &str = "/arsip";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/arsip", get(list::show))
        .route("/arsip/entri/{entry}", get(list::of_entry))
        .route("/arsip/label", get(label::show))
        .route("/arsip/baru", get(written::begin))
        .route("/arsip/berkas/{number}", get(piece::show).post(piece::change))
        .route("/arsip/berkas/{number}/keluar", post(piece::remove))
        .route("/arsip/berkas/{number}/salinan/{hash}", get(piece::softcopy))
}

/// Forms that bring files.
pub(super) fn files() -> Router<App> {
    Router::new()
        .route("/arsip/baru", post(written::add))
        .route("/arsip/berkas/{number}/salinan", post(piece::attach))
}

/// The address of a piece.
fn address(number: u32) -> String {
    format!("{HOME}/berkas/{number}")
}

/// An address that asks for something that a person wrote.
fn asking(path: &str, fields: &[(&str, &str)]) -> String {
    format!("{path}?{}", serde_urlencoded::to_string(fields).unwrap_or_default())
}
