//! What was signed here and stands in no log yet.

use std::collections::BTreeSet;

use kecuali_document::{Map, Outline, guard};
use kecuali_domain::{DocumentId, Kind, Scope};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::Record;

use crate::codec::{CodecError, read_record};

/// A record of this installation that no log holds.
///
/// It is kept as it is sent, and read again where what it says is asked for: an office may have ten
/// thousand of them.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its log.
    pub scope: Scope,
    /// Its document.
    pub document: DocumentId,
    /// What the document is.
    pub kind: Kind,
    /// The change.
    pub change: Digest,
    /// Whose key signs.
    pub signer: KeyId,
    /// Where it stands.
    pub state: WaitingState,
    /// The parked record that it cites or whose grant it relies on, if that is why it is parked.
    pub(crate) leans_on: Option<Digest>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) attachment: Option<Vec<u8>>,
}

/// How far a waiting record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitingState {
    /// Its key has no grant yet: it is signed when one arrives.
    Unsealed,
    /// It is sent with the next sync.
    Ready,
    /// It was refused for good, or stands on one that was; it is kept here.
    Parked {
        /// The stable code of the refusal.
        code: String,
        /// What is wrong.
        sentence: String,
    },
}

/// A record that is not signed yet relies on no grant.
pub(crate) const UNSEALED: Digest = Digest([0; 32]);

/// What a record says, read without the document that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Fields and their new values.
    Content(Vec<(String, String)>),
    /// An act, as it was signed.
    Act(String),
}

impl Waiting {
    /// What it says; none when it is not readable, which no record of one's own is.
    pub fn said(&self) -> Option<Said> {
        let outline = self.outline()?;
        let mut puts = outline.puts.iter().map(|(key, text)| (key.to_string(), text.to_string()));
        match outline.map {
            Map::Content => Some(Said::Content(puts.collect())),
            Map::Acts => puts.next().map(|(_, text)| Said::Act(text)),
        }
    }

    /// The changes it was written on.
    pub fn parents(&self) -> Vec<Digest> {
        self.outline().map(|outline| outline.deps).unwrap_or_default()
    }

    /// Its writer's clock, in milliseconds since 1970.
    pub fn time(&self) -> u64 {
        self.outline().map_or(0, |outline| outline.time)
    }

    fn outline(&self) -> Option<Outline> {
        guard(&self.record().ok()?.change).ok()
    }

    pub(crate) fn record(&self) -> Result<Record, CodecError> {
        read_record(&self.bytes)
    }

    /// What the store knows it by.
    pub(crate) fn name(&self) -> (String, [u8; 32]) {
        (self.scope.to_string(), self.change.0)
    }

    /// Whether it was written on top of one of these, or leans on one. No two documents share a
    /// change.
    pub(crate) fn stands_on(&self, changes: &BTreeSet<Digest>) -> bool {
        let leans = self.leans_on.is_some_and(|change| changes.contains(&change));
        leans || self.parents().iter().any(|parent| changes.contains(parent))
    }

    pub(crate) fn parked(code: &str, sentence: &str) -> Vec<u8> {
        format!("{code}\n{sentence}").into_bytes()
    }

    pub(crate) fn read_parked(bytes: &[u8]) -> WaitingState {
        let text = String::from_utf8_lossy(bytes);
        let (code, sentence) = text.split_once('\n').unwrap_or((&text, ""));
        WaitingState::Parked { code: code.to_owned(), sentence: sentence.to_owned() }
    }
}
