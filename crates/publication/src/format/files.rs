//! All files of a list, written in one pass over its rows.

use std::{io, io::Write};

use super::{
    columns::COLUMNS,
    csv::{CsvWriter, Dialect},
    csvw::{About, csvw},
    json::{JsonWriter, NdjsonWriter},
    manifest::ListedFile,
    sum::Sum,
    xlsx::XlsxWriter,
};
use crate::row::PublicRow;

/// What the files are called and what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileName {
    /// The name.
    pub name: &'static str,
    /// The media type.
    pub media: &'static str,
}

const JSON: FileName = file("daftar.json", "application/json");
const NDJSON: FileName = file("daftar.ndjson", "application/x-ndjson");
const CSV: FileName = file("daftar.csv", "text/csv; charset=utf-8; header=present");
const EXCEL: FileName = file("daftar-excel.csv", "text/csv; charset=utf-8; header=present");
const XLSX: FileName =
    file("daftar.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
const CSVW: FileName = file("daftar.csv-metadata.json", "application/csvm+json");

/// Every file of a list, by name.
pub const FILES: &[FileName] = &[EXCEL, CSV, CSVW, JSON, NDJSON, XLSX];

const fn file(name: &'static str, media: &'static str) -> FileName {
    FileName { name, media }
}

/// The files of one list, open.
#[derive(Debug)]
pub struct ListFiles<W: Write> {
    json: JsonWriter<Sum<W>>,
    ndjson: NdjsonWriter<Sum<W>>,
    csv: CsvWriter<PublicRow, Sum<W>>,
    excel: CsvWriter<PublicRow, Sum<W>>,
    xlsx: XlsxWriter<PublicRow, Sum<W>>,
    csvw: Sum<W>,
}

/// A file that was written to its end.
#[derive(Debug)]
pub struct Written<W> {
    /// What a manifest says of it.
    pub file: ListedFile,
    /// Where it went.
    pub out: W,
}

impl<W: Write> ListFiles<W> {
    /// Begins every file. `open` gives where the file of a name goes.
    pub fn begin(
        about: &About<'_>,
        mut open: impl FnMut(&'static str) -> io::Result<W>,
    ) -> io::Result<Self> {
        let mut open = |file: FileName| open(file.name).map(Sum::new);
        let mut metadata = open(CSVW)?;
        let tables = [(CSV.name, Dialect::Comma), (EXCEL.name, Dialect::Semicolon)];
        metadata.write_all(csvw(COLUMNS, &tables, about).as_bytes())?;
        Ok(Self {
            json: JsonWriter::new(open(JSON)?)?,
            ndjson: NdjsonWriter::new(open(NDJSON)?),
            csv: CsvWriter::new(COLUMNS, Dialect::Comma, open(CSV)?)?,
            excel: CsvWriter::new(COLUMNS, Dialect::Semicolon, open(EXCEL)?)?,
            xlsx: XlsxWriter::new(COLUMNS, about.title, about.day, open(XLSX)?)?,
            csvw: metadata,
        })
    }

    /// Writes a row into each; rows come by id, in byte order.
    pub fn row(&mut self, row: &PublicRow) -> io::Result<()> {
        self.json.row(row)?;
        self.ndjson.row(row)?;
        self.csv.row(row)?;
        self.excel.row(row)?;
        self.xlsx.row(row)
    }

    /// Ends every file, and says by name what they came to.
    pub fn finish(self) -> io::Result<Vec<Written<W>>> {
        let mut all = vec![
            written(EXCEL, self.excel.finish()?),
            written(CSV, self.csv.finish()?),
            written(CSVW, self.csvw),
            written(JSON, self.json.finish()?),
            written(NDJSON, self.ndjson.finish()),
            written(XLSX, self.xlsx.finish()?),
        ];
        for file in &mut all {
            file.out.flush()?;
        }
        Ok(all)
    }
}

fn written<W: Write>(name: FileName, sum: Sum<W>) -> Written<W> {
    let (bytes, sha256, out) = sum.finish();
    let FileName { name, media } = name;
    let file = ListedFile { bytes, media: media.to_owned(), name: name.to_owned(), sha256 };
    Written { file, out }
}
