//! Semua yang tersaring: one decision about all of a part of the queue. It is listed first, whole;
//! it is signed part by part, so that no request is long, and can be stopped between two parts.

mod going;
mod listing;
mod show;

use axum::{
    Router,
    routing::{get, post},
};

use super::decide::Act;
use crate::{
    error::OfficeError,
    office::{Office, rounds::Round},
    web::app::App,
};

/// So many entries stand on a page of the list.
const ROWS: usize = 50;
/// So many are signed in one request: a second or two on an old machine.
const PART: usize = 25;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/antrean/sekaligus", post(listing::list))
        .route("/antrean/sekaligus/{round}", get(show::show).post(going::sign))
        .route("/antrean/sekaligus/{round}/buang", post(going::drop))
}

fn address(id: &str) -> String {
    format!("/antrean/sekaligus/{id}")
}

/// What is told of a list that is not there: it was closed, or another took its place.
const GONE: &str = "Daftar itu sudah ditutup. Susun lagi dari antrean.";

fn found(office: &Office, id: &str) -> Result<Option<(Round, Act)>, OfficeError> {
    let round = office.rounds().read(id)?;
    Ok(round.and_then(|round| Act::read(&round.act).map(|act| (round, act))))
}

/// The rounds that were confirmed and are not done: where they go on, and how far they are.
pub(super) fn under_way(office: &Office) -> Result<Vec<(String, String)>, OfficeError> {
    let all = office.rounds().all()?.into_iter().filter(Round::is_under_way);
    let told = |round: Round| {
        let (act, count) = (Act::read(&round.act)?, round.listed.len());
        let sentence = format!(
            "{} sekaligus belum selesai: {} dari {count} entri sudah {}.",
            act.words().label,
            round.signed,
            act.words().done
        );
        Some((address(&round.id), sentence))
    };
    Ok(all.filter_map(told).collect())
}
