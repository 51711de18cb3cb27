//! `GET /api/v1/events`: what happened to the list, in order. From empty, all of it makes the list.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use kecuali_storage::{Event, Store};
use serde::Deserialize;
use serde_json::json;

use crate::{
    problem::Problem,
    public::{Tag, blocking, members, page_rows, store_failed, strict, with_next},
    publisher::Listing,
    state::AppState,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The last event that the caller has; absent or empty for all.
    #[serde(default)]
    after: String,
    limit: Option<usize>,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Asked { after, limit } = strict(query)?;
    let limit = page_rows(limit)?;
    let listing = state.listing();
    let tag = Tag::new(&listing, "events", &[&after, &limit.to_string()]);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    let asked = after.clone();
    let events = blocking(move || read(state.store().as_ref(), &asked, limit + 1));
    let (body, next) = page(&listing, events.await?, &after, limit);
    Ok(with_next(tag.json(body), next.as_deref()))
}

fn read(store: &dyn Store, after: &str, limit: usize) -> Result<Vec<Event>, Problem> {
    let seq = if after.is_empty() {
        0
    } else {
        let known = store.event_by_name(after).map_err(|error| store_failed(&error))?;
        // Its history is not ours: the caller has a list that we never had, or have lost.
        known.ok_or_else(|| Problem::new("event_unknown").instead("/api/v1/list"))?.seq
    };
    store.events(seq, limit).map_err(|error| store_failed(&error))
}

fn page(
    listing: &Listing,
    mut events: Vec<Event>,
    after: &str,
    limit: usize,
) -> (String, Option<String>) {
    let more = events.len() > limit;
    events.truncate(limit);
    let last = events.last().map(|event| event.name.clone());
    let next = last.as_ref().filter(|_| more);
    let next = next.map(|last| format!("/api/v1/events?limit={limit}&after={last}"));
    let envelope = json!({
        "last": last.unwrap_or_else(|| after.to_owned()),
        "stale": listing.stale,
        "next": next,
    });
    let bodies: Vec<Vec<u8>> = events.iter().map(body).collect();
    (members(&envelope, "events", bodies.iter()), next)
}

fn body(event: &Event) -> Vec<u8> {
    let mut facts = json!({
        "name": event.name,
        "kind": event.kind,
        "entry_id": event.row,
        "office": event.office,
        "day": event.day,
    });
    if let Some(reason) = &event.reason {
        facts["reason"] = json!(reason);
    }
    // The entry as it was, unless that must not be shown any more.
    let entry = event.body.as_deref().map_or_else(|| "null".into(), String::from_utf8_lossy);
    let mut text = facts.to_string();
    text.pop();
    format!("{text},\"entry\":{entry}}}").into_bytes()
}
