//! `GET /sitemap.xml`: an index of parts, one for pages and one for each office's rows, so that no
//! part outgrows the protocol (50,000 addresses) however long the list becomes.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use kecuali_domain::{OfficeId, office::Offices};

use super::{row_view::RowView, visit::Visit};
use crate::{problem::Problem, public::store_failed, state::AppState};

const KIND: &str = "application/xml; charset=utf-8";
/// The most addresses of a part.
const MOST: usize = 50_000;
const PAGE: usize = 1_000;
const PAGES: &str = "halaman";
const FIXED: [&str; 9] = [
    "/",
    "/daftar",
    "/daftar/nasional",
    "/kantor",
    "/penetapan",
    "/perubahan",
    "/unduh",
    "/verifikasi",
    "/tentang",
];

#[derive(Template)]
#[template(path = "peta-situs.xml")]
struct Index {
    parts: Vec<String>,
}

#[derive(Template)]
#[template(path = "peta-bagian.xml")]
struct Part {
    addresses: Vec<Address>,
}

struct Address {
    full: String,
    changed: Option<String>,
}

pub(crate) async fn index(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let visit = visit(&state, "index")?;
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let offices = visit.read(with_rows).await?;
    let names = [PAGES.to_owned()].into_iter().chain(offices.iter().map(OfficeId::to_string));
    let address = |name| visit.site().address(&format!("/sitemap/{name}.xml"));
    visit.written(KIND, &Index { parts: names.map(address).collect() })
}

pub(crate) async fn part(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let visit = visit(&state, &file)?;
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let name = file.strip_suffix(".xml").ok_or_else(|| Problem::new("not_found"))?.to_owned();
    let addresses = visit
        .read(move |state| {
            if name == PAGES {
                return Ok(pages(state));
            }
            let office = name.parse().map_err(|_| Problem::new("not_found"))?;
            rows(state, &office)
        })
        .await?;
    if addresses.is_empty() {
        return Err(Problem::new("not_found"));
    }
    visit.written(KIND, &Part { addresses })
}

/// A site map names addresses in full; where the site lives nobody but its operator can say.
fn visit(state: &AppState, part: &str) -> Result<Visit, Problem> {
    if state.site().public_url.is_none() {
        return Err(Problem::new("not_found").because(&"public_url"));
    }
    Ok(Visit::new(state, "sitemap", &[part]))
}

/// The offices that have, or had, a row.
fn with_rows(state: &AppState) -> Result<Vec<OfficeId>, Problem> {
    let mut found = Vec::new();
    for office in Offices::bundled().iter() {
        let first = state.store().rows(Some(office.id.as_str()), false, None, 1);
        if !first.map_err(|error| store_failed(&error))?.is_empty() {
            found.push(office.id.clone());
        }
    }
    Ok(found)
}

fn pages(state: &AppState) -> Vec<Address> {
    let site = state.site();
    let day = state.listing().day.map(|day| day.to_string());
    let address = |path: &str| Address { full: site.address(path), changed: day.clone() };
    let mut all: Vec<Address> = FIXED.iter().map(|path| address(path)).collect();
    let offices = Offices::bundled().iter();
    all.extend(offices.map(|office| address(&format!("/kantor/{}", office.id))));
    let listing = state.listing();
    let public = listing.index.determinations().iter().filter(|one| one.own().next().is_some());
    let mut issues: Vec<String> = public.map(|one| one.decided.issue.to_string()).collect();
    issues.sort_unstable();
    all.extend(issues.iter().map(|issue| address(&format!("/penetapan/{issue}"))));
    all
}

/// The rows of an office, in force or not: who finds one should find what became of it.
fn rows(state: &AppState, office: &OfficeId) -> Result<Vec<Address>, Problem> {
    let (mut all, mut last) = (Vec::new(), None::<String>);
    while all.len() < MOST {
        let page = state.store().rows(Some(office.as_str()), false, last.as_deref(), PAGE);
        let page = page.map_err(|error| store_failed(&error))?;
        let Some(end) = page.last() else { break };
        last = Some(end.id.clone());
        for row in &page {
            let row = RowView::read(row)?;
            let full = state.site().address(&format!("/informasi/{}", row.id));
            all.push(Address { full, changed: Some(row.updated_code) });
        }
    }
    all.truncate(MOST);
    Ok(all)
}
