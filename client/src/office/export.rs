//! The office's own register as files, in the formats of the public list.

pub mod evidence;
pub(crate) mod page;
mod table;

use std::{
    io,
    path::{Path, PathBuf},
};

use kecuali_domain::{
    content::{Content, SALT},
    field::{self, Visibility},
    status::Status,
};
use kecuali_encoding::canonical_json;
use kecuali_publication::format::{About, CsvWriter, Dialect, XlsxWriter, csvw};
use serde::Serialize;
use serde_json::{Map, Value, json};

pub(super) use self::page::escaped;
pub(crate) use self::table::in_words;
use self::table::{Listed, columns};
use super::{Office, folder::write};
use crate::{catalogue::export as words, error::OfficeError, os};

/// How a register is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// A table with commas, for programs; what its columns are lies beside it.
    Csv,
    /// A table with semicolons, for a spreadsheet on an Indonesian machine.
    CsvExcel,
    /// One JSON array, with the exact values.
    Json,
    /// An entry a line, likewise.
    Ndjson,
    /// A workbook, for people.
    Xlsx,
}

/// Which entries, and what of them.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only those that stand here.
    pub status: Option<Status>,
    /// The fields that never become public, too.
    pub internal: bool,
}

/// What was written.
#[derive(Debug, Clone, Serialize)]
pub struct Exported {
    /// How many entries.
    pub entries: usize,
    /// The files.
    pub files: Vec<PathBuf>,
    /// Whether fields are in it that are not public.
    pub internal: bool,
}

impl Format {
    /// What a file of this format is called where nobody says it.
    pub fn file_name(self, stem: &str) -> PathBuf {
        let end = match self {
            Self::Csv => "csv",
            Self::CsvExcel => "excel.csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
        };
        format!("{stem}.{end}").into()
    }
}

impl Office {
    /// Writes the office's own register, drafts too, by handle.
    pub fn export_register(
        &mut self,
        format: Format,
        wanted: &Wanted,
        path: &Path,
    ) -> Result<Exported, OfficeError> {
        let listed = self.listed(wanted)?;
        let title = words::register(self.id().as_str());
        let columns = columns(wanted.internal);
        let failed = OfficeError::file(path);
        let mut files = vec![path.to_owned()];
        let bytes = match format {
            Format::Csv | Format::CsvExcel => {
                let dialect =
                    if format == Format::Csv { Dialect::Comma } else { Dialect::Semicolon };
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let about = About { title: &title, event: None, day: None };
                let metadata = csvw(columns, &[(&name, dialect)], &about);
                let beside = path.with_file_name(format!("{name}-metadata.json"));
                write(&beside, metadata.as_bytes())?;
                files.push(beside);
                csv(columns, dialect, &listed)
            }
            Format::Json => Ok(canonical_json(&objects(&listed, wanted)).into_bytes()),
            Format::Ndjson => {
                let line = |object: &Value| canonical_json(object) + "\n";
                Ok(objects(&listed, wanted).iter().map(line).collect::<String>().into_bytes())
            }
            Format::Xlsx => xlsx(columns, &title, &listed),
        };
        write(path, &bytes.map_err(failed)?)?;
        Ok(Exported { entries: listed.len(), files, internal: wanted.internal })
    }

    fn listed(&mut self, wanted: &Wanted) -> Result<Vec<Listed>, OfficeError> {
        let (own, as_of) = (self.scope(), self.day());
        let mut summaries = self.entries()?;
        summaries.retain(|entry| {
            entry.log == own && wanted.status.is_none_or(|status| entry.status == status)
        });
        summaries.sort_by(|one, next| one.entry.cmp(&next.entry));
        let read = |summary: super::standing::EntrySummary| {
            let name = (own.clone(), summary.id);
            let (content, decided_on) = (self.content(&name)?, self.decided_on(&name)?);
            Ok(Listed { summary, content, decided_on, as_of })
        };
        summaries.into_iter().map(read).collect()
    }
}

fn csv(
    columns: &'static [table::Column],
    dialect: Dialect,
    rows: &[Listed],
) -> io::Result<Vec<u8>> {
    let mut out = CsvWriter::new(columns, dialect, Vec::new())?;
    rows.iter().try_for_each(|row| out.row(row))?;
    out.finish()
}

fn xlsx(columns: &'static [table::Column], title: &str, rows: &[Listed]) -> io::Result<Vec<u8>> {
    let mut out = XlsxWriter::new(columns, title, None, Vec::new())?;
    rows.iter().try_for_each(|row| out.row(row))?;
    out.finish()
}

/// Entries with their exact values; more than one of a field where people are in conflict.
fn objects(listed: &[Listed], wanted: &Wanted) -> Vec<Value> {
    let object = |one: &Listed| {
        let mut object = json!(one.summary);
        object["fields"] = Value::Object(exact(&one.content, wanted.internal));
        object
    };
    listed.iter().map(object).collect()
}

/// The values of a content by key; the salt is nobody's to read.
pub(crate) fn exact(content: &Content, internal: bool) -> Map<String, Value> {
    let shown = |key: &str| internal || field::visibility(key) == Visibility::Public;
    let own = content.iter().filter(|(key, _)| *key != SALT && shown(key));
    own.map(|(key, values)| (key.to_owned(), json!(values))).collect()
}

/// Writes a file that must not be there yet, for its owner alone: evidence never takes the place of
/// other evidence, and holds what only KPU may read.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), OfficeError> {
    let created = os::new_private_file(path);
    let mut file = created.map_err(OfficeError::file(path))?;
    io::Write::write_all(&mut file, bytes)
        .and_then(|()| file.sync_all())
        .map_err(OfficeError::file(path))
}
