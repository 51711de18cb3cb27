//! The rule of each act, one at a time.

use std::collections::BTreeSet;

use kecuali_domain::{
    act::{Act, Position, SetDay},
    fold::{Reason, VersionCheck, fold},
    status::Status,
};

use crate::story::{
    EFFECT, FINE, Found, Story, apply_item, comment, decline, determine, endorse, endorse_as,
    forward, give_back, id, no, open, seen, settle, submit, take_down, withdraw, withhold,
};

#[test]
fn an_entry_without_acts_is_a_draft() {
    assert_eq!(fold([]).status(id("A"), &BTreeSet::new()), Status::Draft);
}

#[test]
fn an_act_that_is_folded_twice_counts_once() {
    let mut story = Story::submitted();
    let before = story.state.clone();
    assert_eq!(story.next("S", submit("A")), EFFECT);
    assert_eq!(story.state, before);
}

#[test]
fn a_void_act_has_no_effect_whatever_it_is() {
    let found = Found { void: true, ..FINE };
    let mut story = Story::submitted();
    for (name, act) in [("1", determine("S", "A", 1)), ("2", comment()), ("3", give_back("S"))] {
        assert_eq!(story.next_found(name, act, found), no(Reason::Void));
    }
    assert_eq!(story.status("A"), Status::AtNational);
}

#[test]
fn an_act_that_approves_needs_the_version_it_names() {
    for (version, reason) in [
        (VersionCheck::None, Reason::CoversMismatch),
        (VersionCheck::Mismatch, Reason::CoversMismatch),
        (VersionCheck::Conflict, Reason::CoversConflict),
    ] {
        let found = Found { version, ..FINE };
        let mut story = Story::submitted();
        let approving = [endorse("A"), decline("A"), submit("A"), determine("S", "A", 1)];
        for (number, act) in approving.into_iter().enumerate() {
            assert_eq!(story.next_found(&number.to_string(), act, found), no(reason));
        }
        // The others approve no version, so there is none to be wrong about.
        assert_eq!(story.next_found("R", give_back("S"), found), EFFECT);
    }
}

#[test]
fn acts_of_other_kinds_of_document_have_no_effect() {
    let day = "2026-11-23".parse().unwrap();
    let outcome = Story::submitted().next("N", Act::SetDay(SetDay { day }));
    assert_eq!(outcome, no(Reason::WrongKind));
}

#[test]
fn comment_and_seen_are_kept_even_after_the_end() {
    let mut story = Story::determined();
    assert_eq!(story.next("T", take_down()), EFFECT);
    assert_eq!(story.next("C", comment()), EFFECT);
    assert_eq!(story.next("N", seen()), EFFECT);
    assert_eq!(story.status("A"), Status::TakenDown);
}

#[test]
fn submit_needs_every_required_position_on_this_very_content() {
    let mut story = Story::new();
    story.policy.required.insert(Position::Patron);
    story.next("E", endorse("A"));
    assert_eq!(story.next("1", submit("A")), no(Reason::EndorsementMissing));
    story.next("F", endorse_as("A", Position::Patron));
    assert_eq!(story.next("2", submit("B")), no(Reason::EndorsementMissing));
    assert_eq!(story.next("3", submit("A")), EFFECT);
}

#[test]
fn a_later_decline_undoes_an_endorse_and_the_other_way_round() {
    let mut story = Story::new();
    story.next("E", endorse("A"));
    story.next("F", decline("A"));
    assert_eq!(story.status("A"), Status::Declined);
    assert_eq!(story.next("1", submit("A")), no(Reason::EndorsementMissing));
    story.next("G", endorse("A"));
    assert_eq!(story.next("2", submit("A")), EFFECT);
}

#[test]
fn a_submission_without_effect_or_unseen_is_unknown() {
    let mut story = Story::new();
    story.next("1", submit("A"));
    for (name, act) in [
        ("W", withdraw("1")),
        ("F", forward("1")),
        ("R", give_back("1")),
        ("D", determine("1", "A", 1)),
    ] {
        assert_eq!(story.next(name, act), no(Reason::UnknownSubmission));
    }
    let mut story = Story::submitted();
    for (name, act) in [("W", withdraw("S")), ("F", forward("S")), ("R", give_back("S"))] {
        assert_eq!(story.next_seeing(&["E"], name, act), no(Reason::UnknownSubmission));
    }
}

#[test]
fn determine_names_an_open_submission_of_its_content_under_an_item_in_force() {
    let mut story = Story::submitted();
    assert_eq!(story.next("1", determine("S", "B", 1)), no(Reason::UnknownSubmission));
    assert_eq!(story.next("2", settle("A", 1)), no(Reason::UnknownSubmission));
    let ended = Found { item_in_force: false, ..FINE };
    assert_eq!(story.next_found("3", determine("S", "A", 1), ended), no(Reason::NotInForce));
    story.next("R", give_back("S"));
    assert_eq!(story.next("4", determine("S", "A", 1)), no(Reason::AlreadyEnded));
    assert_eq!(story.in_force(), None);
}

#[test]
fn a_withdrawn_submission_is_never_determined_seen_or_not() {
    let mut story = Story::submitted();
    assert_eq!(story.next_seeing(&["S"], "W", withdraw("S")), EFFECT);
    let unaware = story.next_seeing(&["S"], "D", determine("S", "A", 1));
    assert_eq!(unaware, no(Reason::AlreadyEnded));
    assert_eq!(story.status("A"), Status::Withdrawn);
}

#[test]
fn where_policy_says_so_the_province_passes_on_first() {
    let mut story = Story::new();
    story.policy.new_substance_via_province = true;
    story.next("E", endorse("A"));
    story.next("S", submit("A"));
    assert_eq!(story.status("A"), Status::AtProvince);
    assert_eq!(story.next("1", determine("S", "A", 1)), no(Reason::NotForwarded));
    assert_eq!(story.next_seeing(&["S"], "F", forward("S")), EFFECT);
    assert_eq!(story.status("A"), Status::AtNational);
    assert_eq!(story.next_seeing(&["S"], "2", determine("S", "A", 1)), no(Reason::NotForwarded));
    assert_eq!(story.next("3", determine("S", "A", 1)), EFFECT);
}

#[test]
fn a_contest_is_no_way_round_the_province() {
    let mut story = Story::new();
    story.policy.new_substance_via_province = true;
    story.next("E", endorse("A"));
    story.next("S", submit("A"));
    story.next_seeing(&["S"], "R", give_back("S"));
    let unaware = story.next_seeing(&["S"], "D", determine("S", "A", 1));
    assert_eq!(unaware, no(Reason::NotForwarded));
    assert!(story.state.contest().is_empty());
}

#[test]
fn an_application_of_an_item_takes_its_own_route() {
    let mut story = Story::new();
    story.policy.application_via_province = true;
    story.next("E", endorse("A"));
    story.next("S", apply_item("A", 1));
    assert_eq!(story.status("A"), Status::AtProvince);
    story.next("T", submit("A"));
    assert_eq!(story.status("A"), Status::AtNational);
}

#[test]
fn forward_needs_an_open_submission() {
    let mut story = Story::submitted();
    story.next("R", give_back("S"));
    assert_eq!(story.next("F", forward("S")), no(Reason::AlreadyEnded));
}

#[test]
fn open_needs_a_submission_that_was_open_on_its_screen() {
    assert_eq!(Story::new().next("O", open()), no(Reason::NoOpenSubmission));
    let mut story = Story::submitted();
    assert_eq!(story.next_seeing(&["E"], "1", open()), no(Reason::NoOpenSubmission));
    story.next("R", give_back("S"));
    assert_eq!(story.next("2", open()), no(Reason::NoOpenSubmission));
}

#[test]
fn a_second_submission_of_the_same_content_stands_beside_the_first() {
    let mut story = Story::submitted();
    story.next("T", submit("A"));
    story.next("D", determine("S", "A", 1));
    assert_eq!(story.state.pending().map(|one| one.act).collect::<Vec<_>>(), [id("T")]);
    assert_eq!(story.next("W", withdraw("T")), EFFECT);
    assert_eq!((story.in_force(), story.status("A")), (Some(id("D")), Status::Determined));
}

#[test]
fn a_decision_stays_in_force_while_a_later_submission_waits_or_is_taken_back() {
    let mut story = Story::determined();
    story.next("E2", endorse("B"));
    story.next("S2", submit("B"));
    assert_eq!(story.status("B"), Status::DeterminedEdited);
    assert_eq!(story.state.pending().count(), 1);
    assert_eq!(story.next("W", withdraw("S2")), EFFECT);
    assert_eq!((story.in_force(), story.state.pending().count()), (Some(id("D")), 0));
}

#[test]
fn a_determined_submission_can_be_returned_by_one_who_saw_that_and_the_decision_stays() {
    let mut story = Story::determined();
    assert_eq!(story.next("R", give_back("S")), EFFECT);
    assert_eq!((story.in_force(), story.status("A")), (Some(id("D")), Status::Determined));
    // To determine again takes a new submission.
    assert_eq!(story.next("N", determine("S", "A", 2)), no(Reason::AlreadyEnded));
}

#[test]
fn a_request_is_moot_once_its_decision_is_superseded() {
    let mut story = Story::determined();
    story.next("E2", endorse("B"));
    story.next("S2", submit("B"));
    assert_eq!(story.next("W", withdraw("S")), no(Reason::Request));
    assert_eq!(story.state.requests().count(), 1);
    story.next("D2", determine("S2", "B", 1));
    assert_eq!(story.state.requests().count(), 0);
}

#[test]
fn withheld_fields_stay_withheld_under_a_later_decision() {
    let mut story = Story::determined();
    assert_eq!(story.next("T", withhold(&["title"])), EFFECT);
    assert_eq!(story.next("U", withhold(&["reason"])), EFFECT);
    assert_eq!(story.next("D2", determine("S", "A", 2)), EFFECT);
    assert_eq!(story.in_force(), Some(id("D2")));
    let withheld: Vec<_> = story.state.withheld().iter().map(String::as_str).collect();
    assert_eq!(withheld, ["reason", "title"]);
}
