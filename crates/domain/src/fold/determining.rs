//! Determine: the one act that makes an entry public.

use std::collections::BTreeMap;

use kecuali_encoding::Digest;

use super::{ActFact, Decision, Ending, EntryState, Reason, Side, Submitted};
use crate::act::{Determine, ItemRef};

/// Puts a decision in force, if its signer had seen all that stands against it.
pub(super) fn determine(
    state: &mut EntryState,
    fact: &ActFact<'_>,
    determine: &Determine,
) -> Result<(), Reason> {
    if !fact.item_in_force {
        return Err(Reason::NotInForce);
    }
    let place = place_named(state, fact, determine).ok_or(Reason::UnknownSubmission)?;
    can_be_determined(state, fact, &state.submissions[place], determine.under)?;
    let unseen = unseen_against(state, fact, determine.covers.content);
    if unseen.is_empty() {
        put_in_force(state, fact, determine, place);
        return Ok(());
    }
    if is_in_force(state, determine) {
        return Err(Reason::SameDecision);
    }
    let submission = state.submissions[place].act;
    state.contest.extend(unseen);
    state.contest.insert(fact.id, Side::Determine { submission });
    Err(Reason::Contesting)
}

/// The place of the submission it stands on: the one it names, or, to settle a contest, the last
/// one of the contest with the same content.
fn place_named(state: &EntryState, fact: &ActFact<'_>, determine: &Determine) -> Option<usize> {
    let content = determine.covers.content;
    let fits = |one: &Submitted| one.content == content && fact.has_seen(&one.act);
    match determine.submission {
        Some(named) => state.submissions.iter().position(|one| one.act == named && fits(one)),
        None => state.submissions.iter().rposition(|one| state.is_contested(one.act) && fits(one)),
    }
}

fn can_be_determined(
    state: &EntryState,
    fact: &ActFact<'_>,
    submitted: &Submitted,
    under: ItemRef,
) -> Result<(), Reason> {
    if submitted.is_withdrawn() {
        return Err(Reason::AlreadyEnded);
    }
    let as_applied = submitted.under.is_none_or(|applied| applied == under);
    let via_province =
        if as_applied { submitted.via_province } else { submitted.elsewhere_via_province };
    if via_province && !submitted.forwards.iter().any(|act| fact.has_seen(act)) {
        return Err(Reason::NotForwarded);
    }
    let known_to_be_ended =
        !submitted.is_open() && submitted.endings.keys().all(|act| fact.has_seen(act));
    if known_to_be_ended && !state.is_contested(submitted.act) {
        return Err(Reason::AlreadyEnded);
    }
    Ok(())
}

/// What stands against determining a content version and was not on the signer's screen.
fn unseen_against(
    state: &EntryState,
    fact: &ActFact<'_>,
    content: Digest,
) -> BTreeMap<Digest, Side> {
    let decision = state.decision.iter();
    let in_force = decision.map(|one| (one.act, Side::Determine { submission: one.submission }));
    let sides = state.contest.iter().map(|(act, side)| (*act, *side));
    let same_content = state.submissions.iter().filter(|one| one.content == content);
    let returns = same_content
        .flat_map(|one| &one.endings)
        .filter(|(_, ending)| **ending == Ending::Return)
        .map(|(act, _)| (*act, Side::Return));
    let opens = state.opens.iter().map(|act| (*act, Side::Open));
    let all = in_force.chain(sides).chain(returns).chain(opens);
    all.filter(|(act, _)| !fact.has_seen(act)).collect()
}

fn is_in_force(state: &EntryState, determine: &Determine) -> bool {
    let same =
        |one: &Decision| one.under == determine.under && one.content == determine.covers.content;
    state.decision.as_ref().is_some_and(same)
}

fn put_in_force(state: &mut EntryState, fact: &ActFact<'_>, determine: &Determine, place: usize) {
    let submitted = &mut state.submissions[place];
    // Its signer knew what had ended it and decided otherwise.
    submitted.endings.clear();
    submitted.determined = Some(fact.id);
    state.decision = Some(Decision {
        act: fact.id,
        submission: submitted.act,
        content: determine.covers.content,
        under: determine.under,
        row: determine.row,
        ends: determine.ends,
        batch: determine.batch.clone(),
    });
    state.contest.clear();
}
