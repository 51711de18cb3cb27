//! What one change may say, from both sides of each cap.

use std::sync::Arc;

use kecuali_document::{Draft, History, Map, Put, Side, WriteError, act_key, caps, genesis, write};
use kecuali_encoding::{Digest, KeyId};

use crate::random::empty;

const SIGNER: KeyId = KeyId([7; 32]);

/// What comes of writing this.
fn code(history: &History, deps: &[Digest], map: Map, puts: &[Put]) -> &'static str {
    let draft = Draft { signer: SIGNER, deps, time: 1, map, puts };
    write(history, &draft).map_or_else(|error: WriteError| error.code(), |_| "ok")
}

/// The same for content at the start of a document.
fn content(puts: &[Put]) -> &'static str {
    code(&empty(), &[genesis().0], Map::Content, puts)
}

fn put(key: &str, length: usize) -> Put {
    (key.into(), "x".repeat(length).into())
}

/// So many keys, in order, with a value of this length each.
fn many(keys: usize, length: usize) -> Vec<Put> {
    (0..keys).map(|n| put(&format!("k{n:03}"), length)).collect()
}

fn act(length: usize) -> Vec<Put> {
    let value: Arc<str> = "x".repeat(length).into();
    vec![(act_key(&SIGNER, &[genesis().0], &value).into(), value)]
}

#[test]
fn keys_and_values_are_bounded() {
    let long = |length| put(&"k".repeat(length), 1);
    let acts = |length| code(&empty(), &[genesis().0], Map::Acts, &act(length));
    let tried = [
        (content(&[put("k", caps::CONTENT_VALUE)]), "ok"),
        (content(&[put("k", caps::CONTENT_VALUE + 1)]), "change_value_size"),
        (content(&[long(caps::KEY)]), "ok"),
        (content(&[long(caps::KEY + 1)]), "change_value_size"),
        (content(&[long(0)]), "change_value_size"),
        (acts(caps::ACT_VALUE), "ok"),
        (acts(caps::ACT_VALUE + 1), "change_value_size"),
        (content(&many(caps::PUTS, 1)), "ok"),
        (content(&many(caps::PUTS + 1, 1)), "change_too_many_keys"),
        (content(&[]), "change_empty"),
        (content(&many(31, caps::CONTENT_VALUE)), "ok"),
        (content(&many(32, caps::CONTENT_VALUE)), "change_too_long"),
    ];
    for (number, (came, expected)) in tried.into_iter().enumerate() {
        assert_eq!(came, expected, "the {number}th, from 0");
    }
}

/// A document whose parts nobody has brought together yet: so many changes beside each other.
fn scattered(changes: usize, puts: &[Put]) -> History {
    let mut history = empty();
    for time in 0..changes {
        let time = u64::try_from(time).unwrap();
        let deps = [genesis().0];
        let draft = Draft { signer: SIGNER, deps: &deps, time, map: Map::Content, puts };
        let change = write(&history, &draft).unwrap().change;
        history.add(&change, Side::Office);
    }
    history
}

#[test]
fn parents_are_bounded() {
    let history = scattered(caps::DEPS + 1, &[put("k", 1)]);
    let heads = history.heads();
    let join = |deps| code(&history, deps, Map::Content, &[put("other", 1)]);
    assert_eq!(join(&heads[1..]), "ok");
    assert_eq!(join(&heads), "change_too_many_parents");
}

#[test]
fn what_one_change_overwrites_is_bounded() {
    let puts = many(caps::PUTS, 1);
    let side_by_side = caps::PREDECESSORS / caps::PUTS;
    let overwrite = |changes| {
        let history = scattered(changes, &puts);
        code(&history, &history.heads(), Map::Content, &puts)
    };
    assert_eq!(overwrite(side_by_side), "ok");
    // Fewer than the heads that an office may leave: a document can come to this.
    assert!(side_by_side < caps::HEADS);
    assert_eq!(overwrite(side_by_side + 1), "change_too_many_predecessors");
}
