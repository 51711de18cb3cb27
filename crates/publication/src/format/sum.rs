//! What a file comes to, while it is written.

use std::{io, io::Write};

use kecuali_encoding::{Digest, Hasher};

/// Passes bytes on, and knows their number and their SHA-256.
#[derive(Debug)]
pub struct Sum<W> {
    out: W,
    bytes: u64,
    hasher: Hasher,
}

impl<W> Sum<W> {
    /// Begins before the first byte.
    pub fn new(out: W) -> Self {
        Self { out, bytes: 0, hasher: Hasher::default() }
    }

    /// How many bytes there were, what they come to, and where they went.
    pub fn finish(self) -> (u64, Digest, W) {
        (self.bytes, self.hasher.finish(), self.out)
    }
}

impl<W: Write> Write for Sum<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        let (taken, _) = bytes.split_at(written);
        self.bytes += u64::try_from(written).unwrap_or(u64::MAX);
        self.hasher.update(taken);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
