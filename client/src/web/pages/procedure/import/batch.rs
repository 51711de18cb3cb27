//! What was imported together, where each draft comes from, and taking it back.

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::Kind;

use super::{
    super::chosen::{Asked, asked as asked_of},
    HOME,
};
use crate::{
    catalogue::import::{self, checked as words},
    error::OfficeError,
    office::{
        import::{
            batch::BatchView,
            checked::{CheckView, Fate, Omitted, RowView},
            columns::label,
            provenance::Provenance,
        },
        standing::FindingView,
    },
    web::{
        answers::Answers,
        layout::Section,
        visit::{Answer, Visit},
    },
};

/// The field of an address that says which page of drafts is shown.
const PAGE: &str = "baris";
/// The same of rows that became none.
const LEFT_OUT: &str = "luar";
/// So many rows are shown at once.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "impor-kumpulan.html")]
struct Page {
    view: BatchView,
    /// What the drafts came to, each with how many.
    fates: Vec<(&'static str, usize)>,
    /// Whether it is of several sheets, so that the number of a row alone does not say which.
    several: bool,
    rows: Vec<RowView>,
    pages: Pages,
    /// The rows that became none; nothing where that was not kept.
    left_out: Option<Vec<Omitted>>,
    left_out_pages: Pages,
}

/// Where in a list of pages one is, and what leads to those beside it.
#[derive(Debug)]
struct Pages {
    at: usize,
    all: usize,
    before: Option<String>,
    after: Option<String>,
}

impl Pages {
    /// What the field of this name asks for; the rest of the address stays as it is.
    fn of(here: &str, asked: &Asked, name: &'static str, rows: usize) -> Self {
        let (at, all) = page_of(asked, name, rows);
        let others = asked.iter().filter(|(field, _)| field != name);
        let to = |at: usize| {
            let mut fields: Vec<_> = others.clone().cloned().collect();
            fields.push((name.to_owned(), at.to_string()));
            let query = serde_urlencoded::to_string(fields).unwrap_or_default();
            format!("{here}?{query}#{name}")
        };
        let (before, after) = ((at > 1).then(|| to(at - 1)), (at < all).then(|| to(at + 1)));
        Self { at, all, before, after }
    }
}

/// The page that is asked for, and how many there are.
fn page_of(asked: &Asked, name: &str, rows: usize) -> (usize, usize) {
    let all = rows.div_ceil(ROWS).max(1);
    (asked_of(asked, name).parse().unwrap_or(1).clamp(1, all), all)
}

/// How many rows stand before a page.
const fn first_of(page: usize) -> usize {
    (page - 1) * ROWS
}

impl Page {
    fn of(check: CheckView, asked: &Asked) -> Self {
        let of = |list: &[String], fate| (words::fate(fate), list.len());
        let view = check.batch;
        let gone = check.total - view.unsent.len() - view.edited.len() - view.sent.len();
        let mut fates = vec![
            of(&view.unsent, Fate::Unsent),
            of(&view.edited, Fate::Edited),
            of(&view.sent, Fate::Sent),
            (words::fate(Fate::Gone), gone),
        ];
        fates.retain(|(_, count)| *count > 0);
        let omitted = view.batch.left_out.unwrap_or_default();
        let here = format!("{HOME}/kumpulan/{}", view.batch.batch);
        let pages = Pages::of(&here, asked, PAGE, check.total);
        let left_out_pages = Pages::of(&here, asked, LEFT_OUT, omitted);
        let some = |all: Vec<Omitted>| {
            all.into_iter().skip(first_of(left_out_pages.at)).take(ROWS).collect::<Vec<_>>()
        };
        let mut sheets: Vec<&str> =
            view.batch.tables.iter().map(|table| table.sheet.as_str()).collect();
        sheets.dedup();
        Self {
            fates,
            several: sheets.len() > 1,
            rows: check.entries,
            pages,
            left_out: check.left_out.map(some),
            left_out_pages,
            view,
        }
    }

    /// What is flagged of a draft now: how much, and in which fields.
    fn found(row: &RowView) -> String {
        let field = |one: &FindingView| label(one.field.split('/').next().unwrap_or_default());
        let mut fields: Vec<String> = row.findings.iter().map(field).collect();
        fields.retain(|field| !field.is_empty());
        fields.sort();
        fields.dedup();
        words::found(row.findings.len(), &fields)
    }

    fn fate(row: &RowView) -> &'static str {
        words::fate(row.fate)
    }

    fn why(row: &Omitted) -> &'static str {
        words::omitted(row.why)
    }
}

#[derive(Template)]
#[template(path = "impor-asal.html")]
struct OriginPage {
    found: Provenance,
}

impl OriginPage {
    fn became(name: &str) -> String {
        match name {
            "-" => import::ORIGIN_ONLY.to_owned(),
            "#" => import::NUMBER.to_owned(),
            name => label(name),
        }
    }
}

pub(crate) async fn show(
    visit: Visit,
    Path(batch): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    visit
        .page(Section::Import, "Kumpulan impor", move |hand| {
            let first = |total| first_of(page_of(&asked, PAGE, total).0);
            let check = hand.office.check_import(&batch, first, ROWS)?;
            Ok(Page::of(check, &asked))
        })
        .await
}

pub(crate) async fn undo(visit: Visit, Path(batch): Path<String>, _form: Answers) -> Answer {
    let undone = visit.office(move |hand| hand.office.undo_import(&batch)).await?;
    Ok(visit.go(HOME, import::undone(undone.erased.len())))
}

pub(crate) async fn origin(visit: Visit, Path(entry): Path<String>) -> Answer {
    visit
        .page(Section::Import, "Asal entri", move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            let found = hand.office.provenance(&name)?;
            let none = || OfficeError::Input(import::not_imported(&entry));
            Ok(OriginPage { found: found.ok_or_else(none)? })
        })
        .await
}
