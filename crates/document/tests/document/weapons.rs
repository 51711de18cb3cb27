//! What a hostile office could send. Plain Automerge takes each; the checker refuses each with
//! its own code, and the document is as it was.

mod costly;
mod raw;

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

/// The target as plain Automerge has it.
fn plainly(target: &Target) -> Automerge {
    let mut document = Automerge::new();
    for honest in [&genesis().1, &target.first] {
        document.apply_changes([Change::try_from(&honest[..]).unwrap()]).unwrap();
    }
    document
}

fn plain(target: &Target, weapon: &[u8]) -> Plain {
    let attempt = || {
        let mut document = plainly(target);
        let before = document.get_heads();
        let Ok(()) = document.load_incremental(weapon).map(drop) else { return Plain::Refuses };
        let Ok(mut again) = Automerge::load(&document.save()) else { return Plain::Breaks };
        let mut edit = again.transaction();
        edit.put(automerge::ROOT, "a later edit", 1).expect("a later edit");
        edit.commit();
        let orphan = !again.get_missing_deps(&[]).is_empty();
        match (orphan, document.get_heads() == before) {
            (true, _) => Plain::KeepsForEver,
            (false, true) => Plain::PassesOver,
            (false, false) => Plain::Takes,
        }
    };
    catch_unwind(AssertUnwindSafe(attempt)).unwrap_or(Plain::Breaks)
}

/// Holds weapons against both.
fn strike_all(target: &Target, weapons: &[Weapon]) {
    for Weapon { name, plain, code, bytes } in weapons {
        strike(name, bytes, target, *plain, code);
    }
}

/// Holds a weapon against both.
fn strike(name: &str, weapon: &[u8], target: &Target, expected: Plain, code: &str) {
    assert_eq!(plain(target, weapon), expected, "{name}: plain Automerge");
    refuse(name, weapon, target, code);
}

/// Holds a weapon against ours alone: it is refused, and the document is unharmed.
fn refuse(name: &str, weapon: &[u8], target: &Target, code: &str) {
    let before = target.history.clone();
    let refused = check(&target.history, SIGNER, weapon).expect_err(name);
    assert_eq!(refused.code(), code, "{name}: {refused}");
    assert_eq!(target.history.view(), before.view(), "{name}");
    assert_eq!(target.history.heads(), before.heads(), "{name}");
}

#[test]
fn changes_that_break_the_document_for_ever() {
    let target = target();
    strike_all(&target, &target.breaking());
}

#[test]
fn changes_that_say_more_than_puts() {
    let target = target();
    strike_all(&target, &target.saying_more());
}

#[test]
fn changes_with_wrong_parents_times_and_actors() {
    let target = target();
    strike_all(&target, &target.misplaced());
}

#[test]
fn chunks_that_are_not_one_plain_change() {
    let target = target();
    let weapons = target.not_one_change();
    let deflated = weapons.iter().find(|weapon| weapon.name == "a deflated change").unwrap();
    assert!(deflated.bytes.len() < 8_000, "a bomb of {} bytes", deflated.bytes.len());
    strike_all(&target, &weapons);
}
