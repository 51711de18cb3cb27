//! What came back and was submitted again: who decides about it reads why it came back, and whether
//! anything was changed since.

use kecuali_domain::fold::{Ending, Submitted};
use serde::Serialize;

use super::{
    Name, Office,
    history::{Event, act_event},
};
use crate::error::OfficeError;

/// What a submission was before it was sent back.
#[derive(Debug, Clone, Serialize)]
pub struct Again {
    /// Who sent it back, when, and why.
    pub returned: Vec<Event>,
    /// Whether its fields are as they were when it came back.
    pub is_unchanged: bool,
    /// Whether it applies what it applied then.
    pub is_same_item: bool,
    /// The item that it applied then, as people cite it; none where it was a new substance.
    pub was_under: Option<String>,
}

impl Again {
    /// Whether nothing was done but to submit it once more.
    pub const fn is_as_it_was(&self) -> bool {
        self.is_unchanged && self.is_same_item
    }

    /// When it came back, in milliseconds since 1970.
    pub fn time(&self) -> Option<u64> {
        self.returned.iter().filter_map(|event| event.time).max()
    }
}

impl Office {
    /// What a submission of an entry was before it came back; none where it did not.
    pub(super) fn again(
        &mut self,
        name: &Name,
        submitted: &Submitted,
    ) -> Result<Option<Again>, OfficeError> {
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        let Some(before) = came_back(document.state().submissions(), submitted) else {
            return Ok(None);
        };
        let returned = document.acts().iter().filter(|record| {
            before.endings.get(&record.id).is_some_and(|ending| *ending == Ending::Return)
        });
        let returned = returned.map(|record| act_event(document, record, &holders)).collect();
        let (is_unchanged, under) = (before.content == submitted.content, before.under);
        Ok(Some(Again {
            returned,
            is_unchanged,
            is_same_item: under == submitted.under,
            was_under: under.map(|item| self.cite(item)),
        }))
    }
}

/// The last submission before this one that was sent back. What was determined in between is what
/// this one is held against.
fn came_back<'a>(all: &'a [Submitted], now: &Submitted) -> Option<&'a Submitted> {
    // Who asks to have a determination back submits nothing again.
    if now.determined.is_some() {
        return None;
    }
    let place = all.iter().position(|one| one.act == now.act)?;
    let mut before = all[..place].iter().rev().take_while(|one| one.determined.is_none());
    before.find(|one| one.ended_by(Ending::Return))
}
