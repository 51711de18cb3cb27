//! What a table is, whatever file it is written to: columns, and what stands in a cell.

use std::borrow::Cow;

use kecuali_domain::Day;

/// What a cell shows whose value was taken down: something else than an empty cell.
pub const WITHHELD: &str = "[tidak ditampilkan]";

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// It was never filled.
    Empty,
    /// Its value was taken down.
    Withheld,
    /// Any text.
    Text(Cow<'a, str>),
    /// A day.
    Day(Day),
    /// A whole number.
    Number(u64),
}

impl<'a> Cell<'a> {
    /// A text; an empty one is an empty cell.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The cell in words, as formats without types have it.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Withheld => Cow::Borrowed(WITHHELD),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
        }
    }
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Several texts, with this between them.
    List(&'static str),
    /// Days.
    Day,
    /// Whole numbers.
    Number,
}

/// One column of a table of `T`.
#[derive(Debug, Clone, Copy)]
pub struct Column<T> {
    /// Its name for programs.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// How wide it is on a screen, in characters.
    pub width: u8,
    /// What stands in it; it is given the name of the column.
    pub read: Read<T>,
}

/// How the cell of a column is read from a row.
pub type Read<T> = for<'a> fn(&'a T, &str) -> Cell<'a>;
