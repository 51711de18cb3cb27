//! `GET /api/v1/events`: what happened to the list, in order. From empty, all of it makes the list.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use kecuali_domain::{Day, OfficeId};
use kecuali_publication::{EventKind, RowId};
use kecuali_storage::{Event, Store};
use serde::Deserialize;

use crate::{
    answer::{EventPage, EventView, Listed},
    problem::Problem,
    public::{
        Tag,
        moment::{Made, of_one_moment},
        page_rows, store_failed, strict,
    },
    publisher::Listing,
    state::AppState,
};

/// The longest name of an event that is asked about, in characters.
pub(crate) const NAME: usize = 64;

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
    if after.chars().count() > NAME {
        return Err(Problem::new("query_invalid").because(&format!("after: 0 – {NAME}")));
    }
    let told = [after.clone(), limit.to_string()];
    let tag = |listing: &_| Tag::new(listing, "events", &told.each_ref().map(String::as_str));
    of_one_moment(&state, &headers, tag, move |state, listing| {
        let events = read(state.store().as_ref(), &after, limit + 1)?;
        let page = page(listing, events, &after, limit)?;
        Made::new(&page, page.next.as_deref())
    })
    .await
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
) -> Result<EventPage, Problem> {
    let more = events.len() > limit;
    events.truncate(limit);
    let last = events.last().map(|event| event.name.clone());
    let next = last.as_ref().filter(|_| more);
    let next = next.map(|last| format!("/api/v1/events?limit={limit}&after={last}"));
    Ok(EventPage {
        last: last.unwrap_or_else(|| after.to_owned()),
        stale: listing.stale,
        next,
        events: events.iter().map(view).collect::<Result<_, _>>()?,
    })
}

fn view(event: &Event) -> Result<EventView, Problem> {
    let damaged = || {
        tracing::error!(event = event.seq, "ALARM: a damaged event");
        Problem::new("unavailable")
    };
    let kinds = [EventKind::Published, EventKind::Amended, EventKind::Withdrawn];
    let kind = kinds.into_iter().find(|kind| kind.code() == event.kind).ok_or_else(damaged)?;
    let day: Day = event.day.parse().map_err(|_| damaged())?;
    let entry_id: RowId = event.row.parse().map_err(|_| damaged())?;
    let office: OfficeId = event.office.parse().map_err(|_| damaged())?;
    // The entry as it was, unless that must not be shown any more.
    let entry = event.body.as_deref().map(|body| Listed::bare(body).ok_or_else(damaged));
    Ok(EventView {
        entry: entry.transpose()?,
        name: event.name.clone(),
        kind: kind.code(),
        entry_id,
        office,
        day,
        reason: event.reason.clone(),
    })
}
