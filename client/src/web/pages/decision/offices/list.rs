//! The offices below, as far as each has come; and one with its people.

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::{Capability, OfficeId};
use serde::Deserialize;

use crate::{
    catalogue::{authority, invitation, oversight},
    error::{OfficeError, Sought},
    office::{
        below::{Below, State},
        roster::Granted,
    },
    web::{
        layout::Section,
        pages::decision::hands::May,
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

/// So many rows stand on a page.
const ROWS: usize = 100;

/// Which offices are shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    provinsi: String,
    /// `kosong`: nothing came yet; `tanpa-kunci`: nobody there holds a key; `menunggu`: something
    /// waits for a decision.
    keadaan: String,
    cari: String,
    halaman: String,
}

impl Asked {
    fn means(&self, row: &Row) -> bool {
        let name = row.name.to_lowercase();
        let fits = match self.keadaan.as_str() {
            "kosong" => row.one.is(State::Silent),
            "tanpa-kunci" => row.one.is(State::WithoutKey),
            "menunggu" => row.one.is(State::Waiting),
            _ => true,
        };
        fits && (self.provinsi.is_empty() || self.provinsi == row.one.province.as_str())
            && name.contains(&self.cari.trim().to_lowercase())
    }
}

#[derive(Template)]
#[template(path = "kantor.html")]
struct Page {
    asked: Asked,
    rows: Vec<Row>,
    fitting: usize,
    all: usize,
    silent: usize,
    keyless: usize,
    provinces: Vec<(String, String)>,
    number: usize,
    pages: usize,
    whose: Option<String>,
}

/// An office in the list.
#[derive(Debug)]
struct Row {
    one: Below,
    name: String,
    waiting: usize,
    determined: usize,
    all: usize,
}

impl Page {
    /// The address of another page of the same part.
    fn page(&self, number: usize) -> String {
        let number = number.to_string();
        let pairs = [
            ("provinsi", self.asked.provinsi.as_str()),
            ("keadaan", &self.asked.keadaan),
            ("cari", &self.asked.cari),
            ("halaman", &number),
        ];
        format!("/kantor?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    visit.page(Section::Offices, "Kantor", move |hand| page(hand, asked)).await
}

fn page(hand: Hand<'_>, asked: Asked) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Administer])?.refusal();
    let office = hand.office;
    let mut rows: Vec<Row> = office.below()?.into_iter().map(row).collect();
    let (all, silent) = (rows.len(), rows.iter().filter(|row| row.one.is(State::Silent)).count());
    let keyless = rows.iter().filter(|row| row.one.is(State::WithoutKey)).count();
    let provinces = rows.iter().filter(|row| row.one.is_province);
    let mut provinces: Vec<(String, String)> =
        provinces.map(|row| (row.one.office.to_string(), row.name.clone())).collect();
    provinces.sort_by(|(_, one), (_, other)| one.cmp(other));
    rows.retain(|row| asked.means(row));
    let (fitting, pages) = (rows.len(), rows.len().div_ceil(ROWS).max(1));
    let number = asked.halaman.parse().unwrap_or(1).clamp(1, pages);
    let rows = rows.into_iter().skip((number - 1) * ROWS).take(ROWS).collect();
    Ok(Page { asked, rows, fitting, all, silent, keyless, provinces, number, pages, whose })
}

fn row(one: Below) -> Row {
    Row {
        name: office_name(&one.office),
        waiting: one.waiting(),
        determined: one.determined(),
        all: one.total(),
        one,
    }
}

#[derive(Template)]
#[template(path = "kantor-satu.html")]
struct One {
    id: OfficeId,
    name: String,
    /// What became of the code that it was given last.
    invited: Option<&'static str>,
    below: Option<Below>,
    counts: Vec<(&'static str, usize)>,
    keys: Vec<Key>,
    can_end: bool,
}

/// A key of the office.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) grant: Granted,
    pub(super) holder: &'static str,
    pub(super) may: String,
    /// Why it may do nothing now.
    pub(super) without: Option<&'static str>,
    /// How someone ended it.
    pub(super) end: Option<String>,
}

impl Key {
    pub(super) fn of(grant: Granted) -> Self {
        Self {
            holder: match grant.holder {
                "installation" => "Komputer",
                "server" => "Server",
                _ => "Orang",
            },
            may: authority::by_names(&grant.capabilities),
            without: grant.without.map(ended),
            end: None,
            grant,
        }
    }
}

/// Why a key may do nothing, in words.
fn ended(code: &str) -> &'static str {
    match code {
        "key_ended" => "kunci sudah diakhiri",
        "grant_expired" => "masa wewenang habis",
        _ => "tidak berwenang",
    }
}

pub(crate) async fn one(visit: Visit, Path(office): Path<String>) -> Answer {
    visit.page(Section::Offices, "Kantor", move |hand| shown(hand, &office)).await
}

fn shown(hand: Hand<'_>, typed: &str) -> Result<One, OfficeError> {
    let can_end = May::of(&hand, &[Capability::Administer])?.now;
    let office = hand.office;
    let id: OfficeId = typed.parse().map_err(|_| OfficeError::not_found(Sought::Office, typed))?;
    let below = office.below()?.into_iter().find(|one| one.office == id);
    if below.is_none() && id != *office.id() {
        return Err(OfficeError::not_found(Sought::Office, typed));
    }
    let counts = below.iter().flat_map(|one| &one.entries);
    let counts = counts.map(|(status, count)| (status.row().label, *count)).collect();
    let ends = office.key_ends(&id)?;
    let key = |grant: Granted| {
        let end = ends.get(&grant.key).map(oversight::key_end);
        Key { end, ..Key::of(grant) }
    };
    let keys = office.keys_of(&id)?.into_iter().map(key).collect();
    let invited = office.invitations()?.into_iter().find(|one| one.office == id);
    let invited = invited.map(|one| invitation::state(&one));
    Ok(One { name: office_name(&id), id, invited, below, counts, keys, can_end })
}
