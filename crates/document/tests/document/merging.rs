//! Random merges hide no conflict, a conflict is settled by one change, and what was written apart
//! is told from it.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_document::{Draft, History, Map, Side, write};
use kecuali_encoding::{Digest, KeyId};
use proptest::prelude::*;

use crate::random::{play, steps};

/// Each put of a content key: the change, the key, the value.
fn puts(history: &History) -> Vec<(Digest, String, String)> {
    let edits = history.changes().filter(|change| change.map() == Map::Content);
    let of = |change: kecuali_document::Checked| {
        let hash = change.hash();
        let own = change.puts().map(|(key, value)| (hash, key.to_owned(), value.to_owned()));
        own.collect::<Vec<_>>()
    };
    edits.flat_map(of).collect()
}

/// By the words of the promise alone: a value stands as long as nobody who saw it wrote the field.
fn standing(history: &History) -> BTreeMap<String, BTreeSet<String>> {
    let all = puts(history);
    let mut stands: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (change, key, value) in &all {
        let overwrites = |(later, field, _): &&(Digest, String, String)| {
            field == key && later != change && history.has_seen(later, change)
        };
        if !all.iter().any(|put| overwrites(&put)) {
            stands.entry(key.clone()).or_default().insert(value.clone());
        }
    }
    stands
}

fn join(history: &mut History, map: Map, puts: &[(&str, &str)]) {
    let heads = history.heads();
    let puts: Vec<_> = puts.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    let draft = Draft { signer: KeyId([7; 32]), deps: &heads, time: 99, map, puts: &puts };
    let written = write(history, &draft).unwrap();
    history.add(&written.change, Side::Office);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    // Ten thousand merges, each held against the promise itself.
    #[test]
    fn every_value_that_nobody_overwrote_knowingly_is_shown(steps in steps(20)) {
        let (history, _) = play(&steps);
        let shown: BTreeMap<String, BTreeSet<String>> =
            history.view().into_iter().map(|(key, values)| (key, values.into_iter().collect())).collect();
        prop_assert_eq!(&shown, &standing(&history));
        for (key, values) in &shown {
            let sources = history.sources(key);
            let named: BTreeSet<String> = sources.iter().map(|(value, _, _)| value.clone()).collect();
            prop_assert_eq!(&named, values, "whoever wrote one of them is named");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn one_change_settles_a_conflict_and_touches_no_other(steps in steps(20)) {
        let (mut history, _) = play(&steps);
        while let Some((key, values)) = history.view().into_iter().find(|(_, values)| values.len() > 1) {
            let (before, count) = (history.view(), history.len());
            join(&mut history, Map::Content, &[(&key, &values[0])]);
            let mut wanted = before;
            wanted.insert(key, vec![values[0].clone()]);
            prop_assert_eq!(history.view(), wanted);
            prop_assert_eq!(history.len(), count + 1);
        }
        prop_assert!(standing(&history).values().all(|values| values.len() == 1));
    }

    #[test]
    fn what_was_written_apart_has_not_been_seen_by_all_and_by_nobody_together(steps in steps(20)) {
        let (mut history, _) = play(&steps);
        let apart = history.apart();
        for one in &apart {
            let unseen = |other: &&Digest| {
                !history.has_seen(other, one) && !history.has_seen(one, other)
            };
            prop_assert!(apart.iter().any(|other| unseen(&other)), "each has one beside it");
            let all = |later: &Digest| apart.iter().all(|one| history.has_seen(later, one));
            prop_assert!(!history.changes().any(|change| all(&change.hash())));
        }
        // Every conflict that nobody has seen yet is between changes that were written apart.
        let edits = history.changes().filter(|change| change.map() == Map::Content);
        let newest: Vec<Digest> = edits.map(|change| change.hash()).collect();
        let newest = history.newest(&newest);
        let joined = history
            .changes()
            .any(|change| newest.iter().all(|edit| history.has_seen(&change.hash(), edit)));
        prop_assert_eq!(apart.is_empty(), joined || newest.is_empty());
        join(&mut history, Map::Content, &[("z", "bersama")]);
        prop_assert!(history.apart().is_empty(), "who wrote on top of all has seen them");
    }
}

/// A, and beside it B: an act on one of them joins nothing, an act on both joins them.
#[test]
fn an_act_joins_what_its_signer_saw() {
    let mut history = crate::random::empty();
    let genesis = history.heads();
    let add = |history: &mut History, deps: &[Digest], map, key: &str, value: &str| {
        let puts = [(key.into(), value.into())];
        let draft = Draft { signer: KeyId([1; 32]), deps, time: 1, map, puts: &puts };
        let written = write(history, &draft).unwrap();
        history.add(&written.change, Side::Office);
        written.change.hash()
    };
    let comment = r#"{"act":"comment","text":"x"}"#;
    let act = |deps: &[Digest]| kecuali_document::act_key(&KeyId([1; 32]), deps, comment);
    let first = add(&mut history, &genesis, Map::Content, "a", "1");
    let remark = add(&mut history, &[first], Map::Acts, &act(&[first]), comment);
    let edit = add(&mut history, &[first], Map::Content, "b", "2");
    assert!(history.apart().is_empty(), "an edit beside a remark is not beside an edit");
    let beside = add(&mut history, &[remark], Map::Content, "c", "3");
    let mut both = vec![edit, beside];
    assert_eq!(history.apart(), both, "and not the first, which both have seen");
    both.sort_unstable();
    add(&mut history, &both, Map::Acts, &act(&both), comment);
    assert!(history.apart().is_empty());
}
