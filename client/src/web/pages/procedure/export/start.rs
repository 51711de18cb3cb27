//! Choosing what goes out, and how.

use askama::Template;
use kecuali_domain::status::Status;

use super::super::chosen::Asked;
use crate::{
    catalogue::{export as words, paper::Testing},
    error::OfficeError,
    office::{Office, export::Format, folder::Whereabouts, paper::SUBMITTED, sheet::Letterhead},
    web::{
        layout::Section,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "ekspor.html")]
struct Page {
    total: usize,
    statuses: Vec<Count>,
    /// How many wait for a decision.
    submitted: usize,
    formats: Vec<(&'static str, &'static str)>,
    letterhead: Letterhead,
    whereabouts: Whereabouts,
    /// What a test is called at this office.
    testing: &'static Testing,
}

/// Entries that stand alike.
#[derive(Debug)]
struct Count {
    id: &'static str,
    label: &'static str,
    entries: usize,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit
        .page(Section::Export, "Ekspor dan cetak", |hand| {
            let statuses = statuses(hand.office)?;
            let total = statuses.iter().map(|one| one.entries).sum();
            let formats = FORMATS.map(|format| (name(format), words::format(format))).into();
            let waits = |one: &&Count| SUBMITTED.iter().any(|status| status.id() == one.id);
            let submitted = statuses.iter().filter(waits).map(|one| one.entries).sum();
            let (letterhead, whereabouts) = (hand.office.letterhead(), hand.office.whereabouts());
            let testing = Testing::of(hand.office.id());
            Ok(Page { total, statuses, submitted, formats, letterhead, whereabouts, testing })
        })
        .await
}

fn statuses(office: &mut Office) -> Result<Vec<Count>, OfficeError> {
    let own = office.scope();
    let mut all = office.entries()?;
    all.retain(|entry| entry.log == own);
    let count = |status: &Status| {
        let entries = all.iter().filter(|entry| entry.status == *status).count();
        (entries > 0).then(|| Count { id: status.id(), label: status.row().label, entries })
    };
    Ok(Status::ALL.iter().filter_map(count).collect())
}

/// Every format, the one for people first.
const FORMATS: [Format; 5] =
    [Format::Xlsx, Format::CsvExcel, Format::Csv, Format::Json, Format::Ndjson];

/// The name of a format in addresses.
const fn name(format: Format) -> &'static str {
    match format {
        Format::Xlsx => "xlsx",
        Format::CsvExcel => "csv-excel",
        Format::Csv => "csv",
        Format::Json => "json",
        Format::Ndjson => "ndjson",
    }
}

/// The format that an address names.
pub(super) fn format(text: &str) -> Option<Format> {
    FORMATS.into_iter().find(|format| name(*format) == text)
}

/// The status that an address names; none for all.
pub(super) fn status(fields: &Asked) -> Option<Status> {
    let asked = super::super::chosen::asked(fields, "status");
    Status::ALL.into_iter().find(|status| status.id() == asked)
}
