//! `GET /kantor/<kode>`: the list of one office, in the columns that the law asks for, as the
//! office puts it up; `GET /daftar/nasional`: the rows that hold for every office.

use askama::Template;
use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kecuali_domain::{OfficeId, office::Level};
use serde::Deserialize;

use super::{
    layout::Layout,
    list::{count, national, of_office, read_rows, row_place, said},
    row_view::RowView,
    visit::Visit,
    window::{Place, Window},
    words::{self, number, title},
};
use crate::{
    country::Country,
    index::{self, Entry, Reporting},
    problem::Problem,
    publisher::{Heard, Listing},
    state::AppState,
};

/// Rows on a page; all of them on paper.
const ROWS: usize = 25;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Asked {
    sesudah: String,
    sebelum: String,
}

#[derive(Template)]
#[template(path = "kantor.html")]
struct Page {
    layout: Layout,
    heading: String,
    office: Option<Standing>,
    total: String,
    /// The number of the first row on the page.
    first: usize,
    rows: Vec<RowView>,
    path: String,
    is_whole: bool,
    previous: Option<String>,
    next: Option<String>,
}

/// How an office stands.
struct Standing {
    id: OfficeId,
    codes: String,
    province: Option<(OfficeId, String)>,
    reporting: Reporting,
    own: String,
    /// The day on which its last data came, in words and as machines read it.
    heard: Option<[String; 2]>,
}

/// Whose list is asked for, and how much of it.
struct Wanted {
    office: Option<OfficeId>,
    place: Place<String>,
    most: usize,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(code): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = super::asked(query)?;
    let office = match find(&state, &code, "")? {
        Ok(office) => office,
        Err(elsewhere) => return Ok(elsewhere),
    };
    answer(&state, &headers, Wanted { office: Some(office), place: asked.place()?, most: ROWS })
        .await
}

pub(crate) async fn print(
    State(state): State<AppState>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let office = match find(&state, &code, "/cetak")? {
        Ok(office) => office,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let _room = state.gate().whole_list()?;
    answer(&state, &headers, Wanted { office: Some(office), place: Place::Start, most: usize::MAX })
        .await
}

pub(crate) async fn show_national(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let place = super::asked(query)?.place()?;
    answer(&state, &headers, Wanted { office: None, place, most: ROWS }).await
}

pub(crate) async fn print_national(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let _room = state.gate().whole_list()?;
    answer(&state, &headers, Wanted { office: None, place: Place::Start, most: usize::MAX }).await
}

impl Asked {
    fn place(&self) -> Result<Place<String>, Problem> {
        row_place([said(&self.sesudah), said(&self.sebelum)])
    }
}

/// The office of a code; or where it is to be found, for a code that is not its own.
fn find(state: &AppState, code: &str, end: &str) -> Result<Result<OfficeId, Response>, Problem> {
    let office = state.index().country().by_code(code);
    let office = office.ok_or_else(|| Problem::new("not_found"))?;
    if office.as_str() == code {
        return Ok(Ok(office));
    }
    let to = HeaderValue::from_str(&format!("/kantor/{office}{end}"));
    let to = to.map_err(|_| Problem::new("not_found"))?;
    // Not for ever: a code may pass to another region.
    Ok(Err((StatusCode::FOUND, [(header::LOCATION, to)]).into_response()))
}

async fn answer(
    state: &AppState,
    headers: &HeaderMap,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let path = wanted.path();
    let visit = Visit::new(state, "office", &[&path, &format!("{:?}", wanted.place)]);
    let heard = |heard: &Heard| wanted.office.as_ref().and_then(|office| heard.day(office));
    let visit = visit.telling(|all| heard(all).map(|day| day.to_string()).unwrap_or_default());
    if let Some(known) = visit.known(headers) {
        return Ok(known);
    }
    let listing = std::sync::Arc::clone(&visit.listing);
    let name = wanted.office.as_ref().map(Country::name);
    let heading = name.clone().unwrap_or_else(|| title::NATIONAL.to_owned());
    let layout = visit.layout(&heading, &path).printed_across();
    let layout = match &name {
        Some(name) => layout.of_office(name),
        None => layout,
    };
    let page = visit.read(move |state| page(state, &listing, &wanted, layout, heading)).await?;
    visit.html(&page)
}

impl Wanted {
    fn start(&self) -> String {
        match &self.office {
            Some(office) => format!("/kantor/{office}"),
            None => "/daftar/nasional".to_owned(),
        }
    }

    fn path(&self) -> String {
        let end = if self.most == usize::MAX { "/cetak" } else { "" };
        format!("{}{end}", self.start())
    }

    fn query(&self) -> index::Query {
        self.office.clone().map_or_else(national, of_office)
    }
}

fn page(
    state: &AppState,
    listing: &Listing,
    wanted: &Wanted,
    layout: Layout,
    heading: String,
) -> Result<Page, Problem> {
    let query = wanted.query();
    // By id: an office's own rows come before the national ones, which are KPU RI's.
    let all: Vec<&Entry> = listing.index.matching(&query).map(AsRef::as_ref).collect();
    let window = Window::of(&all, |entry| entry.id.to_string(), &wanted.place, wanted.most);
    let start = wanted.start();
    Ok(Page {
        layout,
        heading,
        office: wanted.office.as_ref().map(|office| Standing::of(listing, office)),
        total: number(count(all.len())),
        first: window.before + 1,
        rows: read_rows(state, window.items)?,
        is_whole: wanted.most == usize::MAX,
        previous: window.first().map(|entry| format!("{start}?sebelum={}", entry.id)),
        next: window.last().map(|entry| format!("{start}?sesudah={}", entry.id)),
        path: start,
    })
}

impl Standing {
    fn of(listing: &Listing, office: &OfficeId) -> Self {
        let (index, country) = (&listing.index, listing.index.country());
        let province = country.province(office).filter(|province| province != office);
        let known = Country::known(office);
        Self {
            id: office.clone(),
            codes: known.map(words::codes).unwrap_or_default(),
            province: province.map(|id| (id.clone(), Country::name(&id))),
            reporting: index.reporting(office),
            own: number(count(index.in_force(office))),
            heard: listing.heard.day(office).map(|day| [day.written_out(), day.to_string()]),
        }
    }

    fn is_national(&self) -> bool {
        self.id.is_national()
    }

    fn is_province(&self) -> bool {
        Country::known(&self.id).is_some_and(|known| known.level == Level::Province)
    }
}
