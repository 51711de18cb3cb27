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

use kecuali_encoding::Digest;
use kecuali_sync::WaitingState;

use super::{Name, Office, view::Card};
use crate::error::OfficeError;

/// Neighbours, and what they were made of.
#[derive(Debug)]
pub(super) struct Kept {
    of: Stand,
    beside: Arc<Neighbours>,
}

/// Where logs stand here, with what waits on top: what is made of them stays true until it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stand {
    logs: Vec<Digest>,
    waiting: (usize, Digest, Digest),
}

impl Office {
    /// The items in force, and of the registers that are read here what is proposed and what is
    /// open. Made once for a selection: a decision about a thousand entries asks a thousand times.
    pub(super) fn neighbours(&mut self) -> Result<Arc<Neighbours>, OfficeError> {
        let registers = self.registers();
        let of = self.stand(registers.iter().chain([&Scope::National]));
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

    /// Where these logs stand. What waits is told by which changes it is and which of them are
    /// parked; their hashes are mixed, since there may be ten thousand each time it is asked.
    pub(super) fn stand<'a>(&self, logs: impl Iterator<Item = &'a Scope>) -> Stand {
        let mut mixed = [[0; 32]; 2];
        for waiting in self.desk.waiting() {
            let parked = matches!(waiting.state, WaitingState::Parked { .. });
            let of = mixed[usize::from(parked)].iter_mut();
            of.zip(waiting.change.0).for_each(|(byte, more)| *byte ^= more);
        }
        let [standing, parked] = mixed.map(Digest);
        let book = self.desk.book();
        Stand {
            logs: logs.map(|log| book.head(log).digest).collect(),
            waiting: (self.desk.waiting().len(), standing, parked),
        }
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
