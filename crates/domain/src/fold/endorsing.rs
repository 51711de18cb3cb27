//! Endorse and decline: what the office's own people say of a version.

use super::{ActFact, EntryState, Word};
use crate::act::Endorsement;

/// Takes a position's agreement.
pub(super) fn endorse(state: &mut EntryState, fact: &ActFact<'_>, word: &Endorsement) {
    say(state, word, Word { act: fact.id, agrees: true });
}

/// Takes a position's refusal.
pub(super) fn decline(state: &mut EntryState, fact: &ActFact<'_>, word: &Endorsement) {
    say(state, word, Word { act: fact.id, agrees: false });
}

fn say(state: &mut EntryState, on: &Endorsement, word: Word) {
    state.endorsements.entry(on.covers.content).or_default().insert(on.position, word);
}
