//! Where in a sheet its headings are, and which rows stand under them.
//!
//! Above a table there may be titles; headings may take several rows, merged or not, and a row that
//! numbers the columns; they may come again on every page, or others may come: then a second table
//! begins.

use std::collections::BTreeMap;

use kecuali_tables::{Cell, Row};

use super::headings::{Meaning, Sure, known_meaning, meaning};

/// So far down headings are looked for.
const LOOKED_AT: usize = 60;
/// So many rows headings may take.
const DEEPEST: usize = 6;

/// A table in a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    /// The headings, by column; those of several rows in one text.
    pub(crate) headings: BTreeMap<u32, String>,
    /// The numbers of the first and the last row of the headings; none where there are none.
    pub(crate) header: Option<(u32, u32)>,
    /// What stands above, and between rows as titles of parts of it: row and text.
    pub(crate) titles: Vec<(u32, String)>,
    /// The rows where the same headings stand again.
    pub(crate) again: Vec<u32>,
    /// The rows, each with the last title before it.
    pub(crate) rows: Vec<(Row, Option<String>)>,
}

/// Where the headings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderRow {
    /// Where they are found.
    Found,
    /// In the row of this number.
    At(u32),
    /// There are none.
    None,
}

/// The tables of a sheet.
pub(crate) fn sections(rows: Vec<Row>, header: HeaderRow) -> Vec<Section> {
    let at = match header {
        HeaderRow::Found => found(&rows),
        HeaderRow::At(number) => rows.iter().position(|row| row.number == number),
        HeaderRow::None => None,
    };
    let mut reading = Reading::default();
    let mut rest = rows.into_iter();
    if let Some(at) = at {
        let above: Vec<Row> = rest.by_ref().take(at + 1).collect();
        reading.begin(above);
    }
    rest.for_each(|row| reading.take(row));
    reading.end()
}

/// The tables of a sheet while they are read.
#[derive(Debug, Default)]
struct Reading {
    done: Vec<Section>,
    section: Section,
    /// The rows of its headings.
    head: Vec<Row>,
    title: Option<String>,
}

impl Reading {
    /// Rows of which the last has headings, with what stands above them.
    fn begin(&mut self, mut rows: Vec<Row>) {
        let last = rows.last().expect("there is the one with the headings");
        let merged = last.cells.iter().filter_map(|cell| cell.merged).map(|(row, _)| row);
        let top = merged.min().unwrap_or(last.number).min(last.number);
        let first = rows.iter().position(|row| row.number >= top).unwrap_or(rows.len() - 1);
        self.head = rows.split_off(first);
        self.section.titles = rows.iter().map(title).collect();
        self.headed();
    }

    fn headed(&mut self) {
        let (first, last) = (self.head.first(), self.head.last());
        self.section.header = first.zip(last).map(|(first, last)| (first.number, last.number));
        self.section.headings = joined(&self.head);
    }

    fn take(&mut self, row: Row) {
        // What a title of a part stands before is a row of that part.
        let has_begun = !self.section.rows.is_empty() || self.title.is_some();
        let begins = self.section.header.is_some() && !has_begun;
        if begins && self.head.len() < DEEPEST && continues(&row, &self.head) {
            self.head.push(row);
            return self.headed();
        }
        if let Some(text) = divides(&row, &self.section) {
            self.section.titles.push((row.number, text.clone()));
            self.title = Some(text);
        } else if self.section.header.is_none() || !is_header(&row) {
            self.section.rows.push((row, self.title.clone()));
        } else if repeats(&row, &self.section) {
            self.section.again.push(row.number);
        } else {
            // What stands right above other headings is their title.
            let title = self.section.titles.pop_if(|(at, _)| *at + 2 >= row.number);
            self.done.push(std::mem::take(&mut self.section));
            self.title = None;
            self.begin(vec![row]);
            self.section.titles.extend(title);
        }
    }

    fn end(mut self) -> Vec<Section> {
        self.done.push(self.section);
        // What is nothing but titles is shown as such, and not left out.
        self.done
            .retain(|one| one.header.is_some() || !one.rows.is_empty() || !one.titles.is_empty());
        self.done
    }
}

fn title(row: &Row) -> (u32, String) {
    let mut texts: Vec<String> = row.cells.iter().map(|cell| line(&cell.text)).collect();
    texts.dedup();
    (row.number, texts.join("  "))
}

/// Whether a sheet has headings that are known: then it is a list.
pub(crate) fn has_headings(rows: &[Row]) -> bool {
    rows.iter().take(LOOKED_AT).any(|row| score(row) >= 2)
        || rows
            .first()
            .is_some_and(|row| row.cells.iter().all(|cell| known_meaning(&cell.text).is_some()))
}

/// The first row of nothing but known headings; or the one with the most likely ones.
fn found(rows: &[Row]) -> Option<usize> {
    let looked = rows.get(..rows.len().min(LOOKED_AT)).unwrap_or_default();
    if let Some(at) = looked.iter().position(is_header) {
        return Some(at);
    }
    let scored = looked.iter().enumerate().map(|(at, row)| (score(row), at));
    let (score, at) = scored.max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at)))?;
    // What stands above is a title, and no row of the list may pass for one.
    let above = looked.iter().take(at).filter(|row| own(row) >= 3).count();
    if score >= 2 && above <= 1 {
        return Some(at);
    }
    let alone = looked.iter().position(|row| {
        row.cells.iter().all(|cell| matches!(known_meaning(&cell.text), Some(Meaning::Field(_))))
    });
    alone.filter(|at| *at <= 3).or_else(|| wordy(looked))
}

/// Headings that nobody knows: the first row of several short texts above rows as wide.
fn wordy(rows: &[Row]) -> Option<usize> {
    let widest = rows.iter().map(own).max()?;
    let short = |row: &Row| row.cells.iter().all(|cell| cell.text.chars().count() <= 80);
    let words = |row: &Row| row.cells.iter().all(|cell| cell.text.parse::<f64>().is_err());
    let fits = |row: &Row| own(row) * 2 > widest && own(row) >= 2 && short(row) && words(row);
    rows.iter().position(fits)
}

/// How many cells a row has of its own.
fn own(row: &Row) -> usize {
    row.cells.iter().filter(|cell| cell.merged.is_none()).count()
}

/// How many different headings a row has; twice as many points for known ones would be unfair to
/// long tables, so a known one only decides between equals.
fn score(row: &Row) -> usize {
    let mut seen = Vec::new();
    for cell in row.cells.iter().filter(|cell| !is_wide(row, cell)) {
        if let Some((meaning, sure)) = meaning(&cell.text)
            && !seen.contains(&meaning)
            && (sure == Sure::Known || cell.text.chars().count() <= 80)
        {
            seen.push(meaning);
        }
    }
    seen.len()
}

/// Whether a text stands in three columns or more: that is a title.
fn is_wide(row: &Row, cell: &Cell) -> bool {
    row.cells.iter().filter(|other| other.text == cell.text).count() >= 3
}

/// Whether a row is nothing but known headings.
fn is_header(row: &Row) -> bool {
    let own: Vec<&Cell> = row.cells.iter().filter(|cell| cell.merged.is_none()).collect();
    let known: Vec<Meaning> = own.iter().filter_map(|cell| known_meaning(&cell.text)).collect();
    let different = known.iter().any(|one| Some(one) != known.first());
    different && known.len() * 4 >= own.len() * 3
}

fn repeats(row: &Row, section: &Section) -> bool {
    row.cells.iter().all(|cell| {
        let heading = section.headings.get(&cell.column);
        heading.is_some_and(|heading| heading.split(" / ").any(|part| part == line(&cell.text)))
    })
}

/// Whether a row still belongs to the headings above it.
fn continues(row: &Row, above: &[Row]) -> bool {
    let first = above.first().map_or(0, |row| row.number);
    let hangs =
        |cell: &Cell| cell.merged.is_some_and(|(from, _)| (first..row.number).contains(&from));
    if row.cells.iter().any(hangs) || numbers_columns(row) {
        return true;
    }
    // Without merged cells: nothing under the first heading, and headings where it goes on.
    let Some(upper) = above.last() else { return false };
    let below_first = upper
        .cells
        .first()
        .is_some_and(|first| row.cells.iter().all(|cell| cell.column > first.column));
    let headings = row.cells.iter().filter(|cell| meaning(&cell.text).is_some()).count();
    below_first && row.cells.len() < upper.cells.len() + 2 && headings == row.cells.len()
}

/// `1 2 3 4` or `(1) (2) (3)` right under the headings.
fn numbers_columns(row: &Row) -> bool {
    let number = |cell: &Cell| cell.text.trim().trim_matches(['(', ')', '.']).parse::<usize>().ok();
    let all: Vec<Option<usize>> = row.cells.iter().map(number).collect();
    all.len() >= 3 && all.iter().zip(1..).all(|(number, place)| *number == Some(place))
}

/// The headings of several rows, joined by column.
fn joined(header: &[Row]) -> BTreeMap<u32, String> {
    let mut parts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (place, row) in header.iter().enumerate() {
        if place > 0 && numbers_columns(row) {
            continue;
        }
        for cell in &row.cells {
            let text = line(&cell.text);
            let under = parts.entry(cell.column).or_default();
            if under.last() != Some(&text) {
                under.push(text);
            }
        }
        // What a heading without merged cells reaches over: blank cells right of it, with parts.
        let below = header.get(place + 1).filter(|below| !numbers_columns(below));
        for cell in below.map(|below| below.cells.as_slice()).unwrap_or_default() {
            if row.cells.iter().any(|one| one.column == cell.column) {
                continue;
            }
            let left = row.cells.iter().rfind(|one| one.column < cell.column);
            let reaches = left.filter(|left| {
                let next = below.is_some_and(|b| b.cells.iter().any(|c| c.column == left.column));
                next && left.merged.is_none()
            });
            parts.entry(cell.column).or_default().extend(reaches.map(|left| line(&left.text)));
        }
    }
    parts.into_iter().map(|(column, parts)| (column, parts.join(" / "))).collect()
}

/// The text of a row that only parts the table: one text over three columns or more, or alone at
/// the left in capitals or with a letter or a roman number before it.
fn divides(row: &Row, section: &Section) -> Option<String> {
    let first = row.cells.first()?;
    let one_text = row.cells.iter().all(|cell| cell.text == first.text);
    let text = line(&first.text);
    if one_text && row.cells.len() >= 3 {
        return Some(text);
    }
    let alone = row.cells.len() == 1 && section.headings.len() >= 3;
    let leftmost = section.headings.keys().take(2).any(|column| *column == first.column);
    let marked = text.split_once(['.', ')']).is_some_and(|(mark, rest)| {
        let roman = mark.chars().all(|c| "IVX".contains(c));
        let letter = mark.len() == 1 && mark.chars().all(|c| c.is_ascii_uppercase());
        !mark.is_empty() && (roman || letter) && rest.starts_with(' ')
    });
    (alone && leftmost && marked).then_some(text)
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
