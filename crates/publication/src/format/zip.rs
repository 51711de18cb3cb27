//! A zip file, written from its beginning to its end: the same contents give the same bytes.
//!
//! All times are the first of the format, 1 January 1980. What needs Zip64 is refused.

use std::{io, io::Write};

use flate2::{Compression, Crc, write::DeflateEncoder};

/// Lengths and checksum stand behind the data; names are UTF-8.
const FLAGS: u16 = 0x0808;
const VERSION: u16 = 20;
const DEFLATE: u16 = 8;
/// 1 January 1980.
const DATE: u16 = 0x0021;

/// A zip file between two of its entries.
#[derive(Debug)]
pub struct Zip<W: Write> {
    out: Counted<W>,
    entries: Vec<Entry>,
}

/// A zip file within an entry; what is written to it is the entry's content.
#[derive(Debug)]
pub struct ZipEntry<W: Write> {
    data: DeflateEncoder<Counted<W>>,
    crc: Crc,
    entries: Vec<Entry>,
    name: String,
    at: u64,
    began: u64,
}

#[derive(Debug)]
struct Entry {
    name: String,
    at: u32,
    crc: u32,
    packed: u32,
    length: u32,
}

impl<W: Write> Zip<W> {
    /// Begins a file.
    pub const fn new(out: W) -> Self {
        Self { out: Counted { out, bytes: 0 }, entries: Vec::new() }
    }

    /// Begins an entry.
    pub fn entry(self, name: &str) -> io::Result<ZipEntry<W>> {
        let Self { mut out, entries } = self;
        let at = out.bytes;
        let mut head = Fields::default().u32(0x0403_4b50).u16(VERSION);
        head = head.u16(FLAGS).u16(DEFLATE).u16(0).u16(DATE).u32(0).u32(0).u32(0);
        out.write_all(&head.u16(short(name.len())?).u16(0).0)?;
        out.write_all(name.as_bytes())?;
        let began = out.bytes;
        let data = DeflateEncoder::new(out, Compression::new(6));
        Ok(ZipEntry { data, crc: Crc::new(), entries, name: name.to_owned(), at, began })
    }

    /// The same with an entry of these bytes.
    pub fn with(self, name: &str, content: &[u8]) -> io::Result<Self> {
        let mut entry = self.entry(name)?;
        entry.write_all(content)?;
        entry.close()
    }

    /// Ends the file and gives back what was written to.
    pub fn finish(self) -> io::Result<W> {
        let Self { mut out, entries } = self;
        let at = out.bytes;
        for entry in &entries {
            out.write_all(&entry.central()?)?;
        }
        let (length, count) = (long(out.bytes - at)?, short(entries.len())?);
        let end = Fields::default().u32(0x0605_4b50).u16(0).u16(0).u16(count).u16(count);
        out.write_all(&end.u32(length).u32(long(at)?).u16(0).0)?;
        out.flush()?;
        Ok(out.out)
    }
}

impl<W: Write> ZipEntry<W> {
    /// Ends the entry.
    pub fn close(self) -> io::Result<Zip<W>> {
        let Self { data, crc, mut entries, name, at, began } = self;
        let length = long(data.total_in())?;
        let mut out = data.finish()?;
        let packed = long(out.bytes - began)?;
        let descriptor = Fields::default().u32(0x0807_4b50).u32(crc.sum()).u32(packed).u32(length);
        out.write_all(&descriptor.0)?;
        entries.push(Entry { name, at: long(at)?, crc: crc.sum(), packed, length });
        Ok(Zip { out, entries })
    }
}

impl<W: Write> Write for ZipEntry<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.data.write(bytes)?;
        self.crc.update(bytes.split_at(written).0);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.data.flush()
    }
}

impl Entry {
    fn central(&self) -> io::Result<Vec<u8>> {
        let mut head = Fields::default().u32(0x0201_4b50).u16(VERSION).u16(VERSION);
        head = head.u16(FLAGS).u16(DEFLATE).u16(0).u16(DATE);
        head = head.u32(self.crc).u32(self.packed).u32(self.length);
        head = head.u16(short(self.name.len())?).u16(0).u16(0).u16(0).u16(0).u32(0).u32(self.at);
        head.0.extend_from_slice(self.name.as_bytes());
        Ok(head.0)
    }
}

/// Numbers as the format has them, the low byte first.
#[derive(Default)]
struct Fields(Vec<u8>);

impl Fields {
    fn u16(mut self, number: u16) -> Self {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    fn u32(mut self, number: u32) -> Self {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }
}

#[derive(Debug)]
struct Counted<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += u64::try_from(written).unwrap_or(u64::MAX);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn short(number: usize) -> io::Result<u16> {
    u16::try_from(number).map_err(|_| io::ErrorKind::FileTooLarge.into())
}

fn long(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::ErrorKind::FileTooLarge.into())
}
