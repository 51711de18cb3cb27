//! What was refused for good: what it says, written again, or forgotten.

use std::collections::BTreeSet;

use kecuali_encoding::Digest;
use kecuali_storage::Commit;
use kecuali_trust::SigningKey;

use super::{ComposeError, Composed, Composition, Desk};
use crate::{
    book::BookError,
    waiting::{Waiting, WaitingState},
};

impl Desk {
    /// A parked record and the parked ones that stand on it, in the order in which they were
    /// signed. None where it is not parked.
    pub fn parked_with(&self, change: &Digest) -> Vec<&Waiting> {
        let mut found = BTreeSet::new();
        let mut all = Vec::new();
        for waiting in &self.waiting {
            let parked = matches!(waiting.state, WaitingState::Parked { .. });
            if parked && (waiting.change == *change || waiting.stands_on(&found)) {
                found.insert(waiting.change);
                all.push(waiting);
            }
        }
        all
    }

    /// Forgets a parked record and what stands on it. It is gone from this installation.
    pub fn discard(&mut self, change: &Digest) -> Result<usize, BookError> {
        let gone = self.parked_with(change);
        let removed: Vec<_> = gone.iter().map(|waiting| waiting.name()).collect();
        let count = removed.len();
        let commit = Commit { pending_removed: removed, ..Commit::default() };
        self.book.store().commit(&commit)?;
        self.lay_out()?;
        Ok(count)
    }

    /// Writes what takes the place of a parked record: that one is forgotten in the same commit
    /// that keeps the new one, so that at no time neither is here. What stood on it, cites it or
    /// relies on it stays parked: it names what no log will ever hold.
    pub fn replace(
        &mut self,
        key: &SigningKey,
        composition: &Composition<'_>,
        parked: &Digest,
    ) -> Result<Composed, ComposeError> {
        let is_parked = |waiting: &&Waiting| matches!(waiting.state, WaitingState::Parked { .. });
        let of_it = self.waiting.iter().filter(is_parked).find(|one| one.change == *parked);
        let pending_removed = of_it.map(Waiting::name).into_iter().collect();
        // Without its parent a record cannot be shown; what it cites is not asked for again.
        let leaning = self.waiting.iter().filter(|one| one.leans_on == Some(*parked));
        let pending_parked = leaning.filter_map(kept_parked).collect();
        let beside = Commit { pending_removed, pending_parked, ..Commit::default() };
        self.compose_with(key, composition, beside)
    }
}

fn kept_parked(waiting: &Waiting) -> Option<(String, [u8; 32], Option<Vec<u8>>)> {
    let WaitingState::Parked { code, sentence } = &waiting.state else { return None };
    let (log, change) = waiting.name();
    Some((log, change, Some(Waiting::parked(code, sentence))))
}
