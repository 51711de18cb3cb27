//! `GET /perubahan`: what happened to the list, newest first.

use askama::Template;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use super::{
    event_view::{self, EventView},
    layout::Layout,
    visit::Visit,
    words::title,
};
use crate::{problem::Problem, state::AppState};

const EVENTS: usize = 50;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// Events before this number.
    pub(crate) sebelum: Option<u64>,
}

#[derive(Template)]
#[template(path = "perubahan.html")]
struct Page {
    layout: Layout,
    events: Vec<EventView>,
    is_first: bool,
    older: Option<u64>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let before = super::asked(query)?.sebelum;
    let path =
        before.map_or_else(|| "/perubahan".to_owned(), |n| format!("/perubahan?sebelum={n}"));
    let visit = Visit::new(&state, "changes", &[&path]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let events =
        visit.read(move |state| event_view::newest(state.store().as_ref(), before, EVENTS)).await?;
    let older = events.last().map(|event| event.seq).filter(|seq| *seq > 1);
    let layout = visit.layout(title::CHANGES, &path);
    visit.html(&Page { layout, events, is_first: before.is_none(), older })
}
