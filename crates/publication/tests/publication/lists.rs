//! A whole list and the server's word for it.

use std::collections::BTreeMap;

use kecuali_domain::{OfficeId, Scope};
use kecuali_encoding::{Digest, canonical_json};
use kecuali_publication::{
    ListCheckpoint, ListProof, ListState, PublicRow, list_digest, office_digest, verify_list,
};
use kecuali_testkit::{Actor, cast};

use crate::{
    proofs::{Made, once},
    public::{flipped, moment, record},
};

/// The list as it is served, and its checkpoint, signed by someone.
fn listed(made: &Made, by: &Actor) -> (String, String) {
    let mut rows: Vec<&PublicRow> = made.rows.iter().collect();
    rows.sort_by_key(|row| row.facts.id.to_string());
    let mut offices: BTreeMap<OfficeId, BTreeMap<String, Digest>> = BTreeMap::new();
    for row in &rows {
        let id = row.facts.id.to_string();
        offices.entry(row.facts.office.id.clone()).or_default().insert(id, row.digest());
    }
    let part = |(office, rows): (&OfficeId, &BTreeMap<String, Digest>)| {
        let rows = rows.iter().map(|(id, digest)| (id.as_str(), *digest));
        (office.clone(), office_digest(office, rows))
    };
    let national = made.scene.national();
    let state = ListState {
        event: moment(3).name,
        rows: 3,
        digest: list_digest(&offices.iter().map(part).collect()),
        day: moment(3).day,
        national: national.head(),
    };
    let root = national.root_id();
    let grant = national.now().standing(by.id(), "national").unwrap()[0].0;
    let checkpoint = ListCheckpoint::sign(state, &root, &by.key());
    let records = |scope: &Scope, change: &Digest| record(&made.scene, scope, change);
    let proof = ListProof::new(&checkpoint, grant, &root, &records).unwrap();
    (canonical_json(&rows), proof.to_text())
}

#[test]
fn a_list_is_verified_by_a_log_key_and_no_other() {
    let made = once();
    let root = made.scene.national().root();
    let (list, checkpoint) = listed(made, &cast::LOG);
    let verified = verify_list(root, &list, &checkpoint).unwrap();
    assert_eq!((verified.rows.len(), verified.state.event), (3, moment(3).name));
    let (_, by_determiner) = listed(made, &cast::DETERMINER);
    let refused = verify_list(root, &list, &by_determiner).unwrap_err();
    assert_eq!(refused.code(), "proof_authority");
}

#[test]
fn rows_left_out_added_or_in_another_order_are_not_the_list() {
    let made = once();
    let (list, checkpoint) = listed(made, &cast::LOG);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&list).unwrap();
    let [a, b, c] = rows.as_slice() else { panic!("there are three rows") };
    for other in [vec![a, b], vec![b, a, c], vec![a, b, c, c], vec![a, a, c], vec![]] {
        let refused =
            verify_list(made.scene.national().root(), &canonical_json(&other), &checkpoint);
        assert_eq!(refused.unwrap_err().code(), "proof_list");
    }
}

#[test]
fn every_flipped_byte_of_a_list_or_its_checkpoint_fails() {
    let made = once();
    let (list, checkpoint) = listed(made, &cast::LOG);
    let fails =
        |list: &str, proof: &str| verify_list(made.scene.national().root(), list, proof).is_err();
    for place in 0..list.len() {
        let other = flipped(&list, place);
        assert!(other.is_none_or(|other| fails(&other, &checkpoint)), "list byte {place}");
    }
    for place in 0..checkpoint.len() {
        let other = flipped(&checkpoint, place);
        assert!(other.is_none_or(|other| fails(&list, &other)), "checkpoint byte {place}");
    }
}
