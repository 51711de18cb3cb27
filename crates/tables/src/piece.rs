//! What comes out of a file.

use serde::{Deserialize, Serialize};

/// One piece of what was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// What the file is; comes first, once.
    Origin(Origin),
    /// A sheet, or a table of a document; its rows follow.
    Sheet(Sheet),
    /// A row with something in it.
    Row(Row),
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its format.
    pub format: Format,
    /// The encoding that was found, of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What separates its cells, of delimited text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
}

impl Origin {
    pub(crate) const fn of(format: Format) -> Self {
        Self { format, encoding: None, separator: None }
    }
}

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Delimited text.
    Csv,
    /// A JSON list of objects.
    Json,
    /// A workbook of Excel.
    Xlsx,
    /// A spreadsheet of LibreOffice.
    Ods,
    /// A text of LibreOffice.
    Odt,
    /// A text of Word.
    Docx,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; of a table in a document, its number.
    pub name: String,
    /// Whether it is hidden where it was made.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// What stands right above a table in a document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number, from 1, as the program that made the file counts.
    pub number: u32,
    /// Its cells that hold something, by column.
    pub cells: Vec<Cell>,
    /// A quotation mark in it is never closed: it may hold less or more than a row.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unclosed: bool,
    /// Whether it is hidden where it was made.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
}

/// A cell that holds something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its column, from 0.
    pub column: u32,
    /// Its text.
    pub text: String,
    /// The number behind a text that was made from one, as a date is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// The row and the column of the merged cell that covers this one: the text is that one's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<(u32, u32)>,
    /// Whether the text is the kept value of a formula.
    #[serde(default, skip_serializing_if = "is_false")]
    pub formula: bool,
}

/// Whoever takes the pieces wants no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
