//! Return: KPU RI or the province sends a submission back.

use super::{ActFact, Ending, EntryState, Reason};
use crate::act::About;

/// Ends a submission; a decision in force stays. By KPU RI, when it saw all of a contest about it,
/// it settles that contest; and it says no to every request it has seen to have back what is
/// determined.
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
    let answers = fact.by_national && state.is_asked_seen(submission, fact);
    let submitted = &mut state.submissions[place];
    let ends = submitted.is_open() || settles;
    if !(ends || answers) {
        return Err(Reason::AlreadyEnded);
    }
    // What had ended before is not ended once more: a mere answer stands against no determine.
    if ends {
        submitted.endings.insert(fact.id, Ending::Return);
    }
    if answers {
        state.answer(submission, fact);
    }
    if settles {
        state.contest.clear();
    }
    Ok(())
}
