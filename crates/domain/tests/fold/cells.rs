//! The table of design 2.3, cell by cell. What is expected is written by hand from the design.

use kecuali_domain::{act::Act, fold::Reason, status::Status};

use crate::story::{
    EFFECT, Story, determine, endorse, give_back, id, no, open, revoke, submit, take_down, withdraw,
};

/// Folds one act, seeing only the endorse and the submission: what came in before is unseen.
fn unseen(mut story: Story, act: Act) -> (kecuali_domain::fold::Outcome, Story) {
    let outcome = story.next_seeing(&["S"], "N", act);
    (outcome, story)
}

fn with_later_submission() -> Story {
    let mut story = Story::determined();
    story.next("E2", endorse("B"));
    story.next("S2", submit("B"));
    story
}

fn after(act: Act) -> Story {
    let mut story = Story::submitted();
    story.next("X", act);
    story
}

fn ended_for_good(act: Act) -> Story {
    let mut story = Story::determined();
    assert_eq!(story.next("X", act), EFFECT);
    story
}

#[test]
fn determine_against_nothing_takes_effect() {
    let mut story = Story::submitted();
    assert_eq!(story.next("N", determine("S", "A", 1)), EFFECT);
    assert_eq!(story.in_force(), Some(id("N")));
    assert_eq!(story.status("A"), Status::Determined);
}

#[test]
fn determine_supersedes_a_determine_it_has_seen() {
    let mut story = with_later_submission();
    assert_eq!(story.next("N", determine("S2", "B", 1)), EFFECT);
    assert_eq!(story.in_force(), Some(id("N")));
    assert_eq!(story.status("B"), Status::Determined);
}

#[test]
fn determine_equal_to_an_unseen_one_is_the_same_decision() {
    let (outcome, story) = unseen(Story::determined(), determine("S", "A", 1));
    assert_eq!(outcome, no(Reason::SameDecision));
    assert_eq!((story.in_force(), story.status("A")), (Some(id("D")), Status::Determined));
}

#[test]
fn determine_other_than_an_unseen_one_is_contesting_and_changes_nothing_public() {
    let (outcome, story) = unseen(Story::determined(), determine("S", "A", 2));
    assert_eq!(outcome, no(Reason::Contesting));
    assert_eq!((story.in_force(), story.status("A")), (Some(id("D")), Status::Contesting));
}

#[test]
fn determine_against_an_unseen_return_or_open_is_contesting() {
    for ending in [give_back("S"), open()] {
        let (outcome, story) = unseen(after(ending), determine("S", "A", 1));
        assert_eq!(outcome, no(Reason::Contesting));
        assert_eq!((story.in_force(), story.status("A")), (None, Status::Contesting));
    }
}

#[test]
fn return_against_nothing_ends_the_submission() {
    let mut story = Story::submitted();
    assert_eq!(story.next("N", give_back("S")), EFFECT);
    assert_eq!(story.status("A"), Status::Returned);
}

#[test]
fn return_after_a_determine_it_has_seen_ends_the_later_submission_only() {
    let mut story = with_later_submission();
    assert_eq!(story.next("N", give_back("S2")), EFFECT);
    assert_eq!(story.in_force(), Some(id("D")));
    assert_eq!(story.state.pending().count(), 0);
}

#[test]
fn return_against_an_unseen_determine_leaves_it() {
    let (outcome, story) = unseen(Story::determined(), give_back("S"));
    assert_eq!(outcome, no(Reason::Determined));
    assert_eq!((story.in_force(), story.status("A")), (Some(id("D")), Status::Determined));
}

#[test]
fn return_against_an_unseen_return_or_open_is_shown_only() {
    for (ending, status) in [(give_back("S"), Status::Returned), (open(), Status::ConcludedOpen)] {
        let (outcome, story) = unseen(after(ending), give_back("S"));
        assert_eq!((outcome, story.status("A")), (no(Reason::AlreadyEnded), status));
    }
}

#[test]
fn open_against_nothing_concludes_open() {
    let mut story = Story::submitted();
    assert_eq!(story.next("N", open()), EFFECT);
    assert_eq!(story.status("A"), Status::ConcludedOpen);
}

#[test]
fn open_is_final_against_a_determine_seen_or_not() {
    let mut seen = Story::determined();
    assert_eq!(seen.next("N", open()), EFFECT);
    let (outcome, not_seen) = unseen(Story::determined(), open());
    assert_eq!(outcome, EFFECT);
    for story in [seen, not_seen] {
        assert_eq!((story.in_force(), story.status("A")), (None, Status::Opened));
    }
}

#[test]
fn open_against_an_unseen_return_or_open_acts_at_once() {
    for ending in [give_back("S"), open()] {
        let (outcome, story) = unseen(after(ending), open());
        assert_eq!((outcome, story.status("A")), (EFFECT, Status::ConcludedOpen));
    }
}

#[test]
fn revoke_and_take_down_against_nothing_find_nothing() {
    for act in [revoke(), take_down()] {
        assert_eq!(Story::submitted().next("N", act.clone()), no(Reason::NothingInForce));
        for ending in [give_back("S"), open()] {
            assert_eq!(unseen(after(ending), act.clone()).0, no(Reason::NothingInForce));
        }
    }
}

#[test]
fn revoke_and_take_down_are_final_against_a_determine_seen_or_not() {
    for (act, status) in [(revoke(), Status::Revoked), (take_down(), Status::TakenDown)] {
        let mut seen = Story::determined();
        assert_eq!(seen.next("N", act.clone()), EFFECT);
        let (outcome, not_seen) = unseen(Story::determined(), act);
        assert_eq!(outcome, EFFECT);
        for story in [seen, not_seen] {
            assert_eq!((story.in_force(), story.status("A")), (None, status));
        }
    }
}

#[test]
fn withdraw_against_nothing_ends_the_submission() {
    let mut story = Story::submitted();
    assert_eq!(story.next("N", withdraw("S")), EFFECT);
    assert_eq!(story.status("A"), Status::Withdrawn);
}

#[test]
fn withdraw_of_what_is_determined_is_a_request_whether_that_was_seen_or_not() {
    let mut seen = Story::determined();
    assert_eq!(seen.next("N", withdraw("S")), no(Reason::Request));
    let (outcome, not_seen) = unseen(Story::determined(), withdraw("S"));
    assert_eq!(outcome, no(Reason::Request));
    for story in [seen, not_seen] {
        assert_eq!(story.in_force(), Some(id("D")));
        assert_eq!(story.state.requests().next().map(|one| one.act), Some(id("N")));
    }
}

#[test]
fn withdraw_against_an_unseen_return_or_open_is_shown_only() {
    for (ending, status) in [(give_back("S"), Status::Returned), (open(), Status::ConcludedOpen)] {
        let (outcome, story) = unseen(after(ending), withdraw("S"));
        assert_eq!((outcome, story.status("A")), (no(Reason::AlreadyEnded), status));
    }
}

#[test]
fn nothing_has_an_effect_once_the_entry_is_revoked_opened_or_taken_down() {
    let new =
        [determine("S", "A", 2), give_back("S"), open(), revoke(), take_down(), withdraw("S")];
    for (end, status) in
        [(revoke(), Status::Revoked), (open(), Status::Opened), (take_down(), Status::TakenDown)]
    {
        for act in &new {
            let mut seen = ended_for_good(end.clone());
            assert_eq!(seen.next("N", act.clone()), no(Reason::Final));
            let (outcome, story) = unseen(ended_for_good(end.clone()), act.clone());
            assert_eq!((outcome, story.status("A")), (no(Reason::Final), status));
        }
    }
}
