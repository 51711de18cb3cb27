//! `GET /daftar`: the list, searched and filtered, by the items it stands under or row by row.

mod asked;
mod by_item;
mod form;

use askama::Template;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use kecuali_publication::RowId;

pub(crate) use self::asked::{Asked, national, of_office, said};
use self::{
    asked::View,
    by_item::{Card, ItemPlace},
    form::Form,
};
use super::{
    layout::Layout,
    row_view::RowView,
    visit::Visit,
    window::{Place, Window},
    words::{number, title},
};
use crate::{
    index::{Entry, Index},
    problem::Problem,
    public::store_failed,
    state::AppState,
};

/// Cards on a page.
const CARDS: usize = 20;

#[derive(Template)]
#[template(path = "daftar.html")]
struct Page {
    layout: Layout,
    form: Form,
    by_item: bool,
    found: String,
    items: Vec<Card>,
    rows: Vec<RowView>,
    /// The address of the same question shown the other way.
    other_view: String,
    start: String,
    previous: Option<String>,
    next: Option<String>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = super::asked(query)?;
    let path = asked.address();
    let visit = Visit::new(&state, "list", &[&path]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let index = std::sync::Arc::clone(&visit.listing.index);
    let layout = visit.layout(title::LIST, &path);
    let page = visit.read(move |state| page(state, &index, &asked, layout)).await?;
    visit.html(&page)
}

fn page(state: &AppState, index: &Index, asked: &Asked, layout: Layout) -> Result<Page, Problem> {
    let view = asked.view(index)?;
    let form = Form::new(index, asked, &view);
    let mut page = Page {
        layout,
        form,
        by_item: view.by_item,
        found: String::new(),
        items: Vec::new(),
        rows: Vec::new(),
        other_view: asked.shown_other(view.by_item),
        start: asked.without_place(),
        previous: None,
        next: None,
    };
    if view.by_item {
        page.by_item(state, index, asked, &view)?;
    } else {
        page.by_row(state, index, asked, &view)?;
    }
    Ok(page)
}

impl Page {
    fn by_item(
        &mut self,
        state: &AppState,
        index: &Index,
        asked: &Asked,
        view: &View,
    ) -> Result<(), Problem> {
        let place = place::<ItemPlace>(asked.place())?;
        let mut groups = index.groups(&view.query);
        groups.sort_by_key(|group| ItemPlace::of(group.key));
        let window = Window::of(&groups, |group| ItemPlace::of(group.key), &place, CARDS);
        self.found = number(count(groups.len()));
        self.items = window
            .items
            .iter()
            .map(|group| Card::read(state, group, asked))
            .collect::<Result<_, _>>()?;
        let name = |group: &crate::index::Group| ItemPlace::of(group.key).to_string();
        self.previous = window.first().map(|group| asked.before(&name(group)));
        self.next = window.last().map(|group| asked.after(&name(group)));
        Ok(())
    }

    fn by_row(
        &mut self,
        state: &AppState,
        index: &Index,
        asked: &Asked,
        view: &View,
    ) -> Result<(), Problem> {
        let place = row_place(asked.place())?;
        let all: Vec<&Entry> = index.matching(&view.query).map(AsRef::as_ref).collect();
        let window = Window::of(&all, |entry| entry.id.to_string(), &place, CARDS);
        self.found = number(count(all.len()));
        self.rows = read_rows(state, window.items)?;
        self.previous = window.first().map(|entry| asked.before(&entry.id));
        self.next = window.last().map(|entry| asked.after(&entry.id));
        Ok(())
    }
}

fn place<K: std::str::FromStr>([after, before]: [Option<&str>; 2]) -> Result<Place<K>, Problem> {
    Place::read(after, before).ok_or_else(|| Problem::new("cursor_invalid"))
}

/// A place among rows. That it has the form of a row's name is enough: rows may come and go around it.
pub(crate) fn row_place(asked: [Option<&str>; 2]) -> Result<Place<String>, Problem> {
    Ok(match place::<RowId>(asked)? {
        Place::Start => Place::Start,
        Place::After(id) => Place::After(id.to_string()),
        Place::Before(id) => Place::Before(id.to_string()),
    })
}

/// The bodies of rows, from the store. One that has gone since is left out.
pub(crate) fn read_rows(state: &AppState, entries: &[&Entry]) -> Result<Vec<RowView>, Problem> {
    let mut rows = Vec::new();
    for entry in entries {
        let row = state.store().row(&entry.id).map_err(|error| store_failed(&error))?;
        rows.extend(row.as_ref().map(RowView::read).transpose()?);
    }
    Ok(rows)
}

pub(crate) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
