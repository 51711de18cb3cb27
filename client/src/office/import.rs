//! Lists that offices already have, as JSON: objects with field names, or with the headings of the
//! tables that offices publish.
//!
//! A list is read whole before anything is kept. What is wrong anywhere is said for every row at
//! once, because whoever mends the file wants to mend it once.

pub mod apart;
pub mod aside;
pub mod batch;
pub mod checked;
pub mod columns;
pub mod flags;
pub mod header;
pub mod headings;
mod misplaced;
pub mod outcome;
pub mod plan;
pub mod provenance;
mod rows;
mod written;

use std::{collections::BTreeMap, path::Path};

use kecuali_document::caps;
use kecuali_domain::{field::FIELDS, legal_basis::COLLECTION};
use serde::Serialize;

use self::written::NotText;
pub(crate) use self::written::Written;
use super::{
    input::{Fields, OWN, is_field, read_field},
    nearest::nearest,
};
use crate::{catalogue::input, error::OfficeError};

/// Headings of published tables, and the field that each is.
const HEADINGS: &[(&str, &str)] = &[
    ("judul", "information"),
    ("informasi", "information"),
    ("dokumen", "information"),
    ("deskripsi", "description"),
    ("dasar_hukum", "legal_basis"),
    ("legal", "legal_basis"),
    ("konsekuensi_dibuka", "consequence_if_opened"),
    ("consequenceopen", "consequence_if_opened"),
    ("konsekuensi_ditutup", "consequence_if_closed"),
    ("consequenceclosed", "consequence_if_closed"),
    ("jangka_waktu", "period"),
    ("duration", "period"),
    ("penanggung_jawab", "responsible_position"),
    ("owner", "responsible_position"),
    ("keterangan", "note"),
    ("no", "import/no"),
    ("nomor", "import/no"),
];

/// What becomes of a heading that nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownHeading {
    /// It is a mistake.
    Refused,
    /// It is kept as internal text below `import/`.
    Kept,
}

/// Something that is wrong with a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowProblem {
    /// Which row, from 1.
    pub row: usize,
    /// What the file calls the field; empty when it is about the whole row.
    pub field: String,
    /// What people read.
    pub message: String,
}

/// Reads a list: a JSON array of objects, or an object whose `rows` are one.
pub fn read_list(path: &Path, unknown: UnknownHeading) -> Result<Vec<Fields>, OfficeError> {
    let written = read_file(path)?;
    let rows = rows(&written).ok_or_else(|| OfficeError::content(path, input::NOT_A_LIST))?;
    if rows.is_empty() {
        return Err(OfficeError::content(path, input::NO_ROWS));
    }
    read_rows(path, rows, unknown)
}

/// Reads rows, all of them or none.
pub(crate) fn read_rows(
    path: &Path,
    rows: &[Written],
    unknown: UnknownHeading,
) -> Result<Vec<Fields>, OfficeError> {
    let mut problems = Vec::new();
    let mut read = Vec::with_capacity(rows.len());
    for (number, written) in (1..).zip(rows) {
        let mut reading = Row { number, unknown, values: BTreeMap::new(), problems: &mut problems };
        reading.read(written);
        read.push(reading.values.into_iter().collect());
    }
    if problems.is_empty() {
        return Ok(read);
    }
    Err(OfficeError::Rows { path: path.to_owned(), problems })
}

/// The JSON of a file.
pub(crate) fn read_file(path: &Path) -> Result<Written, OfficeError> {
    let text = std::fs::read_to_string(path).map_err(OfficeError::file(path))?;
    Written::read(&text).map_err(|error| OfficeError::content(path, &input::not_json(&error)))
}

fn rows(written: &Written) -> Option<&[Written]> {
    match written {
        Written::List(rows) => Some(rows),
        Written::Object(members) => {
            let (_, rows) = members.iter().find(|(name, _)| name == "rows")?;
            if let Written::List(rows) = rows { Some(rows) } else { None }
        }
        Written::Nothing | Written::Flag(_) | Written::Number(_) | Written::Text(_) => None,
    }
}

/// One row while it is read.
struct Row<'a> {
    number: usize,
    unknown: UnknownHeading,
    values: BTreeMap<String, String>,
    problems: &'a mut Vec<RowProblem>,
}

impl Row<'_> {
    fn read(&mut self, written: &Written) {
        let Written::Object(members) = written else {
            return self.problem("", input::not_an_object());
        };
        let before = self.problems.len();
        for (place, (name, value)) in members.iter().enumerate() {
            if members.iter().take(place).any(|(earlier, _)| earlier == name) {
                self.problem(name, input::written_twice());
                continue;
            }
            match value.texts() {
                Ok(texts) => texts.into_iter().for_each(|text| self.member(name, text)),
                // No field of ours says yes or no, but a heading of its own may.
                Err(NotText(Some(flag))) if self.keeps(name) => self.member(name, flag),
                Err(NotText(_)) => self.problem(name, input::not_a_text()),
            }
        }
        if self.values.is_empty() && self.problems.len() == before {
            self.problem("", input::empty_row());
        }
        if self.values.len() >= caps::PUTS {
            self.problem("", input::too_many_fields(caps::PUTS - 1));
        }
    }

    fn keeps(&self, heading: &str) -> bool {
        self.unknown == UnknownHeading::Kept && !is_field(&field_of(heading))
    }

    /// Takes one value. Two values of one field would each claim to be the whole of it; an empty one
    /// is none, since there is nothing yet that it could clear.
    fn member(&mut self, heading: &str, text: &str) {
        let known = is_field(&field_of(heading)) || heading.trim().starts_with(OWN);
        if text.trim().is_empty() && known {
            return;
        }
        match read_member(heading, text.trim(), self.unknown) {
            Ok((key, value)) => match self.values.get(&key) {
                Some(there) if *there != value => self.problem(heading, input::two_values(&key)),
                Some(_) => {}
                None if key.len() > caps::KEY || value.len() > caps::CONTENT_VALUE => {
                    self.problem(heading, input::value_too_long(caps::CONTENT_VALUE));
                }
                None => drop(self.values.insert(key, value)),
            },
            Err(error) => self.problem(heading, error.to_string()),
        }
    }

    fn problem(&mut self, field: &str, message: String) {
        self.problems.push(RowProblem { row: self.number, field: field.to_owned(), message });
    }
}

fn read_member(
    heading: &str,
    text: &str,
    unknown: UnknownHeading,
) -> Result<(String, String), OfficeError> {
    let name = field_of(heading);
    if is_field(&name) || name.starts_with(OWN) {
        return read_field(&name, text);
    }
    match unknown {
        UnknownHeading::Kept => Ok((format!("{OWN}{name}"), text.to_owned())),
        UnknownHeading::Refused => {
            let fields = FIELDS.iter().map(|field| field.name);
            let known = fields.chain(HEADINGS.iter().map(|(heading, _)| *heading));
            Err(OfficeError::Input(input::unknown_field(heading, nearest(&plain(heading), known))))
        }
    }
}

/// The field that a heading means; the heading itself where nobody knows it.
fn field_of(heading: &str) -> String {
    let plain = plain(heading);
    let named = HEADINGS.iter().find(|(known, _)| *known == plain);
    match named {
        Some((_, field)) => (*field).to_owned(),
        None if is_field(&plain) => as_member(heading.trim(), plain),
        None => heading.trim().to_owned(),
    }
}

/// The name of a legal basis has hyphens of its own; it is read as it is typed.
fn as_member(typed: &str, plain: String) -> String {
    match (typed.split_once('/'), plain.split_once('/')) {
        (Some((_, member)), Some((COLLECTION, _))) => format!("{COLLECTION}/{member}"),
        _ => plain,
    }
}

/// A heading however it is spelled.
fn plain(heading: &str) -> String {
    heading.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests;
