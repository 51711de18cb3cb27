//! The words of statuses, acts and reasons, and which status follows.

use std::collections::BTreeSet;

use kecuali_domain::{
    act::Act,
    fold::{EntryState, Outcome, Reason},
    status::{ACTS, Course, Status},
};

use crate::story::{Story, decline, determine, endorse, give_back, open, submit, withdraw};

#[test]
fn every_status_and_reason_has_one_name_and_it_is_the_stored_one() {
    let ids: BTreeSet<_> = Status::ALL.iter().map(|status| status.id()).collect();
    assert_eq!(ids.len(), Status::ALL.len());
    for status in Status::ALL {
        assert_eq!(serde_json::to_value(status).unwrap(), status.id());
    }
    let codes: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(codes.len(), Reason::ALL.len());
    for reason in Reason::ALL {
        let stored = serde_json::to_value(Outcome::NoEffect(reason)).unwrap();
        assert_eq!(stored, serde_json::json!({ "no_effect": reason.code() }));
    }
}

#[test]
fn what_people_read_is_whole_sentences_and_distinct_labels() {
    let next = Status::ALL.iter().map(|status| status.row().next);
    for sentence in next.chain(Reason::ALL.iter().map(|reason| reason.sentence())) {
        assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
    }
    let labels: BTreeSet<_> = Status::ALL.iter().map(|status| status.row().label).collect();
    assert_eq!(labels.len(), Status::ALL.len());
    let labels: BTreeSet<_> = ACTS.iter().map(|row| row.label).collect();
    assert_eq!(labels.len(), ACTS.len());
}

#[test]
fn every_row_of_the_table_of_acts_is_an_act_that_somebody_may_do() {
    let ids: BTreeSet<_> = ACTS.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), ACTS.len());
    for row in ACTS {
        assert!(!row.any_of.is_empty(), "{}", row.id);
        // An act with this name and no members is at least not unheard of.
        let error = serde_json::from_value::<Act>(serde_json::json!({ "act": row.id }));
        let known = error.map_or_else(|e| !e.to_string().contains("unknown variant"), |_| true);
        assert!(known, "{}", row.id);
    }
}

#[test]
fn work_at_the_office_shows_in_the_status() {
    let mut story = Story::new();
    assert_eq!(story.status("A"), Status::Draft);
    story.next("1", endorse("A"));
    assert_eq!(story.status("A"), Status::Endorsed);
    assert_eq!(story.status("B"), Status::Draft, "an edit is not endorsed");
    story.next("2", submit("A"));
    story.next("3", give_back("2"));
    assert_eq!(story.status("A"), Status::Returned);
    assert_eq!(story.status("B"), Status::Returned, "until the new content is endorsed");
    story.next("4", endorse("B"));
    assert_eq!(story.status("B"), Status::Endorsed);
    story.next("5", decline("B"));
    assert_eq!(story.status("B"), Status::Declined);
}

#[test]
fn a_decline_does_not_hide_that_kpu_ri_concluded_the_same_content_open() {
    let mut story = Story::submitted();
    story.next("1", open());
    story.next("2", decline("A"));
    assert_eq!(story.status("A"), Status::ConcludedOpen);
    story.next("3", decline("B"));
    assert_eq!(story.status("B"), Status::Declined);
}

#[test]
fn the_last_open_submission_gives_the_status() {
    let mut story = Story::submitted();
    story.next("T", submit("A"));
    story.next("W", withdraw("T"));
    assert_eq!(story.status("A"), Status::AtNational);
    story.next("X", withdraw("S"));
    assert_eq!(story.status("A"), Status::Withdrawn);
}

#[test]
fn what_is_asked_for_beside_a_decision_goes_its_own_way() {
    let mut story = Story::determined();
    let stands = |story: &Story, content: &str, course| {
        assert_eq!(story.course(content), course, "{content}");
        let edited = if content == "A" { Status::Determined } else { Status::DeterminedEdited };
        assert_eq!(story.status(content), edited, "the decision is spoken of first");
    };
    stands(&story, "A", None);
    stands(&story, "B", Some(Course::Draft));
    story.next("1", decline("B"));
    stands(&story, "B", Some(Course::Declined));
    story.next("2", endorse("B"));
    stands(&story, "B", Some(Course::Endorsed));
    story.next("3", submit("B"));
    stands(&story, "B", Some(Course::AtNational));
    stands(&story, "A", Some(Course::AtNational));
    story.next("4", give_back("3"));
    stands(&story, "B", Some(Course::Returned));
    stands(&story, "C", Some(Course::Returned));
    stands(&story, "A", None);
    story.next("5", endorse("C"));
    stands(&story, "C", Some(Course::Endorsed));
    story.next("6", submit("C"));
    story.next("7", withdraw("6"));
    stands(&story, "C", Some(Course::Withdrawn));
    story.next("8", submit("C"));
    story.next("9", determine("8", "C", 1));
    assert_eq!((story.course("C"), story.status("C")), (None, Status::Determined));
    assert_eq!(story.course("D"), Some(Course::Draft), "the return of before is over");
    story.next("10", open());
    assert_eq!((story.course("D"), story.status("D")), (None, Status::Opened));
}

#[test]
fn a_cached_state_is_read_back_as_it_was() {
    let story = Story::determined();
    let text = serde_json::to_string(&story.state).unwrap();
    assert_eq!(serde_json::from_str::<EntryState>(&text).unwrap(), story.state);
}
