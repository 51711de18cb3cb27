//! What a file would become, before anything is written; and writing exactly that.

use std::{collections::BTreeSet, path::PathBuf};

use askama::Template;
use axum::extract::{Path, Query};

use super::{
    super::chosen::{Asked, asked},
    HOME, kept,
    mapping::{Choice, Said, choices, options},
    summary::Findings,
};
use crate::{
    catalogue::import as words,
    error::OfficeError,
    office::import::{
        apart::{self, Listing, Unreadable},
        aside::Left,
        plan::{Plan, Planned, SheetView, Table, Understood},
    },
    web::{
        answers::Answers,
        app::App,
        layout::Section,
        visit::{Answer, Visit},
    },
};

/// So many drafts are shown at once.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "impor-lihat.html")]
struct Page {
    /// Where the form goes.
    address: String,
    file: String,
    format: String,
    /// What keeps it from being read as it was said.
    trouble: Option<String>,
    before: Vec<String>,
    sheets: Vec<SheetView>,
    said: Said,
    tables: Vec<View>,
    options: Vec<(&'static str, &'static str)>,
    findings: Findings,
    rows: Vec<Draft>,
    /// What does not look like an entry.
    aside: Vec<Aside>,
    /// The rows of other pages that are left out.
    elsewhere: Vec<String>,
    total: usize,
    flagged: usize,
    compared: usize,
    outcome: String,
    at: usize,
    pages: usize,
}

/// A table of the file.
struct View {
    head: String,
    titles: Vec<String>,
    columns: Vec<Choice>,
    understood: Vec<Understood>,
}

/// A draft that a row would become.
struct Draft {
    row: u32,
    /// How the form names it.
    key: String,
    skipped: bool,
    information: String,
    fields: usize,
    flags: usize,
}

/// A row that does not look like an entry.
struct Aside {
    row: u32,
    key: String,
    line: String,
    why: &'static str,
    taken: bool,
}

pub(crate) async fn show(
    visit: Visit,
    Path(file): Path<String>,
    Query(fields): Query<Asked>,
) -> Answer {
    let said = Said::of(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let digest = file.clone();
    let (path, listing) = visit.beside(move |app| read(app, &digest)).await?;
    visit
        .page(Section::Import, "Lihat sebelum diimpor", move |hand| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let address = format!("{HOME}/{file}");
            let at = asked(&fields, "hal").parse().unwrap_or(1);
            let wish = said.wish()?;
            match listing.and_then(|listing| hand.office.plan_of(&path, listing, &wish)) {
                Ok(plan) => Ok(Page::of(plan, said, address, at)),
                Err(error) => Page::of_trouble(error, said, address, name),
            }
        })
        .await
}

/// The file that was brought, and its rows or why there are none. Whoever made the file decides how
/// long that takes.
fn read(app: &App, digest: &str) -> Result<(PathBuf, Result<Listing, OfficeError>), OfficeError> {
    let path = kept::find(app.folder(), digest, app.machine().as_mut())?;
    let listing = apart::read(&app.reader()?, &path, app.folder());
    Ok((path, listing))
}

pub(crate) async fn import(visit: Visit, Path(file): Path<String>, form: Answers) -> Answer {
    let app = visit.app().clone();
    let said = Said::of(form.fields());
    if let Some(at) = form.filled("hal") {
        let page = format!("{HOME}/{file}?{}&hal={at}#baris", said.query());
        return Ok(visit.to(&page));
    }
    let (outcome, back) = (form.get("hasil").to_owned(), said.query());
    let digest = file.clone();
    let (path, listing) = visit
        .beside({
            let digest = digest.clone();
            move |app| read(app, &digest)
        })
        .await?;
    let done = visit
        .office(move |hand| {
            let plan = hand.office.plan_of(&path, listing?, &said.wish()?)?;
            // What is written is what was shown: the same bytes, read in the same way.
            if plan.source.sha256.to_string() != digest || plan.outcome() != outcome {
                return Ok(None);
            }
            let imported = hand.office.import(hand.acting, plan)?;
            kept::forget(app.folder(), &digest);
            Ok(Some(imported))
        })
        .await?;
    match done {
        Some(done) => {
            let to = format!("{HOME}/kumpulan/{}", done.batch);
            Ok(visit.go(&to, words::drafts_kept(done.entries.len())))
        }
        None => Ok(visit.warn(&format!("{HOME}/{file}?{back}"), words::LOOK_AGAIN)),
    }
}

impl Page {
    fn of(plan: Plan, said: Said, address: String, at: usize) -> Self {
        let (total, outcome) = (plan.rows(), plan.outcome());
        let listed = listed(&plan);
        let pages = listed.len().div_ceil(ROWS).max(1);
        let at = at.clamp(1, pages);
        let rows = || plan.tables.iter().flat_map(|table| &table.rows);
        let draft = |(key, row): &(String, &Planned)| Draft {
            row: row.row,
            key: key.clone(),
            skipped: row.left.is_some(),
            information: row
                .fields
                .iter()
                .find(|(key, _)| key == "information")
                .map_or_else(String::new, |(_, text)| crate::web::text::shortened(text, 160)),
            fields: row.fields.len(),
            flags: row.flags.len(),
        };
        let shown: Vec<Draft> = listed.iter().skip((at - 1) * ROWS).take(ROWS).map(draft).collect();
        let aside = asides(&plan, &said);
        let elsewhere = listed
            .iter()
            .filter(|(key, row)| row.left.is_some() && shown.iter().all(|one| one.key != *key))
            .map(|(key, _)| key.clone())
            .collect();
        let mut named = BTreeSet::new();
        let tables = plan.tables.iter().map(|table| View::of(table, &said, &mut named)).collect();
        Self {
            findings: Findings::of(&plan),
            rows: shown,
            aside,
            elsewhere,
            flagged: rows().filter(|row| !row.flags.is_empty()).count(),
            compared: plan.compared,
            tables,
            trouble: None,
            format: words::format(
                plan.origin.format,
                plan.origin.encoding.as_deref(),
                plan.origin.separator,
            ),
            file: plan.file,
            before: plan.before,
            sheets: plan.sheets,
            options: options(),
            address,
            said,
            total,
            outcome,
            at,
            pages,
        }
    }

    /// What a person can still say about a file that was not read as it was said.
    fn of_trouble(
        error: OfficeError,
        said: Said,
        address: String,
        file: String,
    ) -> Result<Self, OfficeError> {
        let sheet = |name: String| SheetView {
            name,
            title: String::new(),
            hidden: false,
            rows: 0,
            taken: false,
        };
        let (trouble, sheets) = if let OfficeError::Ambiguous { name, all } = &error
            && name == "--sheet"
        {
            (words::CHOOSE_SHEETS, all.iter().cloned().map(sheet).collect())
        } else if let OfficeError::Unreadable { why, .. } = &error {
            if *why != Unreadable::NoList {
                return Err(OfficeError::Unreadable { path: file.into(), why: *why });
            }
            (words::NO_LIST, Vec::new())
        } else {
            return Err(error);
        };
        Ok(Self {
            trouble: Some(trouble.to_owned()),
            sheets,
            file,
            said,
            address,
            format: String::new(),
            before: Vec::new(),
            tables: Vec::new(),
            options: Vec::new(),
            findings: Findings::default(),
            rows: Vec::new(),
            aside: Vec::new(),
            elsewhere: Vec::new(),
            total: 0,
            flagged: 0,
            compared: 0,
            outcome: String::new(),
            at: 1,
            pages: 1,
        })
    }

    fn is_taken(&self, sheet: &str) -> bool {
        self.sheets.iter().any(|one| one.name == sheet && one.taken)
    }
}

/// How the form names a row: with its sheet where several are taken.
fn key(plan: &Plan, table: &Table, row: &Planned) -> String {
    if plan.takes_several() { format!("{}!{}", table.sheet, row.row) } else { row.row.to_string() }
}

/// The rows that become drafts, and among them those that a person left out.
fn listed(plan: &Plan) -> Vec<(String, &Planned)> {
    let mut all = Vec::new();
    for table in &plan.tables {
        let said = table.aside.iter().filter(|row| row.left == Some(Left::Said));
        let mut rows: Vec<&Planned> = table.rows.iter().chain(said).collect();
        rows.sort_by_key(|row| row.row);
        all.extend(rows.into_iter().map(|row| (key(plan, table, row), row)));
    }
    all
}

/// The rows that do not look like entries, those that were taken in all the same included.
fn asides(plan: &Plan, said: &Said) -> Vec<Aside> {
    let mut all = Vec::new();
    for table in &plan.tables {
        for row in table.rows.iter().chain(&table.aside) {
            let key = key(plan, table, row);
            let taken = row.left.is_none() && said.take.contains(&key);
            if taken || row.left.is_some_and(|left| left != Left::Said) {
                let why = row.left.map_or(words::TAKEN_IN, words::left_out);
                let line = crate::web::text::shortened(&row.line(), 120);
                all.push(Aside { row: row.row, key, line, why, taken });
            }
        }
    }
    all
}

impl View {
    fn of(table: &Table, said: &Said, named: &mut BTreeSet<String>) -> Self {
        Self {
            // A file without rows of headings has none to be named.
            head: words::table_head(
                Some(table.sheet.as_str()).filter(|sheet| !sheet.is_empty()),
                table.header.filter(|(first, _)| *first > 0),
                table.rows.len(),
            ),
            titles: table.titles.iter().map(|(_, text)| text.clone()).collect(),
            columns: choices(table, said, named),
            understood: table.understood.clone(),
        }
    }
}
