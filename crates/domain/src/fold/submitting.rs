//! Submit, withdraw and forward: how a version reaches KPU RI.

use std::collections::{BTreeMap, BTreeSet};

use super::{ActFact, Ending, EntryState, Reason, Request, Submitted};
use crate::act::{About, Submission};

/// Sends a version that every required position endorses.
pub(super) fn submit(
    state: &mut EntryState,
    fact: &ActFact<'_>,
    submission: &Submission,
) -> Result<(), Reason> {
    let content = submission.covers.content;
    if !state.is_endorsed(&content, &fact.policy.required) {
        return Err(Reason::EndorsementMissing);
    }
    // Naming an item that is not in force makes no application of it.
    let applies = submission.under.is_some() && fact.item_in_force;
    let new_substance = fact.policy.new_substance_via_province;
    let via_province = if applies { fact.policy.application_via_province } else { new_substance };
    state.submissions.push(Submitted {
        act: fact.id,
        content,
        under: submission.under,
        via_province,
        elsewhere_via_province: via_province || new_substance,
        forwards: BTreeSet::new(),
        determined: None,
        endings: BTreeMap::new(),
    });
    Ok(())
}

/// Takes a submission back, unless it is determined: offices never unpublish.
pub(super) fn withdraw(
    state: &mut EntryState,
    fact: &ActFact<'_>,
    about: &About,
) -> Result<(), Reason> {
    let submission = about.submission;
    let place = state.place_of(&submission, fact).ok_or(Reason::UnknownSubmission)?;
    if state.decision.as_ref().is_some_and(|decision| decision.submission == submission) {
        state.requests.push(Request { act: fact.id, submission, answer: None });
        return Err(Reason::Request);
    }
    // What is in contest may still come into force, so the office may still take it back.
    let in_contest = state.is_contested(submission);
    let submitted = &mut state.submissions[place];
    if !(submitted.is_open() || in_contest && !submitted.is_withdrawn()) {
        return Err(Reason::AlreadyEnded);
    }
    submitted.endings.insert(fact.id, Ending::Withdraw);
    Ok(())
}

/// Passes a submission on from the province.
pub(super) fn forward(
    state: &mut EntryState,
    fact: &ActFact<'_>,
    about: &About,
) -> Result<(), Reason> {
    let place = state.place_of(&about.submission, fact).ok_or(Reason::UnknownSubmission)?;
    let submitted = &mut state.submissions[place];
    if !submitted.is_open() {
        return Err(Reason::AlreadyEnded);
    }
    submitted.forwards.insert(fact.id);
    Ok(())
}
