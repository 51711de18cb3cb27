//! Keys that end: who left, what was lost, and what falls with it.

use kecuali_domain::{
    Capability, Kind, Scope,
    act::{Act, Comment, KeyEnd, Position, RevokeKey, SetDay},
    fold::{Outcome, Reason},
    status::Status,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_testkit::{
    Actor, Doc, Parcel, Pen, Says, Scene, What, cast, delegating, person, sample,
};

const VOID: Option<Outcome> = Some(Outcome::NoEffect(Reason::Void));
const EFFECT: Option<Outcome> = Some(Outcome::Effect);

fn note() -> Says<'static> {
    Says::Content(&[("note", "lain")])
}

fn code(scene: &Scene, parcel: &Parcel) -> &'static str {
    scene.judge(parcel).map_or_else(|refusal| refusal.code(), |_| "ok")
}

/// The hash of the last record of a log.
fn last_record(scene: &Scene, doc: &Doc) -> Digest {
    match scene.log(&doc.scope).members.last().map(|member| member.what.clone()) {
        Some(What::Record { hash, .. }) => hash,
        Some(What::Day(_)) | None => panic!("the log ends with a record"),
    }
}

fn left(key: KeyId) -> Act {
    let until = "2026-12-31".parse().unwrap();
    Act::RevokeKey(RevokeKey { key, how: KeyEnd::Left { until } })
}

fn lost(key: KeyId) -> Act {
    Act::RevokeKey(RevokeKey { key, how: KeyEnd::Lost { cuts: [].into() } })
}

#[test]
fn what_was_signed_before_a_departure_was_known_arrives_until_its_day() {
    let mut scene = Scene::new();
    let doc = scene.draft(&cast::PPID, sample::ENTRY);
    let before = scene.write(&cast::PPID, &doc, note());
    let pen = scene.pen(&cast::PPID, &doc, note());
    scene.left(&cast::OFFICE_ADMIN, "office/3604", &cast::PPID, "2026-11-25");
    scene.day("2026-11-24");
    let history = scene.document(&doc).history().clone();
    let pen = Pen { cursor: scene.national().head(), ..pen };
    let record = pen.sign(&history, doc.kind, &history.heads(), 1, note());
    let after = Parcel { record, openings: None };
    assert_eq!(code(&scene, &before), "ok");
    assert_eq!(code(&scene, &after), "key_ended", "its signer could have known");
    scene.day("2026-11-25");
    assert_eq!(code(&scene, &before), "ok");
    scene.day("2026-11-26");
    assert_eq!(code(&scene, &before), "key_ended", "the days of grace are over");
}

#[test]
fn a_last_day_that_is_over_ends_a_key_at_once_and_voids_nothing() {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let entry = scene.determined(sample::ENTRY, item);
    let next = scene.write(&cast::PPID, &entry, note());
    assert_eq!(code(&scene, &next), "ok");
    scene.left(&cast::OFFICE_ADMIN, "office/3604", &cast::PPID, "2026-11-22");
    assert_eq!(code(&scene, &next), "key_ended", "however old its cursor is");
    assert_eq!(scene.status(&entry), Status::Determined);
}

#[test]
fn no_office_calls_a_key_lost_not_even_its_own() {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let entry = scene.determined(sample::ENTRY, item);
    let administrators = [cast::OFFICE_ADMIN, cast::PROVINCE_ADMIN];
    let keys = [(cast::PPID, "office/3604"), (cast::OFFICE_ADMIN, "national")];
    for (by, (target, log)) in administrators.iter().flat_map(|by| keys.map(|key| (by, key))) {
        let doc = scene.new_doc(log, Kind::Roster);
        let parcel = scene.write(by, &doc, Says::Act(&lost(target.id())));
        assert_eq!(code(&scene, &parcel), "wrong_office", "{} on {}", by.name, target.name);
        let parcel = scene.write(by, &doc, Says::Act(&left(target.id())));
        assert_eq!(code(&scene, &parcel), "ok", "{} on {}", by.name, target.name);
    }
    assert_eq!(scene.status(&entry), Status::Determined);
    scene.lost(&cast::NATIONAL_ADMIN, "office/3604", &cast::PPID, &[]);
    assert_eq!(
        scene.status(&entry),
        Status::Endorsed,
        "KPU RI says so, and its row has lost its ground"
    );
}

#[test]
fn what_a_lost_key_signed_up_to_the_cut_stands() {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let first = scene.determined(sample::ENTRY, item);
    let cut = last_record(&scene, &first);
    let second = scene.determined(sample::ENTRY, item);
    let decided = |scene: &Scene, doc: &Doc| {
        let acts = scene.document(doc).acts().iter();
        acts.filter(|act| act.signer == cast::DETERMINER.id()).map(|act| act.id).next().unwrap()
    };
    let (one, two) = (decided(&scene, &first), decided(&scene, &second));
    let sent_late = scene.write(&cast::DETERMINER, &first, Says::Act(&comment()));
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, &[("office/3604", cut)]);
    assert_eq!((scene.outcome(&first, &one), scene.outcome(&second, &two)), (EFFECT, VOID));
    assert_eq!(scene.status(&first), Status::Determined);
    assert_eq!(scene.status(&second), Status::AtNational);
    assert_eq!(code(&scene, &sent_late), "key_ended");
}

fn comment() -> Act {
    Act::Comment(Comment { text: "x".to_owned(), field: None })
}

#[test]
fn a_lost_key_of_the_staff_is_cut_off_in_its_own_log() {
    let mut scene = Scene::new();
    let doc = scene.draft(&cast::PPID, sample::ENTRY);
    let kept = scene.endorse(&cast::PATRON, &doc, Position::Patron);
    let cut = last_record(&scene, &doc);
    scene.edit(&cast::PPID, &doc, &[("note", "x")]);
    let gone = scene.endorse(&cast::PATRON, &doc, Position::Patron);
    scene.lost(&cast::NATIONAL_ADMIN, "office/3604", &cast::PATRON, &[("office/3604", cut)]);
    assert_eq!((scene.outcome(&doc, &kept), scene.outcome(&doc, &gone)), (EFFECT, VOID));
}

#[test]
fn what_a_lost_administrator_gave_after_the_cut_falls_with_the_key() {
    const HELPER: Actor = Actor::new(130, "helper", "3604");
    let mut scene = Scene::new();
    scene.grant(&cast::OFFICE_ADMIN, "office/3604", person(&HELPER, &[Capability::Draft]));
    let doc = scene.draft(&HELPER, sample::ENTRY);
    let next = scene.write(&HELPER, &doc, note());
    assert_eq!(code(&scene, &next), "ok");
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::OFFICE_ADMIN, &[]);
    assert_eq!(code(&scene, &next), "grant_void");
}

/// What a loss makes of every entry, supposed and then signed.
fn supposed_and_then(scene: &mut Scene, log: &str, who: &Actor, cuts: &[(&str, Digest)]) {
    let scope: Scope = log.parse().unwrap();
    let mut national = scene.national().clone();
    let end = scene.log(&scope).members.len();
    let ends = [(scope, u64::try_from(end).unwrap())].into();
    let named = cuts.iter().map(|(log, record)| ((*log).to_owned(), *record)).collect();
    for (log, record) in cuts {
        let scope: Scope = log.parse().unwrap();
        let members = &scene.log(&scope).members;
        let is_it = |what: &What| matches!(what, What::Record { hash, .. } if hash == record);
        let index = members.iter().position(|member| is_it(&member.what)).unwrap();
        national.learn_position(log, *record, u64::try_from(index + 1).unwrap());
    }
    national.suppose_lost(who.id(), &named, &ends);
    let fold = |document: &kecuali_ledger::Document| {
        let mut document = document.clone();
        document.refold(&national);
        document.state().clone()
    };
    let supposed: Vec<(Doc, _)> =
        scene.documents().map(|(doc, document)| (doc.clone(), fold(document))).collect();
    scene.lost(&cast::NATIONAL_ADMIN, log, who, cuts);
    for (doc, supposed) in supposed {
        assert_eq!(&supposed, scene.document(&doc).state(), "{log} {who:?}");
    }
}

#[test]
fn what_a_loss_is_supposed_to_void_is_what_it_voids() {
    for (log, who) in [
        ("national", &cast::DETERMINER),
        ("national", &cast::ISSUER),
        ("national", &cast::OFFICE_ADMIN),
        ("office/3604", &cast::PPID),
        ("office/3604", &cast::PATRON),
    ] {
        for is_cut in [false, true] {
            let mut scene = Scene::new();
            let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
            let first = scene.determined(sample::ENTRY, item);
            let cut = last_record(&scene, &first);
            scene.determined(sample::ENTRY, item);
            let cuts = [("office/3604", cut)];
            supposed_and_then(&mut scene, log, who, if is_cut { &cuts } else { &[] });
        }
    }
}

#[test]
fn a_revocation_by_a_key_that_was_lost_before_is_undone() {
    const SECOND: Actor = Actor::new(131, "second-admin", "RI");
    let mut scene = Scene::new();
    let admin = delegating(person(&SECOND, &[Capability::Administer]), &Capability::ALL);
    scene.grant(&cast::ROOT, "national", admin);
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let entry = scene.determined(sample::ENTRY, item);
    scene.lost(&SECOND, "national", &cast::DETERMINER, &[]);
    assert_eq!(scene.status(&entry), Status::AtNational);
    scene.lost(&cast::ROOT, "national", &SECOND, &[]);
    assert_eq!(scene.status(&entry), Status::Determined, "who cut it off had no say any more");
}

#[test]
fn no_office_ends_a_key_of_kpu_ri_or_of_another_office() {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let entry = scene.determined(sample::ENTRY, item);
    let attempts = [
        (cast::OFFICE_ADMIN, "office/3604", cast::DETERMINER),
        (cast::OFFICE_ADMIN, "national", cast::DETERMINER),
        (cast::PROVINCE_ADMIN, "office/3604", cast::DETERMINER),
        (cast::PROVINCE_ADMIN, "national", cast::NATIONAL_ADMIN),
        (cast::OFFICE_ADMIN, "office/3604", cast::FORWARDER),
        (cast::OTHER_ADMIN, "national", cast::OFFICE_ADMIN),
        (cast::OTHER_ADMIN, "national", cast::LOG),
    ];
    for (by, log, target) in attempts {
        let doc = scene.new_doc(log, Kind::Roster);
        for act in [left(target.id()), lost(target.id())] {
            let parcel = scene.write(&by, &doc, Says::Act(&act));
            assert_eq!(code(&scene, &parcel), "wrong_office", "{} ends {}", by.name, target.name);
        }
    }
    let doc = scene.new_doc("national", Kind::Roster);
    let parcel = scene.write(&cast::NATIONAL_ADMIN, &doc, Says::Act(&lost(cast::ROOT.id())));
    assert_eq!(code(&scene, &parcel), "root_only_appoints");
    assert_eq!(scene.status(&entry), Status::Determined);
}

#[test]
fn granting_someone_elses_key_first_gives_no_say_about_it() {
    const NEW: Actor = Actor::new(132, "new-determiner", "RI");
    let mut scene = Scene::new();
    let mine = Actor { office: cast::ELSEWHERE, ..NEW };
    scene.grant(&cast::OTHER_ADMIN, "office/1101", person(&mine, &[Capability::Draft]));
    scene.grant(&cast::NATIONAL_ADMIN, "national", person(&NEW, &[Capability::Determine]));
    for log in ["national", "office/1101"] {
        let doc = scene.new_doc(log, Kind::Roster);
        let parcel = scene.write(&cast::OTHER_ADMIN, &doc, Says::Act(&left(NEW.id())));
        assert_eq!(code(&scene, &parcel), "wrong_office", "{log}");
    }
    scene.left(&cast::NATIONAL_ADMIN, "national", &NEW, "2026-12-31");
}

#[test]
fn a_key_that_only_an_office_log_knows_is_unknown_in_national() {
    let mut scene = Scene::new();
    let doc = scene.new_doc("national", Kind::Roster);
    let act = lost(cast::PPID.id());
    let parcel = scene.write(&cast::NATIONAL_ADMIN, &doc, Says::Act(&act));
    assert_eq!(code(&scene, &parcel), "citation_missing");
    scene.lost(&cast::NATIONAL_ADMIN, "office/3604", &cast::PPID, &[]);
}

#[test]
fn what_a_lost_key_issued_and_set_in_national_does_not_count_any_more() {
    const SECOND: Actor = Actor::new(133, "second-admin", "RI");
    let mut scene = Scene::new();
    let admin = delegating(person(&SECOND, &[Capability::Administer]), &[Capability::Administer]);
    scene.grant(&cast::NATIONAL_ADMIN, "national", admin);
    let doc = scene.new_doc("national", Kind::Policy);
    let day = Act::SetDay(SetDay { day: "2099-01-01".parse().unwrap() });
    scene.act(&SECOND, &doc, &day);
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let before = scene.national().head().position;
    scene.lost(&cast::NATIONAL_ADMIN, "national", &SECOND, &[]);
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::ISSUER, &[]);
    let day = |position| scene.national().at(position).day().unwrap().to_string();
    let now = scene.national().head().position;
    assert_eq!((day(before), day(now)), ("2099-01-01".to_owned(), "2026-11-23".to_owned()));
    assert!(scene.national().at(before).item_stands(item), "as it was judged then");
    assert!(!scene.national().now().item_stands(item));
    scene.left(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, "2026-12-31");
}
