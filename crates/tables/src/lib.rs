#![warn(missing_docs)]
//! Files that offices have (CSV, JSON, XLSX, ODS, ODT, DOCX) as plain tables.
//!
//! **Invariant:** bytes go in, rows come out one by one; no I/O, no clock. Whatever the bytes are,
//! reading ends in rows within [`limits`] or in an error with a code, never in a panic, and holds
//! in memory no more than the limits allow at any time. It does not know what a column means.
//!
//! Start with [`read`]. Nothing is evaluated, fetched or linked: a formula is the value that the
//! file keeps for it, and an entity that is no character stays as it is written.

mod archive;
mod budget;
mod delimited;
mod docx;
mod error;
mod json;
pub mod limits;
mod merged;
mod ods;
mod piece;
mod text;
mod xlsx;
mod xml;

pub use error::{Over, TableError};
pub use piece::{Cell, Format, Origin, Piece, Row, Sheet, Stopped};

use archive::Archive;
use budget::Budget;

/// Takes what was read, piece by piece: what the file is, then each sheet followed by its rows.
pub type Sink<'a> = dyn FnMut(Piece) -> Result<(), Stopped> + 'a;

/// Reads a file, whatever it is.
pub fn read(bytes: &[u8], sink: &mut Sink<'_>) -> Result<(), TableError> {
    if bytes.len() > limits::FILE {
        return Err(TableError::Over(Over::File));
    }
    let mut budget = Budget::default();
    if bytes.starts_with(b"PK") {
        return read_archive(bytes, &mut budget, sink);
    }
    // The old binary formats of Office, and the new ones under a password.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(TableError::Protected);
    }
    if KNOWN_OTHERS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(TableError::Format);
    }
    let text = text::decode(bytes)?;
    if json::looks_so(&text.text) {
        return json::read(&text.text, &mut budget, sink);
    }
    delimited::read(&text, &mut budget, sink)
}

/// PDF, PNG, JPEG, GIF, RAR, 7-Zip, RTF: what people hand in by mistake.
const KNOWN_OTHERS: &[&[u8]] =
    &[b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"\x7fELF"];

fn read_archive(bytes: &[u8], budget: &mut Budget, sink: &mut Sink<'_>) -> Result<(), TableError> {
    let archive = Archive::open(bytes)?;
    if let Some(format) = ods::format(&archive)? {
        return ods::read(&archive, format, budget, sink);
    }
    let main = xlsx::main_part(&archive)?;
    if main.starts_with("word/") {
        return docx::read(&archive, &main, budget, sink);
    }
    if main.starts_with("xl/") && main.strip_suffix(".xml").is_some() {
        return xlsx::read(&archive, &main, budget, sink);
    }
    Err(TableError::Format)
}
