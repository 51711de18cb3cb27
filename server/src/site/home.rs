//! `GET /`: what this is, where to begin, and what changed lately.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use kecuali_domain::OfficeId;

use super::{
    dataset,
    event_view::{self, EventView},
    files::Files,
    layout::Layout,
    list::{count, national},
    visit::Visit,
    words::{self, number, title},
};
use crate::{problem::Problem, state::AppState};

const EVENTS: usize = 5;

#[derive(Template)]
#[template(path = "beranda.html")]
struct Home {
    layout: Layout,
    rows: String,
    national: String,
    offices: String,
    events: Vec<EventView>,
    dataset: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let files = Files::newest(&state);
    let visit = Visit::new(&state, "home", &[&files.seen()]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let events =
        visit.read(|state| event_view::newest(state.store().as_ref(), None, EVENTS)).await?;
    let ri = OfficeId::national();
    let offices = visit.listing.offices.keys().filter(|office| **office != ri).count();
    visit.html(&Home {
        layout: visit.layout(title::HOME, "/").described(words::ABOUT_LIST),
        rows: number(visit.listing.rows),
        national: number(count(visit.listing.index.matching(&national()).count())),
        offices: number(count(offices)),
        events,
        dataset: dataset::json_ld(&visit.listing, visit.site(), &files),
    })
}
