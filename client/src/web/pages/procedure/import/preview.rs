//! What a file would become, before anything is written; and writing exactly that.
//!
//! Sheets, columns and rows are chosen in one form, which also imports. What was chosen since the
//! page was drawn is shown first.

use std::{collections::BTreeSet, path::PathBuf};

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::HeaderValue,
};

use super::{
    super::chosen::{Asked, asked},
    HOME, kept,
    mapping::{Choice, Said, choices, options},
    rows::Rows,
    summary::Findings,
};
use crate::{
    catalogue::import as words,
    error::OfficeError,
    office::import::{
        apart::{self, Listing, Unreadable},
        plan::{Plan, SheetView, Table, Understood, Wish},
    },
    web::{
        answers::Answers,
        app::App,
        choice::LONGEST,
        layout::Section,
        session::Notice,
        visit::{Answer, Visit},
    },
};

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
    /// What was said of columns that are not here.
    others: Vec<(String, String)>,
    tables: Vec<View>,
    options: Vec<(&'static str, &'static str)>,
    findings: Findings,
    rows: Rows,
    total: usize,
    flagged: usize,
    compared: usize,
    outcome: String,
}

/// A table of the file.
struct View {
    head: String,
    titles: Vec<String>,
    columns: Vec<Choice>,
    understood: Vec<Understood>,
}

/// What is looked at: a file as somebody says it is to be read, and a page of its rows.
struct Look {
    file: String,
    said: Said,
    at: usize,
}

pub(crate) async fn show(
    visit: Visit,
    Path(file): Path<String>,
    Query(fields): Query<Asked>,
) -> Answer {
    let said = Said::of(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let at = asked(&fields, "hal").parse().unwrap_or(1);
    Look { file, said, at }.draw(&visit).await
}

/// The file that was brought, and its rows or why there are none. Whoever made the file decides how
/// long that takes.
fn read(app: &App, digest: &str) -> Result<(PathBuf, Result<Listing, OfficeError>), OfficeError> {
    let path = kept::find(app.folder(), digest, app.machine().as_mut())?;
    let listing = apart::read(&app.reader()?, &path, app.folder());
    Ok((path, listing))
}

pub(crate) async fn import(visit: Visit, Path(file): Path<String>, form: Answers) -> Answer {
    let said = Said::of(form.fields());
    let page = |name| form.filled(name).map(|page| page.parse().unwrap_or(1));
    if let Some(at) = page("perlihatkan") {
        return Look { file, said, at }.at(&visit, "#pratinjau").await;
    }
    if let Some(at) = page("hal") {
        return Look { file, said, at }.at(&visit, "#baris").await;
    }
    let (outcome, digest) = (form.get("hasil").to_owned(), file.clone());
    let (path, listing) = visit.beside(move |app| read(app, &digest)).await?;
    let (app, wish, digest) = (visit.app().clone(), said.wish()?, file.clone());
    let again = || Ok(Err(words::LOOK_AGAIN.to_owned()));
    let done = visit
        .office(move |hand| {
            // What cannot be read as it was said is told where it is said.
            let Ok(plan) = hand.office.plan_of(&path, listing?, &wish) else { return again() };
            // What is written is what was shown: the same bytes, read in the same way.
            if plan.source.sha256.to_string() != digest || plan.outcome() != outcome {
                return again();
            }
            if plan.rows() == 0 {
                return Ok(Err(words::nothing_left()));
            }
            let imported = hand.office.import(hand.acting, plan)?;
            kept::forget(app.folder(), &digest);
            Ok(Ok(imported))
        })
        .await?;
    match done {
        Ok(done) => {
            let to = format!("{HOME}/kumpulan/{}", done.batch);
            Ok(visit.go(&to, words::drafts_kept(done.entries.len())))
        }
        Err(text) => {
            visit.tell(Notice { text, warns: true });
            let at = form.get("di").parse().unwrap_or(1);
            Look { file, said, at }.at(&visit, "").await
        }
    }
}

impl Look {
    fn address(&self) -> String {
        format!("{HOME}/{}", self.file)
    }

    /// Shows it under an address that says all of it, so that it is there when it is loaded again;
    /// what is too much for one is shown all the same.
    async fn at(self, visit: &Visit, part: &str) -> Answer {
        let page = format!("{}?{}&hal={}", self.address(), self.said.query(), self.at);
        let has_address = page.len() <= LONGEST;
        if has_address && !visit.is_piece() {
            return Ok(visit.to(&format!("{page}{part}")));
        }
        let mut drawn = self.draw(visit).await?;
        if let Some(page) = HeaderValue::from_str(&page).ok().filter(|_| has_address) {
            drawn.headers_mut().insert("hx-replace-url", page);
        }
        Ok(drawn)
    }

    async fn draw(self, visit: &Visit) -> Answer {
        let digest = self.file.clone();
        let (path, listing) = visit.beside(move |app| read(app, &digest)).await?;
        visit
            .page(Section::Import, "Lihat sebelum diimpor", move |hand| {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let wish = self.said.wish()?;
                let sheets = listing.as_ref().map(sheets).unwrap_or_default();
                match listing.and_then(|listing| hand.office.plan_of(&path, listing, &wish)) {
                    Ok(plan) => Ok(Page::of(plan, self, &wish)),
                    Err(error) => Page::of_trouble(error, self, name, sheets),
                }
            })
            .await
    }
}

/// The sheets of a file that is not read as it was said.
fn sheets(listing: &Listing) -> Vec<SheetView> {
    let view = |(sheet, rows): &(kecuali_tables::Sheet, Vec<_>)| SheetView {
        name: sheet.name.clone(),
        title: sheet.title.clone(),
        hidden: sheet.hidden,
        rows: rows.len(),
        taken: false,
    };
    listing.sheets.iter().map(view).collect()
}

impl Page {
    fn of(plan: Plan, look: Look, wish: &Wish) -> Self {
        let (total, outcome, address) = (plan.rows(), plan.outcome(), look.address());
        let Look { said, at, .. } = look;
        let all = || plan.tables.iter().flat_map(|table| &table.rows);
        let mut named = BTreeSet::new();
        let tables = plan.tables.iter().map(|table| View::of(table, &said, &mut named)).collect();
        Self {
            findings: Findings::of(&plan),
            rows: Rows::of(&plan, &said, wish, at),
            flagged: all().filter(|row| !row.flags.is_empty()).count(),
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
            others: said.other_columns(&named),
            address,
            said,
            total,
            outcome,
        }
    }

    /// What a person can still say about a file that was not read as it was said.
    fn of_trouble(
        error: OfficeError,
        look: Look,
        file: String,
        mut sheets: Vec<SheetView>,
    ) -> Result<Self, OfficeError> {
        let trouble = if let OfficeError::Ambiguous { name, .. } = &error
            && name == "--sheet"
        {
            words::CHOOSE_SHEETS.to_owned()
        } else if let OfficeError::Unreadable { why, .. } = &error {
            if *why != Unreadable::NoList {
                return Err(OfficeError::Unreadable { path: file.into(), why: *why });
            }
            words::NO_LIST.to_owned()
        } else if let OfficeError::Input(sentence) = error {
            sentence
        } else {
            return Err(error);
        };
        let address = look.address();
        for sheet in &mut sheets {
            sheet.taken = look.said.sheets.contains(&sheet.name);
        }
        Ok(Self {
            trouble: Some(trouble),
            sheets,
            file,
            rows: Rows::unread(&look.said),
            others: look.said.other_columns(&BTreeSet::new()),
            said: look.said,
            address,
            format: String::new(),
            before: Vec::new(),
            tables: Vec::new(),
            options: Vec::new(),
            findings: Findings::default(),
            total: 0,
            flagged: 0,
            compared: 0,
            outcome: String::new(),
        })
    }
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
