//! What reads like an entry that waits for a decision: the same substance is not decided twice.

use kecuali_domain::handle;
use serde::Serialize;

use super::{Name, Office, standing::shown};
use crate::error::OfficeError;

/// What reads like an entry.
#[derive(Debug, Clone, Serialize)]
pub struct Alike {
    /// The item as people cite it, or the entry by its handle.
    pub name: String,
    /// What it is.
    pub what: Beside,
    /// Whether the names are the same.
    pub same: bool,
    /// How alike they are, in thousandths.
    pub likeness: u32,
}

/// What reads like an entry: one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// An item in force.
    Item,
    /// Another entry that waits for a decision.
    Proposal,
    /// An entry that was declared open.
    Open,
}

/// So many of each kind are told.
const TOLD: usize = 5;

impl Office {
    /// What reads like this entry, as it was submitted: items in force, what others propose, and
    /// what was declared open; of each the likest.
    pub fn alike(&mut self, name: &Name) -> Result<Vec<Alike>, OfficeError> {
        let content = match self.submitted(name) {
            Ok((_, _, content)) => content,
            Err(OfficeError::NotNow { .. }) => self.document(name)?.content(),
            Err(error) => return Err(error),
        };
        let information = shown(&content, "information");
        let (own, beside) = (handle(&name.0, name.1), self.neighbours()?);
        let all = [
            (Beside::Item, &beside.in_force),
            (Beside::Proposal, &beside.proposed),
            (Beside::Open, &beside.open),
        ];
        let mut found = Vec::new();
        for (what, names) in all {
            let others = names.find(&information).into_iter().filter(|one| *one.key != own);
            found.extend(others.take(TOLD).map(|one| Alike {
                name: one.key.clone(),
                what,
                same: one.same,
                likeness: one.likeness,
            }));
        }
        Ok(found)
    }
}
