//! The entries that are read here, each as lists show it: made once for every page and command
//! that goes through all of them.

use std::sync::Arc;

use kecuali_domain::{DocumentId, Kind, Scope};

use super::{Name, Office, reading::Standing, standing::EntrySummary, view::Card};
use crate::error::OfficeError;

/// Every entry, by register and id.
#[derive(Debug)]
pub(super) struct Listing {
    /// Where `national` stood: it decides where everything stands.
    national: Standing,
    pub(super) entries: Vec<Arc<Listed>>,
    /// How many fields hold several values.
    pub(super) conflicts: usize,
    /// Of the register of this office alone: others settle theirs.
    pub(super) own_conflicts: usize,
    /// How many entries wait for a decision of this office.
    pub(super) queued: usize,
}

/// An entry as lists show it, and what they are made of.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) card: Arc<Card>,
    /// What its log alone comes to.
    logged: Option<Arc<Card>>,
    pub(super) summary: EntrySummary,
}

impl Listed {
    /// Which entry it is.
    pub(super) fn name(&self) -> Name {
        (self.summary.log.clone(), self.summary.id)
    }

    fn is_of(&self, card: &Arc<Card>, logged: Option<&Arc<Card>>, unsent: usize) -> bool {
        let same = |(one, other)| Arc::ptr_eq(one, other);
        let same_log = match (&self.logged, logged) {
            (Some(one), Some(other)) => same((one, other)),
            (one, other) => one.is_none() && other.is_none(),
        };
        same((&self.card, card)) && same_log && unsent == self.summary.unsent
    }
}

impl Listing {
    /// One entry of them.
    pub(super) fn get(&self, scope: &Scope, id: DocumentId) -> Option<&Arc<Listed>> {
        let place = self
            .entries
            .binary_search_by(|one| (&one.summary.log, one.summary.id).cmp(&(scope, id)))
            .ok()?;
        self.entries.get(place)
    }
}

impl Office {
    /// The entries as they stand now.
    pub(super) fn listing(&mut self) -> Result<Arc<Listing>, OfficeError> {
        if let Some(listing) = &self.fresh().listing {
            return Ok(Arc::clone(listing));
        }
        let waits = self.waits();
        let last = self.reading.last_listing.take();
        let last = last.filter(|last| last.national == waits.national);
        let (national, own) = (waits.national.clone(), self.scope());
        let mut all =
            Listing { national, entries: Vec::new(), conflicts: 0, own_conflicts: 0, queued: 0 };
        for scope in self.registers() {
            let (index, changes) = (self.cards(&scope)?, waits.of(&scope));
            let logs = self.logged_cards(&scope)?;
            for (id, card) in index.cards.iter().filter(|(_, card)| card.kind == Kind::Entry) {
                let unsent = changes.get(id).map_or(0, |waiters| waiters.unsent);
                let logged = logs.cards.get(id);
                let known = last.as_ref().and_then(|last| last.get(&scope, *id));
                let listed = known.filter(|one| one.is_of(card, logged, unsent)).cloned();
                all.entries.push(listed.unwrap_or_else(|| {
                    let name = (scope.clone(), *id);
                    let summary = self.summarise(name, card, logged.map(AsRef::as_ref), unsent);
                    let (card, logged) = (Arc::clone(card), logged.cloned());
                    Arc::new(Listed { card, logged, summary })
                }));
                all.conflicts += card.conflicts;
                all.own_conflicts += if scope == own { card.conflicts } else { 0 };
                all.queued += usize::from(self.is_queued(&scope, card));
            }
        }
        let all = Arc::new(all);
        self.fresh().listing = Some(Arc::clone(&all));
        Ok(all)
    }
}
