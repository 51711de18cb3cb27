//! Daftar: the register in the columns of the DIK, searched, filtered and sorted.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{OfficeId, status::Status};
use serde::{Deserialize, Serialize};

use super::entry::whose;
use crate::{
    office::register::{self, Facet, RegisterPage, Sort},
    web::{
        layout::Section,
        text,
        visit::{Answer, Visit},
    },
};

/// So many rows stand on a page.
const ROWS: usize = 50;
/// So many values of a filter are offered: who looks for another types it.
const VALUES: usize = 60;
/// A value that is longer is not offered: nobody chooses a text of pages.
const LONGEST: usize = 120;

/// What is asked for, as it stands in the address.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Asked {
    cari: String,
    kantor: String,
    status: String,
    jenis: String,
    dasar: String,
    penetapan: String,
    tahun: String,
    bentrok: String,
    urut: String,
    halaman: String,
}

/// A filter that one chooses from.
#[derive(Debug)]
struct Filter {
    name: &'static str,
    label: &'static str,
    chosen: String,
    values: Vec<Facet>,
}

#[derive(Template)]
#[template(path = "daftar.html")]
struct Page {
    asked: Asked,
    filters: Vec<Filter>,
    found: RegisterPage,
    /// Whether rows of other offices stand here, too.
    several_offices: bool,
    before: Option<String>,
    after: Option<String>,
    filtered: bool,
    /// Why who acts writes no entry, where that is so.
    whose: Option<String>,
}

/// The orders that are offered.
const ORDERS: [(&str, &str, Sort, bool); 6] = [
    ("", "Terbaru diubah", Sort::Changed, true),
    ("entri", "Nomor entri", Sort::Entry, false),
    ("nama", "Nama informasi", Sort::Name, false),
    ("status", "Status", Sort::Status, false),
    ("berakhir", "Paling dulu berakhir", Sort::Ends, false),
    ("lama", "Paling lama tidak diubah", Sort::Changed, false),
];

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    visit
        .page(Section::Register, "Daftar", |hand| {
            let page = hand.office.register(&asked.query())?;
            let whose = whose(&hand, None)?;
            Ok(Page { whose, ..Page::new(asked, page) })
        })
        .await
}

impl Asked {
    fn page(&self) -> usize {
        self.halaman.parse().unwrap_or(1).max(1)
    }

    /// What cannot be read is not asked for: an address is typed by people, too.
    fn query(&self) -> register::Query {
        let text = |value: &str| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        let (_, _, sort, descending) =
            ORDERS.iter().find(|(id, ..)| *id == self.urut).unwrap_or(&ORDERS[0]);
        register::Query {
            text: text(&self.cari),
            office: self.kantor.parse().ok(),
            status: Status::ALL.into_iter().find(|status| status.id() == self.status),
            document_type: text(&self.jenis),
            basis: kecuali_domain::article17::Article17::parse(&self.dasar).ok(),
            determination: text(&self.penetapan),
            year: self.tahun.parse().ok(),
            conflict: (self.bentrok == "ya").then_some(true),
            sort: *sort,
            descending: *descending,
            offset: (self.page() - 1).saturating_mul(ROWS),
            limit: Some(ROWS),
        }
    }

    /// The address of another page of the same.
    fn at(&self, page: usize) -> String {
        let asked = Self { halaman: page.to_string(), ..self.clone() };
        let all = serde_urlencoded::to_string(&asked).unwrap_or_default();
        let given = all.split('&').filter(|pair| !pair.ends_with('='));
        format!("/daftar?{}", given.collect::<Vec<_>>().join("&"))
    }

    fn is_filtered(&self) -> bool {
        !self.cari.is_empty() || self.is_narrowed()
    }

    /// Whether anything below the search is chosen.
    fn is_narrowed(&self) -> bool {
        let all = [&self.kantor, &self.status, &self.jenis, &self.dasar];
        let rest = [&self.penetapan, &self.tahun, &self.bentrok];
        all.iter().chain(&rest).any(|value| !value.is_empty())
    }
}

impl Page {
    fn new(asked: Asked, page: RegisterPage) -> Self {
        let facets = &page.facets;
        let filter = |name, label, chosen: &str, values: &[Facet]| {
            let mut values: Vec<Facet> = values
                .iter()
                .filter(|one| one.value.len() <= LONGEST || one.value == chosen)
                .take(VALUES)
                .cloned()
                .collect();
            for value in &mut values {
                if name == "kantor" {
                    let office = value.value.parse::<OfficeId>();
                    value.label =
                        office.map_or_else(|_| value.label.clone(), |id| text::office_name(&id));
                }
                value.label = text::shortened(&value.label, 60);
            }
            Filter { name, label, chosen: chosen.to_owned(), values }
        };
        let several_offices = facets.office.len() > 1 || !asked.kantor.is_empty();
        let mut filters = vec![
            filter("status", "Status", &asked.status, &facets.status),
            filter("jenis", "Jenis dokumen", &asked.jenis, &facets.document_type),
            filter("dasar", "Dasar Pasal 17", &asked.dasar, &facets.basis),
            filter("penetapan", "Penetapan", &asked.penetapan, &facets.determination),
            filter("tahun", "Tahun", &asked.tahun, &facets.year),
        ];
        if several_offices {
            filters.insert(0, filter("kantor", "Kantor", &asked.kantor, &facets.office));
        }
        let number = asked.page();
        let more = page.offset + page.rows.len() < page.total;
        Self {
            before: (number > 1).then(|| asked.at(number - 1)),
            after: more.then(|| asked.at(number + 1)),
            filtered: asked.is_filtered(),
            whose: None,
            several_offices,
            filters,
            asked,
            found: page,
        }
    }

    fn orders(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        let chosen = self.asked.urut.clone();
        ORDERS.iter().map(move |(id, label, _, _)| (*id, *label, *id == chosen))
    }

    /// Which rows these are: the number of the first and of the last.
    fn span(&self) -> (usize, usize) {
        (self.found.offset + 1, self.found.offset + self.found.rows.len())
    }
}
