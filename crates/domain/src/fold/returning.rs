//! Return: KPU RI or the province sends a submission back.

use super::{ActFact, Ending, EntryState, Reason};
use crate::act::About;

/// Ends a submission; a decision in force stays. By KPU RI, when it saw all of a contest about it,
/// it settles that contest.
pub(super) fn return_submission(
    state: &mut EntryState,
    fact: &ActFact<'_>,
    about: &About,
) -> Result<(), Reason> {
    let submission = about.submission;
    let place = state.place_of(&submission, fact).ok_or(Reason::UnknownSubmission)?;
    let decision = state.decision.as_ref();
    if decision.is_some_and(|one| one.submission == submission && !fact.has_seen(&one.act)) {
        return Err(Reason::Determined);
    }
    let settles = fact.by_national && state.is_contested(submission) && state.contest_is_seen(fact);
    let submitted = &mut state.submissions[place];
    if !(submitted.is_open() || settles) {
        return Err(Reason::AlreadyEnded);
    }
    submitted.endings.insert(fact.id, Ending::Return);
    if settles {
        state.contest.clear();
    }
    Ok(())
}
