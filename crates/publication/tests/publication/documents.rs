//! Everything that was signed in one document.

use kecuali_domain::Scope;
use kecuali_encoding::Digest;
use kecuali_ledger::Record;
use kecuali_publication::{DocumentProof, verify_document};
use kecuali_testkit::cast;
use kecuali_trust::RootFile;

use crate::{
    proofs::once,
    public::{flipped, record},
};

fn own() -> Vec<Record> {
    let (scene, entry) = (&once().scene, &once().entry);
    let (_, log) = scene.logs().find(|(scope, _)| **scope == entry.scope).unwrap();
    let records = log.records().map(|(record, ..)| record.clone());
    records.filter(|record| record.sealed.document == entry.id).collect()
}

fn proof(own: &[Record]) -> String {
    let (scene, entry) = (&once().scene, &once().entry);
    let records = |scope: &Scope, change: &Digest| record(scene, scope, change);
    let root = scene.national().root_id();
    DocumentProof::new(&entry.scope, entry.id, own, &root, &records).unwrap().to_text()
}

#[test]
fn what_was_signed_in_a_document_is_verified_with_the_root_file() {
    let root = once().scene.national().root();
    let signed = verify_document(root, &proof(&own())).unwrap();
    assert_eq!(signed.len(), own().len());
    assert!(signed[0].act.is_none() && signed[0].puts.iter().any(|(key, _)| key == "information"));
    let acts: Vec<&str> = signed.iter().filter_map(|one| Some(one.act.as_ref()?.name())).collect();
    assert!(acts.contains(&"submit") && acts.ends_with(&["determine"]), "{acts:?}");
    assert_eq!(signed.last().unwrap().signer, cast::DETERMINER.id());
    let other = RootFile::first([cast::STRANGER.id()]).unwrap();
    assert_eq!(verify_document(&other, &proof(&own())).unwrap_err().code(), "proof_signature");
}

#[test]
fn a_record_left_out_doubled_or_of_another_document_fails_and_so_does_a_flipped_byte() {
    let root = once().scene.national().root();
    let code = |own: &[Record]| verify_document(root, &proof(own)).unwrap_err().code();
    let all = own();
    assert_eq!(code(&all[1..]), "proof_record_missing");
    assert_eq!(code(&[&all[..1], &all[..1]].concat()), "proof_record_missing");
    let moved: Vec<Record> = all
        .iter()
        .map(|record| {
            let mut record = record.clone();
            record.sealed.document = kecuali_domain::DocumentId([1; 16]);
            record
        })
        .collect();
    assert_eq!(code(&moved), "proof_signature");
    let text = proof(&all);
    for place in (0..text.len()).step_by(23) {
        let other = flipped(&text, place);
        assert!(other.is_none_or(|other| verify_document(root, &other).is_err()), "byte {place}");
    }
}
