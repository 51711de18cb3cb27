//! Logs: append-only, ordered, each change in one of them at most once.

use crate::{StorageError, error::storable};

/// Where a log ends: the last position and the running digest there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogHead {
    /// The position of the last member; the first member has position 1.
    pub position: u64,
    /// The running digest at that position.
    pub digest: [u8; 32],
}

/// A member of a log: a record or a mark, with its stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its place in the log, counted from 1.
    pub position: u64,
    /// The running digest of the log up to and including this member.
    pub digest: [u8; 32],
    /// The position of `national` it is judged at.
    pub judged_position: u64,
    /// The digest of `national` at that position.
    pub judged_digest: [u8; 32],
    /// The hash of the record or mark.
    pub hash: [u8; 32],
    /// The hash of the change a record carries; none for a mark.
    pub change: Option<[u8; 32]>,
    /// The document that change belongs to; none for a mark.
    pub document: Option<[u8; 16]>,
    /// The record or mark itself.
    pub bytes: Vec<u8>,
    /// What travels beside the signed bytes and may be erased later: the openings of a row.
    pub attachment: Option<Vec<u8>>,
}

/// Members to be put at the end of a log, if it still ends where the caller saw it end.
///
/// Without members it changes nothing and only asks that the log ends at `after`: so a commit can
/// depend on a log that it does not write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Append {
    /// The log's name. It exists from its first member on.
    pub log: String,
    /// The head this continues. Position 0 is the head of a log without members; its digest is
    /// the caller's business, as no member holds it.
    pub after: LogHead,
    /// In order, at consecutive positions.
    pub members: Vec<Member>,
}

impl Member {
    /// Whether both are the same member. The attachment does not count: it may have been erased
    /// since, and a repeated append must neither fail for that nor bring it back.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.position == other.position
            && self.digest == other.digest
            && self.judged_position == other.judged_position
            && self.judged_digest == other.judged_digest
            && self.hash == other.hash
            && self.change == other.change
            && self.document == other.document
            && self.bytes == other.bytes
    }

    /// Bytes it takes in an answer: its own and its attachment's.
    pub fn size(&self) -> usize {
        self.bytes.len() + self.attachment.as_ref().map_or(0, Vec::len)
    }
}

impl Append {
    /// Refuses positions that do not follow `after` one by one, and numbers no back end can hold.
    pub(crate) fn check(&self) -> Result<(), StorageError> {
        let mut last = storable(self.after.position)?;
        for member in &self.members {
            let expected = last.saturating_add(1);
            if member.position != expected {
                let (log, found) = (self.log.clone(), member.position);
                return Err(StorageError::Gap { log, expected, found });
            }
            last = storable(expected)?;
            storable(member.judged_position)?;
        }
        Ok(())
    }
}

/// Takes members in order up to a number and a total [`Member::size`].
///
/// The first member is taken whatever its size, so that a reader always moves on.
pub fn within<E>(
    members: impl Iterator<Item = Result<Member, E>>,
    max_count: usize,
    max_bytes: usize,
) -> Result<Vec<Member>, E> {
    let mut taken: Vec<Member> = Vec::new();
    let mut size = 0_usize;
    for member in members.take(max_count) {
        let member = member?;
        size = size.saturating_add(member.size());
        if size > max_bytes && !taken.is_empty() {
            break;
        }
        taken.push(member);
    }
    Ok(taken)
}
