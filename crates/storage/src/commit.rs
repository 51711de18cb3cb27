//! Everything that happens at once.

use crate::{Append, Event, Folded, Pending, Row, StorageError, error::storable};

/// Changes to a store that happen together or not at all.
///
/// They are applied in the order of the fields. Every part says what is to be, not what is to be
/// done to what was, so applying it again comes to the same; the exception is `events`, which
/// refuse a second time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// Members to be put at the ends of logs.
    pub appends: Vec<Append>,
    /// Pending records, by log and change, to be forgotten. One that is not there is no mistake.
    pub pending_removed: Vec<(String, [u8; 32])>,
    /// Pending records to be kept. One already there under its key is replaced in its place.
    pub pending_added: Vec<Pending>,
    /// Pending records, by log and change, to be parked with a reason, or unparked.
    pub pending_parked: Vec<(String, [u8; 32], Option<Vec<u8>>)>,
    /// Attachments, by log and change, to be replaced or erased, wherever the change is: in the
    /// log, pending, or both.
    pub attachments: Vec<(String, [u8; 32], Option<Vec<u8>>)>,
    /// Named small values to be set or removed.
    pub values: Vec<(String, Option<Vec<u8>>)>,
    /// Cache rows to be kept in place of older ones.
    pub folded: Vec<Folded>,
    /// Rows of the public list, each in place of the row of that id.
    pub rows: Vec<Row>,
    /// Events that follow the last one.
    pub events: Vec<Event>,
    /// Numbers of events whose bodies are to be erased.
    pub event_bodies_erased: Vec<u64>,
}

impl Commit {
    /// Refuses what no store could take, whatever it holds. Back ends call it before all else, so
    /// that they agree on which of two mistakes is named.
    pub fn check(&self) -> Result<(), StorageError> {
        self.appends.iter().try_for_each(Append::check)?;
        self.folded.iter().try_for_each(|folded| storable(folded.position).map(drop))?;
        self.rows.iter().try_for_each(|row| storable(row.event).map(drop))
    }
}
