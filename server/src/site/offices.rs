//! `GET /kantor`: every office by province, and whether it has anything on the list.

use askama::Template;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use kecuali_domain::{Day, OfficeId, similarity::fold};
use serde::Deserialize;

use super::{
    layout::Layout,
    list::count,
    visit::Visit,
    words::{number, title},
};
use crate::{
    country::Country,
    index::{Index, Reported, Reporting},
    problem::Problem,
    public::link::in_query,
    publisher::Listing,
    routes::entries::asked::TEXT,
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Asked {
    /// A part of the name, or a code.
    q: String,
}

#[derive(Template)]
#[template(path = "daftar-kantor.html")]
struct Page {
    layout: Layout,
    asked: String,
    listed: String,
    nothing_listed: String,
    not_reported: String,
    national: Option<OfficeLine>,
    provinces: Vec<Province>,
}

struct Province {
    office: OfficeLine,
    offices: Vec<OfficeLine>,
    listed: usize,
    is_open: bool,
}

struct OfficeLine {
    id: OfficeId,
    name: String,
    rows: usize,
    reporting: Reporting,
    /// The day on which its last data came.
    heard: Option<String>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // No name of an office is longer.
    let asked: String = super::asked(query)?.q.trim().chars().take(TEXT).collect();
    let path = match asked.as_str() {
        "" => "/kantor".to_owned(),
        some => in_query("/kantor", &[("q", some.to_owned())]),
    };
    let visit = Visit::new(&state, "offices", &[&path]);
    let visit = visit.telling(|heard| heard.digest().to_string());
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let (listing, index) = (&visit.listing, &visit.listing.index);
    let ri = OfficeId::national();
    let reported = without_national(index, index.reported());
    visit.html(&Page {
        layout: visit.layout(title::OFFICES, &path),
        listed: number(count(reported.listed)),
        nothing_listed: number(count(reported.nothing_listed)),
        not_reported: number(count(reported.not_reported)),
        national: Some(OfficeLine::new(listing, ri)).filter(|ri| ri.is_meant(&asked)),
        provinces: provinces(listing, &asked),
        asked: super::cell::clean(&asked),
    })
}

/// KPU RI's rows are everyone's: it is no office among offices.
fn without_national(index: &Index, mut all: Reported) -> Reported {
    let own = match index.reporting(&OfficeId::national()) {
        Reporting::Listed => &mut all.listed,
        Reporting::NothingListed => &mut all.nothing_listed,
        Reporting::NotReported => &mut all.not_reported,
    };
    *own = own.saturating_sub(1);
    all
}

/// The provinces with what is asked for, all of them where nothing is.
fn provinces(listing: &Listing, asked: &str) -> Vec<Province> {
    let country = listing.index.country();
    let ids = country.ids();
    let mut all = Vec::new();
    for province in country.provinces() {
        let below = ids.iter().filter(|id| **id != province);
        let below = below.filter(|id| country.province(id).as_ref() == Some(&province));
        let offices = below.map(|id| OfficeLine::new(listing, id.clone()));
        let office = OfficeLine::new(listing, province.clone());
        let whole = office.is_meant(asked);
        let offices: Vec<_> = offices.filter(|line| whole || line.is_meant(asked)).collect();
        if whole || !offices.is_empty() {
            let listed = offices.iter().filter(|line| line.rows > 0).count();
            all.push(Province { office, offices, listed, is_open: !asked.is_empty() });
        }
    }
    all
}

impl OfficeLine {
    fn new(listing: &Listing, id: OfficeId) -> Self {
        let (rows, reporting) = (listing.index.in_force(&id), listing.index.reporting(&id));
        let heard = listing.heard.day(&id).map(Day::written_out);
        Self { name: Country::name(&id), id, rows, reporting, heard }
    }

    fn is_meant(&self, asked: &str) -> bool {
        let (name, asked) = (fold(&self.name), fold(asked));
        asked.split(' ').all(|word| name.contains(word)) || asked == fold(self.id.as_str())
    }
}
