//! `GET /penetapan` and `/penetapan/<issue>`: the decisions, and the items of one.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use kecuali_encoding::Digest;

use super::{
    layout::Layout,
    list::{Asked, read_rows},
    row_view::{DecisionView, RowView},
    visit::Visit,
    words::title,
};
use crate::{
    index::{Entry, Index},
    problem::Problem,
    state::AppState,
};

struct Determination {
    decision: DecisionView,
    items: usize,
    in_force: usize,
}

#[derive(Template)]
#[template(path = "daftar-penetapan.html")]
struct Determinations {
    layout: Layout,
    all: Vec<Determination>,
}

/// An item, and how many offices apply it to documents of theirs.
struct Item {
    row: RowView,
    offices: usize,
    /// Their rows.
    address: String,
}

#[derive(Template)]
#[template(path = "penetapan.html")]
struct Page {
    layout: Layout,
    decision: DecisionView,
    items: Vec<Item>,
    in_force: usize,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let visit = Visit::new(&state, "determinations", &[]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let index = Arc::clone(&visit.listing.index);
    let all = visit.read(move |state| newest_first(state, &index)).await?;
    let layout = visit.layout(title::DETERMINATIONS, "/penetapan");
    visit.html(&Determinations { layout, all })
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(issue): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let issue: Digest = issue.parse().map_err(|_| Problem::new("not_found"))?;
    let path = format!("/penetapan/{issue}");
    let visit = Visit::new(&state, "determination", &[&path]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let index = Arc::clone(&visit.listing.index);
    let items = visit.read(move |state| items(state, &index, issue)).await?;
    let decision = items.first().map(|item| item.row.decision.clone());
    let decision = decision.ok_or_else(|| Problem::new("not_found"))?;
    let in_force = items.iter().filter(|item| item.row.is_in_force).count();
    let layout = visit.layout(&decision.text, &path);
    visit.html(&Page { layout, decision, items, in_force })
}

/// The items of a determination, by number, as far as they are public or were.
fn items(state: &AppState, index: &Index, issue: Digest) -> Result<Vec<Item>, Problem> {
    let groups = index.determination(&issue).into_iter().flat_map(|one| one.items.values());
    let mut items = Vec::new();
    for group in groups {
        let own: Option<&Entry> = group.own.as_ref().map(AsRef::as_ref);
        items.extend(read_rows(state, own.as_slice())?.into_iter().map(|row| Item {
            offices: group.offices.len(),
            address: Asked::default().under(&row.decision.issue, group.key.item),
            row,
        }));
    }
    Ok(items)
}

/// Every determination that has an item of its own on the list, or had; the newest first.
fn newest_first(state: &AppState, index: &Index) -> Result<Vec<Determination>, Problem> {
    let mut all = Vec::new();
    for one in index.determinations() {
        let first: Vec<&Entry> = one.own().take(1).map(AsRef::as_ref).collect();
        all.extend(read_rows(state, &first)?.into_iter().map(|row| Determination {
            decision: row.decision,
            items: one.own().count(),
            in_force: one.in_force(),
        }));
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.decision.day));
    Ok(all)
}
