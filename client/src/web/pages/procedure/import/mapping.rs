//! What columns become, as the form of a preview says it.

use std::collections::BTreeSet;

use kecuali_domain::{field::FIELDS, similarity::normalise};

use crate::{
    catalogue::import as words,
    error::OfficeError,
    office::import::{
        aside::Named,
        columns::{Becomes, Column, How, label, read_saying},
        header::HeaderRow,
        plan::{Table, Wish},
    },
};

/// A field of the form that says what a column becomes begins so.
const COLUMN: &str = "kolom.";
/// The field of a row that is left out.
pub(super) const SKIP: &str = "lewati";
/// The field of a row that is taken in, though it does not look like an entry.
pub(super) const TAKE: &str = "masukkan";

/// What a person says about a file, as addresses and forms carry it.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) sheets: Vec<String>,
    /// The row that has the headings; 0 where there are none; empty where it is found.
    pub(super) header: String,
    /// Columns, and what each becomes.
    pub(super) columns: Vec<(String, String)>,
    /// Rows that are left out.
    pub(super) skip: Vec<String>,
    /// Rows that are taken in, though they do not look like entries.
    pub(super) take: Vec<String>,
}

impl Said {
    pub(super) fn of<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut said = Self::default();
        for (name, value) in fields.filter(|(_, value)| !value.trim().is_empty()) {
            match (name, name.strip_prefix(COLUMN)) {
                ("lembar", _) => said.sheets.push(value.to_owned()),
                (SKIP, _) => said.skip.push(value.to_owned()),
                (TAKE, _) => said.take.push(value.to_owned()),
                ("judul", _) => value.trim().clone_into(&mut said.header),
                (_, Some(column)) => said.columns.push((column.to_owned(), value.to_owned())),
                (_, None) => {}
            }
        }
        said
    }

    pub(super) fn wish(&self) -> Result<Wish, OfficeError> {
        let read = |(column, field): &(String, String)| read_saying(&format!("{column}={field}"));
        let header = match self.header.parse() {
            Ok(0) => HeaderRow::None,
            Ok(row) => HeaderRow::At(row),
            Err(_) => HeaderRow::Found,
        };
        let said = self.columns.iter().map(read).collect::<Result<_, _>>()?;
        let named = |all: &[String]| all.iter().map(|text| Named::read(text)).collect();
        let (skip, take): (Result<Vec<_>, _>, Result<Vec<_>, _>) =
            (named(&self.skip), named(&self.take));
        Ok(Wish { sheets: self.sheets.clone(), said, header, skip: skip?, take: take? })
    }

    /// The same as an address.
    pub(super) fn query(&self) -> String {
        let named = |name: &'static str, all: &[String]| -> Vec<(String, String)> {
            all.iter().map(|value| (name.to_owned(), value.clone())).collect()
        };
        let header = vec![("judul".to_owned(), self.header.clone())];
        let columns = self.columns.iter();
        let columns = columns.map(|(column, field)| (format!("{COLUMN}{column}"), field.clone()));
        let all = [
            named("lembar", &self.sheets),
            header,
            columns.collect(),
            named(SKIP, &self.skip),
            named(TAKE, &self.take),
        ];
        serde_urlencoded::to_string(all.concat()).unwrap_or_default()
    }

    /// What was said of columns that have no choice on the page, as fields of its form: they come
    /// back with their sheet, or when the headings stand elsewhere.
    pub(super) fn other_columns(&self, asked: &BTreeSet<String>) -> Vec<(String, String)> {
        let others = self.columns.iter().filter(|(column, _)| !asked.contains(column));
        others.map(|(column, field)| (format!("{COLUMN}{column}"), field.clone())).collect()
    }

    fn about(&self, column: &str) -> &str {
        self.columns.iter().find(|(known, _)| known == column).map_or("", |(_, field)| field)
    }
}

/// A column as the form shows it.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) letter: String,
    pub(super) heading: String,
    pub(super) examples: Vec<String>,
    /// What it becomes, in words, and how that was found out.
    pub(super) becomes: String,
    pub(super) how: &'static str,
    pub(super) is_certain: bool,
    /// The name of its choice in the form; none where another table has the same heading.
    pub(super) name: Option<String>,
    /// What was said about it.
    pub(super) said: String,
}

/// The columns of a table. A heading that stands in several tables is decided about once.
pub(super) fn choices(table: &Table, said: &Said, asked: &mut BTreeSet<String>) -> Vec<Choice> {
    let choice = |column: &Column| {
        let name = name_of(column, &table.columns);
        let is_new = asked.insert(name.clone());
        Choice {
            letter: column.letter.clone(),
            heading: column.heading.clone(),
            examples: column.examples.iter().map(|text| shortened(text)).collect(),
            becomes: becomes(&column.becomes),
            how: words::how(column.how),
            is_certain: !matches!(column.how, How::Unknown | How::Taken | How::Only),
            said: said.about(&name).to_owned(),
            name: is_new.then(|| format!("{COLUMN}{name}")),
        }
    };
    table.columns.iter().map(choice).collect()
}

/// How a column is named: by its heading, or by its letter where that is none or stands twice.
fn name_of(column: &Column, all: &[Column]) -> String {
    let plain = normalise(&column.heading);
    let same = all.iter().filter(|other| normalise(&other.heading) == plain).count();
    if plain.is_empty() || same > 1 { column.letter.clone() } else { column.heading.clone() }
}

/// All that a column may become.
pub(super) fn options() -> Vec<(&'static str, &'static str)> {
    let fields = FIELDS.iter().map(|field| (field.name, field.label));
    let others = [("#", words::NUMBER), ("-", words::ORIGIN_ONLY)];
    fields.chain(others).collect()
}

fn becomes(becomes: &Becomes) -> String {
    match becomes {
        Becomes::Field(name) => label(name),
        Becomes::Number | Becomes::Kept(_) => words::becomes(becomes),
    }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    crate::web::text::shortened(&line, 60)
}
