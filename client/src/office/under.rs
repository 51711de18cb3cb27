//! Which entries stand under which item.

use std::collections::BTreeMap;

use kecuali_domain::act::ItemRef;
use kecuali_encoding::Digest;
use kecuali_publication::continued;

use super::{Name, Office, progress::is_determined};
use crate::error::OfficeError;

impl Office {
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
