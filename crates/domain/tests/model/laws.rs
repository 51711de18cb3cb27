//! What must hold after every act, whatever the rules in between: said of the acts alone, so that
//! an error that the model and the fold have in common shows here.

use kecuali_domain::fold::{Finality, Outcome, Reason, VersionCheck};

use super::{
    history::{Deed, Done, Places, Told, describe, place},
    view::View,
};

/// Checks every law for the last act of a history.
pub(crate) fn hold(past: &[Done], before: &View, after: &View) {
    let (last, earlier) = past.split_last().expect("an act was told");
    let broken = [
        (
            "office acts and remarks change nothing public",
            office_changes_nothing(last, before, after),
        ),
        (
            "only determines make a decision, only final acts end one",
            made_and_ended(last, before, after),
        ),
        ("the end is the end", the_end_stays(last, before, after)),
        ("final acts work at once", final_acts_work_at_once(last, before, after)),
        ("withheld fields only grow", withheld_grows(last, before, after)),
        ("a contest has two sides, one of which waits", contest_has_sides(past, after)),
        ("a contest is closed by who has seen it", contest_is_closed_seeing(last, before, after)),
        (
            "a request is answered by KPU RI's return that saw it",
            answered_seeing(last, before, after),
        ),
        ("a determine in effect rests on what it must", decision_rests(earlier, last, after)),
    ];
    for (law, holds) in broken {
        assert!(holds, "broken: {law}\n{before:?}\n{after:?}\n{}", describe(past));
    }
}

/// Whether an act took effect.
fn worked(done: &Done) -> bool {
    done.verdict.outcome == Outcome::Effect
}

fn office_changes_nothing(last: &Done, before: &View, after: &View) -> bool {
    let decides = matches!(
        last.told.deed,
        Deed::Determine(..) | Deed::Return(_) | Deed::Open | Deed::TakeDown(_) | Deed::Revoke
    );
    let takes_back = match (last.told.deed, before.decision) {
        (Deed::Withdraw(about), Some((_, on))) => about == on && worked(last),
        _ => false,
    };
    let same = public(before) == public(after) && before.contest == after.contest;
    decides || same && !takes_back
}

fn public(view: &View) -> impl PartialEq {
    (view.decision, view.conclusion, view.withheld.clone())
}

fn made_and_ended(last: &Done, before: &View, after: &View) -> bool {
    if before.decision == after.decision {
        return true;
    }
    let ends = matches!(last.told.deed, Deed::Open | Deed::TakeDown(&[]) | Deed::Revoke);
    let made = matches!(last.told.deed, Deed::Determine(..));
    worked(last) && if after.decision.is_some() { made } else { ends && after.conclusion.is_some() }
}

fn the_end_stays(last: &Done, before: &View, after: &View) -> bool {
    let nothing_left = after.decision.is_none() && after.contest.is_empty();
    let remark = matches!(last.told.deed, Deed::Comment | Deed::Seen);
    (after.conclusion.is_none() || nothing_left)
        && (before.conclusion.is_none()
            || (before.conclusion == after.conclusion && (remark || !worked(last))))
}

fn final_acts_work_at_once(last: &Done, before: &View, after: &View) -> bool {
    let how = match last.told.deed {
        Deed::Open => Finality::Opened,
        Deed::TakeDown(&[]) => Finality::TakenDown,
        Deed::Revoke => Finality::Revoked,
        _ => return true,
    };
    before.decision.is_none() || after.conclusion.is_some_and(|(_, h)| h == how)
}

fn withheld_grows(last: &Done, before: &View, after: &View) -> bool {
    let grows = after.withheld.is_superset(&before.withheld);
    grows && (after.withheld == before.withheld || matches!(last.told.deed, Deed::TakeDown(_)))
}

fn contest_has_sides(past: &[Done], after: &View) -> bool {
    let waiting = Outcome::NoEffect(Reason::Contesting);
    let mut sides = after.contest.keys().map(|side| &past[*side].verdict.outcome);
    after.contest.is_empty() || after.contest.len() > 1 && sides.any(|outcome| *outcome == waiting)
}

fn contest_is_closed_seeing(last: &Done, before: &View, after: &View) -> bool {
    let closed = !before.contest.is_empty() && after.contest.is_empty();
    let seen = before.contest.keys().all(|side| last.told.has_seen(*side));
    !closed || after.conclusion.is_some() || worked(last) && seen
}

/// What was open and is answered now was answered by this act, and an answer stays. A mere answer
/// changes nothing else.
fn answered_seeing(last: &Done, before: &View, after: &View) -> bool {
    let answers = matches!(last.told.deed, Deed::Return(_)) && worked(last);
    let may = |request: usize| answers && !last.told.by_province && last.told.has_seen(request);
    let same_decision = before.decision == after.decision;
    if last.verdict.only_answers && before.without_requests() != after.without_requests() {
        return false;
    }
    before.requests.iter().all(|(request, answer)| match after.requests.get(request) {
        None => !same_decision,
        Some(now) if now == answer => true,
        Some(now) => answer.is_none() && now.is_some() && may(*request),
    })
}

/// A decision is of a submission in effect with the same content, its endorsements and its
/// forward; nobody took that back, and its signer saw every decision about that content before it.
fn decision_rests(earlier: &[Done], last: &Done, after: &View) -> bool {
    let Deed::Determine(content, item, _) = last.told.deed else { return true };
    if !worked(last) {
        return true;
    }
    let told = &last.told;
    let Some((_, on)) = after.decision.filter(|(decision, _)| *decision == earlier.len()) else {
        return false;
    };
    let Some(submit) = earlier.get(on).filter(|submit| worked(submit)) else { return false };
    let Deed::Submit(submitted, applied) = submit.told.deed else { return false };
    let sound = !told.void && told.version == VersionCheck::Matches && told.item_in_force;
    sound
        && submitted == content
        && told.has_seen(on)
        && is_endorsed(&earlier[..on], content, &submit.told)
        && (told.seen & forwards(earlier, on) != 0 || !needs_forward(&submit.told, applied, item))
        && !was_taken_back(earlier, on)
        && saw_every_decision(earlier, content, told)
        && after.contest.is_empty()
}

fn is_endorsed(before: &[Done], content: char, submit: &Told) -> bool {
    submit.policy.required.iter().all(|position| {
        let word = |done: &&Done| {
            worked(done)
                && [Deed::Endorse(content, *position), Deed::Decline(content, *position)]
                    .contains(&done.told.deed)
        };
        let last = before.iter().rfind(word);
        last.is_some_and(|done| matches!(done.told.deed, Deed::Endorse(..)))
    })
}

/// The route is that of an application only under the very item that was applied in force.
fn needs_forward(submit: &Told, applied: Option<u32>, item: u32) -> bool {
    if applied == Some(item) && submit.item_in_force {
        submit.policy.province_for_applications
    } else {
        submit.policy.province_for_new_substance
    }
}

fn forwards(earlier: &[Done], on: usize) -> Places {
    let forward = |(_, done): &(usize, &Done)| worked(done) && done.told.deed == Deed::Forward(on);
    earlier.iter().enumerate().filter(forward).map(|(i, _)| place(i)).sum()
}

/// Withdrawals are never undone: one of a submission that is determined is a request.
fn was_taken_back(earlier: &[Done], on: usize) -> bool {
    earlier.iter().any(|done| worked(done) && done.told.deed == Deed::Withdraw(on))
}

fn saw_every_decision(earlier: &[Done], content: char, told: &Told) -> bool {
    let about_it = |s: usize| matches!(earlier[s].told.deed, Deed::Submit(c, _) if c == content);
    let stands = |done: &Done| match done.told.deed {
        Deed::Determine(..) | Deed::Open => true,
        Deed::Return(s) => about_it(s) && !done.verdict.only_answers,
        _ => false,
    };
    earlier.iter().enumerate().all(|(i, done)| !worked(done) || !stands(done) || told.has_seen(i))
}
