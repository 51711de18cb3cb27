//! The register and one entry's test sheet as official pages, to be printed.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{Kind, field::field, status::Status};

use super::{
    super::chosen::{Asked, asked},
    start::status,
};
use crate::{
    catalogue::paper::Testing,
    error::OfficeError,
    office::{
        Name, Office,
        sheet::{Letterhead, Sheet, SheetField},
    },
    web::{
        layout::Section,
        text::office_name,
        visit::{Answer, Visit},
    },
};

/// So many entries are printed in one part, which a browser lays out at once: some 60 kB of entries
/// as offices write them. Nothing on paper is shortened, so a part of very long texts is larger.
const PART: usize = 50;

#[derive(Template)]
#[template(path = "ekspor-cetak.html")]
struct List {
    letterhead: Letterhead,
    day: String,
    status: Option<Status>,
    rows: Vec<Sheet>,
    /// The number of the first row.
    first: usize,
    total: usize,
    at: usize,
    parts: usize,
    signer: Signer,
}

#[derive(Template)]
#[template(path = "ekspor-lembar.html")]
struct TestSheet {
    letterhead: Letterhead,
    day: String,
    sheet: Sheet,
    signer: Signer,
    /// What must be seen on a copy of what another office wrote; nobody signs it here.
    copied: Option<String>,
    /// What a test is called at the office that wrote it.
    testing: &'static Testing,
    /// Who prepared it, where it is no test.
    prepared: Option<String>,
}

/// Who signs an official page: the PPID, where one has a key here.
#[derive(Debug)]
struct Signer {
    position: String,
    name: String,
}

impl Signer {
    fn of(office: &Office) -> Self {
        let ppid = office.people().iter().find(|one| one.role == crate::office::role::Role::Ppid);
        Self {
            position: ppid.map_or_else(|| "PPID".to_owned(), |one| one.position.clone()),
            name: ppid.map(|one| one.name.clone()).unwrap_or_default(),
        }
    }
}

/// The fields of the test itself, in the order of PKPU 22/2023 Pasal 25 ayat (3).
const TEST: [&str; 14] = [
    "test_trigger",
    "test_case",
    "test_date",
    "test_place",
    "test_participants",
    "test_material",
    "test_scope",
    "test_harm",
    "test_laws",
    "test_public_interest",
    "test_balancing",
    "test_conclusion",
    "similar_checked",
    "scope",
];

/// The fields that say what is tested.
const TESTED: [&str; 9] = [
    "information",
    "description",
    "document_type",
    "legal_basis",
    "consequence_if_opened",
    "consequence_if_closed",
    "period",
    "exceptions",
    "responsible_position",
];

impl TestSheet {
    /// What is tested.
    fn tested(&self) -> Vec<&SheetField> {
        TESTED.iter().filter_map(|name| self.sheet.field(name)).collect()
    }

    /// What the test came to; a line to write on where nothing was written yet.
    fn test(&self) -> Vec<(&'static str, &str)> {
        let fields = TEST.iter().filter_map(|name| field(name));
        fields.map(|one| (self.testing.label(one), self.sheet.text(one.name))).collect()
    }
}

pub(crate) async fn list(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    visit
        .page(Section::Export, "Cetak daftar", move |hand| {
            let (office, status) = (hand.office, status(&fields));
            let names = listed(office, status)?;
            let parts = names.len().div_ceil(PART).max(1);
            let at = asked(&fields, "bagian").parse().unwrap_or(1).clamp(1, parts);
            let first = (at - 1) * PART;
            let part: Vec<Name> = names.iter().skip(first).take(PART).cloned().collect();
            Ok(List {
                letterhead: office.letterhead(),
                day: office.day().written_out(),
                rows: office.sheets(&part)?,
                first,
                total: names.len(),
                signer: Signer::of(office),
                status,
                at,
                parts,
            })
        })
        .await
}

fn listed(office: &mut Office, status: Option<Status>) -> Result<Vec<Name>, OfficeError> {
    let own = office.scope();
    let mut all = office.entries()?;
    all.retain(|entry| entry.log == own && status.is_none_or(|status| entry.status == status));
    all.sort_by(|one, next| one.entry.cmp(&next.entry));
    Ok(all.into_iter().map(|entry| (entry.log, entry.id)).collect())
}

pub(crate) async fn sheet(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    visit
        .page(Section::Export, "Lembar satu entri", move |hand| {
            let office = hand.office;
            let name = office.find(asked(&fields, "entri"), Kind::Entry)?;
            office.check_sheet(&name)?;
            let of = name.0.office().unwrap_or_else(|| office.id());
            let testing = Testing::of(of);
            Ok(TestSheet {
                testing,
                prepared: testing.prepared_by(&office_name(of)),
                letterhead: office.letterhead_of(of),
                copied: office.mark_of_copy(&name),
                sheet: office.sheets(&[name])?.remove(0),
                day: office.day().written_out(),
                signer: Signer::of(office),
            })
        })
        .await
}
