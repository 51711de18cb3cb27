//! What the logs say about keys, and where they say it.

use std::collections::BTreeMap;

use kecuali_encoding::{Digest, KeyId};

/// The name of the log that everyone reads. Every other log is an office's.
pub const NATIONAL: &str = "national";

/// Where a record stands: its log, its position there, and the national position it was judged at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    log: String,
    position: u64,
    judged_at: u64,
}

impl Place {
    /// A place in the national log, where a record is judged at its predecessor.
    pub fn national(position: u64) -> Self {
        Self { log: NATIONAL.to_owned(), position, judged_at: position.saturating_sub(1) }
    }

    /// A place in any log; for the national log `judged_at` is not needed and not read.
    pub fn in_log(log: impl Into<String>, position: u64, judged_at: u64) -> Self {
        let log = log.into();
        if log == NATIONAL { Self::national(position) } else { Self { log, position, judged_at } }
    }

    /// The name of the log.
    pub fn log(&self) -> &str {
        &self.log
    }

    /// The position in that log, from 1.
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// The national position it was judged at: what its author's authority was read from.
    pub const fn judged_at(&self) -> u64 {
        self.judged_at
    }
}

/// How far a reader has read: `national` up to and with a position, and one log below a position.
///
/// A record is judged at the point made of its judged-at and its own place. The state of a log is
/// read at its head, with `position` one more than the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point<'a> {
    /// The last national position that counts.
    pub national: u64,
    /// The log in question.
    pub log: &'a str,
    /// The first position of that log that does not count; not read for the national log.
    pub position: u64,
}

impl Point<'static> {
    /// A point of the national log. A national record is judged at the position before its own.
    pub const fn national(national: u64) -> Self {
        Self { national, log: NATIONAL, position: national.saturating_add(1) }
    }
}

impl Point<'_> {
    /// Whether a position of a log has been read at this point.
    pub(crate) fn covers(&self, log: &str, position: u64) -> bool {
        if log == NATIONAL {
            position <= self.national
        } else {
            log == self.log && position < self.position
        }
    }
}

/// A key was given something, by one change in a roster document.
///
/// That the grantor was allowed to is the caller's question, asked before the fact is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantFact {
    /// The name of the grant: the hash of its change.
    pub id: Digest,
    /// What its author relied on: a grant, or the root id for a root key.
    pub relied_on: Digest,
    /// The key that signed it.
    pub by: KeyId,
    /// The key that it is given to.
    pub key: KeyId,
    /// The office that the key acts for.
    pub office: String,
    /// What the key may do, as bits whose meaning is the caller's.
    pub capabilities: u32,
    /// What the key may hand on, as bits whose meaning is the caller's.
    pub delegable: u32,
    /// The last day it holds (`YYYY-MM-DD`), if it has one.
    pub until: Option<String>,
    /// Who or what holds the key.
    pub holder: String,
    /// The position it endorses for, if any.
    pub endorses_as: Option<String>,
    /// The key of the same person that this one follows. Information for people: ends nothing.
    pub replaces: Option<KeyId>,
    /// Where the grant stands. In an office's log it counts for records of that log alone.
    pub place: Place,
}

impl GrantFact {
    /// The grant as something that stands on another in turn.
    pub fn link(&self) -> Link<'_> {
        Link {
            by: self.by,
            relied_on: self.relied_on,
            log: self.place.log(),
            position: self.place.position(),
        }
    }
}

/// A key was ended, by one change in a roster document.
///
/// It ends the key for good: a later grant to the same key does not bring it back. In an office's
/// log it counts for records of that log alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEndFact {
    /// The name of the revocation: the hash of its change.
    pub id: Digest,
    /// What its author relied on: a grant, or the root id for a root key.
    pub relied_on: Digest,
    /// The key that signed it.
    pub by: KeyId,
    /// The key that ends.
    pub key: KeyId,
    /// How it ends.
    pub how: Ending,
    /// Where the revocation stands.
    pub place: Place,
}

/// How a key ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Its holder left. What was signed before anyone could know is admitted for some days more.
    Left {
        /// The last day of the log (`YYYY-MM-DD`) on which such records are admitted.
        until: String,
    },
    /// It may be in wrong hands: what it signed is void after a cut.
    Lost {
        /// By log, the hash of the last record that stands. A log that is not named is cut whole,
        /// and so is one in which that record has not been read.
        cuts: BTreeMap<String, Digest>,
    },
}

/// One step of the way from a record up to the root: who signed it, where it stands, and which
/// grant it relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'a> {
    /// The key that signed.
    pub by: KeyId,
    /// The grant relied on, or the root id for a root key.
    pub relied_on: Digest,
    /// The log that the record stands in.
    pub log: &'a str,
    /// Its position there; `u64::MAX` for a record that has none yet.
    pub position: u64,
}

/// The act behind a revocation: its name, its author, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) id: Digest,
    pub(crate) by: KeyId,
    pub(crate) relied_on: Digest,
    pub(crate) place: Place,
}

impl Source {
    pub(crate) fn link(&self) -> Link<'_> {
        let Self { by, relied_on, ref place, .. } = *self;
        Link { by, relied_on, log: place.log(), position: place.position() }
    }
}
