//! CSV (RFC 4180) in which no spreadsheet finds anything to run.

use std::{borrow::Cow, fmt, io, io::Write};

use super::table::{Cell, Column, WITHHELD};

/// How a CSV file is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Commas, for programs.
    Comma,
    /// Semicolons after a byte order mark: what Excel opens with a double click where a comma
    /// stands in decimals, as in Indonesia.
    Semicolon,
}

impl Dialect {
    pub(super) const fn delimiter(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
        }
    }

    const fn begins_with(self) -> &'static [u8] {
        match self {
            Self::Comma => b"",
            Self::Semicolon => "\u{feff}".as_bytes(),
        }
    }
}

/// Writes a table as CSV, row after row.
pub struct CsvWriter<T: 'static, W: Write> {
    columns: &'static [Column<T>],
    out: csv::Writer<W>,
}

impl<T, W: Write> CsvWriter<T, W> {
    /// Begins with the headings.
    pub fn new(columns: &'static [Column<T>], dialect: Dialect, mut out: W) -> io::Result<Self> {
        out.write_all(dialect.begins_with())?;
        let delimiter = if dialect == Dialect::Comma { b',' } else { b';' };
        let mut out = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        out.write_record(columns.iter().map(|column| column.title))?;
        Ok(Self { columns, out })
    }

    /// Writes a row.
    pub fn row(&mut self, row: &T) -> io::Result<()> {
        for column in self.columns {
            let cell = (column.read)(row, column.name);
            self.out.write_field(written(&cell).as_bytes())?;
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    /// Ends the file and gives back what was written to.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

impl<T, W: Write> fmt::Debug for CsvWriter<T, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CsvWriter").finish_non_exhaustive()
    }
}

/// A cell as it stands in the file. Who reads a value takes one `'` away where it begins with one,
/// and so has exactly what it was.
fn written<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    let words = cell.words();
    let escaped = match cell {
        Cell::Text(text) => is_run(text) || text.starts_with('\'') || text == WITHHELD,
        Cell::Empty | Cell::Withheld | Cell::Day(_) | Cell::Number(_) => false,
    };
    if escaped { Cow::Owned(format!("'{words}")) } else { words }
}

/// Whether some spreadsheet would take a text for a formula or a command, or pass over what stands
/// before one.
pub(super) fn is_run(text: &str) -> bool {
    let passed_over = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    text.starts_with(['\t', '\r', '\n', '\0'])
        || text
            .trim_start_matches(passed_over)
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::table::Read, *};

    const COLUMNS: &[Column<(String, String)>] = &[
        column("a", |row, _| Cell::text(&row.0)),
        column("b", |row, _| Cell::text(&row.1)),
        column("c", |_, _| Cell::Withheld),
    ];

    const fn column(name: &'static str, read: Read<(String, String)>) -> Column<(String, String)> {
        Column { name, title: name, kind: super::super::Kind::Text, width: 1, read }
    }

    fn file(dialect: Dialect, rows: &[(String, String)]) -> Vec<u8> {
        let mut out = CsvWriter::new(COLUMNS, dialect, Vec::new()).unwrap();
        for row in rows {
            out.row(row).unwrap();
        }
        out.finish().unwrap()
    }

    /// What a spreadsheet has in its cells.
    fn cells(file: &[u8], delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file);
        let row = |record: csv::Result<csv::StringRecord>| {
            record.unwrap().iter().map(str::to_owned).collect()
        };
        reader.records().map(row).collect()
    }

    fn value(cell: &str) -> String {
        cell.strip_prefix('\'').unwrap_or(cell).to_owned()
    }

    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "=", "+", "-", "@", "\t", "\r", "\n", "'", "\"", ",", ";", " ", "\u{feff}", "\u{a0}",
            "1", "＝", "a", WITHHELD, "\0",
        ]);
        prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_value_is_read_back_and_none_is_run(
            rows in prop::collection::vec((hostile(), any::<String>()), 0..5),
        ) {
            for (dialect, delimiter) in [(Dialect::Comma, b','), (Dialect::Semicolon, b';')] {
                let read = cells(&file(dialect, &rows), delimiter);
                prop_assert_eq!(read.len(), rows.len());
                for (cells, row) in read.iter().zip(&rows) {
                    prop_assert_eq!(&value(&cells[0]), &row.0);
                    prop_assert_eq!(&value(&cells[1]), &row.1);
                    prop_assert_eq!(cells[2].as_str(), WITHHELD);
                    for cell in &cells[..2] {
                        prop_assert!(!is_run(cell), "{cell:?}");
                        prop_assert!(cell != WITHHELD);
                    }
                }
            }
        }
    }

    #[test]
    fn the_semicolon_file_begins_with_a_mark_and_lines_end_as_the_standard_says() {
        let rows = [("a;b".to_owned(), "=1+1".to_owned())];
        let text = String::from_utf8(file(Dialect::Semicolon, &rows)).unwrap();
        assert_eq!(text, format!("\u{feff}a;b;c\r\n\"a;b\";'=1+1;{WITHHELD}\r\n"));
    }
}
