//! `GET /umpan.atom` and its archive: RFC 4287, paged as RFC 5005 archives are, with the
//! tombstones of RFC 6721 for what left the list.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use kecuali_publication::EventKind;
use kecuali_trust::RootId;

use super::{id, moment, summary, title};
use crate::{
    problem::Problem,
    public::store_failed,
    site::{
        event_view::{self, EventView},
        visit::Visit,
        words,
    },
    state::AppState,
};

const KIND: &str = "application/atom+xml; charset=utf-8";
/// Events of one archive. A promise: an archive once full never gets another.
const ARCHIVE: u64 = 100;
/// The feed itself goes so far back, whatever is in the archive already.
const NEWEST: u64 = 50;

#[derive(Template)]
#[template(path = "umpan.xml")]
struct Feed {
    id: String,
    title: &'static str,
    author: &'static str,
    updated: String,
    own: String,
    home: String,
    is_archive: bool,
    current: String,
    previous: Option<String>,
    next: Option<String>,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    summary: String,
    updated: String,
    kind: &'static str,
    label: &'static str,
    page: String,
    data: String,
    /// The entries that said it was on the list.
    gone: Vec<String>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let visit = Visit::new(&state, "atom", &[]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let (last, events) = visit.read(newest).await?;
    let archives = last / ARCHIVE;
    let feed = feed(&visit, "/umpan.atom", events);
    let previous = (archives > 0).then(|| visit.site().address(&archive_path(archives)));
    visit.written(KIND, &Feed { previous, ..feed })
}

pub(crate) async fn archive(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let number = file.strip_suffix(".atom").and_then(|number| number.parse().ok());
    let number = number.filter(|number: &u64| *number > 0 && format!("{number}.atom") == file);
    let number = number.ok_or_else(|| Problem::new("not_found"))?;
    let path = archive_path(number);
    let visit = Visit::new(&state, "atom", &[&path]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let end = number.checked_mul(ARCHIVE).ok_or_else(|| Problem::new("not_found"))?;
    let (last, events) = visit
        .read(move |state| {
            let last = last(state)?;
            if last < end {
                return Err(Problem::new("not_found"));
            }
            Ok((last, entries(state, end - ARCHIVE, end)?))
        })
        .await?;
    let address = |number| visit.site().address(&archive_path(number));
    let previous = (number > 1).then(|| address(number - 1));
    let next = (number < last / ARCHIVE).then(|| address(number + 1));
    let feed = feed(&visit, &path, events);
    visit.written(KIND, &Feed { is_archive: true, previous, next, ..feed })
}

fn archive_path(number: u64) -> String {
    format!("/umpan/arsip/{number}.atom")
}

fn feed(visit: &Visit, path: &str, entries: Vec<Entry>) -> Feed {
    let site = visit.site();
    let day = visit.listing.day.map(|day| moment(&day.to_string()));
    let newest = entries.first().map(|entry| entry.updated.clone()).or(day);
    Feed {
        id: id(&visit.state.root_id(), "feed"),
        title: words::CHANGES_FEED,
        author: words::PUBLISHER,
        updated: newest.unwrap_or_else(|| moment("1970-01-01")),
        own: site.address(path),
        home: site.address("/perubahan"),
        is_archive: false,
        current: site.address("/umpan.atom"),
        previous: None,
        next: None,
        entries,
    }
}

/// All that no archive holds yet, and some more.
fn newest(state: &AppState) -> Result<(u64, Vec<Entry>), Problem> {
    let last = last(state)?;
    let begin = (last / ARCHIVE * ARCHIVE).min(last.saturating_sub(NEWEST));
    Ok((last, entries(state, begin, last)?))
}

fn last(state: &AppState) -> Result<u64, Problem> {
    let last = state.store().last_event().map_err(|error| store_failed(&error))?;
    Ok(last.map_or(0, |event| event.seq))
}

/// The entries after an event up to another, newest first.
fn entries(state: &AppState, after: u64, end: u64) -> Result<Vec<Entry>, Problem> {
    let events = event_view::between(state.store().as_ref(), after, end)?;
    events.iter().rev().map(|event| entry(state, event)).collect()
}

fn entry(state: &AppState, event: &EventView) -> Result<Entry, Problem> {
    let (root, site) = (state.root_id(), state.site());
    Ok(Entry {
        id: id(&root, &event.name),
        title: title(event),
        summary: summary(event),
        updated: moment(&event.day_code),
        kind: event.kind.code(),
        label: event.kind_text,
        page: site.address(&format!("/informasi/{}", event.row)),
        data: site.address(&format!("/api/v1/entries/{}", event.row)),
        gone: gone(state, &root, event)?,
    })
}

/// The entries that a withdrawal takes back: those since the row last came onto the list.
fn gone(state: &AppState, root: &RootId, event: &EventView) -> Result<Vec<String>, Problem> {
    if event.kind != EventKind::Withdrawn {
        return Ok(Vec::new());
    }
    let store = state.store().as_ref();
    let numbers = state.hub().history().of_row(store, &event.row);
    let numbers = numbers.map_err(|error| store_failed(&error))?;
    let mut found = Vec::new();
    for seq in numbers.into_iter().rev().filter(|seq| *seq < event.seq) {
        let before = store.events(seq - 1, 1).map_err(|error| store_failed(&error))?;
        let Some(before) = before.first().filter(|one| one.kind != "withdrawn") else { break };
        found.push(id(root, &before.name));
    }
    Ok(found)
}
