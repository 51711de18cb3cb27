//! The archives that XLSX, ODS and DOCX are, read as far as these need it.
//!
//! The directory at the end is believed, and nothing is unpacked before it is asked for: pictures
//! cost nothing. Stored and deflated parts are read, one after the other, and counted while they
//! are; encrypted ones are not.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

use flate2::{Crc, bufread::DeflateDecoder};

use crate::{
    error::{Over, TableError},
    limits,
};

const END: &[u8] = b"PK\x05\x06";
const END_SIZE: usize = 22;
const COMMENT: usize = 65_535;
const LISTED: &[u8] = b"PK\x01\x02";
const LISTED_SIZE: usize = 46;
const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_SIZE: usize = 30;

/// An archive and its directory.
#[derive(Debug)]
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry<'a>>,
    inflated: Rc<Cell<u64>>,
}

#[derive(Debug, Clone, Copy)]
struct Entry<'a> {
    name: &'a str,
    encrypted: bool,
    method: u16,
    crc: u32,
    packed: usize,
    at: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, TableError> {
        let from = bytes.len().saturating_sub(END_SIZE + COMMENT);
        let tail = bytes.get(from..).unwrap_or_default();
        let at = tail.windows(END.len()).rposition(|window| window == END);
        let end = at.and_then(|at| tail.get(at..)).ok_or(TableError::Damaged)?;
        let count = usize::from(u16_at(end, 10)?);
        if count > limits::ENTRIES {
            return Err(Over::Entries.into());
        }
        let mut rest = bytes.get(size_at(end, 16)?..).ok_or(TableError::Damaged)?;
        let mut entries = Vec::with_capacity(count);
        for _ in 0..count {
            entries.extend(listed(&mut rest)?);
        }
        Ok(Self { bytes, entries, inflated: Rc::default() })
    }

    /// Whether there is a part of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A part, to be read from its beginning.
    pub(crate) fn part(&self, name: &str) -> Result<Part<'a>, TableError> {
        let entry = self.find(name).ok_or(TableError::Damaged)?;
        if entry.encrypted {
            return Err(TableError::Protected);
        }
        let local = self.bytes.get(entry.at..).filter(|local| local.starts_with(LOCAL));
        let local = local.ok_or(TableError::Damaged)?;
        let skip = LOCAL_SIZE + usize::from(u16_at(local, 26)?) + usize::from(u16_at(local, 28)?);
        let packed = local.get(skip..).and_then(|data| data.get(..entry.packed));
        let packed = packed.ok_or(TableError::Damaged)?;
        let source = match entry.method {
            0 => Source::Stored(packed),
            8 => Source::Deflated(DeflateDecoder::new(packed)),
            _ => return Err(TableError::Damaged),
        };
        Ok(Part {
            source,
            packed: u64::try_from(packed.len()).unwrap_or(u64::MAX),
            read: 0,
            crc: Crc::new(),
            expected: entry.crc,
            inflated: Rc::clone(&self.inflated),
            fault: Rc::default(),
        })
    }

    fn find(&self, name: &str) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

/// The next entry of the directory; none where its name is no text, as no part has it.
fn listed<'a>(rest: &mut &'a [u8]) -> Result<Option<Entry<'a>>, TableError> {
    let head = rest.get(..LISTED_SIZE).filter(|head| head.starts_with(LISTED));
    let head = head.ok_or(TableError::Damaged)?;
    let length = usize::from(u16_at(head, 28)?);
    let after =
        LISTED_SIZE + length + usize::from(u16_at(head, 30)?) + usize::from(u16_at(head, 32)?);
    let name = rest.get(LISTED_SIZE..LISTED_SIZE + length).ok_or(TableError::Damaged)?;
    let entry = Entry {
        name: std::str::from_utf8(name).unwrap_or_default(),
        encrypted: u16_at(head, 8)? & 1 == 1,
        method: u16_at(head, 10)?,
        crc: u32_at(head, 16)?,
        packed: size_at(head, 20)?,
        at: size_at(head, 42)?,
    };
    *rest = rest.get(after..).ok_or(TableError::Damaged)?;
    Ok(Some(entry).filter(|entry| !entry.name.is_empty()))
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, TableError> {
    let two = bytes.get(at..at + 2).and_then(|two| two.try_into().ok());
    two.map(u16::from_le_bytes).ok_or(TableError::Damaged)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, TableError> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map(u32::from_le_bytes).ok_or(TableError::Damaged)
}

fn size_at(bytes: &[u8], at: usize) -> Result<usize, TableError> {
    usize::try_from(u32_at(bytes, at)?).map_err(|_| TableError::Damaged)
}

#[derive(Debug)]
enum Source<'a> {
    Stored(&'a [u8]),
    Deflated(DeflateDecoder<&'a [u8]>),
}

/// A part while it is unpacked.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    source: Source<'a>,
    packed: u64,
    read: u64,
    crc: Crc,
    expected: u32,
    inflated: Rc<Cell<u64>>,
    fault: Fault,
}

/// Why unpacking ended, for whoever sees only that reading failed.
pub(crate) type Fault = Rc<Cell<Option<TableError>>>;

impl Part<'_> {
    pub(crate) fn fault(&self) -> Fault {
        Rc::clone(&self.fault)
    }

    fn fail(&self, error: TableError) -> io::Error {
        self.fault.set(Some(error));
        io::Error::other(error)
    }
}

impl Read for Part<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.source {
            Source::Stored(bytes) => bytes.read(into),
            Source::Deflated(decoder) => decoder.read(into),
        };
        let Ok(count) = read else { return Err(self.fail(TableError::Damaged)) };
        self.crc.update(into.get(..count).unwrap_or_default());
        if count == 0 && !into.is_empty() && self.crc.sum() != self.expected {
            return Err(self.fail(TableError::Damaged));
        }
        let more = u64::try_from(count).unwrap_or(u64::MAX);
        self.read += more;
        self.inflated.set(self.inflated.get() + more);
        let swollen = self.read > limits::RATIO_FROM && self.read / limits::RATIO > self.packed;
        if swollen || self.inflated.get() > limits::INFLATED {
            return Err(self.fail(Over::Inflated.into()));
        }
        Ok(count)
    }
}
