//! The rows of a list as its preview shows them: those that become drafts, those that do not look
//! like entries, and what is ticked of each. A tick names its sheet, so that it never comes to mean
//! a row of another one.

use std::collections::BTreeSet;

use super::mapping::{SKIP, Said, TAKE};
use crate::{
    catalogue::import as words,
    office::import::{
        aside::{Left, Named},
        plan::{Plan, Planned, Wish},
    },
    web::text::shortened,
};

/// So many drafts are shown at once.
const ROWS: usize = 50;

/// What a page shows of the rows.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) drafts: Vec<Draft>,
    /// What does not look like an entry.
    pub(super) aside: Vec<Aside>,
    /// What is ticked of rows that this page does not show, as fields of its form.
    pub(super) elsewhere: Vec<(&'static str, String)>,
    pub(super) at: usize,
    pub(super) pages: usize,
}

/// A draft that a row would become.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) row: u32,
    /// How the form names it.
    pub(super) key: String,
    pub(super) skipped: bool,
    pub(super) information: String,
    pub(super) fields: usize,
    pub(super) flags: usize,
}

/// A row that does not look like an entry.
#[derive(Debug)]
pub(super) struct Aside {
    pub(super) row: u32,
    pub(super) key: String,
    pub(super) line: String,
    pub(super) why: &'static str,
    pub(super) taken: bool,
}

impl Rows {
    /// The rows of a plan, on the page that was asked for.
    pub(super) fn of(plan: &Plan, said: &Said, wish: &Wish, at: usize) -> Self {
        let listed = listed(plan);
        let pages = listed.len().div_ceil(ROWS).max(1);
        let at = at.clamp(1, pages);
        let (first, next) = ((at - 1) * ROWS, at * ROWS);
        let shown = listed.iter().take(next).skip(first);
        let drafts: Vec<Draft> = shown.map(|(key, row)| Draft::of(key, row)).collect();
        let others = listed.iter().take(first).chain(listed.iter().skip(next));
        let left_out = others.filter(|(_, row)| row.left.is_some());
        let mut elsewhere: Vec<_> = left_out.map(|(key, _)| (SKIP, key.clone())).collect();
        let aside = asides(plan, wish);
        let known = listed.iter().map(|(key, _)| key.as_str()).collect();
        elsewhere.extend(unseen(&said.skip, &known).map(|key| (SKIP, key)));
        let known = aside.iter().map(|row| row.key.as_str()).collect();
        elsewhere.extend(unseen(&said.take, &known).map(|key| (TAKE, key)));
        Self { drafts, aside, elsewhere, at, pages }
    }

    /// Of a file that was not read as it was said: what was ticked is kept.
    pub(super) fn unread(said: &Said) -> Self {
        let skipped = said.skip.iter().map(|key| (SKIP, key.clone()));
        let taken = said.take.iter().map(|key| (TAKE, key.clone()));
        let elsewhere = skipped.chain(taken).collect();
        Self { drafts: Vec::new(), aside: Vec::new(), elsewhere, at: 1, pages: 1 }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.aside.is_empty()
    }
}

impl Draft {
    fn of(key: &str, row: &Planned) -> Self {
        let name = row.fields.iter().find(|(key, _)| key == "information");
        Self {
            row: row.row,
            key: key.to_owned(),
            skipped: row.left.is_some(),
            information: name.map_or_else(String::new, |(_, text)| shortened(text, 160)),
            fields: row.fields.len(),
            flags: row.flags.len(),
        }
    }
}

/// How the form names a row.
fn key(sheet: &str, row: u32) -> String {
    format!("{sheet}!{row}")
}

/// The rows that become drafts, and among them those that a person left out.
fn listed(plan: &Plan) -> Vec<(String, &Planned)> {
    let mut all = Vec::new();
    for table in &plan.tables {
        let said = table.aside.iter().filter(|row| row.left == Some(Left::Said));
        let mut rows: Vec<&Planned> = table.rows.iter().chain(said).collect();
        rows.sort_by_key(|row| row.row);
        all.extend(rows.into_iter().map(|row| (key(&table.sheet, row.row), row)));
    }
    all
}

/// The rows that do not look like entries, those that were taken in all the same included.
fn asides(plan: &Plan, wish: &Wish) -> Vec<Aside> {
    let mut all = Vec::new();
    for table in &plan.tables {
        let is_taken = |row: u32| wish.take.iter().any(|named| named.names(&table.sheet, row));
        for row in table.rows.iter().chain(&table.aside) {
            let taken = row.left.is_none() && is_taken(row.row);
            if taken || row.left.is_some_and(|left| left != Left::Said) {
                let why = row.left.map_or(words::TAKEN_IN, words::left_out);
                let (key, line) = (key(&table.sheet, row.row), shortened(&row.line(), 120));
                all.push(Aside { row: row.row, key, line, why, taken });
            }
        }
    }
    all
}

/// What was ticked of single rows that are not among those known now: they come back with their
/// sheet, or when the headings stand elsewhere.
fn unseen(ticked: &[String], known: &BTreeSet<&str>) -> impl Iterator<Item = String> {
    let is_single = |text: &&String| {
        let row = text.rsplit_once('!').map(|(_, row)| row);
        row.is_some_and(|row| row.parse::<u32>().is_ok()) && Named::read(text).is_ok()
    };
    let all = ticked.iter().filter(is_single).filter(|key| !known.contains(key.as_str()));
    all.cloned()
}
