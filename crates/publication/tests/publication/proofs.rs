//! What a stranger verifies with the root file alone.

use std::sync::OnceLock;

use kecuali_domain::act::{ItemRef, Succession};
use kecuali_publication::{PublicRow, verify_row};
use kecuali_testkit::{Doc, Scene, cast};
use kecuali_trust::RootFile;
use proptest::prelude::*;

use crate::public::{
    FIRST, SECOND, determined, entry_proof, flipped, issue, item_proof, items, published, row,
};

pub(crate) struct Made {
    pub(crate) scene: Scene,
    pub(crate) item: ItemRef,
    pub(crate) entry: Doc,
    /// Two items and an entry under the second.
    pub(crate) rows: Vec<PublicRow>,
    pub(crate) proofs: Vec<String>,
}

pub(crate) fn made() -> Made {
    let mut scene = Scene::new();
    let item = issue(&mut scene);
    let second = ItemRef { item: 2, ..item };
    let entry = determined(&mut scene, second);
    let drafts = items(&scene, &item.issue).into_iter().map(Some);
    let drafts: Vec<_> = drafts.chain([row(&scene, &entry)]).collect();
    let rows = drafts.into_iter().map(published).collect();
    let proofs = vec![
        item_proof(&scene, item),
        item_proof(&scene, second),
        entry_proof(&scene, &entry).unwrap(),
    ];
    Made { scene, item, entry, rows, proofs }
}

/// The same for every test that changes nothing of it.
pub(crate) fn once() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(made)
}

#[test]
fn a_row_is_verified_with_nothing_but_the_root_file() {
    let made = once();
    let root = RootFile::read(&made.scene.national().root().to_text()).unwrap();
    for (row, proof) in made.rows.iter().zip(&made.proofs) {
        let verified = verify_row(&root, proof).unwrap();
        assert!(verified.is(row), "{:?}", verified.facts);
        assert_eq!(verified.issued_by, cast::ISSUER.id());
    }
    let by = verify_row(&root, &made.proofs[2]).unwrap().determined_by;
    assert_eq!(by, Some(cast::DETERMINER.id()));
    let other = RootFile::first([cast::STRANGER.id()]).unwrap();
    for proof in &made.proofs {
        assert_eq!(verify_row(&other, proof).unwrap_err().code(), "proof_signature");
    }
}

#[test]
fn a_continued_row_is_proven_through_its_successors() {
    let mut made = made();
    let second = ItemRef { item: 2, ..made.item };
    let mut continue_as = |number, items: &[&[(&str, &str)]], old, new| {
        let supersedes = [Succession { old, new: Some(new) }];
        let first = made.scene.supersede(&cast::ISSUER, number, items, &supersedes);
        ItemRef { item: new, ..first }
    };
    let next = continue_as("9", &[FIRST], second, 1);
    continue_as("10", &[SECOND, FIRST], next, 2);
    let now = published(row(&made.scene, &made.entry));
    let proof = entry_proof(&made.scene, &made.entry).unwrap();
    let verified = verify_row(made.scene.national().root(), &proof).unwrap();
    assert!(verified.is(&now));
    assert_eq!(verified.facts.determination.number, "10");
    for place in (0..proof.len()).step_by(41) {
        let fails = |text: String| verify_row(made.scene.national().root(), &text).is_err();
        assert!(flipped(&proof, place).is_none_or(fails), "byte {place}");
    }
}

#[test]
fn a_withheld_field_leaves_the_proof_whole() {
    let mut made = made();
    made.scene.take_down(&cast::DETERMINER, &made.entry, &["description"]);
    let now = published(row(&made.scene, &made.entry));
    let proof = entry_proof(&made.scene, &made.entry).unwrap();
    let verified = verify_row(made.scene.national().root(), &proof).unwrap();
    assert!(verified.is(&now) && !verified.is(&made.rows[2]));
}

#[test]
fn what_must_not_be_shown_any_more_has_no_proof() {
    let mut made = made();
    made.scene.take_down(&cast::DETERMINER, &made.entry, &[]);
    assert_eq!(entry_proof(&made.scene, &made.entry).unwrap_err().code(), "proof_no_row");
}

#[test]
fn every_flipped_byte_of_a_proof_fails() {
    let made = once();
    // All of the shortest; every fifth of the longest, whose first parts are the same.
    for (which, step) in [(1, 1), (2, 5)] {
        let proof = &made.proofs[which];
        for place in (0..proof.len()).step_by(step) {
            let fails = |text: String| verify_row(made.scene.national().root(), &text).is_err();
            assert!(flipped(proof, place).is_none_or(fails), "byte {place} of {which}");
        }
    }
}

proptest! {
    #[test]
    fn any_other_bytes_fail_and_never_panic(
        which in 0_usize..3,
        places in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..4),
    ) {
        let made = once();
        let mut bytes = made.proofs[which].clone().into_bytes();
        for (place, xor) in places {
            let place = place.index(bytes.len());
            bytes[place] ^= xor;
        }
        let same = bytes == made.proofs[which].as_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        prop_assert_eq!(verify_row(made.scene.national().root(), &text).is_ok(), same);
    }

    #[test]
    fn no_text_panics(text: String) {
        let root = once().scene.national().root();
        prop_assert!(verify_row(root, &text).is_err());
        prop_assert!(kecuali_publication::verify_list(root, &text, &text).is_err());
    }
}
