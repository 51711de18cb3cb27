//! Proofs made of sound signatures by people who could not sign what they signed.

use kecuali_document::{History, genesis};
use kecuali_domain::{
    Capability, Kind, Scope,
    act::{Act, Grant},
};
use kecuali_encoding::Digest;
use kecuali_ledger::Record;
use kecuali_publication::{ProofError, verify_row};
use kecuali_testkit::{Actor, Pen, Says, cast};

use crate::{
    proofs::{Made, once},
    public::{no_document, proof_from, record},
};

const ONE: Actor = Actor::new(101, "one", "RI");
const OTHER: Actor = Actor::new(102, "other", "RI");

fn verify(made: &Made, proof: &str) -> ProofError {
    verify_row(made.scene.national().root(), proof).unwrap_err()
}

/// The determination of the story, issued by someone else.
fn issue_by(made: &Made, by: &Actor, grant: Digest) -> Record {
    let issued = made.scene.national().issued(&made.item.issue).unwrap();
    let act = Act::Issue(Box::new(issued.issue.clone()));
    let history = History::new(Scope::National, issued.document);
    pen(made, by, grant).sign(&history, Kind::Determination, &[genesis().0], 1, Says::Act(&act))
}

fn grant(made: &Made, by: &Actor, relied_on: Digest, grant: &Grant) -> Record {
    let history = History::new(Scope::National, no_document());
    let act = Act::Grant(grant.clone());
    pen(made, by, relied_on).sign(&history, Kind::Roster, &[genesis().0], 1, Says::Act(&act))
}

fn pen<'a>(made: &Made, by: &'a Actor, grant: Digest) -> Pen<'a> {
    let national = made.scene.national();
    Pen { by, grant, cursor: national.head(), root: national.root_id() }
}

/// The proof of the first item, with these records in place of the logs' by these changes.
fn proof_with(made: &Made, other: &[(Digest, &Record)]) -> String {
    proof_from(&made.scene, made.item, &|scope, change| {
        let replaced = other.iter().find(|(hash, _)| hash == change);
        replaced.map_or_else(|| record(&made.scene, scope, change), |(_, r)| Some((*r).clone()))
    })
}

#[test]
fn an_issue_by_someone_without_the_capability_proves_nothing() {
    let made = once();
    let standing = made.scene.national().now().standing(cast::DETERMINER.id(), "national");
    let forged = issue_by(made, &cast::DETERMINER, standing.unwrap()[0].0);
    let proof = proof_with(made, &[(made.item.issue, &forged)]);
    assert_eq!(verify(made, &proof).code(), "proof_authority");
}

#[test]
fn an_issue_on_the_grant_of_another_key_proves_nothing() {
    let made = once();
    let standing = made.scene.national().now().standing(cast::ISSUER.id(), "national");
    let forged = issue_by(made, &ONE, standing.unwrap()[0].0);
    let proof = proof_with(made, &[(made.item.issue, &forged)]);
    assert_eq!(verify(made, &proof).code(), "proof_authority");
    let as_root = issue_by(made, &ONE, made.scene.national().root_id());
    let proof = proof_with(made, &[(made.item.issue, &as_root)]);
    assert_eq!(verify(made, &proof).code(), "proof_authority");
}

#[test]
fn a_grant_beyond_what_its_giver_may_hand_on_proves_nothing() {
    let made = once();
    let standing = made.scene.national().now().standing(cast::PROVINCE_ADMIN.id(), "national");
    let may = kecuali_testkit::person(&ONE, &[Capability::Issue]);
    let given = grant(made, &cast::PROVINCE_ADMIN, standing.unwrap()[0].0, &may);
    let forged = issue_by(made, &ONE, given.sealed.change);
    let both = [(made.item.issue, &forged), (given.sealed.change, &given)];
    assert_eq!(verify(made, &proof_with(made, &both)).code(), "proof_authority");
}

#[test]
fn two_keys_that_grant_each_other_stand_on_nothing() {
    let made = once();
    let may = |to| kecuali_testkit::person(to, &[Capability::Issue, Capability::Administer]);
    // What a grant relies on is outside its change's hash, so each can name the other.
    let nothing = Digest([0; 32]);
    let to_one = grant(made, &OTHER, nothing, &may(&ONE)).sealed.change;
    let to_other = grant(made, &ONE, to_one, &may(&OTHER));
    let by_other = grant(made, &OTHER, to_other.sealed.change, &may(&ONE));
    let forged = issue_by(made, &ONE, to_one);
    let all =
        [(made.item.issue, &forged), (to_one, &by_other), (to_other.sealed.change, &to_other)];
    assert_eq!(verify(made, &proof_with(made, &all)).code(), "proof_authority");
}

#[test]
fn parts_of_two_proofs_prove_neither() {
    let made = once();
    let value = |n: usize| -> serde_json::Value { serde_json::from_str(&made.proofs[n]).unwrap() };
    let with = |n: usize, member: &str, other: serde_json::Value| {
        let mut mixed = value(n);
        mixed[member] = other;
        verify(made, &mixed.to_string()).code()
    };
    assert_eq!(with(0, "row", value(1)["row"].clone()), "proof_openings");
    assert_eq!(with(2, "row", value(0)["row"].clone()), "proof_decision");
    let elsewhere = value(2)["row"].as_str().unwrap().replace("3604-", "3603-");
    assert_eq!(with(2, "row", elsewhere.into()), "proof_decision");
    assert_eq!(with(2, "issues", serde_json::json!([])), "proof_grants");
    assert_eq!(with(0, "openings", value(1)["openings"].clone()), "proof_openings");
    let mut less = value(0)["grants"].clone();
    less.as_array_mut().unwrap().pop();
    assert_eq!(with(0, "grants", less), "proof_grant_missing");
    assert_eq!(with(0, "grants", value(2)["grants"].clone()), "proof_grants");
}
