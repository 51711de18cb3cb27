//! The list as files: what each format looks like, and what a manifest says of them.
//!
//! Writers take rows one after the other and hold one at a time. The same rows come to the same
//! bytes: nothing here knows a clock, a locale or a machine.

mod columns;
mod csv;
mod csvw;
mod files;
mod json;
mod manifest;
mod sum;
mod table;
mod xlsx;
mod xml;
mod zip;

pub use self::{
    columns::COLUMNS,
    csv::{CsvWriter, Dialect},
    csvw::{About, csvw},
    files::{FILES, FileName, ListFiles, Written},
    json::{JsonWriter, NdjsonWriter},
    manifest::{Edition, ListedFile, Manifest, verify_manifest},
    sum::Sum,
    table::{Cell, Column, Kind, Read, WITHHELD},
    xlsx::XlsxWriter,
    zip::{Zip, ZipEntry},
};
