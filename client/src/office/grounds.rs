//! The grounds of the items that stand in determinations: an application may cite no other.

use std::{collections::BTreeMap, sync::Arc};

use kecuali_domain::{
    Scope,
    act::ItemRef,
    article17::{Article17, Letters},
    legal_basis::LegalBasis,
    rules::Substance,
};
use kecuali_ledger::{Issued, Opening, RowOpenings};

use super::Office;
use crate::error::OfficeError;

/// The letters of Pasal 17 that each item cites.
pub(super) type Grounds = BTreeMap<ItemRef, Letters>;

impl Office {
    /// What an entry is that applies an item.
    pub(crate) fn applying(&mut self, item: ItemRef) -> Result<Substance, OfficeError> {
        let in_force = self.national().now().item_stands(item);
        let grounds = self.grounds()?.get(&item).copied().unwrap_or_default();
        Ok(Substance::Applies { in_force, grounds })
    }

    /// Read once: many entries are held against the same items.
    fn grounds(&mut self) -> Result<Arc<Grounds>, OfficeError> {
        if let Some(grounds) = &self.fresh().grounds {
            return Ok(Arc::clone(grounds));
        }
        let mut grounds = Grounds::new();
        let all: Vec<Issued> = self.national().determinations().into_iter().cloned().collect();
        for issued in all {
            let rows = self.openings(&Scope::National, &issued.change)?.unwrap_or_default();
            for item in issued.issue.items.keys() {
                let row = rows.get(&format!("item/{item}"));
                let letters = row.map(letters).unwrap_or_default();
                grounds.insert(ItemRef { issue: issued.change, item: *item }, letters);
            }
        }
        let grounds = Arc::new(grounds);
        self.fresh().grounds = Some(Arc::clone(&grounds));
        Ok(grounds)
    }
}

/// What an item cites of Pasal 17; nothing where its basis was taken down.
fn letters(row: &RowOpenings) -> Letters {
    let Some(Opening::Open { value: Some(value), .. }) = row.get("legal_basis") else {
        return Letters::default();
    };
    let members: Vec<String> = serde_json::from_str(value).unwrap_or_default();
    members.iter().filter_map(|member| article_17(member)).collect()
}

fn article_17(member: &str) -> Option<Article17> {
    let LegalBasis::Article17(article) = member.parse().ok()? else { return None };
    Some(article)
}
