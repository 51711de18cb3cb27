//! Where an entry stands, and the tables of statuses and acts that every screen shows.

mod tables;

use std::collections::BTreeSet;

use kecuali_encoding::Digest;
use serde::{Deserialize, Serialize};
pub use tables::ACTS;

use crate::{
    act::Position,
    capability::Capability,
    fold::{Ending, EntryState, Finality, Submitted},
};

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written, or not yet endorsed by all.
    Draft,
    /// A required position's last word on the content is no.
    Declined,
    /// All required positions endorse content that was not submitted.
    Endorsed,
    /// Submitted, and waiting for the province to pass it on.
    AtProvince,
    /// Submitted, and waiting for KPU RI.
    AtNational,
    /// Sent back with a reason.
    Returned,
    /// Taken back by the office.
    Withdrawn,
    /// KPU RI declared the information open before any decision; it may be submitted again.
    ConcludedOpen,
    /// A decision is in force and covers the current content.
    Determined,
    /// A decision is in force, and the content was edited since: that is not reviewed yet.
    DeterminedEdited,
    /// Decisions that did not know of each other wait for one that does.
    Contesting,
    /// The decision was revoked. Final.
    Revoked,
    /// The information was declared open. Final.
    Opened,
    /// The row was taken off the list. Final.
    TakenDown,
}

/// Where what an office asks for stands, whatever was decided before: a status speaks of the
/// decision in force first, and of this only where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// Being written, or not yet endorsed by all.
    Draft,
    /// A required position's last word on the content is no.
    Declined,
    /// All required positions endorse content that was not submitted.
    Endorsed,
    /// Submitted, and waiting for the province to pass it on.
    AtProvince,
    /// Submitted, and waiting for KPU RI.
    AtNational,
    /// Sent back with a reason.
    Returned,
    /// Taken back by the office.
    Withdrawn,
    /// KPU RI declared the information open before any decision.
    ConcludedOpen,
}

impl Course {
    /// The status of an entry of which nothing else is to be said.
    pub const fn status(self) -> Status {
        match self {
            Self::Draft => Status::Draft,
            Self::Declined => Status::Declined,
            Self::Endorsed => Status::Endorsed,
            Self::AtProvince => Status::AtProvince,
            Self::AtNational => Status::AtNational,
            Self::Returned => Status::Returned,
            Self::Withdrawn => Status::Withdrawn,
            Self::ConcludedOpen => Status::ConcludedOpen,
        }
    }
}

/// A status in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusRow {
    /// Its stable name.
    pub id: &'static str,
    /// Its label, in Bahasa Indonesia.
    pub label: &'static str,
    /// What the office does next, in Bahasa Indonesia.
    pub next: &'static str,
}

/// An act in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActRow {
    /// The name under which it is signed.
    pub id: &'static str,
    /// Its label, in Bahasa Indonesia.
    pub label: &'static str,
    /// The capabilities of which one is needed.
    pub any_of: &'static [Capability],
    /// Whose: the office's relation to the entry, in Bahasa Indonesia.
    pub who: &'static str,
    /// The statuses of an entry that it can change.
    pub from: &'static [Status],
    /// The statuses that it can change them to.
    pub to: &'static [Status],
}

impl Status {
    /// Every status, in the order of an entry's life.
    pub const ALL: [Self; 14] = [
        Self::Draft,
        Self::Declined,
        Self::Endorsed,
        Self::AtProvince,
        Self::AtNational,
        Self::Returned,
        Self::Withdrawn,
        Self::ConcludedOpen,
        Self::Determined,
        Self::DeterminedEdited,
        Self::Contesting,
        Self::Revoked,
        Self::Opened,
        Self::TakenDown,
    ];

    /// Its stable name.
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// Whether the entry has ended, and nothing more can be decided about it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Revoked | Self::Opened | Self::TakenDown)
    }
}

impl EntryState {
    /// Where the entry stands, given its content now and the positions that policy requires now.
    ///
    /// A decision in force comes before a later submission; see [`EntryState::course`].
    pub fn status(&self, content: Digest, required: &BTreeSet<Position>) -> Status {
        if let Some(conclusion) = self.conclusion() {
            return match conclusion.how {
                Finality::Revoked => Status::Revoked,
                Finality::Opened => Status::Opened,
                Finality::TakenDown => Status::TakenDown,
            };
        }
        if !self.contest().is_empty() {
            return Status::Contesting;
        }
        if let Some(decision) = self.decision() {
            let edited = decision.content != content;
            return if edited { Status::DeterminedEdited } else { Status::Determined };
        }
        self.standing_of(content, required).status()
    }

    /// Where what the office asks for stands; nothing while it asks for nothing: when the content is
    /// the one determined, after the end of the entry, and in a contest.
    pub fn course(&self, content: Digest, required: &BTreeSet<Position>) -> Option<Course> {
        if self.conclusion().is_some() || !self.contest().is_empty() {
            return None;
        }
        let settled = self.decision().is_some_and(|decision| decision.content == content);
        let asks = !settled || self.pending().next().is_some();
        asks.then(|| self.standing_of(content, required))
    }

    /// The same where it asks: a submission that was determined asks for nothing more.
    fn standing_of(&self, content: Digest, required: &BTreeSet<Position>) -> Course {
        let decided = self.decision().is_some();
        let waits = |one: &&Submitted| one.is_open() && !(decided && one.determined.is_some());
        match self.submissions().iter().rfind(waits) {
            Some(open) if open.via_province && open.forwards.is_empty() => Course::AtProvince,
            Some(_) => Course::AtNational,
            None => self.asked_at_the_office(content, required),
        }
    }

    fn asked_at_the_office(&self, content: Digest, required: &BTreeSet<Position>) -> Course {
        let determined = self.decision().map(|decision| decision.submission);
        let last = self.submissions().last().filter(|one| Some(one.act) != determined);
        let is_news = last.is_none_or(|one| one.content != content);
        let opened = last.is_some_and(|one| one.ended_by(Ending::Open));
        if is_news && !required.is_empty() && self.is_endorsed(&content, required) {
            Course::Endorsed
        } else if (is_news || !opened) && self.is_declined(&content, required) {
            Course::Declined
        } else if opened {
            Course::ConcludedOpen
        } else if last.is_some_and(Submitted::is_withdrawn) {
            Course::Withdrawn
        } else {
            last.map_or(Course::Draft, |_| Course::Returned)
        }
    }
}
