//! What an act on an entry would come to, asked of the fold itself before anything is signed.
//!
//! An act that misses its precondition is admitted everywhere and decides nothing. Who signs one
//! believes that it does, so it is refused here, with what is missing.

use kecuali_document::content_version;
use kecuali_domain::{
    Kind,
    act::{Act, Covers, ItemRef},
    fold::{ActFact, Outcome, Reason, Sight, VersionCheck},
    handle,
};
use kecuali_encoding::Digest;
use kecuali_ledger::Document;

use super::{Name, Office};
use crate::error::OfficeError;

impl Office {
    /// Tries everything and signs nothing until the work is done: for a look. A trial within a trial
    /// ends with the outer one.
    pub(crate) fn try_out<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        let before = std::mem::replace(&mut self.trial, true);
        let done = work(self);
        self.trial = before;
        done
    }

    /// That an act on an entry would take effect, were it signed on what is shown here.
    ///
    /// A withdraw of what is determined may be signed: it is kept as a request to KPU RI.
    pub(crate) fn would_take_effect(&mut self, name: &Name, act: &Act) -> Result<(), OfficeError> {
        let by_national = self.id().is_national();
        let document = self.document(name)?;
        if document.kind() != Kind::Entry {
            return Ok(());
        }
        let version = act.covers().map_or(VersionCheck::None, |covers| check(document, covers));
        let mut state = document.state().clone();
        let now = self.national().now();
        let fact = ActFact {
            id: Digest::of(act.to_text().as_bytes()),
            act,
            // It is signed on top of everything that is shown.
            seen: Sight::Ask(&|_| true),
            version,
            void: false,
            by_national,
            policy: &now.entry_policy(),
            item_in_force: cited(act).is_some_and(|item| now.item_stands(item)),
        };
        match state.apply(&fact) {
            Outcome::Effect | Outcome::NoEffect(Reason::Request) => Ok(()),
            Outcome::NoEffect(_) if self.unchecked => Ok(()),
            Outcome::NoEffect(reason) => {
                Err(OfficeError::WithoutEffect { handle: handle(&name.0, name.1), reason })
            }
        }
    }
}

/// The item that an act applies.
pub(super) fn cited(act: &Act) -> Option<ItemRef> {
    if let Act::Determine(determine) = act {
        return Some(determine.under);
    }
    if let Act::Submit(submission) = act { submission.under } else { None }
}

fn check(document: &Document, covers: &Covers) -> VersionCheck {
    match document.history().view_at(&covers.heads) {
        Some(view) if content_version(&view) == covers.content => {
            let conflict = view.values().any(|values| values.len() > 1);
            if conflict { VersionCheck::Conflict } else { VersionCheck::Matches }
        }
        Some(_) | None => VersionCheck::Mismatch,
    }
}
