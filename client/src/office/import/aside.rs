//! Rows of a list that are no entry: totals, what is signed below it, and nothing at all. They are
//! left out and told, and whoever imports takes them in or leaves out others.

use std::collections::BTreeSet;

use kecuali_domain::similarity::normalise;
use kecuali_tables::{Cell, Row};
use serde::Serialize;

use super::columns::{Becomes, Column};
use crate::{catalogue::import as words, error::OfficeError, office::day_text::read_day};

/// Why a row is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// A person said so.
    Said,
    /// Nothing stands in it but its number.
    Empty,
    /// It counts the others.
    Total,
    /// It belongs to what is signed below the list.
    Signature,
}

/// Rows that a person names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Their sheet; that of every number where none is named.
    sheet: Option<String>,
    first: u32,
    last: u32,
}

impl Named {
    /// Reads `5`, `12-14`, or `SHEET!5`.
    pub fn read(text: &str) -> Result<Self, OfficeError> {
        let (sheet, rows) = text.rsplit_once('!').map_or((None, text), |(a, b)| (Some(a), b));
        let (first, last) = rows.split_once('-').unwrap_or((rows, rows));
        match (first.trim().parse(), last.trim().parse()) {
            (Ok(first), Ok(last)) if first <= last => {
                Ok(Self { sheet: sheet.map(str::to_owned), first, last })
            }
            _ => Err(OfficeError::Input(words::not_rows(text))),
        }
    }

    /// Whether a row of a sheet is one of them.
    pub fn names(&self, sheet: &str, row: u32) -> bool {
        let of_sheet = self.sheet.as_ref().is_none_or(|name| name == sheet);
        of_sheet && (self.first..=self.last).contains(&row)
    }
}

/// Why each of the rows is no entry; none where it is one.
pub(super) fn by_itself(rows: &[&Row], columns: &[Column]) -> Vec<Option<Left>> {
    let full = if columns.len() >= 4 { 3 } else { 2 };
    let is_full = |row: &&Row| own(row).count() >= full && !signs(row);
    let end = rows.iter().rposition(is_full).map_or(rows.len(), |last| last + 1);
    // What stands below the first line that is signed are names and titles of those who sign.
    let signed = (end..rows.len()).find(|place| signs(rows[*place])).unwrap_or(rows.len());
    let why = |(place, row): (usize, &&Row)| {
        if is_empty(row, columns) {
            Some(Left::Empty)
        } else if counts(row) {
            Some(Left::Total)
        } else {
            (place >= signed && !is_numbered(row, columns)).then_some(Left::Signature)
        }
    };
    rows.iter().enumerate().map(why).collect()
}

fn own(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| cell.merged.is_none())
}

/// The different texts with letters in a row.
fn texts(row: &Row) -> BTreeSet<&str> {
    let cells = own(row).map(|cell| cell.text.trim());
    cells.filter(|text| text.chars().any(char::is_alphabetic)).collect()
}

fn is_number(cell: &Cell, columns: &[Column]) -> bool {
    let column = columns.iter().find(|column| column.place == cell.column);
    column.is_some_and(|column| column.becomes == Becomes::Number)
}

fn is_numbered(row: &Row, columns: &[Column]) -> bool {
    let digits = |cell: &Cell| cell.text.chars().any(char::is_numeric);
    own(row).any(|cell| is_number(cell, columns) && digits(cell))
}

fn is_empty(row: &Row, columns: &[Column]) -> bool {
    let blank = |cell: &Cell| !cell.text.chars().any(char::is_alphanumeric);
    let says_nothing = |cell: &Cell| blank(cell) || is_number(cell, columns);
    row.cells.iter().all(says_nothing) && !row.unclosed
}

fn counts(row: &Row) -> bool {
    const TOTAL: &[&str] = &["jumlah", "total", "subtotal"];
    const OF_WHAT: &[&str] = &[
        "sub",
        "grand",
        "seluruh",
        "seluruhnya",
        "keseluruhan",
        "akhir",
        "entri",
        "baris",
        "data",
        "dokumen",
        "informasi",
    ];
    let texts = texts(row);
    let plain = texts.first().map(|text| normalise(text)).unwrap_or_default();
    let is_word = |word: &str| {
        TOTAL.contains(&word) || OF_WHAT.contains(&word) || word.parse::<u32>().is_ok()
    };
    texts.len() == 1
        && plain.split(' ').any(|word| TOTAL.contains(&word))
        && plain.split(' ').all(is_word)
}

/// Whether all that stands in a row is what stands where something is signed.
fn signs(row: &Row) -> bool {
    const BEGINS: &[&str] = &[
        "mengetahui",
        "menyetujui",
        "mengesahkan",
        "ditetapkan",
        "pada tanggal",
        "dibuat di",
        "ttd",
        "tertanda",
        "nip",
        "a n",
        "plt",
        "plh",
        "ketua",
        "sekretaris",
        "kepala",
        "pejabat pengelola",
        "ppid",
        "kasubbag",
        "kabag",
    ];
    let signs = |text: &&str| {
        let plain = format!("{} ", normalise(text));
        let few = plain.split_whitespace().count() <= 9;
        let dated = text.rsplit_once(',').is_some_and(|(_, day)| read_day(day).is_some());
        few && (dated || BEGINS.iter().any(|begin| plain.starts_with(&format!("{begin} "))))
    };
    let texts = texts(row);
    let worded = own(row).all(|cell| texts.contains(cell.text.trim()));
    !texts.is_empty() && worded && texts.iter().all(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(lists: &[&[&str]]) -> Vec<Option<Left>> {
        let row = |texts: &&[&str]| {
            let cells = (0..).zip(*texts).filter(|(_, text)| !text.is_empty());
            let cell = |(column, text): (u32, &&str)| Cell {
                column,
                text: (*text).to_owned(),
                ..Cell::default()
            };
            Row { cells: cells.map(cell).collect(), ..Row::default() }
        };
        let rows: Vec<Row> = lists.iter().map(row).collect();
        by_itself(&rows.iter().collect::<Vec<_>>(), &[])
    }

    #[test]
    fn totals_and_what_is_signed_below_are_no_entries() {
        let found = left(&[
            &["1", "Rekam medis", "5 tahun"],
            &["2", "Sekretaris KPU", "5 tahun"],
            &["", "Jumlah", "2"],
            &["", "Catatan rapat"],
            &["", "Lebak, 2 Januari 2026"],
            &["", "Sekretaris KPU"],
            &["", "SITI AMINAH"],
            &["", "-"],
        ]);
        let (total, signed) = (Some(Left::Total), Some(Left::Signature));
        assert_eq!(found, [None, None, total, None, signed, signed, signed, Some(Left::Empty)]);
    }

    #[test]
    fn what_only_sounds_like_it_is_an_entry() {
        let found = left(&[
            &["Jumlah pemilih disabilitas"],
            &["Kepala suku"],
            &["Sekretaris KPU"],
            &["Lebak, 2 Januari 2026"],
        ]);
        assert_eq!(found, [None; 4], "of names alone nobody knows where the list ends");
        assert_eq!(left(&[&["1", "Jumlah pegawai"], &["2", "Total suara sah"]]), [None; 2]);
    }

    #[test]
    fn rows_are_named_by_number_and_where_several_are_by_sheet() {
        let named = |text, sheet, row| Named::read(text).unwrap().names(sheet, row);
        assert!(named("5", "a", 5) && !named("5", "a", 6));
        assert!(named("12-14", "a", 14) && !named("12-14", "a", 15));
        assert!(named("a-1!5", "a-1", 5) && !named("a-1!5", "b", 5));
        for bad in ["", "x", "5-", "9-3", "a!"] {
            assert!(Named::read(bad).is_err(), "{bad}");
        }
    }
}
