//! The messages of `POST /sync` (`PROTOCOL` 8.3).
//!
//! Arrays in the order of the numbers here. A later program may add optional fields at the end of
//! any array; this one passes over them. A new variant, or anything that must not be passed over,
//! is a new [`VERSION`].

use kecuali_encoding::Frame;
use minicbor::{Decode, Decoder, Encode, bytes::ByteVec};

use crate::{
    limits,
    wire::{self, Bounds, WireError, within},
};

/// The version of these messages.
pub const VERSION: u32 = 1;

const BOUNDS: Bounds = Bounds { bytes: limits::BODY, items: limits::ITEMS };

/// What a replica has, and what it brings.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SyncRequest {
    /// [`VERSION`] of the program that asks.
    #[n(0)]
    pub version: u32,
    /// How far it has read.
    #[n(1)]
    pub have: Have,
    /// Records that it has not seen in a log yet.
    #[n(2)]
    pub push: Vec<PushedRecord>,
    /// About how many bytes of members it takes in one answer; at least one member is sent.
    #[n(3)]
    pub want_bytes: u32,
    /// Ends of logs that a restored server asked back, each closed by its own checkpoint.
    #[n(4)]
    pub given: Option<Vec<LogPart>>,
}

/// How far a replica has read the logs that it keeps.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum Have {
    /// Every cursor, sorted by log; one that is not listed stands at the beginning.
    #[n(0)]
    Vector(#[n(0)] Vec<Cursor>),
    /// [`vector_digest`] of that list, for a replica of many logs.
    #[n(1)]
    Digest(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]),
}

/// Where a replica stands in one log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Cursor {
    /// The log's scope.
    #[n(0)]
    pub log: String,
    /// The last position it has.
    #[n(1)]
    pub position: u64,
    /// The running digest there.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub digest: [u8; 32],
}

/// A record that is to be admitted, with the openings beside it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PushedRecord {
    /// A [`WireRecord`](crate::record::WireRecord), which names its own log.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub record: Vec<u8>,
    /// Its [`Openings`](crate::record::Openings), if it makes rows public.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub attachment: Option<Vec<u8>>,
}

impl PushedRecord {
    /// The bytes of the record and its openings.
    pub fn size(&self) -> usize {
        self.record.len() + self.attachment.as_ref().map_or(0, Vec::len)
    }
}

/// What the server has that the replica lacks, and what became of the push.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct SyncResponse {
    /// The logs that moved, `national` first.
    #[n(0)]
    pub parts: Vec<LogPart>,
    /// Pushed records that were not admitted.
    #[n(1)]
    pub refusals: Vec<Refusal>,
    /// The digest is not known any more, so `parts` is empty and the push was not looked at (what
    /// was given back was): ask again with the vector, and the same push.
    #[n(2)]
    pub vector_unknown: bool,
    /// There is more than fits: ask again at once.
    #[n(3)]
    pub more: bool,
    /// Something that concerns all logs, as a problem code: `healing`, `fork`.
    #[n(4)]
    pub notice: Option<String>,
    /// Where this server's logs end short of what the replica has: it asks for the rest.
    #[n(5)]
    pub asked: Option<Vec<Cursor>>,
}

/// The members of one log from a position on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LogPart {
    /// The log's scope.
    #[n(0)]
    pub log: String,
    /// The first member stands at the position after this one, the others follow without a gap.
    #[n(1)]
    pub after: u64,
    /// The members, in order.
    #[n(2)]
    pub members: Vec<MemberPart>,
    /// Signed by the server at the position of the last member or later.
    #[n(3)]
    pub checkpoint: Option<CheckpointPart>,
}

/// One member of a log. Its stamp follows from it and the ones before: `judged` is a position of
/// `national`, whose digest the replica knows, and the running digest is computed from both.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(flat)]
pub enum MemberPart {
    /// A record that the replica lacks.
    #[n(0)]
    Record {
        /// A [`WireRecord`](crate::record::WireRecord).
        #[cbor(n(0), with = "minicbor::bytes")]
        record: Vec<u8>,
        /// The position of `national` it was judged at.
        #[n(1)]
        judged: u64,
        /// Its openings, as far as they were not withheld since.
        #[cbor(n(2), with = "minicbor::bytes")]
        attachment: Option<Vec<u8>>,
    },
    /// A record that this very request carried: only the stamp travels.
    #[n(1)]
    Yours {
        /// Its place in the push, from 0.
        #[n(0)]
        index: u32,
        /// The position of `national` it was judged at.
        #[n(1)]
        judged: u64,
    },
    /// A mark of the server.
    #[n(2)]
    Mark {
        /// A [`WireMark`](crate::record::WireMark).
        #[cbor(n(0), with = "minicbor::bytes")]
        mark: Vec<u8>,
        /// The position of `national` it was judged at.
        #[n(1)]
        judged: u64,
    },
}

/// A server's signature under the state of a log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CheckpointPart {
    /// The position signed.
    #[n(0)]
    pub position: u64,
    /// The running digest there.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub digest: [u8; 32],
    /// The log key.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub key: [u8; 32],
    /// Ed25519 over the checkpoint's frame.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub signature: [u8; 64],
    /// In `national`, where the grant of the log key stands behind the position that the part
    /// begins at: the records of that grant and of those it relies on, as far as they do too.
    #[n(4)]
    pub grants: Option<Vec<ByteVec>>,
}

/// Why a pushed record was not admitted. The rest of the push went on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Refusal {
    /// Its place in the push, from 0.
    #[n(0)]
    pub index: u32,
    /// The stable code, one of [`crate::problem::PROBLEMS`] or of a newer server.
    #[n(1)]
    pub code: String,
    /// What a person should know, in Indonesian.
    #[n(2)]
    pub sentence: String,
    /// Whether to send it again, unchanged; else it is final.
    #[n(3)]
    pub retry: bool,
}

impl CheckpointPart {
    /// Reads one that a replica kept.
    pub fn read(bytes: &[u8]) -> Result<Self, WireError> {
        let (bytes_of_grants, records) = (limits::GRANTS_BYTES, limits::GRANTS);
        let bounds = Bounds { bytes: limits::MARK + bytes_of_grants, items: 6 + records };
        let checkpoint: Self = wire::read_exact(bytes, bounds)?;
        check_grants(&checkpoint).map(|()| checkpoint)
    }

    /// The bytes that a replica keeps.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write(self)
    }
}

impl SyncRequest {
    /// Reads a request that was opened, within [`limits`].
    pub fn read(bytes: &[u8]) -> Result<Self, WireError> {
        if let Some(version) = claimed_version(bytes).filter(|version| *version > VERSION) {
            return Err(WireError::Newer { version });
        }
        let request: Self = wire::read_open(bytes, BOUNDS)?;
        if let Have::Vector(cursors) = &request.have {
            check_cursors(cursors)?;
        }
        check_push(&request.push, limits::PUSH_RECORDS)?;
        check_parts(request.given.as_deref().unwrap_or_default(), limits::ANSWER_MEMBERS, 0)?;
        Ok(request)
    }

    /// The bytes to wrap.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write(self)
    }
}

impl SyncResponse {
    /// Reads an answer that was opened, to a push of so many records, within [`limits`].
    pub fn read(bytes: &[u8], pushed: usize) -> Result<Self, WireError> {
        let response: Self = wire::read_open(bytes, BOUNDS)?;
        check_parts(&response.parts, limits::ANSWER_MEMBERS, pushed)?;
        within("refusals", response.refusals.len(), limits::PUSH_RECORDS)?;
        for refusal in &response.refusals {
            within("code", refusal.code.len(), limits::CODE)?;
            within("sentence", refusal.sentence.len(), limits::SENTENCE)?;
            check_index(refusal.index, pushed)?;
        }
        check_cursors(response.asked.as_deref().unwrap_or_default())?;
        within("notice", response.notice.as_ref().map_or(0, String::len), limits::CODE)?;
        Ok(response)
    }

    /// The bytes to wrap.
    pub fn to_bytes(&self) -> Vec<u8> {
        wire::write(self)
    }
}

/// One digest over a cursor vector, whatever its order:
/// `H(cursors, log, position, digest, log, position, digest, …)`, sorted by log.
pub fn vector_digest(cursors: &[Cursor]) -> [u8; 32] {
    let mut sorted: Vec<&Cursor> = cursors.iter().collect();
    sorted.sort_by(|a, b| a.log.cmp(&b.log));
    let frame = sorted.into_iter().fold(Frame::new("kecuali/1/cursors"), |frame, cursor| {
        frame.text(&cursor.log).number(cursor.position).bytes(&cursor.digest)
    });
    frame.digest().0
}

/// The first field, whatever a later version makes of the others.
fn claimed_version(bytes: &[u8]) -> Option<u32> {
    let mut decoder = Decoder::new(bytes);
    decoder.array().ok()?;
    decoder.u32().ok()
}

pub(crate) fn check_push(push: &[PushedRecord], most: usize) -> Result<(), WireError> {
    within("push", push.len(), most)?;
    push.iter().try_for_each(|pushed| check_member(&pushed.record, pushed.attachment.as_deref()))
}

pub(crate) fn check_parts(
    parts: &[LogPart],
    members: usize,
    pushed: usize,
) -> Result<(), WireError> {
    within("parts", parts.len(), limits::LOGS)?;
    within("members", parts.iter().map(|part| part.members.len()).sum(), members)?;
    for part in parts {
        within("log", part.log.len(), limits::NAME)?;
        part.checkpoint.as_ref().map_or(Ok(()), check_grants)?;
        for member in &part.members {
            match member {
                MemberPart::Record { record, attachment, .. } => {
                    check_member(record, attachment.as_deref())?;
                }
                MemberPart::Yours { index, .. } => check_index(*index, pushed)?,
                MemberPart::Mark { mark, .. } => within("mark", mark.len(), limits::MARK)?,
            }
        }
    }
    Ok(())
}

fn check_grants(checkpoint: &CheckpointPart) -> Result<(), WireError> {
    let grants = checkpoint.grants.as_deref().unwrap_or_default();
    within("grants", grants.len(), limits::GRANTS)?;
    within("grants", grants.iter().map(|record| record.len()).sum(), limits::GRANTS_BYTES)
}

fn check_member(record: &[u8], attachment: Option<&[u8]>) -> Result<(), WireError> {
    within("record", record.len(), limits::RECORD)?;
    within("attachment", attachment.map_or(0, <[u8]>::len), limits::OPENINGS)
}

fn check_cursors(cursors: &[Cursor]) -> Result<(), WireError> {
    within("cursors", cursors.len(), limits::LOGS)?;
    cursors.iter().try_for_each(|cursor| within("log", cursor.log.len(), limits::NAME))?;
    let sorted = cursors.is_sorted_by(|a, b| a.log < b.log);
    if sorted { Ok(()) } else { Err(WireError::Order { what: "cursors" }) }
}

fn check_index(index: u32, pushed: usize) -> Result<(), WireError> {
    let known = usize::try_from(index).is_ok_and(|index| index < pushed);
    if known { Ok(()) } else { Err(WireError::Misplaced { what: "an index into the push" }) }
}

#[cfg(test)]
mod tests;
