//! Every bound on what a file may cost, in one place.
//!
//! A list of an office has tens of rows, the largest that is promised to work ten thousand. The
//! bounds lie well above that and well below what hurts: a file of 1.7 KB can claim 96 GB.

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

/// Bytes of a file.
pub const FILE: usize = 32 * MIB;

/// Entries in the directory of an archive, read or not.
pub const ENTRIES: usize = 2_000;

/// Bytes of all that is unpacked from an archive; a sheet is read twice and counts twice.
pub const INFLATED: u64 = 128 << 20;

/// How many times larger than packed a part may become, once it is larger than [`RATIO_FROM`].
pub const RATIO: u64 = 250;

/// Below this an honest part of repeated cells may be packed to almost nothing.
pub const RATIO_FROM: u64 = 4 << 20;

/// Bytes of one tag, or of one text between two tags.
pub const TOKEN: usize = MIB;

/// How deep elements, or arrays and objects, are nested.
pub const DEPTH: usize = 100;

/// Sheets, or tables of a document.
pub const SHEETS: usize = 200;

/// Rows with anything in them, over all sheets.
pub const ROWS: usize = 50_000;

/// Columns; what lies further out is refused unless it is blank.
pub const COLUMNS: u32 = 512;

/// Cells with anything in them, over all sheets, those that a merged cell covers included.
pub const CELLS: usize = 600_000;

/// Bytes of the text of one cell. Excel itself holds 32,767 characters.
pub const CELL: usize = 128 * KIB;

/// Bytes of the text of all cells; and again of the strings that cells share.
pub const TEXT: usize = 16 * MIB;

/// Strings that cells share.
pub const STRINGS: usize = 600_000;

/// Formats of cells that a workbook declares.
pub const STYLES: usize = 65_536;

/// Merged cells of one sheet.
pub const MERGED: usize = 5_000;

/// Bytes of the text that is kept from above a table of a document.
pub const TITLE: usize = KIB;
