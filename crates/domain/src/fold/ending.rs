//! Open, take down and revoke: they act at once and are never contested.

use kecuali_encoding::Digest;

use super::{ActFact, Ending, EntryState, Finality, Reason, Side};
use crate::act::TakeDown;

/// Ends a decision in force for good; without one, concludes what the signer saw as open.
pub(super) fn open(state: &mut EntryState, fact: &ActFact<'_>) -> Result<(), Reason> {
    if state.decision.is_some() {
        state.conclude(fact.id, Finality::Opened);
        return Ok(());
    }
    let settles = state.contest_is_seen(fact);
    if !settles && !sees_an_open_submission(state, fact) {
        return Err(Reason::NoOpenSubmission);
    }
    for submitted in state.submissions.iter_mut().filter(|one| fact.has_seen(&one.act)) {
        submitted.endings.insert(fact.id, Ending::Open);
    }
    state.opens.insert(fact.id);
    if settles {
        state.contest.clear();
    } else if !state.contest.is_empty() {
        // Who settles this contest must know of the open too.
        state.contest.insert(fact.id, Side::Open);
    }
    Ok(())
}

/// Takes the public row off the list for good, or withholds named fields of it.
///
/// Fields are withheld from whatever is determined, so nothing need be in force: were the decision
/// void that was, a later one must not show what the signer of that one saw withheld.
pub(super) fn take_down(
    state: &mut EntryState,
    fact: &ActFact<'_>,
    take_down: &TakeDown,
) -> Result<(), Reason> {
    if !take_down.fields.is_empty() {
        state.withheld.extend(take_down.fields.iter().cloned());
        return Ok(());
    }
    end(state, fact, Finality::TakenDown)
}

/// Ends the entry's decision for good.
pub(super) fn revoke(state: &mut EntryState, fact: &ActFact<'_>) -> Result<(), Reason> {
    end(state, fact, Finality::Revoked)
}

/// Where there is nothing to end, the word still stands against whoever determines without having
/// seen it: what it was meant for may have been void.
fn end(state: &mut EntryState, fact: &ActFact<'_>, how: Finality) -> Result<(), Reason> {
    if has_a_decision_to_end(state, fact) {
        state.conclude(fact.id, how);
        return Ok(());
    }
    state.opens.insert(fact.id);
    if !state.contest.is_empty() {
        state.contest.insert(fact.id, Side::Open);
    }
    Err(Reason::NothingInForce)
}

/// Whether a submission was open on the signer's screen, whatever came in unseen since.
fn sees_an_open_submission(state: &EntryState, fact: &ActFact<'_>) -> bool {
    let seen = |act: &Digest| fact.has_seen(act);
    state.submissions.iter().any(|one| seen(&one.act) && !one.endings.keys().any(seen))
}

/// Whether a decision is in force, or one that the signer saw may still come into force.
fn has_a_decision_to_end(state: &EntryState, fact: &ActFact<'_>) -> bool {
    let seen_determine = |(act, side): (&Digest, &Side)| match side {
        Side::Determine { .. } => fact.has_seen(act),
        Side::Return | Side::Open => false,
    };
    state.decision.is_some() || state.contest.iter().any(seen_determine)
}
