//! Whether an entry applies an item that is determined, or proposes something new: some rules ask
//! the one, some the other.

use kecuali_domain::{fold::Submitted, rules::Substance};
use kecuali_publication::continued;

use super::{Name, Office};
use crate::error::OfficeError;

impl Office {
    /// What an entry is, by what became of it: who stands under an item applies it, also where it
    /// was proposed as new substance and the item was made of it.
    pub(crate) fn substance_of(&mut self, name: &Name) -> Result<Substance, OfficeError> {
        let state = self.document(name)?.state();
        let waits = state.pending().last().cloned();
        let last = state.submissions().last().cloned();
        let decided = state.decision().map(|decision| decision.under);
        let national = self.national();
        let stands = |item| national.now().item_stands(continued(national, item));
        Ok(if waits.is_none() && decided.is_some_and(stands) {
            Substance::Applies { in_force: true }
        } else {
            self.substance(waits.or(last).as_ref())
        })
    }

    /// What an entry is, by what it was submitted as.
    pub(crate) fn substance(&self, submitted: Option<&Submitted>) -> Substance {
        match submitted.and_then(|one| one.under) {
            Some(item) => Substance::Applies { in_force: self.national().now().item_stands(item) },
            None => Substance::New,
        }
    }
}
