//! Weapons that take what a machine has: run lengths, compression, depth, other kinds of chunk.

use std::{env, process::Command};

use automerge::{
    Automerge, Change, ExpandedChange, ScalarValue,
    sync::{Message, State, SyncDoc},
};
use kecuali_testkit::weapons::{Plain, Target, nest};

use super::{plain, plainly, raw, refuse, strike, target};

/// Tells the test program that it is the one that may die.
const PLAIN_ONE: &str = "KECUALI_TEST_PLAIN_AUTOMERGE_ALONE";

#[test]
fn ten_million_operations_in_a_hundred_bytes_cost_nothing() {
    let target = target();
    let small = raw::change(&raw::bomb(20_000));
    strike("twenty thousand operations", &small, &target, Plain::Takes, "guard_operations");
    for operations in [1_000_000, 10_000_000] {
        let bomb = raw::change(&raw::bomb(operations));
        assert!(bomb.len() < 135, "{} bytes", bomb.len());
        refuse("an operation bomb", &bomb, &target, "guard_operations");
    }
    // What plain Automerge believes of it; it would need minutes and gigabytes for the next.
    let bomb = raw::change(&raw::bomb(1_000_000));
    assert_eq!(Change::try_from(&bomb[..]).unwrap().len(), 1_000_000);
}

#[test]
fn a_compressed_column_is_not_opened() {
    let target = target();
    let honest = raw::change(&raw::one_put());
    // It is compared with what is written again, and only its actor is not what that comes to.
    strike("nothing is compressed", &honest, &target, Plain::Takes, "change_bytes");
    for place in 0..raw::one_put().len() {
        let mut columns = raw::one_put();
        let (column, data) = &mut columns[place];
        *column |= 8;
        *data = stored(data);
        let weapon = raw::change(&columns);
        strike("a compressed column", &weapon, &target, Plain::PassesOver, "guard_compressed");
    }
    // Where Automerge does open such columns: in a document.
    let mut document = plainly(&target);
    let long = "abc".repeat(400_000);
    let change = Change::from(ExpandedChange {
        operations: vec![target.put("information", ScalarValue::Str(long.as_str().into()))],
        ..target.next().clone()
    });
    document.apply_changes([change]).unwrap();
    let saved = document.save();
    assert!(saved.len() < 8_000, "{} bytes for {}", saved.len(), long.len());
    strike("columns of a document", &saved, &target, Plain::Takes, "guard_not_a_change");
}

/// Bytes as deflate stores them without making them shorter.
fn stored(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&[1], &length.to_le_bytes()[..], &(!length).to_le_bytes(), data].concat()
}

#[test]
fn a_bundle_or_a_sync_message_is_no_change() {
    let target = target();
    let next = Change::from(target.next().clone());
    let mut hostile = plainly(&target);
    hostile.apply_changes([next.clone()]).unwrap();
    let bundle = hostile.bundle([next.hash()]).unwrap();
    strike("a bundle", bundle.bytes(), &target, Plain::Takes, "guard_not_a_change");

    let mut honest = plainly(&target);
    let mut honest_state = State::new();
    let message = message_with_a_change(&hostile, &mut honest, &mut honest_state);
    // As a file it says nothing to plain Automerge; as what it is it is taken without a question.
    strike("a sync message", &message, &target, Plain::PassesOver, "guard_malformed");
    let received = Message::decode(&message).unwrap();
    honest.receive_sync_message(&mut honest_state, received).unwrap();
    assert_eq!(honest.get_heads(), [next.hash()]);
}

/// Two plain documents talk until one sends what the other lacks.
fn message_with_a_change(from: &Automerge, to: &mut Automerge, state: &mut State) -> Vec<u8> {
    let mut from = from.clone();
    let mut own = State::new();
    for _ in 0..4 {
        let message = from.generate_sync_message(&mut own).unwrap();
        if !message.changes.is_empty() {
            return message.encode();
        }
        to.receive_sync_message(state, message).unwrap();
        if let Some(answer) = to.generate_sync_message(state) {
            from.receive_sync_message(&mut own, answer).unwrap();
        }
    }
    panic!("plain Automerge did not send its change");
}

/// Ours refuses it before Automerge has seen a byte; what it does to plain Automerge is seen in a
/// process of its own, since a stack that overflows takes the process along.
#[test]
fn nesting_that_overflows_the_stack() {
    let target = target();
    let weapon = target.forged(|change| nest(change, 20_000));
    if env::var_os(PLAIN_ONE).is_some() {
        read_plainly(&target, &weapon);
        return;
    }
    refuse("twenty thousand maps in each other", &weapon, &target, "guard_operations");
    let shallow = target.forged(|change| nest(change, 200));
    read_plainly(&target, &shallow);
    assert_eq!(plain(&target, &shallow), Plain::Takes);

    let name = "weapons::costly::nesting_that_overflows_the_stack";
    let mut alone = Command::new(env::current_exe().unwrap());
    let died = alone.args(["--exact", name]).env(PLAIN_ONE, "1").output().unwrap();
    assert!(!died.status.success(), "plain Automerge lived: {died:?}");
}

/// Takes a change and reads the whole document, as a screen does.
fn read_plainly(target: &Target, weapon: &[u8]) {
    let mut document = plainly(target);
    document.load_incremental(weapon).unwrap();
    drop(document.hydrate(None));
}
