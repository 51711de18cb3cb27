//! Between what travels and what it means.

use kecuali_domain::{Day, DocumentId, Kind, NotAName, Scope};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{
    Checkpoint, DayMark, Mark, Opaque, Opening, Point, Record, Rows, SCHEMA, Sealed,
};
use kecuali_protocol::{
    WireError,
    record::{self as wire, Openings, WireMark, WireRecord},
    sync::CheckpointPart,
};
use kecuali_trust::{RootId, Signature};

/// Bytes that are no record, mark or openings of this program's.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CodecError {
    /// Not in the one form.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// A name in it is none.
    #[error(transparent)]
    Name(#[from] NotAName),
    /// A mark of a kind that this program does not know.
    #[error("a mark of the unknown kind `{0}`")]
    UnknownMark(String),
}

impl CodecError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Wire(error) => error.code(),
            Self::Name(_) => "record_name",
            Self::UnknownMark(_) => "newer",
        }
    }

    /// Whether a newer program may well understand it.
    pub const fn is_newer(&self) -> bool {
        matches!(self, Self::UnknownMark(_))
    }
}

/// A record as a log holds it.
#[derive(Debug)]
pub(crate) enum Found {
    /// One that this program understands.
    Known(Record),
    /// One of a schema or a kind of document that this program does not know.
    Newer(Opaque),
}

impl Found {
    /// The log that it was signed for.
    pub(crate) const fn scope(&self) -> &Scope {
        match self {
            Self::Known(record) => &record.sealed.scope,
            Self::Newer(record) => &record.scope,
        }
    }

    /// The hash by which logs know it.
    pub(crate) fn hash(&self, root: &RootId) -> Digest {
        match self {
            Self::Known(record) => record.hash(root),
            Self::Newer(record) => record.hash(root),
        }
    }
}

/// Reads a record.
pub fn read_record(bytes: &[u8]) -> Result<Record, CodecError> {
    let read = WireRecord::read(bytes)?;
    let kind = read.kind.parse()?;
    known(read, kind)
}

/// Reads a record that a log holds, whoever's program wrote it.
pub(crate) fn read_found(bytes: &[u8]) -> Result<Found, CodecError> {
    let read = WireRecord::read(bytes)?;
    match read.kind.parse() {
        Ok(kind) if read.schema <= SCHEMA => known(read, kind).map(Found::Known),
        Ok(_) | Err(_) => opaque(read).map(Found::Newer),
    }
}

fn known(read: WireRecord, kind: Kind) -> Result<Record, CodecError> {
    let sealed = Sealed {
        scope: read.scope.parse()?,
        document: DocumentId(read.document),
        kind,
        schema: read.schema,
        change: change_hash(&read.change),
        signer: KeyId(read.signer),
        grant: Digest(read.grant),
        cursor: Point { position: read.cursor_position, digest: Digest(read.cursor_digest) },
    };
    Ok(Record { change: read.change, sealed, signature: Signature(read.signature) })
}

fn opaque(read: WireRecord) -> Result<Opaque, CodecError> {
    Ok(Opaque {
        scope: read.scope.parse()?,
        document: DocumentId(read.document),
        kind: read.kind,
        schema: read.schema,
        change: change_hash(&read.change),
        signer: KeyId(read.signer),
        grant: Digest(read.grant),
        cursor: Point { position: read.cursor_position, digest: Digest(read.cursor_digest) },
        signature: Signature(read.signature),
    })
}

/// The change hash is not sent: it follows from the change, and the signature covers it.
fn change_hash(change: &[u8]) -> Digest {
    Digest::of(change.get(8..).unwrap_or_default())
}

/// Writes a record.
pub fn write_record(record: &Record) -> Vec<u8> {
    let sealed = &record.sealed;
    let wire = WireRecord {
        change: record.change.clone(),
        scope: sealed.scope.to_string(),
        document: sealed.document.0,
        kind: sealed.kind.to_string(),
        schema: sealed.schema,
        signer: sealed.signer.0,
        grant: sealed.grant.0,
        cursor_position: sealed.cursor.position,
        cursor_digest: sealed.cursor.digest.0,
        signature: record.signature.0,
    };
    wire.to_bytes()
}

/// Reads a mark of any kind.
pub(crate) fn read_any_mark(bytes: &[u8]) -> Result<Mark, CodecError> {
    let mark = WireMark::read(bytes)?;
    Ok(Mark {
        kind: mark.kind,
        value: mark.value,
        before: Point { position: mark.position.saturating_sub(1), digest: Digest(mark.before) },
        key: KeyId(mark.key),
        signature: Signature(mark.signature),
    })
}

/// Reads a day mark and the place it was made for.
pub fn read_mark(bytes: &[u8]) -> Result<DayMark, CodecError> {
    let mark = WireMark::read(bytes)?;
    if mark.kind != "day" {
        return Err(CodecError::UnknownMark(mark.kind));
    }
    let day: Day = mark.value.parse()?;
    let before = Point { position: mark.position.saturating_sub(1), digest: Digest(mark.before) };
    Ok(DayMark { day, before, key: KeyId(mark.key), signature: Signature(mark.signature) })
}

/// Writes a mark.
pub fn write_mark(mark: &DayMark) -> Vec<u8> {
    let wire = WireMark {
        kind: "day".to_owned(),
        value: mark.day.to_string(),
        position: mark.before.position + 1,
        before: mark.before.digest.0,
        key: mark.key.0,
        signature: mark.signature.0,
    };
    wire.to_bytes()
}

/// Reads the openings beside a record.
pub fn read_attachment(bytes: &[u8]) -> Result<Rows, CodecError> {
    let Openings(rows) = Openings::read(bytes)?;
    let open = |opening| match opening {
        wire::Opening::Open { salt, value } => Opening::Open { salt, value },
        wire::Opening::Withheld(left) => Opening::Withheld(Digest(left)),
    };
    let row = |fields: wire::RowOpenings| {
        fields.into_iter().map(|(name, opening)| (name, open(opening))).collect()
    };
    Ok(rows.into_iter().map(|(label, fields)| (label, row(fields))).collect())
}

/// Writes the openings beside a record.
pub fn write_attachment(rows: &Rows) -> Vec<u8> {
    let close = |opening: &Opening| match opening {
        Opening::Open { salt, value } => wire::Opening::Open { salt: *salt, value: value.clone() },
        Opening::Withheld(left) => wire::Opening::Withheld(left.0),
    };
    let row = |fields: &kecuali_ledger::RowOpenings| {
        fields.iter().map(|(name, opening)| (name.clone(), close(opening))).collect()
    };
    Openings(rows.iter().map(|(label, fields)| (label.clone(), row(fields))).collect()).to_bytes()
}

pub(crate) fn write_checkpoint(checkpoint: &Checkpoint) -> CheckpointPart {
    CheckpointPart {
        position: checkpoint.point.position,
        digest: checkpoint.point.digest.0,
        key: checkpoint.key.0,
        signature: checkpoint.signature.0,
        grants: None,
    }
}

pub(crate) fn read_checkpoint(scope: Scope, part: &CheckpointPart) -> Checkpoint {
    Checkpoint {
        scope,
        point: Point { position: part.position, digest: Digest(part.digest) },
        key: KeyId(part.key),
        signature: Signature(part.signature),
    }
}
