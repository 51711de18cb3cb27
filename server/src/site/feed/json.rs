//! `GET /umpan.json`: the same as JSON Feed 1.1, a page at a time.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use kecuali_trust::RootId;
use serde_json::{Value, json};

use super::{id, moment, summary, title};
use crate::{
    problem::Problem,
    public::strict,
    site::{
        Site,
        changes::Asked,
        event_view::{self, EventView},
        visit::Visit,
        words,
    },
    state::AppState,
};

const EVENTS: usize = 100;

pub(crate) async fn show(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let before = strict(query)?.sebelum;
    let path = path(before);
    let visit = Visit::new(&state, "json-feed", &[&path]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let events =
        visit.read(move |state| event_view::newest(state.store().as_ref(), before, EVENTS)).await?;
    let (site, root) = (visit.site(), visit.state.root_id());
    let older = events.last().map(|event| event.seq).filter(|seq| *seq > 1);
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": words::CHANGES_FEED,
        "description": words::ABOUT_LIST,
        "home_page_url": site.address("/perubahan"),
        "feed_url": site.address(&path),
        "language": "id",
        "authors": [{ "name": words::PUBLISHER }],
        "items": events.iter().map(|event| item(&root, site, event)).collect::<Vec<_>>(),
    });
    if let Some(older) = older {
        feed["next_url"] = site.address(&self::path(Some(older))).into();
    }
    Ok(visit.answer("application/feed+json", feed.to_string()))
}

fn path(before: Option<u64>) -> String {
    before.map_or_else(|| "/umpan.json".to_owned(), |n| format!("/umpan.json?sebelum={n}"))
}

fn item(root: &RootId, site: &Site, event: &EventView) -> Value {
    let mut about = json!({
        "about": site.address("/unduh"),
        "event": event.name,
        "kind": event.kind.code(),
        "entry_id": event.row,
        "office": event.office.id,
    });
    if let Some(reason) = event.reason_code {
        about["reason"] = reason.into();
    }
    json!({
        "id": id(root, &event.name),
        "url": site.address(&format!("/informasi/{}", event.row)),
        "title": title(event),
        "content_text": summary(event),
        "date_published": moment(&event.day_code),
        "tags": [event.kind_text],
        "_kecuali": about,
    })
}
