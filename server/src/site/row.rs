//! `GET /informasi/<id>`: one row for ever, with what happened to it and how to check it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use kecuali_publication::RowId;
use kecuali_storage::Store;

use super::{event_view::EventView, layout::Layout, row_view::RowView, visit::Visit};
use crate::{
    history::History, problem::Problem, public::store_failed, site::Contact, state::AppState,
};

/// The newest events of a row that are shown; a row has few.
const EVENTS: usize = 100;

#[derive(Template)]
#[template(path = "informasi.html")]
struct Page {
    layout: Layout,
    row: RowView,
    events: Vec<EventView>,
    root: String,
    contact: Option<Contact>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id: RowId = id.parse().map_err(|_| Problem::new("not_found"))?;
    let path = format!("/informasi/{id}");
    let visit = Visit::new(&state, "row", &[&path]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let (row, events) = visit
        .read(move |state| {
            let store = state.store().as_ref();
            let row = store.row(&id.to_string()).map_err(|error| store_failed(&error))?;
            let row = RowView::read(&row.ok_or_else(|| Problem::new("not_found"))?)?;
            let events = events(store, state.hub().history(), &row.id)?;
            Ok((row, events))
        })
        .await?;
    visit.html(&Page {
        layout: visit.layout(&row.heading, &path).of_office(&row.office.name),
        root: visit.state.root_id().to_string(),
        contact: visit.site().contact.clone(),
        row,
        events,
    })
}

/// What happened to a row, newest first, each told by how it differs from what was before.
fn events(store: &dyn Store, history: &History, row: &str) -> Result<Vec<EventView>, Problem> {
    let numbers = history.of_row(store, row).map_err(|error| store_failed(&error))?;
    let mut events = Vec::new();
    for seq in numbers.iter().rev().take(EVENTS) {
        let found = store.events(seq - 1, 1).map_err(|error| store_failed(&error))?;
        events.extend(found.first().map(EventView::new));
    }
    for at in 1..events.len() {
        let (newer, older) = events.split_at_mut(at);
        if let (Some(newer), Some(older)) = (newer.last_mut(), older.first()) {
            newer.compare(older);
        }
    }
    Ok(events)
}
