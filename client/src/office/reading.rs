//! What was read of the logs and of what waits here, kept while neither changes.
//!
//! A page asks for the same ten thousand entries several times, and the next page asks again. All
//! that lies in memory between two questions lies here, under the one number of the desk that says
//! whether anything has changed ([`Desk::edition`](kecuali_sync::Desk::edition)). What is made after
//! a change takes over what the change did not touch.

use std::{collections::BTreeMap, sync::Arc};

use kecuali_domain::{DocumentId, Kind, Scope, rules::Neighbours};
use kecuali_encoding::Digest;
use kecuali_sync::{Waiting, WaitingState};

use super::{
    Office,
    coverage::Covering,
    grounds::Grounds,
    listing::Listing,
    register::Lines,
    view::{Index, Laid},
};
use crate::error::OfficeError;

/// All that was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Which edition of the desk `fresh` is of; none before anything was read.
    edition: Option<u64>,
    fresh: Fresh,
    /// What the logs alone come to; each is looked at again when it is asked for.
    pub(super) logged: BTreeMap<Scope, Arc<Index>>,
    /// The same with what waited here on top.
    pub(super) laid: BTreeMap<Scope, Laid>,
    /// The lists as they were before the last change.
    pub(super) last_listing: Option<Arc<Listing>>,
    pub(super) last_lines: Option<Arc<Lines>>,
}

/// What is true of one edition of the desk, each part once it was asked for.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    waits: Option<Arc<Waits>>,
    pub(super) cards: BTreeMap<Scope, Arc<Index>>,
    pub(super) listing: Option<Arc<Listing>>,
    pub(super) lines: Option<Arc<Lines>>,
    pub(super) neighbours: Option<Arc<Neighbours>>,
    pub(super) covering: Option<Arc<Covering>>,
    pub(super) grounds: Option<Arc<Grounds>>,
}

/// What waits here, as far as it decides what is shown.
#[derive(Debug)]
pub(super) struct Waits {
    /// Where `national` stands with what waits on top: it decides what everything comes to.
    pub(super) national: Standing,
    logs: BTreeMap<Scope, Arc<Changes>>,
}

/// The end of a log, and the waiting changes that bear on it, each with whether it is shown.
pub(super) type Standing = (Digest, Vec<(Digest, bool)>);

/// Documents of a log of which something waits.
pub(super) type Changes = BTreeMap<DocumentId, Waiters>;

/// What waits of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Waiters {
    /// The hashes of the changes, mixed: ten thousand lists of one would take ten times as much.
    mixed: [u8; 32],
    /// How many of them are yet to be sent.
    pub(super) unsent: usize,
}

impl Reading {
    /// Has everything looked at again: the desk is another one.
    pub(super) const fn forget_edition(&mut self) {
        self.edition = None;
    }

    fn turn_to(&mut self, edition: u64) {
        let Fresh { listing, lines, .. } = std::mem::take(&mut self.fresh);
        self.last_listing = listing.or_else(|| self.last_listing.take());
        self.last_lines = lines.or_else(|| self.last_lines.take());
        self.edition = Some(edition);
    }
}

impl Office {
    /// Reads what every page asks for before someone does.
    pub(crate) fn read_ahead(&mut self) -> Result<(), OfficeError> {
        self.listing().map(drop)
    }

    /// What was read since the last change.
    pub(super) fn fresh(&mut self) -> &mut Fresh {
        let edition = self.desk.edition();
        if self.reading.edition != Some(edition) {
            self.reading.turn_to(edition);
        }
        &mut self.reading.fresh
    }

    /// What waits here, by log and document.
    pub(super) fn waits(&mut self) -> Arc<Waits> {
        if let Some(waits) = &self.fresh().waits {
            return Arc::clone(waits);
        }
        let head = self.desk.book().head(&Scope::National).digest;
        let mut national = (head, Vec::new());
        let mut logs: BTreeMap<&Scope, Changes> = BTreeMap::new();
        for waiting in self.desk.waiting() {
            if waiting.scope == Scope::National || waiting.kind == Kind::Roster {
                national.1.push((waiting.change, is_shown(waiting)));
            }
            let changes = logs.entry(&waiting.scope).or_default();
            changes.entry(waiting.document).or_default().add(waiting);
        }
        let logs = logs.into_iter();
        let logs = logs.map(|(scope, changes)| (scope.clone(), Arc::new(changes))).collect();
        let waits = Arc::new(Waits { national, logs });
        self.fresh().waits = Some(Arc::clone(&waits));
        waits
    }
}

impl Waits {
    /// What waits of a log.
    pub(super) fn of(&self, scope: &Scope) -> Arc<Changes> {
        self.logs.get(scope).cloned().unwrap_or_default()
    }
}

impl Waiters {
    /// Adds a change, differently when it is not shown.
    fn add(&mut self, waiting: &Waiting) {
        let mut hash = waiting.change.0;
        if is_shown(waiting) {
            self.unsent += 1;
        } else {
            hash.rotate_left(1);
        }
        self.mixed.iter_mut().zip(hash).for_each(|(byte, more)| *byte ^= more);
    }
}

/// What was refused for good is kept, and neither shown nor sent.
pub(super) const fn is_shown(waiting: &Waiting) -> bool {
    !matches!(waiting.state, WaitingState::Parked { .. })
}
