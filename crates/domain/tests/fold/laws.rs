//! What holds for every entry, whatever happens to it.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    act::{Act, Determine},
    fold::{ActFact, EntryState, Outcome, Reason, Side, Sight, fold},
    status::ACTS,
};
use kecuali_encoding::Digest;
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};

use crate::{
    random::{Told, fold_in, seen_by, steps, tell},
    story::{Story, id},
};

fn entry(via_province: bool) -> Story {
    let mut story = Story::new();
    story.policy.new_substance_via_province = via_province;
    story
}

/// Whether an act may put a decision in force or end one.
fn may_decide(act: &Act) -> bool {
    matches!(act, Act::Determine(_) | Act::Open(_) | Act::TakeDown(_) | Act::Revoke(_))
}

/// Holds a determine that took effect to what was there before it, submission by submission.
fn assert_was_entitled(before: &EntryState, told: &Told, act: &Determine, seen: &BTreeSet<Digest>) {
    assert!(told.found.item_in_force && !told.found.void);
    let sides = before.contest();
    assert!(sides.keys().all(|side| seen.contains(side)), "it settles what it has seen");
    assert!(before.decision().is_none_or(|old| seen.contains(&old.act)));
    let entitles = before.submissions().iter().any(|one| {
        let submission = one.act;
        let named = act.submission.is_none_or(|named| named == submission);
        let of_contest = sides.values().any(|side| *side == Side::Determine { submission });
        let ready = one.is_open() || of_contest && !one.is_withdrawn();
        let passed = !one.via_province || one.forwards.iter().any(|act| seen.contains(act));
        let same = one.content == act.covers.content;
        named && same && ready && passed && seen.contains(&submission)
    });
    assert!(entitles, "no submission stands behind it");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nobody_but_who_decides_changes_what_is_in_force(steps in steps(), via: bool) {
        let mut story = entry(via);
        for told in tell(&steps) {
            let before = story.state.clone();
            let outcome = fold_in(&mut story, &told);
            let after = &story.state;
            if outcome != Outcome::Effect || !may_decide(&told.act) {
                prop_assert_eq!(before.decision(), after.decision());
                prop_assert_eq!(before.conclusion(), after.conclusion());
            }
            if before.decision().is_some() && after.decision().is_none() {
                prop_assert!(after.conclusion().is_some(), "in force until a final end");
            }
            prop_assert!(before.withheld().is_subset(after.withheld()));
        }
    }

    #[test]
    fn a_determine_takes_effect_only_where_a_submission_entitles_it(steps in steps(), via: bool) {
        let mut story = entry(via);
        for told in tell(&steps) {
            let (before, seen) = (story.state.clone(), seen_by(&story, &told));
            let outcome = fold_in(&mut story, &told);
            if let (Act::Determine(determine), Outcome::Effect) = (&told.act, outcome) {
                assert_was_entitled(&before, &told, determine, &seen);
                prop_assert_eq!(story.in_force(), Some(id(&told.name)));
                prop_assert!(story.state.contest().is_empty());
            }
        }
    }

    #[test]
    fn a_submission_stands_only_on_the_last_word_of_who_must_endorse(steps in steps()) {
        let mut story = entry(false);
        let mut last_word = BTreeMap::new();
        for told in tell(&steps) {
            if fold_in(&mut story, &told) != Outcome::Effect {
                continue;
            }
            if let Act::Endorse(word) | Act::Decline(word) = &told.act {
                let agrees = matches!(told.act, Act::Endorse(_));
                last_word.insert(word.covers.content, agrees);
            }
            if let Act::Submit(submission) = &told.act {
                prop_assert_eq!(last_word.get(&submission.covers.content), Some(&true));
            }
        }
    }

    #[test]
    fn no_return_of_the_content_and_no_open_is_overridden_unseen(steps in steps(), via: bool) {
        let mut story = entry(via);
        let mut content_of = BTreeMap::new();
        let mut returns = Vec::new();
        let mut opens = Vec::new();
        for told in tell(&steps) {
            let seen = seen_by(&story, &told);
            let before = story.state.submissions().to_vec();
            if fold_in(&mut story, &told) != Outcome::Effect {
                continue;
            }
            let name = id(&told.name);
            if let Act::Submit(one) = &told.act {
                content_of.insert(name, one.covers.content);
            } else if let Act::Return(_) = &told.act && before == story.state.submissions() {
                // It said no to a request, and ended nothing.
            } else if let Act::Return(about) = &told.act {
                returns.push((name, content_of[&about.submission]));
            } else if let Act::Open(_) = &told.act {
                opens.push(name);
            } else if let Act::Determine(one) = &told.act {
                let same = returns.iter().filter(|(_, content)| *content == one.covers.content);
                let mut against = same.map(|(act, _)| act).chain(&opens);
                prop_assert!(against.all(|act| seen.contains(act)));
            }
        }
    }

    #[test]
    fn after_the_end_nothing_has_an_effect(steps in steps()) {
        let mut story = entry(false);
        for told in tell(&steps) {
            let before = story.state.clone();
            let outcome = fold_in(&mut story, &told);
            if before.conclusion().is_some() && !matches!(told.act, Act::Comment(_)) {
                prop_assert_ne!(outcome, Outcome::Effect);
                prop_assert_eq!(before.status(id("A"), &story.policy.required), story.status("A"));
            }
        }
    }

    #[test]
    fn a_cached_state_goes_on_as_if_it_had_never_been_stored(steps in steps(), cut: prop::sample::Index) {
        let told = tell(&steps);
        let cut = cut.index(told.len());
        let (mut straight, mut cached) = (entry(true), entry(true));
        let mut seen = Vec::new();
        for (number, one) in told.iter().enumerate() {
            if number == cut {
                let text = serde_json::to_string(&cached.state).unwrap();
                cached.state = serde_json::from_str(&text).unwrap();
            }
            seen.push(seen_by(&straight, one));
            prop_assert_eq!(fold_in(&mut straight, one), fold_in(&mut cached, one));
        }
        prop_assert_eq!(&straight.state, &cached.state);
        let facts = told.iter().zip(&seen).map(|(one, seen)| ActFact {
            id: id(&one.name),
            act: &one.act,
            seen: Sight::These(seen),
            by_national: true,
            version: one.found.version,
            void: one.found.void,
            policy: &straight.policy,
            item_in_force: one.found.item_in_force,
        });
        prop_assert_eq!(fold(facts), straight.state);
    }

    #[test]
    fn status_moves_only_as_the_table_of_acts_says(steps in steps(), via: bool) {
        let mut story = entry(via);
        for told in tell(&steps) {
            let before = story.status("A");
            let outcome = fold_in(&mut story, &told);
            let after = story.status("A");
            if before != after {
                let row = ACTS.iter().find(|row| row.id == told.act.name()).unwrap();
                let fits = row.from.contains(&before) && row.to.contains(&after);
                prop_assert!(fits, "{}: {before:?} -> {after:?} ({outcome:?})", row.id);
            }
        }
    }
}

#[test]
fn the_random_entries_reach_every_outcome() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for round in 0..2_000 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        let mut story = entry(round % 2 == 0);
        for told in tell(&steps) {
            reached.insert((told.act.name(), fold_in(&mut story, &told)));
        }
    }
    let outcomes: BTreeSet<_> = reached.iter().map(|(_, outcome)| *outcome).collect();
    let missing: Vec<_> = Reason::ALL
        .into_iter()
        .filter(|reason| *reason != Reason::WrongKind)
        .filter(|reason| !outcomes.contains(&Outcome::NoEffect(*reason)))
        .collect();
    assert_eq!(missing, []);
    for row in ["determine", "return", "open", "withdraw", "forward", "revoke", "take_down"] {
        assert!(reached.contains(&(row, Outcome::Effect)), "{row} never took effect");
    }
}
