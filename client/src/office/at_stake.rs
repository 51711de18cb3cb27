//! What a change of an entry as it is would leave behind: approvals cover one version, and what was
//! submitted or determined stays the version that it was.

use kecuali_domain::act::Position;
use serde::Serialize;

use super::{Name, Office, progress::is_in_force};
use crate::{catalogue::screen, error::OfficeError};

/// What stands on the version of an entry that is there now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AtStake {
    /// Who agrees to it: the positions, in words.
    pub agreed: Vec<&'static str>,
    /// Whether a submission is open; it stays one of the version that was submitted.
    pub is_sent: bool,
    /// Whether a decision is in force; what it determined stays public.
    pub is_determined: bool,
}

impl Office {
    /// What stands on an entry as it is, before somebody writes on it.
    pub fn at_stake(&mut self, name: &Name) -> Result<AtStake, OfficeError> {
        let is_determined = is_in_force(self.summary(name)?.status);
        let document = self.document(name)?;
        let (content, state) = (document.version().content, document.state());
        let covers = |one: &Position| state.word(&content, *one).is_some_and(|word| word.agrees);
        let agreed = Position::ALL.into_iter().filter(covers).map(screen::position).collect();
        Ok(AtStake { agreed, is_sent: state.pending().next().is_some(), is_determined })
    }
}
