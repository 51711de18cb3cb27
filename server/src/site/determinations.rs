//! `GET /penetapan` and `/penetapan/<issue>`: the decisions, and the items of one.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use kecuali_domain::OfficeId;
use kecuali_encoding::Digest;
use kecuali_storage::Store;

use super::{
    layout::Layout,
    list::Asked,
    row_view::{DecisionView, RowView},
    visit::Visit,
    words::title,
};
use crate::{
    index::{DeterminationName, Index, Query},
    problem::Problem,
    public::store_failed,
    state::AppState,
};

const PAGE: usize = 500;

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
    let rows = visit.read(|state| national_rows(state.store().as_ref())).await?;
    let layout = visit.layout(title::DETERMINATIONS, "/penetapan");
    visit.html(&Determinations { layout, all: by_determination(rows) })
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(issue): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let issue: Digest = issue.parse().map_err(|_| Problem::new("not_found"))?;
    let named = issue.to_string();
    let path = format!("/penetapan/{named}");
    let visit = Visit::new(&state, "determination", &[&path]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let rows = visit.read(|state| national_rows(state.store().as_ref())).await?;
    let mut items: Vec<_> = rows.into_iter().filter(|row| row.decision.issue == named).collect();
    items.sort_by_key(|row| row.decision.item);
    let decision = items.first().ok_or_else(|| Problem::new("not_found"))?.decision.clone();
    let in_force = items.iter().filter(|row| row.is_in_force).count();
    let items = applied(&visit.listing.index, issue, items);
    let layout = visit.layout(&decision.text, &path);
    visit.html(&Page { layout, decision, items, in_force })
}

fn applied(index: &Index, issue: Digest, items: Vec<RowView>) -> Vec<Item> {
    let determination = Some(DeterminationName::Issue(issue));
    let groups = index.groups(&Query { determination, ..Query::default() });
    let offices = |item: u32| {
        let group = groups.iter().find(|group| group.key.item == item);
        group.map_or(0, |group| group.offices.len())
    };
    let item = |row: RowView| Item {
        offices: offices(row.decision.item),
        address: Asked::default().under(&row.decision.issue, row.decision.item),
        row,
    };
    items.into_iter().map(item).collect()
}

/// The items of all determinations, in force or not. There are some hundreds at most.
pub(crate) fn national_rows(store: &dyn Store) -> Result<Vec<RowView>, Problem> {
    let (office, mut found, mut last) = (OfficeId::national(), Vec::new(), None::<String>);
    loop {
        let page = store.rows(Some(office.as_str()), false, last.as_deref(), PAGE);
        let page = page.map_err(|error| store_failed(&error))?;
        let Some(end) = page.last() else { return Ok(found) };
        last = Some(end.id.clone());
        for row in &page {
            let row = RowView::read(row)?;
            if row.is_national {
                found.push(row);
            }
        }
    }
}

/// The newest decision first.
fn by_determination(rows: Vec<RowView>) -> Vec<Determination> {
    let mut all: BTreeMap<String, Determination> = BTreeMap::new();
    for row in rows {
        let one = all.entry(row.decision.issue.clone()).or_insert_with(|| Determination {
            decision: row.decision.clone(),
            items: 0,
            in_force: 0,
        });
        one.items += 1;
        one.in_force += usize::from(row.is_in_force);
    }
    let mut all: Vec<_> = all.into_values().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.decision.day));
    all
}
