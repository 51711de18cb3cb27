//! What other information there is beside an entry: nobody proposes the same substance twice, and
//! what was declared open is not exempted as well.

use std::sync::Arc;

use kecuali_domain::{
    Kind, Scope,
    act::{ItemRef, Succession},
    determination::DeterminationDraft,
    handle,
    rules::{Finding, Neighbours, Substance, check_neighbours},
    similarity::Names,
    status::Status,
};

use super::{Name, Office, view::Card};
use crate::error::OfficeError;

/// Neighbours, and what they were made of: how far the logs went, and how much waited here.
#[derive(Debug)]
pub(super) struct Kept {
    of: (u64, usize),
    beside: Arc<Neighbours>,
}

impl Office {
    /// The items in force, and of the registers that are read here what is proposed and what is
    /// open. Made once for a selection: a decision about a thousand entries asks a thousand times.
    pub(super) fn neighbours(&mut self) -> Result<Arc<Neighbours>, OfficeError> {
        let registers = self.registers();
        let book = self.desk.book();
        let positions =
            registers.iter().chain([&Scope::National]).map(|log| book.head(log).position);
        let of = (positions.sum(), self.desk.waiting().len());
        if let Some(kept) = self.neighbours.as_ref().filter(|kept| kept.of == of) {
            return Ok(Arc::clone(&kept.beside));
        }
        let mut beside =
            Neighbours { in_force: self.items_in_force(&[])?, ..Neighbours::default() };
        for scope in registers {
            let index = self.cards(&scope)?;
            for (id, card) in index.cards.iter().filter(|(_, card)| card.kind == Kind::Entry) {
                join(&mut beside, &(scope.clone(), *id), card);
            }
        }
        let beside = Arc::new(beside);
        self.neighbours = Some(Kept { of, beside: Arc::clone(&beside) });
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
fn join(beside: &mut Neighbours, name: &Name, card: &Card) {
    let names = match card.status {
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
    names.add(handle(&name.0, name.1), &card.information);
}
