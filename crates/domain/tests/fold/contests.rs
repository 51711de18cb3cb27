//! Decisions that did not know of each other, and what settles them.

use kecuali_domain::{fold::Reason, status::Status};

use crate::story::{
    EFFECT, Story, determine, endorse, give_back, id, no, open, revoke, settle, submit, take_down,
    withdraw, withhold,
};

/// `R` returned `S`; `D` determined it without having seen that.
fn returned_and_determined() -> Story {
    let mut story = Story::submitted();
    assert_eq!(story.next_seeing(&["S"], "R", give_back("S")), EFFECT);
    assert_eq!(story.next_seeing(&["S"], "D", determine("S", "A", 1)), no(Reason::Contesting));
    story
}

/// `D` is in force under item 1; `D2` determined the later content `B` without having seen that.
fn determined_twice() -> Story {
    let mut story = Story::submitted();
    story.next("E2", endorse("B"));
    story.next("S2", submit("B"));
    assert_eq!(story.next_seeing(&["S2"], "D", determine("S", "A", 1)), EFFECT);
    let other = determine("S2", "B", 1);
    assert_eq!(story.next_seeing(&["S2"], "D2", other), no(Reason::Contesting));
    assert_eq!(story.in_force(), Some(id("D")));
    story
}

#[test]
fn a_determine_that_has_seen_both_sides_settles_without_an_open_submission() {
    let mut story = returned_and_determined();
    assert_eq!(story.next_seeing(&["R", "D"], "N", settle("A", 1)), EFFECT);
    assert_eq!((story.in_force(), story.status("A")), (Some(id("N")), Status::Determined));
    assert!(story.state.contest().is_empty());
    let decision = story.state.decision().unwrap();
    assert_eq!(decision.submission, id("S"));
    assert_eq!(story.next("W", withdraw("S")), no(Reason::Request));
}

#[test]
fn a_determine_that_has_seen_one_side_only_joins() {
    for seen in ["R", "D"] {
        let mut story = returned_and_determined();
        let outcome = story.next_seeing(&[seen], "N", determine("S", "A", 2));
        assert_eq!((outcome, story.in_force()), (no(Reason::Contesting), None));
        // Now it takes one who has seen all three.
        let two = story.next_seeing(&["R", "D"], "M", settle("A", 1));
        assert_eq!((two, story.in_force()), (no(Reason::Contesting), None));
        assert_eq!(story.next("Z", settle("A", 1)), EFFECT);
    }
}

#[test]
fn what_was_never_submitted_cannot_enter_a_contest_or_settle_one() {
    let mut story = returned_and_determined();
    let never = story.next_seeing(&["S"], "N", determine("S", "B", 1));
    assert_eq!(never, no(Reason::UnknownSubmission));
    assert_eq!(story.next("M", settle("B", 1)), no(Reason::UnknownSubmission));
    assert_eq!(story.next("O", determine("N", "B", 1)), no(Reason::UnknownSubmission));
    assert_eq!(story.state.contest().len(), 2);
}

#[test]
fn a_return_that_has_seen_both_sides_settles() {
    let mut story = returned_and_determined();
    assert_eq!(story.next("N", give_back("S")), EFFECT);
    assert_eq!((story.in_force(), story.status("A")), (None, Status::Returned));
    // Whoever settled the other way meanwhile had not seen that.
    let late = story.next_seeing(&["R", "D"], "M", determine("S", "A", 1));
    assert_eq!((late, story.in_force()), (no(Reason::Contesting), None));
}

#[test]
fn a_return_that_has_seen_one_side_only_does_not_settle() {
    let mut story = returned_and_determined();
    assert_eq!(story.next_seeing(&["R"], "N", give_back("S")), no(Reason::AlreadyEnded));
    assert_eq!(story.status("A"), Status::Contesting);
}

#[test]
fn a_return_of_something_else_does_not_settle() {
    let mut story = returned_and_determined();
    story.next("E2", endorse("B"));
    story.next("S2", submit("B"));
    assert_eq!(story.next("N", give_back("S2")), EFFECT);
    assert_eq!(story.status("B"), Status::Contesting);
}

#[test]
fn a_return_settles_two_determines_in_favour_of_what_is_in_force() {
    let mut story = determined_twice();
    assert_eq!(story.next("N", give_back("S2")), EFFECT);
    assert_eq!((story.in_force(), story.status("A")), (Some(id("D")), Status::Determined));
}

#[test]
fn either_of_two_determines_can_be_chosen() {
    for (submission, content) in [("S", "A"), ("S2", "B")] {
        let mut story = determined_twice();
        assert_eq!(story.next("N", determine(submission, content, 1)), EFFECT);
        assert_eq!((story.in_force(), story.status(content)), (Some(id("N")), Status::Determined));
    }
}

#[test]
fn repeating_what_is_in_force_without_having_seen_the_contest_changes_nothing() {
    let mut story = determined_twice();
    let outcome = story.next_seeing(&["D"], "N", determine("S", "A", 1));
    assert_eq!(outcome, no(Reason::SameDecision));
    assert_eq!((story.in_force(), story.status("A")), (Some(id("D")), Status::Contesting));
}

#[test]
fn an_open_by_one_who_has_seen_both_sides_settles_and_the_office_may_try_again() {
    let mut story = returned_and_determined();
    assert_eq!(story.next("O", open()), EFFECT);
    assert_eq!(story.status("A"), Status::ConcludedOpen);
    assert_eq!(story.next("S2", submit("A")), EFFECT);
    assert_eq!(story.status("A"), Status::AtNational);
    assert_eq!(story.next("D2", determine("S2", "A", 1)), EFFECT);
}

#[test]
fn an_open_during_a_contest_must_be_seen_by_who_settles_it() {
    let mut story = returned_and_determined();
    assert_eq!(story.next_seeing(&["S"], "O", open()), EFFECT);
    assert_eq!(story.status("A"), Status::Contesting);
    let without = story.next_seeing(&["R", "D"], "N", settle("A", 1));
    assert_eq!((without, story.in_force()), (no(Reason::Contesting), None));
    assert_eq!(story.next("M", settle("A", 1)), EFFECT);
}

#[test]
fn a_return_that_has_not_seen_an_open_during_the_contest_does_not_settle() {
    let mut story = returned_and_determined();
    assert_eq!(story.next_seeing(&["S"], "O", open()), EFFECT);
    let without = story.next_seeing(&["R", "D"], "N", give_back("S"));
    assert_eq!((without, story.status("A")), (no(Reason::AlreadyEnded), Status::Contesting));
    assert_eq!(story.next("M", give_back("S")), EFFECT);
    assert_eq!(story.status("A"), Status::ConcludedOpen);
}

#[test]
fn an_open_during_a_contest_about_what_is_in_force_is_final() {
    let mut story = determined_twice();
    assert_eq!(story.next_seeing(&["S2"], "O", open()), EFFECT);
    assert_eq!((story.in_force(), story.status("A")), (None, Status::Opened));
    assert!(story.state.contest().is_empty());
}

#[test]
fn revoke_and_take_down_reach_a_determine_that_still_waits_if_they_saw_it() {
    for (act, status) in [(revoke(), Status::Revoked), (take_down(), Status::TakenDown)] {
        let mut story = returned_and_determined();
        assert_eq!(story.next_seeing(&["R"], "N", act.clone()), no(Reason::NothingInForce));
        assert_eq!(story.next_seeing(&["D"], "M", act), EFFECT);
        assert_eq!(story.status("A"), status);
        assert_eq!(story.next_seeing(&["R", "D"], "Z", settle("A", 1)), no(Reason::Final));
    }
}

#[test]
fn fields_withheld_during_a_contest_stay_withheld_when_it_is_settled() {
    let mut story = returned_and_determined();
    assert_eq!(story.next_seeing(&["D"], "T", withhold(&["title"])), EFFECT);
    assert_eq!(story.next_seeing(&["R", "D"], "N", settle("A", 1)), EFFECT);
    assert!(story.state.withheld().contains("title"));
}

#[test]
fn what_the_office_takes_back_during_a_contest_cannot_be_settled_on() {
    let mut story = returned_and_determined();
    assert_eq!(story.next_seeing(&["S"], "W", withdraw("S")), EFFECT);
    assert_eq!(story.next_seeing(&["S"], "W2", withdraw("S")), no(Reason::AlreadyEnded));
    for (name, act) in [("N", settle("A", 1)), ("M", determine("S", "A", 1))] {
        assert_eq!(story.next_seeing(&["R", "D"], name, act), no(Reason::AlreadyEnded));
    }
    assert_eq!(story.in_force(), None);
    assert_eq!(story.next("Z", give_back("S")), EFFECT);
    assert_eq!(story.status("A"), Status::Withdrawn);
}

#[test]
fn a_new_submission_determined_by_one_who_has_seen_all_settles() {
    let mut story = returned_and_determined();
    story.next("E2", endorse("B"));
    story.next("S2", submit("B"));
    let partly = story.next_seeing(&["S2"], "N", determine("S2", "B", 1));
    assert_eq!(partly, EFFECT, "S2 was submitted by one who had seen the contest");
    assert!(story.state.contest().is_empty());
}

#[test]
fn a_settled_submission_can_be_determined_anew() {
    let mut story = returned_and_determined();
    assert_eq!(story.next("N", settle("A", 1)), EFFECT);
    assert_eq!(story.next("M", determine("S", "A", 2)), EFFECT);
    assert_eq!(story.in_force(), Some(id("M")));
}

#[test]
fn two_who_settle_one_contest_differently_are_in_contest_themselves() {
    let mut story = returned_and_determined();
    assert_eq!(story.next_seeing(&["R", "D"], "N", determine("S", "A", 1)), EFFECT);
    let other = story.next_seeing(&["R", "D"], "M", determine("S", "A", 2));
    assert_eq!((other, story.in_force()), (no(Reason::Contesting), Some(id("N"))));
}

#[test]
fn a_return_of_the_same_content_under_another_submission_counts() {
    let mut story = Story::submitted();
    assert_eq!(story.next_seeing(&["E"], "S2", submit("A")), EFFECT);
    assert_eq!(story.next_seeing(&["S"], "R", give_back("S")), EFFECT);
    let unaware = story.next_seeing(&["S2"], "D", determine("S2", "A", 1));
    assert_eq!((unaware, story.in_force()), (no(Reason::Contesting), None));
    // Who knows that the first was returned may determine the second.
    assert_eq!(story.next("N", determine("S2", "A", 1)), EFFECT);
}

#[test]
fn an_open_counts_against_a_submission_it_had_not_seen() {
    let mut story = Story::submitted();
    assert_eq!(story.next_seeing(&["S"], "O", open()), EFFECT);
    assert_eq!(story.next_seeing(&["E"], "S2", submit("A")), EFFECT);
    let unaware = story.next_seeing(&["S2"], "D", determine("S2", "A", 1));
    assert_eq!((unaware, story.in_force()), (no(Reason::Contesting), None));
    assert_eq!(story.next("N", determine("S2", "A", 1)), EFFECT);
}
