//! Which entries stand under which item.

use std::collections::BTreeMap;

use kecuali_domain::{Day, act::ItemRef};
use kecuali_encoding::Digest;
use kecuali_ledger::End;
use kecuali_publication::continued;
use serde::Serialize;

use super::{Name, Office, progress::is_determined, standing::EntrySummary, view::Card};
use crate::error::OfficeError;

/// An entry that stood under an item.
#[derive(Debug, Clone, Serialize)]
pub struct Formerly {
    /// The item.
    pub item: u32,
    /// Where the entry stands now.
    #[serde(flatten)]
    pub summary: EntrySummary,
}

impl Office {
    /// The day of the decision that an entry stands under: one in force, or the one that it was last
    /// submitted under.
    pub(crate) fn decided_on(&mut self, name: &Name) -> Result<Option<Day>, OfficeError> {
        let state = self.document(name)?.state();
        let decided = state.decision().map(|decision| decision.under);
        let item = decided.or_else(|| state.submissions().last()?.under);
        let issued = item.and_then(|item| self.national().issued(&item.issue));
        Ok(issued.map(|issued| issued.issue.day))
    }

    /// The entries read here that stood under the items of a determination, and do not any more.
    pub(super) fn formerly_under(&mut self, issue: &Digest) -> Result<Vec<Formerly>, OfficeError> {
        let mut found = Vec::new();
        for scope in self.registers() {
            let index = self.cards(&scope)?;
            for (id, card) in &index.cards {
                let Some(under) = card.under else { continue };
                let status = card.status(self.national());
                let left = if status.is_final() && !card.is_decided {
                    Some(under.item).filter(|_| under.issue == *issue)
                } else if status.is_final() || is_determined(status) {
                    self.left(card, under, issue)
                } else {
                    None
                };
                found.extend(left.map(|item| (item, (scope.clone(), *id))));
            }
        }
        found.sort();
        let former =
            |(item, name): &(u32, Name)| Ok(Formerly { item: *item, summary: self.summary(name)? });
        found.iter().map(former).collect()
    }

    /// The item of a determination that a decision in force stood under: that has ended, or the
    /// decision is over.
    fn left(&self, card: &Card, under: ItemRef, issue: &Digest) -> Option<u32> {
        let national = self.national();
        let now = continued(national, under);
        let stands =
            national.now().item_stands(now) && !self.is_over(self.ends(card.ends, Some(under)));
        let mut item = Some(under);
        while let Some(this) = item {
            if this.issue == *issue {
                return Some(this.item).filter(|_| this != now || !stands);
            }
            let ended = national.issued(&this.issue).and_then(|one| one.ended.get(&this.item));
            item = match ended {
                Some(End::Superseded { by, .. }) => *by,
                Some(End::Revoked { .. }) | None => None,
            };
        }
        None
    }

    /// How many entries read here stand under each item.
    pub fn counts_under(&mut self) -> Result<BTreeMap<ItemRef, usize>, OfficeError> {
        let mut counts = BTreeMap::new();
        for (item, _) in self.determined()? {
            *counts.entry(item).or_default() += 1;
        }
        Ok(counts)
    }

    /// The entries read here that stand under the items of a determination, item by item.
    pub fn entries_under(&mut self, issue: &Digest) -> Result<Vec<(u32, Name)>, OfficeError> {
        let all = self.determined()?.into_iter().filter(|(under, _)| under.issue == *issue);
        let mut all: Vec<(u32, Name)> = all.map(|(under, name)| (under.item, name)).collect();
        all.sort();
        Ok(all)
    }

    /// Every entry with a decision in force, and the item it stands under now.
    fn determined(&mut self) -> Result<Vec<(ItemRef, Name)>, OfficeError> {
        let mut all = Vec::new();
        for scope in self.registers() {
            let index = self.cards(&scope)?;
            for (id, card) in &index.cards {
                let Some(under) = card.under else { continue };
                let stands = is_determined(card.status(self.national()));
                if stands && !self.is_over(self.ends(card.ends, Some(under))) {
                    let now = continued(self.national(), under);
                    all.push((now, (scope.clone(), *id)));
                }
            }
        }
        Ok(all)
    }
}
