//! JSON and NDJSON: the bodies as they were published, byte for byte.

use std::{io, io::Write};

use crate::row::PublicRow;

/// The list as one canonical JSON array: what a list checkpoint signs.
#[derive(Debug)]
pub struct JsonWriter<W> {
    out: W,
    rows: u64,
}

impl<W: Write> JsonWriter<W> {
    /// Begins the array.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(Self { out, rows: 0 })
    }

    /// Writes a row.
    pub fn row(&mut self, row: &PublicRow) -> io::Result<()> {
        if self.rows > 0 {
            self.out.write_all(b",")?;
        }
        self.rows += 1;
        self.out.write_all(row.to_text().as_bytes())
    }

    /// Ends the array and gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"]")?;
        Ok(self.out)
    }
}

/// A body a line.
#[derive(Debug)]
pub struct NdjsonWriter<W> {
    out: W,
}

impl<W: Write> NdjsonWriter<W> {
    /// Begins with nothing.
    pub const fn new(out: W) -> Self {
        Self { out }
    }

    /// Writes a row. Canonical JSON has no line breaks.
    pub fn row(&mut self, row: &PublicRow) -> io::Result<()> {
        self.out.write_all(row.to_text().as_bytes())?;
        self.out.write_all(b"\n")
    }

    /// Gives back what was written to.
    pub fn finish(self) -> W {
        self.out
    }
}
