//! Why a file was not read.

use crate::piece::Stopped;

/// Why a file was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// It is of no kind that is read here.
    #[error("not a format that is read here")]
    Format,
    /// It is under a password, or of the binary formats before 2007.
    #[error("under a password, or of an old binary format")]
    Protected,
    /// It is cut off, or changed, or contradicts itself.
    #[error("damaged")]
    Damaged,
    /// It declares a document type, by which XML makes much out of little.
    #[error("declares a document type")]
    Doctype,
    /// It is larger than the limits allow, in what is named.
    #[error("over the limit of {0:?}")]
    Over(Over),
    /// The reader of the rows wanted no more.
    #[error("stopped")]
    Stopped,
}

impl TableError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Format => "table_format",
            Self::Protected => "table_protected",
            Self::Damaged => "table_damaged",
            Self::Doctype => "table_doctype",
            Self::Over(over) => over.code(),
            Self::Stopped => "table_stopped",
        }
    }

    /// The error with a code.
    pub fn of_code(code: &str) -> Option<Self> {
        let over = Over::ALL.into_iter().map(Self::Over);
        let all = [Self::Format, Self::Protected, Self::Damaged, Self::Doctype];
        all.into_iter().chain(over).find(|error| error.code() == code)
    }
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Bytes of the file.
    File,
    /// Entries of the archive.
    Entries,
    /// Bytes that it unpacks to.
    Inflated,
    /// Bytes of one tag or one text of its XML.
    Token,
    /// Nesting.
    Depth,
    /// Sheets.
    Sheets,
    /// Rows.
    Rows,
    /// Columns.
    Columns,
    /// Cells.
    Cells,
    /// Text, of one cell or of all.
    Text,
    /// Strings that cells share, formats, or merged cells.
    Declared,
}

impl Over {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::File,
        Self::Entries,
        Self::Inflated,
        Self::Token,
        Self::Depth,
        Self::Sheets,
        Self::Rows,
        Self::Columns,
        Self::Cells,
        Self::Text,
        Self::Declared,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::File => "table_over_file",
            Self::Entries => "table_over_entries",
            Self::Inflated => "table_over_inflated",
            Self::Token => "table_over_token",
            Self::Depth => "table_over_depth",
            Self::Sheets => "table_over_sheets",
            Self::Rows => "table_over_rows",
            Self::Columns => "table_over_columns",
            Self::Cells => "table_over_cells",
            Self::Text => "table_over_text",
            Self::Declared => "table_over_declared",
        }
    }
}

impl From<Over> for TableError {
    fn from(over: Over) -> Self {
        Self::Over(over)
    }
}

impl From<Stopped> for TableError {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}
