//! The guard: reads what a foreign change says without trusting one number in it.

use kecuali_encoding::Digest;

use crate::{
    caps,
    write::{Map, Puts},
};

/// The bytes that every Automerge chunk starts with.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE_CHUNK: u8 = 1;

/// Columns that a change of ours can have, by Automerge's column specification: id, then type.
const OBJECT_ACTOR: u64 = 0x01;
const OBJECT_COUNTER: u64 = 0x02;
const KEY_TEXT: u64 = 0x15;
const INSERT: u64 = 0x34;
const ACTION: u64 = 0x42;
const VALUE_META: u64 = 0x56;
const VALUE_BYTES: u64 = 0x57;
const PREDECESSOR_GROUP: u64 = 0x70;
const PREDECESSOR_ACTOR: u64 = 0x71;
const PREDECESSOR_COUNTER: u64 = 0x73;
const COLUMNS: [u64; 10] = [
    OBJECT_ACTOR,
    OBJECT_COUNTER,
    KEY_TEXT,
    INSERT,
    ACTION,
    VALUE_META,
    VALUE_BYTES,
    PREDECESSOR_GROUP,
    PREDECESSOR_ACTOR,
    PREDECESSOR_COUNTER,
];
const DEFLATE: u64 = 0x08;
/// The type of a text in a value's metadata; its length is in the bits above.
const TEXT: u64 = 6;

/// What a change claims to say. Nothing of it is believed before it was written again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its parents.
    pub deps: Vec<Digest>,
    /// The clock of its writer, in milliseconds since 1970.
    pub time: u64,
    /// The map it writes.
    pub map: Map,
    /// Keys and values.
    pub puts: Puts,
}

/// Why bytes are not a change of ours, found before Automerge sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// Over the cap.
    #[error("longer than {} bytes", caps::CHANGE)]
    TooLong,
    /// Not an Automerge chunk, or cut short.
    #[error("not a whole Automerge chunk")]
    Malformed,
    /// A document, bundle or compressed chunk.
    #[error("not a single uncompressed change")]
    NotAChange,
    /// More than one chunk, or bytes after the columns.
    #[error("something follows the change")]
    Trailing,
    /// More parents than the cap.
    #[error("too many parents")]
    Deps,
    /// More actors than a document can have.
    #[error("too many actors")]
    Actors,
    /// A message, which no change of ours has.
    #[error("a message")]
    Message,
    /// A column of lists, counters, marks or an unknown one; or columns out of order.
    #[error("a column that no change of ours has")]
    Column,
    /// A compressed column.
    #[error("a compressed column")]
    Compressed,
    /// More operations than the cap, however few bytes claim them.
    #[error("too many operations")]
    Operations,
    /// A key or value over its cap, or one that is not text.
    #[error("a key or value that is too long or no text")]
    Value,
    /// An operation outside the two maps.
    #[error("an operation outside the two maps")]
    Object,
}

impl GuardError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "guard_too_long",
            Self::Malformed => "guard_malformed",
            Self::NotAChange => "guard_not_a_change",
            Self::Trailing => "guard_trailing",
            Self::Deps => "guard_parents",
            Self::Actors => "guard_actors",
            Self::Message => "guard_message",
            Self::Column => "guard_column",
            Self::Compressed => "guard_compressed",
            Self::Operations => "guard_operations",
            Self::Value => "guard_value",
            Self::Object => "guard_object",
        }
    }
}

/// Reads a chunk in one pass. Memory and time are bounded by its length: no number in it is used
/// to allocate or to loop before it was held against a cap.
pub fn guard(bytes: &[u8]) -> Result<Outline, GuardError> {
    if bytes.len() > caps::CHANGE {
        return Err(GuardError::TooLong);
    }
    let mut body = chunk(bytes)?;
    let count = body.count(caps::DEPS, GuardError::Deps)?;
    let mut deps = Vec::with_capacity(count);
    for _ in 0..count {
        let dep = body.take(32)?;
        deps.push(Digest(dep.try_into().map_err(|_| GuardError::Malformed)?));
    }
    let actor = body.count(16, GuardError::Actors)?;
    body.take(actor)?;
    body.unsigned()?; // sequence number: compared when the change is written again
    body.unsigned()?; // start counter: likewise
    let time = u64::try_from(body.signed()?).map_err(|_| GuardError::Malformed)?;
    if body.unsigned()? != 0 {
        return Err(GuardError::Message);
    }
    for _ in 0..body.count(2 * caps::CHANGES + 1, GuardError::Actors)? {
        let actor = body.count(16, GuardError::Actors)?;
        body.take(actor)?;
    }
    let columns = Columns::read(&mut body)?;
    let (map, puts) = columns.puts()?;
    Ok(Outline { deps, time, map, puts })
}

fn chunk(bytes: &[u8]) -> Result<Reader<'_>, GuardError> {
    let mut reader = Reader(bytes);
    if reader.take(4)? != MAGIC {
        return Err(GuardError::Malformed);
    }
    reader.take(4)?; // checksum: compared when the change is written again
    if reader.take(1)? != [CHANGE_CHUNK] {
        return Err(GuardError::NotAChange);
    }
    let length = reader.count(caps::CHANGE, GuardError::TooLong)?;
    match reader.0.len() {
        rest if rest < length => Err(GuardError::Malformed),
        rest if rest > length => Err(GuardError::Trailing),
        _ => Ok(reader),
    }
}

#[derive(Default)]
struct Columns<'a> {
    object: Reader<'a>,
    key: Reader<'a>,
    action: Reader<'a>,
    meta: Reader<'a>,
    values: Reader<'a>,
}

impl<'a> Columns<'a> {
    fn read(body: &mut Reader<'a>) -> Result<Self, GuardError> {
        let count = body.count(COLUMNS.len(), GuardError::Column)?;
        let mut lengths = Vec::with_capacity(count);
        let mut last = None;
        for _ in 0..count {
            let column = body.unsigned()?;
            if column & DEFLATE != 0 {
                return Err(GuardError::Compressed);
            }
            if !COLUMNS.contains(&column) || last.is_some_and(|last| last >= column) {
                return Err(GuardError::Column);
            }
            last = Some(column);
            lengths.push((column, body.count(caps::CHANGE, GuardError::TooLong)?));
        }
        let mut columns = Self::default();
        for (column, length) in lengths {
            let data = Reader(body.take(length)?);
            match column {
                OBJECT_COUNTER => columns.object = data,
                KEY_TEXT => columns.key = data,
                ACTION => columns.action = data,
                VALUE_META => columns.meta = data,
                VALUE_BYTES => columns.values = data,
                _ => {}
            }
        }
        if body.0.is_empty() { Ok(columns) } else { Err(GuardError::Trailing) }
    }

    fn puts(self) -> Result<(Map, Puts), GuardError> {
        let operations = Runs::new(self.action).total()?;
        let mut objects = Runs::new(self.object);
        let (mut keys, mut metas) = (Runs::new(self.key), Runs::new(self.meta));
        let mut values = self.values;
        let mut map = None;
        let mut puts = Vec::with_capacity(operations);
        for _ in 0..operations {
            let here = match objects.next(Reader::unsigned)? {
                1 => Map::Acts,
                2 => Map::Content,
                _ => return Err(GuardError::Object),
            };
            if *map.get_or_insert(here) != here {
                return Err(GuardError::Object);
            }
            let key = keys.next(|reader| reader.text(caps::KEY))?;
            let meta = metas.next(Reader::unsigned)?;
            if meta & 15 != TEXT {
                return Err(GuardError::Value);
            }
            let length = usize::try_from(meta >> 4).map_err(|_| GuardError::Value)?;
            puts.push((key.into(), text(values.take(length)?)?.into()));
        }
        Ok((map.ok_or(GuardError::Operations)?, puts))
    }
}

/// A run-length column: positive lengths repeat one value, negative ones list values.
struct Runs<'a, T> {
    reader: Reader<'a>,
    repeat: Option<(i64, T)>,
    literal: i64,
}

impl<'a, T: Copy> Runs<'a, T> {
    fn new(reader: Reader<'a>) -> Self {
        Self { reader, repeat: None, literal: 0 }
    }

    fn next(
        &mut self,
        read: impl Fn(&mut Reader<'a>) -> Result<T, GuardError>,
    ) -> Result<T, GuardError> {
        if let Some((left, value)) = self.repeat.filter(|(left, _)| *left > 0) {
            self.repeat = Some((left - 1, value));
            return Ok(value);
        }
        if self.literal == 0 {
            let run = self.reader.signed()?;
            if run > 0 {
                let value = read(&mut self.reader)?;
                self.repeat = Some((run - 1, value));
                return Ok(value);
            }
            // A run of nothing (0) stands for absent values, which no change of ours has.
            self.literal = run.checked_neg().filter(|n| *n > 0).ok_or(GuardError::Malformed)?;
        }
        self.literal -= 1;
        read(&mut self.reader)
    }
}

impl Runs<'_, u64> {
    /// How many values the column claims, without going through them.
    fn total(mut self) -> Result<usize, GuardError> {
        let most = i64::try_from(caps::PUTS).map_err(|_| GuardError::Operations)?;
        let mut total: i64 = 0;
        while !self.reader.0.is_empty() {
            let run = self.reader.signed()?;
            let listed = match run {
                1.. => 1,
                0 => return Err(GuardError::Malformed),
                _ => run.checked_neg().ok_or(GuardError::Operations)?,
            };
            total = total
                .checked_add(run.max(listed))
                .filter(|n| *n <= most)
                .ok_or(GuardError::Operations)?;
            for _ in 0..listed {
                self.reader.unsigned()?;
            }
        }
        usize::try_from(total).map_err(|_| GuardError::Operations)
    }
}

#[derive(Clone, Copy, Default)]
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], GuardError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(GuardError::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    /// An unsigned LEB128 number.
    fn unsigned(&mut self) -> Result<u64, GuardError> {
        let mut value = 0_u64;
        for shift in (0..63).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(GuardError::Malformed)
    }

    /// A signed LEB128 number.
    fn signed(&mut self) -> Result<i64, GuardError> {
        let mut value = 0_i64;
        for shift in (0..63).step_by(7) {
            let byte = self.take(1)?[0];
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let negative = byte & 0x40 != 0;
                return Ok(if negative { value | (-1 << (shift + 7)) } else { value });
            }
        }
        Err(GuardError::Malformed)
    }

    /// A number that says how many or how long, held against its cap.
    fn count(&mut self, most: usize, error: GuardError) -> Result<usize, GuardError> {
        usize::try_from(self.unsigned()?).ok().filter(|count| *count <= most).ok_or(error)
    }

    fn text(&mut self, most: usize) -> Result<&'a str, GuardError> {
        let length = self.count(most, GuardError::Value)?;
        text(self.take(length)?)
    }
}

fn text(bytes: &[u8]) -> Result<&str, GuardError> {
    std::str::from_utf8(bytes).map_err(|_| GuardError::Value)
}
