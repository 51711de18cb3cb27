//! Text with a separator between cells (RFC 4180, as loosely as programs write it).

use crate::{
    Sink,
    budget::Budget,
    error::TableError,
    limits,
    piece::{Cell, Format, Origin, Piece, Row, Sheet},
    text::Decoded,
};

/// What programs separate with; Excel in Indonesia writes `;`.
const SEPARATORS: [char; 4] = [';', ',', '\t', '|'];
/// So many records tell which it is.
const SAMPLE: usize = 60;

/// Reads a text.
pub(crate) fn read(
    decoded: &Decoded,
    budget: &mut Budget,
    sink: &mut Sink<'_>,
) -> Result<(), TableError> {
    let (separator, text, first) = match stated(&decoded.text) {
        Some((separator, rest)) => (separator, rest, 2),
        None => (separator(&decoded.text), decoded.text.as_str(), 1),
    };
    let encoding = Some(decoded.encoding.clone());
    let separator_told = Some(separator);
    sink(Piece::Origin(Origin { format: Format::Csv, encoding, separator: separator_told }))?;
    budget.sheet(Sheet { name: String::new(), hidden: false, title: String::new() }, sink)?;
    for (number, record) in (first..).zip(Records::new(text, separator)) {
        let mut row = Row { number, unclosed: record.unclosed, ..Row::default() };
        for (column, text) in (0..).zip(record.cells) {
            budget.cell(&mut row, Cell { column, text, ..Cell::default() })?;
        }
        budget.row(row, sink)?;
    }
    Ok(())
}

/// The separator that the first line states, as Excel writes it: `sep=;`.
fn stated(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let separator =
        rest.chars().next().filter(|c| !c.is_alphanumeric() && !c.is_control() || *c == '\t')?;
    let rest = rest.get(separator.len_utf8()..)?;
    let line = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']))?;
    Some((separator, line))
}

/// The separator by which most records have one and the same number of cells; of few records little
/// is believed.
fn separator(text: &str) -> char {
    let score = |separator: char| {
        let counts: Vec<usize> =
            Records::new(text, separator).take(SAMPLE).map(|record| record.cells.len()).collect();
        let with = |count: usize| counts.iter().filter(|one| **one == count).count();
        counts.iter().map(|count| with(*count).pow(2) * (count - 1)).max().unwrap_or(0)
    };
    let scores = SEPARATORS.map(|separator| (score(separator), separator));
    // Of equals the first.
    let best = scores.iter().rev().max_by_key(|(score, _)| *score);
    best.map_or(',', |(score, separator)| if *score == 0 { ',' } else { *separator })
}

/// One record; never without a cell.
struct Record {
    cells: Vec<String>,
    unclosed: bool,
}

struct Records<'t> {
    text: &'t str,
    separator: char,
}

impl<'t> Records<'t> {
    const fn new(text: &'t str, separator: char) -> Self {
        Self { text, separator }
    }

    /// The next cell, and whether it is the last of its record.
    fn cell(&mut self, unclosed: &mut bool) -> (String, bool) {
        if self.text.starts_with('"') {
            if let Some(found) = self.quoted() {
                return found;
            }
            *unclosed = true;
        }
        let end = self.text.find([self.separator, '\n', '\r']);
        let end = end.unwrap_or(self.text.len());
        let (cell, rest) = self.text.split_at(end);
        self.text = rest;
        (cell.to_owned(), self.pass())
    }

    /// A cell in quotation marks; none where they are not closed as they should be. It looks no
    /// further than to the next mark that is not doubled, so all looking together is linear.
    fn quoted(&mut self) -> Option<(String, bool)> {
        let mut rest = self.text.strip_prefix('"')?;
        let mut cell = String::new();
        loop {
            let (part, after) = rest.split_once('"')?;
            cell.push_str(part);
            if cell.len() > limits::CELL {
                return None;
            }
            if let Some(inside) = after.strip_prefix('"') {
                cell.push('"');
                rest = inside;
                continue;
            }
            let after = after.trim_start_matches(' ');
            if !after.is_empty() && !after.starts_with([self.separator, '\n', '\r']) {
                return None;
            }
            self.text = after;
            return Some((cell, self.pass()));
        }
    }

    /// Goes over what ended a cell; whether it ended its record, too.
    fn pass(&mut self) -> bool {
        if let Some(rest) = self.text.strip_prefix(self.separator) {
            self.text = rest;
            return false;
        }
        let rest = self.text.strip_prefix("\r\n").or_else(|| self.text.strip_prefix(['\n', '\r']));
        self.text = rest.unwrap_or_default();
        true
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.text.is_empty() {
            return None;
        }
        let mut record = Record { cells: Vec::new(), unclosed: false };
        loop {
            let (cell, last) = self.cell(&mut record.unclosed);
            // One beyond the columns is enough to refuse the record; a blank one is nothing.
            let most = usize::try_from(limits::COLUMNS).unwrap_or(usize::MAX);
            if record.cells.len() < most || (record.cells.len() == most && !cell.trim().is_empty())
            {
                record.cells.push(cell);
            }
            if last {
                return Some(record);
            }
        }
    }
}

#[cfg(test)]
mod tests;
