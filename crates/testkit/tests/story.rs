//! The cast can do its work, and the same story gives the same bytes.

use kecuali_domain::{
    Scope,
    act::Position,
    fold::{Outcome, Reason},
    status::Status,
};
use kecuali_testkit::{Scene, cast, sample};

#[test]
fn an_application_goes_from_draft_to_the_list_and_off_it() {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let entry = scene.determined(sample::ENTRY, item);
    assert_eq!(scene.status(&entry), Status::Determined);
    let decision = scene.document(&entry).state().decision().cloned().unwrap();
    assert_eq!(decision.ends.unwrap().to_string(), sample::LAST_DAY);
    scene.take_down(&cast::DETERMINER, &entry, &["description"]);
    assert_eq!(scene.status(&entry), Status::Determined);
    scene.revoke(&cast::DETERMINER, &entry);
    assert_eq!(scene.status(&entry), Status::Revoked);
}

#[test]
fn a_proposal_goes_through_the_province_and_comes_back() {
    let mut scene = Scene::new();
    let entry = scene.draft(&cast::PPID, sample::ENTRY);
    let early = scene.submit(&cast::PPID, &entry, None);
    let missing = Outcome::NoEffect(Reason::EndorsementMissing);
    assert_eq!(scene.outcome(&entry, &early), Some(missing));
    scene.decline(&cast::PATRON, &entry, Position::Patron);
    assert_eq!(scene.status(&entry), Status::Declined);
    scene.edit(&cast::PPID, &entry, &[("description", "Lebih jelas")]);
    scene.endorse_by_all(&entry);
    scene.submit(&cast::PPID, &entry, None);
    assert_eq!(scene.status(&entry), Status::AtProvince);
    scene.forward(&cast::FORWARDER, &entry);
    assert_eq!(scene.status(&entry), Status::AtNational);
    scene.comment(&cast::DETERMINER, &entry, "Pasal mana?");
    scene.give_back(&cast::DETERMINER, &entry);
    assert_eq!(scene.status(&entry), Status::Returned);
    scene.submit(&cast::PPID, &entry, None);
    scene.withdraw(&cast::PPID, &entry);
    assert_eq!(scene.status(&entry), Status::Withdrawn);
    scene.submit(&cast::PPID, &entry, None);
    scene.open(&cast::DETERMINER, &entry);
    assert_eq!(scene.status(&entry), Status::ConcludedOpen);
}

#[test]
fn a_lost_key_takes_its_decision_along() {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let entry = scene.determined(sample::ENTRY, item);
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, &[]);
    assert_eq!(scene.status(&entry), Status::AtNational);
    scene.determine(&cast::DETERMINER_2, &entry, item);
    assert_eq!(scene.status(&entry), Status::Determined);
}

#[test]
fn the_same_story_gives_the_same_bytes() {
    let tell = || {
        let mut scene = Scene::new();
        let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
        scene.determined(sample::ENTRY, item);
        scene.day("2026-11-24");
        scene
    };
    let (one, other) = (tell(), tell());
    for scope in ["national", "office/3604", "office/1101"] {
        let scope: Scope = scope.parse().unwrap();
        assert_eq!(one.log(&scope).head, other.log(&scope).head);
        assert_eq!(one.checkpoint(&scope), other.checkpoint(&scope));
    }
}
