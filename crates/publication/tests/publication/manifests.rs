//! What a server says of the files of a list.

use kecuali_domain::Scope;
use kecuali_encoding::Digest;
use kecuali_publication::{
    ProofError,
    format::{Edition, ListedFile, Manifest, verify_manifest},
};
use kecuali_testkit::{Actor, cast};
use kecuali_trust::RootFile;

use crate::{
    proofs::once,
    public::{flipped, moment, record},
};

fn edition() -> Edition {
    let sha256 = Digest::of(b"a,b\r\n");
    let file = |name: &str| {
        let (media, name) = ("text/csv".to_owned(), name.to_owned());
        ListedFile { bytes: 5, media, name, sha256 }
    };
    Edition {
        day: moment(3).day,
        digest: Digest([7; 32]),
        event: moment(3).name,
        files: vec![file("a.csv"), file("b.csv")],
        rows: 3,
    }
}

fn signed(by: &Actor) -> String {
    let scene = &once().scene;
    let root = scene.national().root_id();
    let grant = scene.national().now().standing(by.id(), "national").unwrap()[0].0;
    let records = |scope: &Scope, change: &Digest| record(scene, scope, change);
    Manifest::sign(edition(), &by.key(), grant, &root, &records).unwrap().to_text()
}

fn verified(text: &str) -> Result<Edition, ProofError> {
    let (edition, key) = verify_manifest(once().scene.national().root(), text)?;
    assert_eq!(key, cast::LOG.id());
    Ok(edition)
}

#[test]
fn a_manifest_is_verified_by_a_log_key_and_no_other() {
    assert_eq!(verified(&signed(&cast::LOG)).unwrap(), edition());
    let refused = verified(&signed(&cast::DETERMINER)).unwrap_err();
    assert_eq!(refused.code(), "proof_authority");
    let other = RootFile::first([cast::STRANGER.id()]).unwrap();
    assert_eq!(verify_manifest(&other, &signed(&cast::LOG)).unwrap_err().code(), "proof_signature");
}

#[test]
fn every_flipped_byte_of_a_manifest_fails() {
    let text = signed(&cast::LOG);
    for place in 0..text.len() {
        let other = flipped(&text, place);
        assert!(other.is_none_or(|other| verified(&other).is_err()), "byte {place}");
    }
}

#[test]
fn a_file_is_the_one_that_was_signed_or_none() {
    let edition = verified(&signed(&cast::LOG)).unwrap();
    assert!(edition.check("b.csv", 5, Digest::of(b"a,b\r\n")).is_ok());
    for (name, bytes, of) in
        [("c.csv", 5, "a,b\r\n"), ("a.csv", 6, "a,b\r\n"), ("a.csv", 5, "a,c\r\n")]
    {
        let refused = edition.check(name, bytes, Digest::of(of.as_bytes())).unwrap_err();
        assert_eq!(refused.code(), "proof_file", "{name}");
    }
}
