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
        let now = decided.map(|item| continued(national, item));
        match now.filter(|item| waits.is_none() && national.now().item_stands(*item)) {
            Some(item) => self.applying(item),
            None => self.substance(waits.or(last).as_ref()),
        }
    }

    /// What an entry is, by what it was submitted as.
    pub(crate) fn substance(
        &mut self,
        submitted: Option<&Submitted>,
    ) -> Result<Substance, OfficeError> {
        let under = submitted.and_then(|one| one.under);
        under.map_or(Ok(Substance::New), |item| self.applying(item))
    }
}
