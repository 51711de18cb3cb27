//! What changed on the list: the events are the list's history, and all there is to know of it.

use std::collections::BTreeMap;

use kecuali_domain::Day;
use serde::{Deserialize, Serialize};

use crate::{
    name::{EventName, RowId},
    row::{Draft, PublicRow},
    standing::{Reason, Status, StatusCode},
};

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// It came onto the list.
    Published,
    /// It stays and says something else, or stands under a successor.
    Amended,
    /// It left the list, or what is left of it changed after that.
    Withdrawn,
}

impl EventKind {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Amended => "amended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// When an event happens and what it will be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day of the log.
    pub day: Day,
    /// A name that was never used.
    pub name: EventName,
}

/// Something that happened to a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// The row from now on; its `event` names this event, its `updated` is the day.
    pub row: PublicRow,
}

impl Event {
    /// Why, where it is a withdrawal.
    pub const fn reason(&self) -> Option<Reason> {
        self.row.status.reason
    }
}

/// What happens to a row when `previous` is stored and `now` is what the logs come to.
///
/// Nothing, when it says what it said; nor when a decision ended before it was ever published. A
/// row whose decision is no longer there, without anything that ended it, has lost its ground: a
/// lost key voided it.
pub fn diff(previous: Option<&PublicRow>, now: Option<Draft>, at: Moment) -> Option<Event> {
    let draft = match (previous, now) {
        (None, None) => return None,
        (None, Some(draft)) => Some(draft).filter(|draft| is_in_force(&draft.status))?,
        (Some(row), None) => Some(row).filter(|row| is_in_force(&row.status)).map(voided)?,
        (Some(_), Some(draft)) => draft,
    };
    if previous.is_some_and(|row| row.facts == draft.facts && row.status == draft.status) {
        return None;
    }
    let was = previous.map(|row| is_in_force(&row.status));
    let kind = match (was, is_in_force(&draft.status)) {
        (Some(true), true) => EventKind::Amended,
        (Some(false) | None, true) => EventKind::Published,
        (Some(_) | None, false) => EventKind::Withdrawn,
    };
    let since = previous.filter(|row| row.status.code == draft.status.code);
    let since = since.filter(|row| row.status.reason == draft.status.reason);
    let status_since = since.map_or(at.day, |row| row.status_since);
    let Draft { facts, status, ends: _ } = draft;
    let row = PublicRow { facts, status, status_since, updated: at.day, event: at.name };
    Some(Event { kind, row })
}

/// Takes one event into a list of the rows in force. From empty, all events in order make the list.
pub fn replay(list: &mut BTreeMap<RowId, PublicRow>, event: &Event) {
    let id = &event.row.facts.id;
    match event.kind {
        EventKind::Published | EventKind::Amended => {
            list.insert(id.clone(), event.row.clone());
        }
        EventKind::Withdrawn => {
            list.remove(id);
        }
    }
}

fn voided(row: &PublicRow) -> Draft {
    let status = Status::withdrawn(Reason::Void, None, None);
    Draft { facts: row.facts.clone().without_values(), status, ends: None }
}

fn is_in_force(status: &Status) -> bool {
    status.code == StatusCode::InForce
}
