//! The public list: rows as they stand, and the events that made them so.

/// Whether a row is on the public list now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowStatus {
    /// On the list.
    InForce,
    /// No longer on the list: revoked, opened, taken down, lapsed or void.
    Withdrawn,
}

/// A row of the public list, by the permalink that names it for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The permalink's own part.
    pub id: String,
    /// The office whose row it is.
    pub office: String,
    /// The change that issued the determination it stands under.
    pub issue: [u8; 32],
    /// The item of that determination.
    pub item: u32,
    /// The last day it is in force, `YYYY-MM-DD`; none while it has no end.
    pub ends: Option<String>,
    /// Whether it is on the list.
    pub status: RowStatus,
    /// The number of the last event about it.
    pub event: u64,
    /// The public columns.
    pub body: Vec<u8>,
}

/// Something that happened to the public list. Events are never changed, removed or renumbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number, counted from 1 without a gap.
    pub seq: u64,
    /// Its public name, used for no other event, ever.
    pub name: String,
    /// What happened.
    pub kind: String,
    /// The row it happened to.
    pub row: String,
    /// The office of that row.
    pub office: String,
    /// The day of the log it happened on, `YYYY-MM-DD`.
    pub day: String,
    /// Why, where a reason belongs to it.
    pub reason: Option<String>,
    /// The row as it was published. Kept apart from the event, so that it can be erased.
    pub body: Option<Vec<u8>>,
}
