//! What a hostile office could send. Plain Automerge takes each; the checker refuses each with
//! its own code, and the document is as it was.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{Automerge, Change, ReadDoc as _, transaction::Transactable as _};
use kecuali_document::{check, genesis};
use kecuali_encoding::KeyId;
use kecuali_testkit::weapons::{Plain, Target, Weapon};

use crate::random::empty;

const SIGNER: KeyId = KeyId([7; 32]);

fn target() -> Target {
    let empty = empty();
    Target::new(empty.scope().clone(), empty.document(), SIGNER)
}

fn plain(target: &Target, weapon: &[u8]) -> Plain {
    let attempt = || {
        let mut document = Automerge::new();
        for honest in [&genesis().1, &target.first] {
            document.apply_changes([Change::try_from(&honest[..]).unwrap()]).unwrap();
        }
        let Ok(()) = document.load_incremental(weapon).map(drop) else { return Plain::Refuses };
        let Ok(mut again) = Automerge::load(&document.save()) else { return Plain::Breaks };
        let mut edit = again.transaction();
        edit.put(automerge::ROOT, "a later edit", 1).expect("a later edit");
        edit.commit();
        let orphan = !again.get_missing_deps(&[]).is_empty();
        if orphan { Plain::KeepsForEver } else { Plain::Takes }
    };
    catch_unwind(AssertUnwindSafe(attempt)).unwrap_or(Plain::Breaks)
}

/// Holds weapons against both.
fn strike(target: &Target, weapons: &[Weapon]) {
    let before = target.history.clone();
    for Weapon { name, plain: expected, code, bytes } in weapons {
        assert_eq!(plain(target, bytes), *expected, "{name}: plain Automerge");
        refused(target, name, code, bytes);
    }
    assert_eq!(target.history.view(), before.view());
    assert_eq!(target.history.heads(), before.heads());
}

fn refused(target: &Target, name: &str, code: &str, bytes: &[u8]) {
    let refused = check(&target.history, SIGNER, bytes).expect_err(name);
    assert_eq!(refused.code(), code, "{name}: {refused}");
}

#[test]
fn changes_that_break_the_document_for_ever() {
    let target = target();
    strike(&target, &target.breaking());
}

#[test]
fn changes_that_say_more_than_puts() {
    let target = target();
    strike(&target, &target.saying_more());
}

#[test]
fn changes_with_wrong_parents_times_and_actors() {
    let target = target();
    strike(&target, &target.misplaced());
}

#[test]
fn chunks_that_are_not_one_plain_change() {
    let target = target();
    let weapons = target.not_one_change();
    let deflated = weapons.iter().find(|weapon| weapon.name == "a deflated change").unwrap();
    assert!(deflated.bytes.len() < 8_000, "a bomb of {} bytes", deflated.bytes.len());
    strike(&target, &weapons);
}

#[test]
fn a_million_operations_in_a_hundred_bytes_cost_nothing() {
    // Plain Automerge would be at it for half a minute.
    let target = target();
    for Weapon { name, code, bytes, .. } in target.claiming() {
        assert!(bytes.len() < 130, "{} bytes", bytes.len());
        assert_eq!(Change::try_from(&bytes[..]).unwrap().len(), 1_000_000);
        refused(&target, name, code, &bytes);
    }
}
