//! What the office asks about a decision in force, and what answers it.

use std::collections::BTreeSet;

use kecuali_domain::{
    act::Act,
    fold::{EntryState, Reason},
    status::Status,
};
use kecuali_encoding::Digest;
use proptest::{collection::vec, prelude::*};

use crate::story::{
    EFFECT, FINE, Found, Story, determine, give_back, id, no, revoke, settle, submit, withdraw,
};

fn asked() -> Story {
    let mut story = Story::determined();
    assert_eq!(story.next("W", withdraw("S")), no(Reason::Request));
    story
}

fn open(story: &Story) -> Vec<Digest> {
    story.state.requests().map(|request| request.act).collect()
}

fn answer(story: &Story, request: &str) -> Option<Digest> {
    story.state.asked().find(|one| one.act == id(request)).and_then(|one| one.answer)
}

#[test]
fn a_return_that_has_seen_the_request_answers_it_and_the_decision_stays() {
    let mut story = asked();
    assert_eq!(story.next("R", give_back("S")), EFFECT);
    assert_eq!((open(&story), answer(&story, "W")), (vec![], Some(id("R"))));
    assert_eq!((story.in_force(), story.status("A")), (Some(id("D")), Status::Determined));
}

#[test]
fn it_answers_where_the_submission_was_ended_before_too() {
    let mut story = Story::determined();
    assert_eq!(story.next("R", give_back("S")), EFFECT);
    story.next("W", withdraw("S"));
    assert_eq!(open(&story), [id("W")], "the return had not seen it");
    assert_eq!(story.next("R2", give_back("S")), EFFECT);
    assert_eq!((open(&story), answer(&story, "W")), (vec![], Some(id("R2"))));
    assert_eq!(story.next("R3", give_back("S")), no(Reason::AlreadyEnded), "nothing is open");
}

#[test]
fn a_mere_answer_stands_against_no_determine() {
    let mut story = Story::determined();
    story.next("R", give_back("S"));
    story.next("S2", submit("A"));
    story.next("W", withdraw("S"));
    let before = story.state.submissions().to_vec();
    assert_eq!(story.next("R2", give_back("S")), EFFECT);
    assert_eq!(story.state.submissions(), before);
    assert_eq!(story.next_seeing(&["S2", "W"], "D2", determine("S2", "A", 2)), EFFECT);
    assert_eq!(story.in_force(), Some(id("D2")));
}

#[test]
fn a_return_that_has_not_seen_it_does_not_answer() {
    let mut story = asked();
    assert_eq!(story.next_seeing(&["D"], "R", give_back("S")), EFFECT);
    assert_eq!(open(&story), [id("W")]);
    assert_eq!(story.next_seeing(&["D"], "R2", give_back("S")), no(Reason::AlreadyEnded));
    assert_eq!(open(&story), [id("W")]);
}

#[test]
fn a_province_does_not_answer_and_a_void_return_does_not() {
    let mut story = asked();
    assert_eq!(story.next_not_by_national("R", give_back("S")), EFFECT);
    assert_eq!(open(&story), [id("W")], "the return of a province is not KPU RI's word");
    let lost = Found { void: true, ..FINE };
    assert_eq!(story.next_found("R2", give_back("S"), lost), no(Reason::Void));
    assert_eq!(open(&story), [id("W")]);
}

#[test]
fn a_later_request_is_a_new_one() {
    let mut story = asked();
    story.next("R", give_back("S"));
    assert_eq!(story.next("W2", withdraw("S")), no(Reason::Request));
    assert_eq!(open(&story), [id("W2")]);
    assert_eq!(answer(&story, "W"), Some(id("R")), "what was answered stays answered");
}

#[test]
fn to_determine_once_more_is_no_answer_and_to_revoke_is() {
    let mut story = asked();
    assert_eq!(story.next("D2", determine("S", "A", 2)), EFFECT);
    assert_eq!(open(&story), [id("W")]);
    assert_eq!(story.next("K", revoke()), EFFECT);
    assert_eq!(open(&story), []);
}

#[test]
fn a_determine_that_had_not_seen_the_answer_waits_for_one_that_has() {
    let mut story = asked();
    assert_eq!(story.next("R", give_back("S")), EFFECT);
    assert_eq!(story.next_seeing(&["W"], "D2", determine("S", "A", 2)), no(Reason::Contesting));
    assert_eq!(story.in_force(), Some(id("D")));
    assert_eq!(story.next("Z", settle("A", 1)), EFFECT);
    assert_eq!(open(&story), [], "what was answered is not asked again by a decision");
}

/// A request or an answer by one who has seen some of those before it.
#[derive(Debug, Clone)]
struct Word {
    is_request: bool,
    by_national: bool,
    parents: Vec<prop::sample::Index>,
    /// Where it comes in the log, among those that have not seen each other.
    rank: u8,
}

fn word() -> impl Strategy<Value = Word> {
    let parents = vec(any::<prop::sample::Index>(), 0..3);
    (any::<bool>(), prop::bool::weighted(0.8), parents, any::<u8>()).prop_map(
        |(is_request, by_national, parents, rank)| Word { is_request, by_national, parents, rank },
    )
}

/// What each word has seen of the others.
fn sights(words: &[Word]) -> Vec<BTreeSet<usize>> {
    let mut sights: Vec<BTreeSet<usize>> = Vec::new();
    for (number, word) in words.iter().enumerate() {
        let parents = word.parents.iter().filter(|_| number > 0).map(|one| one.index(number));
        let seen = parents.flat_map(|one| sights[one].iter().copied().chain([one])).collect();
        sights.push(seen);
    }
    sights
}

/// An order in which each comes after what it has seen, by their ranks.
fn order(words: &[Word], sights: &[BTreeSet<usize>]) -> Vec<usize> {
    let mut order = Vec::new();
    while order.len() < words.len() {
        let ready = (0..words.len())
            .filter(|one| !order.contains(one) && sights[*one].iter().all(|s| order.contains(s)));
        order.push(ready.min_by_key(|one| words[*one].rank).expect("the first one has seen none"));
    }
    order
}

fn told(words: &[Word], sights: &[BTreeSet<usize>], order: &[usize]) -> EntryState {
    let mut story = Story::determined();
    for number in order {
        let word = &words[*number];
        let names = sights[*number].iter().map(usize::to_string).chain(["D".to_owned()]);
        let seen = story.with_ancestors(names.map(|name| id(&name)));
        let act: Act = if word.is_request { withdraw("S") } else { give_back("S") };
        story.fold_in_by(&number.to_string(), &act, seen, FINE, word.by_national);
    }
    story.state
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Whatever order a log gives them, and in whatever order those come that are in no log yet: a
    /// request is answered when, and only when, a return of KPU RI has seen it.
    #[test]
    fn requests_and_answers_come_to_the_same_in_every_order(words in vec(word(), 1..8)) {
        let sights = sights(&words);
        let as_written: Vec<usize> = (0..words.len()).collect();
        let is_answered = |request: usize| words.iter().zip(&sights).any(|(word, seen)| {
            !word.is_request && word.by_national && seen.contains(&request)
        });
        let requests = (0..words.len()).filter(|one| words[*one].is_request);
        let expected: BTreeSet<Digest> = requests
            .filter(|one| !is_answered(*one))
            .map(|one| id(&one.to_string()))
            .collect();
        for order in [as_written, order(&words, &sights)] {
            let state = told(&words, &sights, &order);
            let open: BTreeSet<Digest> = state.requests().map(|request| request.act).collect();
            prop_assert_eq!(&open, &expected);
            prop_assert_eq!(state.decision().map(|one| one.act), Some(id("D")));
        }
    }
}
