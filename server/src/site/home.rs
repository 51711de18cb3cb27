//! `GET /`: what this is, where to begin, and what changed lately.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use kecuali_domain::OfficeId;

use super::{
    dataset, determinations,
    event_view::{self, EventView},
    layout::Layout,
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
    let visit = Visit::new(&state, "home", &[]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let (events, national) = visit
        .read(|state| {
            let store = state.store().as_ref();
            let national = determinations::national_rows(store)?;
            let in_force = national.iter().filter(|row| row.is_in_force).count();
            Ok((event_view::newest(store, None, EVENTS)?, in_force))
        })
        .await?;
    let ri = OfficeId::national();
    let offices = visit.listing.offices.keys().filter(|office| **office != ri).count();
    let count = |count: usize| number(u64::try_from(count).unwrap_or(u64::MAX));
    visit.html(&Home {
        layout: visit.layout(title::HOME, "/").described(words::ABOUT_LIST),
        rows: number(visit.listing.rows),
        national: count(national),
        offices: count(offices),
        events,
        dataset: dataset::json_ld(&visit.listing, visit.site()),
    })
}
