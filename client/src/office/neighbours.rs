//! What other information there is beside an entry: nobody proposes the same substance twice, and
//! what was declared open is not exempted as well.

use std::sync::Arc;

use kecuali_domain::{
    act::{ItemRef, Succession},
    determination::DeterminationDraft,
    rules::{Finding, Neighbours, Substance, check_neighbours},
    similarity::Names,
    status::Status,
};

use super::{Office, listing::Listed};
use crate::error::OfficeError;

impl Office {
    /// The items in force, and of the registers that are read here what is proposed and what is
    /// open. Made once for a selection: a decision about a thousand entries asks a thousand times.
    pub(super) fn neighbours(&mut self) -> Result<Arc<Neighbours>, OfficeError> {
        if let Some(beside) = &self.fresh().neighbours {
            return Ok(Arc::clone(beside));
        }
        let mut beside =
            Neighbours { in_force: self.items_in_force(&[])?, ..Neighbours::default() };
        for listed in &self.listing()?.entries {
            join(&mut beside, listed);
        }
        let beside = Arc::new(beside);
        self.fresh().neighbours = Some(Arc::clone(&beside));
        Ok(beside)
    }

    /// The names of the items in force, by how people cite them; not of those that are to end.
    pub(super) fn items_in_force(
        &mut self,
        ending: &[Succession],
    ) -> Result<Names<String>, OfficeError> {
        let mut names = Names::default();
        for decision in self.determinations()? {
            for item in decision.items.iter().filter(|item| item.in_force) {
                let this = ItemRef { issue: decision.change, item: item.item };
                if ending.iter().all(|one| one.old != this) {
                    names.add(self.cite(this), &item.information);
                }
            }
        }
        Ok(names)
    }

    /// R09 and R10 of the items of a determination. What it ends is no neighbour of it, and neither
    /// is what offices propose: that is what it answers.
    pub(super) fn items_beside(
        &mut self,
        draft: &DeterminationDraft,
        ending: &[Succession],
    ) -> Result<Vec<Finding>, OfficeError> {
        let open = self.neighbours()?.open.clone();
        let in_force = self.items_in_force(ending)?;
        let beside = Neighbours { in_force, open, ..Neighbours::default() };
        let mut all = Vec::new();
        for (number, item) in &draft.items {
            let found = check_neighbours(item, "", Substance::New, &beside);
            all.extend(found.into_iter().map(|one| {
                let key = format!("item/{number}/{}", one.key);
                Finding { key, ..one }
            }));
        }
        Ok(all)
    }
}

/// Adds an entry where it is what others must not be, too.
fn join(beside: &mut Neighbours, Listed { card, summary, .. }: &Listed) {
    let names = match summary.status {
        Status::Opened => &mut beside.open,
        // What applies an item shares its name with others that do.
        Status::AtProvince | Status::AtNational | Status::Contesting if card.under.is_none() => {
            &mut beside.proposed
        }
        Status::Draft
        | Status::Declined
        | Status::Endorsed
        | Status::AtProvince
        | Status::AtNational
        | Status::Contesting
        | Status::Returned
        | Status::Withdrawn
        // It may be submitted again, and so may another of its name.
        | Status::ConcludedOpen
        | Status::Determined
        | Status::DeterminedEdited
        | Status::Revoked
        | Status::TakenDown => return,
    };
    names.add(summary.entry.clone(), &card.information);
}
