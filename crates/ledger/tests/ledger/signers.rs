//! Whoever signs with what is not theirs is refused before anything that they say is looked at.

use kecuali_document::History;
use kecuali_domain::{Capability, Kind, act::Grant};
use kecuali_encoding::Digest;
use kecuali_ledger::{Admitted, Refusal, Relation, Sealed};
use kecuali_testkit::{Actor, Doc, Parcel, Pen, Says, Scene, cast, delegating, person};

use crate::says::{LOGS, NAMES, act, day, lives_in, nothing, office};

const EVERYTHING: Actor = Actor::new(100, "everything", "RI");
const EXPIRED: Actor = Actor::new(101, "expired", "RI");
const LEFT: Actor = Actor::new(102, "left", "RI");
const LOST: Actor = Actor::new(103, "lost", "RI");
const BY_LOST: Actor = Actor::new(104, "by-lost", "RI");

/// How someone signs, what it is called in the threats, and the code that it meets.
pub(crate) const SIGNERS: [(Signer, &str, &str); 9] = [
    (Signer::WithoutGrant, "a key without a grant", "grant_absent"),
    (Signer::OnUnknownGrant, "a key on a grant that is not in the log", "grant_absent"),
    (Signer::AsRoot, "a key that calls itself the root", "grant_absent"),
    (Signer::OnOthersGrant, "a key on someone else's grant", "grant_mismatch"),
    (Signer::Expired, "a key on a grant that has expired", "grant_expired"),
    (Signer::Left, "the key of someone who left, after that was known", "key_ended"),
    (Signer::Lost, "a key that was lost", "key_ended"),
    (Signer::ByLost, "a key granted by a lost key", "grant_void"),
    (Signer::Forged, "another key's signature", "signature_bad"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signer {
    WithoutGrant,
    OnUnknownGrant,
    AsRoot,
    OnOthersGrant,
    Expired,
    Left,
    Lost,
    ByLost,
    Forged,
}

/// A country in which all of these have something, or had.
struct Desks {
    scene: Scene,
    grants: Vec<(Actor, Digest)>,
}

impl Desks {
    fn new() -> Self {
        let mut scene = Scene::new();
        let mut grants = Vec::new();
        let mut give = |scene: &mut Scene, by: &Actor, to: Actor, until: Option<_>| {
            let grant = Grant { until, ..everything(&to) };
            grants.push((to, scene.grant(by, "national", grant)));
        };
        give(&mut scene, &cast::NATIONAL_ADMIN, EVERYTHING, None);
        give(&mut scene, &cast::NATIONAL_ADMIN, EXPIRED, Some(day()));
        give(&mut scene, &cast::NATIONAL_ADMIN, LEFT, None);
        give(&mut scene, &cast::NATIONAL_ADMIN, LOST, None);
        give(&mut scene, &LOST, BY_LOST, None);
        scene.day("2026-11-24");
        scene.left(&cast::NATIONAL_ADMIN, "national", &LEFT, "2026-12-31");
        scene.lost(&cast::NATIONAL_ADMIN, "national", &LOST, &[]);
        Self { scene, grants }
    }

    fn grant(&self, of: Actor) -> Digest {
        self.grants.iter().find(|(actor, _)| *actor == of).expect("has one").1
    }

    fn signed(&mut self, signer: Signer, doc: &Doc, says: Says<'_>) -> Parcel {
        let root = self.scene.national().root_id();
        let (by, grant) = match signer {
            Signer::WithoutGrant | Signer::OnUnknownGrant => (cast::STRANGER, nothing()),
            Signer::AsRoot => (EVERYTHING, root),
            Signer::OnOthersGrant => (cast::DETERMINER, self.grant(EVERYTHING)),
            Signer::Expired => (EXPIRED, self.grant(EXPIRED)),
            Signer::Left => (LEFT, self.grant(LEFT)),
            Signer::Lost => (LOST, self.grant(LOST)),
            Signer::ByLost => (BY_LOST, self.grant(BY_LOST)),
            Signer::Forged => (EVERYTHING, self.grant(EVERYTHING)),
        };
        let by = if signer == Signer::OnUnknownGrant { EVERYTHING } else { by };
        let mut parcel = self.written(&by, grant, doc, says);
        if signer == Signer::Forged {
            let sealed: &Sealed = &parcel.record.sealed;
            parcel.record.signature = cast::DETERMINER.key().sign(&sealed.bytes(&root));
        }
        parcel
    }

    fn written(&mut self, by: &Actor, grant: Digest, doc: &Doc, says: Says<'_>) -> Parcel {
        let root = self.scene.national().root_id();
        let pen = Pen { by, grant, cursor: self.scene.national().head(), root };
        let history = History::new(doc.scope.clone(), doc.id);
        let record = pen.sign(&history, doc.kind, &history.heads(), 1, says);
        Parcel { record, openings: None }
    }
}

fn everything(to: &Actor) -> Grant {
    let machines = [Capability::Log, Capability::Sync];
    let all: Vec<_> = Capability::ALL.into_iter().filter(|one| !machines.contains(one)).collect();
    delegating(person(to, &all), &Capability::ALL)
}

fn code(answer: Result<Admitted, Refusal>) -> &'static str {
    answer.map_or_else(|refusal| refusal.code(), |_| "ok")
}

#[test]
fn nobody_says_anything_with_what_is_not_theirs() {
    let mut desks = Desks::new();
    for (kind, name) in Kind::ALL.into_iter().flat_map(|kind| NAMES.map(|name| (kind, name))) {
        let act = act(name, &office("RI"));
        let says = act.as_ref().map_or(Says::Content(&[("note", "x")]), Says::Act);
        for log in LOGS {
            let doc = desks.scene.new_doc(log, kind);
            for (signer, what, right) in SIGNERS {
                let parcel = desks.signed(signer, &doc, says);
                let case = format!("{what}: {kind} {name} in {log}");
                assert_eq!(code(desks.scene.judge(&parcel)), right, "{case}");
            }
        }
    }
}

#[test]
fn a_root_key_appoints_and_does_nothing_else() {
    let mut desks = Desks::new();
    let root = desks.scene.national().root_id();
    for (kind, name) in Kind::ALL.into_iter().flat_map(|kind| NAMES.map(|name| (kind, name))) {
        for log in LOGS {
            let act = act(name, &office("RI"));
            let says = act.as_ref().map_or(Says::Content(&[("note", "x")]), Says::Act);
            let doc = desks.scene.new_doc(log, kind);
            let parcel = desks.written(&cast::ROOT, root, &doc, says);
            let right = match (kind, name, log) {
                _ if !lives_in(kind, log) => "not_allowed",
                // The key that is to be revoked was never granted anything.
                (Kind::Roster, "revoke_key" | "revoke_key (lost)", "national") => {
                    "citation_missing"
                }
                _ => "root_only_appoints",
            };
            let case = format!("{kind} {name} in {log}");
            assert_eq!(code(desks.scene.judge(&parcel)), right, "{case}");
        }
    }
    let administrator = everything(&Actor::new(110, "administrator", "RI"));
    desks.scene.grant(&cast::ROOT, "national", administrator);
    desks.scene.left(&cast::ROOT, "national", &cast::ISSUER, "2026-12-31");
}

#[test]
fn a_key_with_everything_is_refused_for_its_office_and_the_document_alone() {
    let mut desks = Desks::new();
    let grant = desks.grant(EVERYTHING);
    let matrix = crate::matrix::run();
    for (kind, name) in Kind::ALL.into_iter().flat_map(|kind| NAMES.map(|name| (kind, name))) {
        for log in LOGS.into_iter().filter(|log| lives_in(kind, log)) {
            let act = act(name, &office(log.strip_prefix("office/").unwrap_or("RI")));
            let says = act.as_ref().map_or(Says::Content(&[("note", "x")]), Says::Act);
            let doc = desks.scene.new_doc(log, kind);
            let parcel = desks.written(&EVERYTHING, grant, &doc, says);
            let answer = code(desks.scene.judge(&parcel));
            let of_matrix = matrix[&(kind, name, Relation::National)][&Capability::ALL.to_vec()];
            let case = format!("{kind} {name} in {log}");
            if of_matrix == "ok" {
                let about_rights = ["not_allowed", "wrong_office", "grant_insufficient"];
                assert!(!about_rights.contains(&answer), "{case}: {answer}");
            } else {
                assert!([of_matrix, "wrong_position"].contains(&answer), "{case}: {answer}");
            }
        }
    }
}
