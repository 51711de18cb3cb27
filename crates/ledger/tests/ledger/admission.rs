//! Each refusal, provoked by a record made for it, and that it leaves no trace.

use std::collections::BTreeMap;

use kecuali_document::{History, check};
use kecuali_domain::{
    Capability, Day, Kind,
    act::{
        About, Act, Comment, Determine, Grant, Issue, ItemRef, Position, ReadAct, Seen, SetDay,
        Submission, Succession,
    },
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{Attached, Judgement, Point, Record, Refusal, admit};
use kecuali_testkit::{Actor, Doc, Parcel, Says, Scene, cast, delegating, person, sample};

use crate::says::{day, nothing};

/// Pushes something that is refused, and looks at everything it could have touched.
fn refused(scene: &mut Scene, parcel: &Parcel) -> Refusal {
    let look = |scene: &Scene| {
        let docs: Vec<_> = scene
            .documents()
            .map(|(doc, d)| (doc.clone(), d.version(), d.history().len(), d.state().clone()))
            .collect();
        let heads: Vec<_> = scene.logs().map(|(scope, log)| (scope.clone(), log.head)).collect();
        (docs, heads, scene.national().head(), scene.national().now().entry_policy())
    };
    let before = look(scene);
    let refusal = scene.push(parcel).expect_err("it is refused");
    assert!(look(scene) == before, "{} left a trace", refusal.code());
    refusal
}

fn expect(scene: &mut Scene, parcel: &Parcel, code: &str, retry: bool, hostile: bool) {
    let refusal = refused(scene, parcel);
    let found = (refusal.code(), refusal.is_retry(), refusal.is_hostile());
    assert_eq!(found, (code, retry, hostile), "{refusal}");
    assert!(!refusal.to_string().is_empty());
}

fn scene() -> (Scene, Doc, ItemRef) {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let doc = scene.draft(&cast::PPID, sample::ENTRY);
    scene.endorse_by_all(&doc);
    (scene, doc, item)
}

fn edit(scene: &mut Scene, doc: &Doc) -> Parcel {
    scene.write(&cast::PPID, doc, Says::Content(&[("note", "lain")]))
}

fn sealed_again(parcel: &Parcel, scene: &Scene, by: &Actor) -> Parcel {
    let Record { change, sealed, .. } = parcel.record.clone();
    let record = sealed.sign(change, &scene.national().root_id(), &by.key());
    Parcel { record, openings: parcel.openings.clone() }
}

#[test]
fn a_record_of_a_newer_program_waits() {
    let (mut scene, doc, _) = scene();
    let mut schema = edit(&mut scene, &doc);
    schema.record.sealed.schema = 2;
    let schema = sealed_again(&schema, &scene, &cast::PPID);
    expect(&mut scene, &schema, "newer", true, false);
    let act = scene.write(&cast::PPID, &doc, Says::Text(r#"{"act":"bless"}"#));
    expect(&mut scene, &act, "newer", true, false);
}

#[test]
fn what_a_newer_program_wrote_is_taken_from_a_valid_log_and_has_no_effect() {
    let (mut scene, doc, _) = scene();
    let act = scene.write(&cast::PPID, &doc, Says::Text(r#"{"act":"bless"}"#));
    let comment = Act::Comment(Comment { text: "x".to_owned(), field: None });
    let mut schema = scene.write(&cast::PPID, &doc, Says::Act(&comment));
    schema.record.sealed.schema = 2;
    let schema = sealed_again(&schema, &scene, &cast::PPID);
    for parcel in [act, schema] {
        let judged = scene.national().head();
        let judgement =
            Judgement { national: scene.national(), judged, position: 99, stamped: true };
        let mut document = scene.document(&doc).clone();
        let state = document.state().clone();
        let admitted =
            admit(&judgement, &document, &parcel.record, Attached::Nothing).expect("it is taken");
        document.take(&admitted, Some(99), judged, scene.national());
        assert!(document.is_read_only());
        assert_eq!(document.state(), &state);
    }
    let mut none = edit(&mut scene, &doc);
    none.record.sealed.schema = 0;
    let none = sealed_again(&none, &scene, &cast::PPID);
    let judged = scene.national().head();
    let judgement = Judgement { national: scene.national(), judged, position: 99, stamped: true };
    let refusal = admit(&judgement, scene.document(&doc), &none.record, Attached::Nothing);
    assert_eq!(refusal.unwrap_err().code(), "newer", "there never was a schema 0");
}

#[test]
fn a_document_keeps_its_kind() {
    let (mut scene, doc, _) = scene();
    let mut other = edit(&mut scene, &doc);
    other.record.sealed.kind = Kind::Roster;
    let other = sealed_again(&other, &scene, &cast::PPID);
    let judged = scene.national().head();
    let judgement = Judgement { national: scene.national(), judged, position: 99, stamped: false };
    let refusal = admit(&judgement, scene.document(&doc), &other.record, Attached::Nothing);
    assert_eq!(refusal.unwrap_err().code(), "kind_mismatch");
}

#[test]
fn a_cursor_is_a_place_of_this_log_that_has_been_reached() {
    let (mut scene, doc, _) = scene();
    let head = scene.national().head();
    let ahead = Point { position: head.position + 1, digest: nothing() };
    let forged = Point { position: head.position, digest: nothing() };
    for cursor in [ahead, forged] {
        let mut parcel = edit(&mut scene, &doc);
        parcel.record.sealed.cursor = cursor;
        let parcel = sealed_again(&parcel, &scene, &cast::PPID);
        expect(&mut scene, &parcel, "cursor_unknown", true, false);
    }
    let parcel = edit(&mut scene, &doc);
    let earlier = scene.national().point(head.position - 1).unwrap();
    let judgement =
        Judgement { national: scene.national(), judged: earlier, position: 99, stamped: true };
    let refusal = admit(&judgement, scene.document(&doc), &parcel.record, Attached::Nothing);
    assert_eq!(refusal.unwrap_err().code(), "cursor_unknown", "judged before what it had read");
}

#[test]
fn bytes_and_signature_belong_together() {
    let (mut scene, doc, _) = scene();
    let honest = edit(&mut scene, &doc);
    let mut cut = honest.clone();
    cut.record.change.pop();
    expect(&mut scene, &cut, "guard_malformed", false, true);
    let mut swapped = honest.clone();
    swapped.record.change = edit(&mut scene, &doc).record.change;
    expect(&mut scene, &swapped, "change_hash", false, true);
    let mut moved = honest.clone();
    moved.record.sealed.document = scene.draft(&cast::PPID, sample::ENTRY).id;
    expect(&mut scene, &moved, "signature_bad", false, true);
    let forged = sealed_again(&honest, &scene, &cast::PATRON);
    expect(&mut scene, &forged, "signature_bad", false, true);
    scene.push(&honest).unwrap();
}

#[test]
fn a_change_of_another_document_does_not_fit() {
    let (mut scene, doc, _) = scene();
    let mut moved = scene.write_at(&cast::PPID, &doc, &genesis(), Says::Content(&[("note", "x")]));
    moved.record.sealed.document = scene.new_doc("office/3604", Kind::Entry).id;
    let moved = sealed_again(&moved, &scene, &cast::PPID);
    expect(&mut scene, &moved, "change_bytes", false, true);
}

fn genesis() -> Vec<Digest> {
    vec![kecuali_document::genesis().0]
}

#[test]
fn a_change_waits_for_its_parents() {
    let (mut scene, doc, _) = scene();
    let first = edit(&mut scene, &doc);
    let mut later = scene.document(&doc).history().clone();
    let checked = check(&later, cast::PPID.id(), &first.record.change).unwrap();
    later.add(&checked, kecuali_document::Side::Office);
    let says = Says::Content(&[("note", "kemudian")]);
    let pen = scene.pen(&cast::PPID, &doc, says);
    let record = pen.sign(&later, doc.kind, &later.heads(), 9, says);
    let second = Parcel { record, openings: None };
    expect(&mut scene, &second, "parent_missing", true, false);
    scene.send(&first);
    scene.send(&second);
}

#[test]
fn an_act_is_canonical_json() {
    let (mut scene, doc, _) = scene();
    for text in [r#"{"text":"x","act":"comment"}"#, r#"{"act": "seen"}"#, "[]", "x"] {
        let act = scene.write(&cast::PPID, &doc, Says::Text(text));
        expect(&mut scene, &act, "act_not_canonical", false, false);
    }
}

#[test]
fn a_grant_that_is_on_its_way_is_waited_for() {
    let (mut scene, doc, _) = scene();
    let mut early = edit(&mut scene, &doc);
    early.record.sealed.grant = nothing();
    let early = sealed_again(&early, &scene, &cast::PPID);
    expect(&mut scene, &early, "grant_absent", true, false);
    let mut others = edit(&mut scene, &doc);
    let seen = Act::Seen(Seen {});
    others.record.sealed.grant = scene.pen(&cast::PATRON, &doc, Says::Act(&seen)).grant;
    let others = sealed_again(&others, &scene, &cast::PPID);
    expect(&mut scene, &others, "grant_mismatch", false, false);
}

#[test]
fn what_is_cited_must_have_been_issued() {
    let (mut scene, doc, item) = scene();
    let covers = scene.version(&doc);
    let submit = |scene: &mut Scene, under| {
        let submission = Submission { covers: covers.clone(), under: Some(under), batch: None };
        scene.write(&cast::PPID, &doc, Says::Act(&Act::Submit(submission)))
    };
    let unknown = submit(&mut scene, ItemRef { issue: nothing(), item: 1 });
    expect(&mut scene, &unknown, "citation_missing", true, false);
    let absent = submit(&mut scene, ItemRef { item: 2, ..item });
    expect(&mut scene, &absent, "act_misplaced", false, false);
    let known = submit(&mut scene, item);
    scene.send(&known);
    let determine = scene.write_determine(&cast::DETERMINER, &doc, item);
    let early = changed_determine(&mut scene, &doc, &determine, |act| act.under.issue = nothing());
    expect(&mut scene, &early, "citation_missing", true, false);
}

/// The act of a record that would be admitted.
pub(crate) fn signed_act(scene: &Scene, parcel: &Parcel) -> Act {
    let admitted = scene.judge(parcel).expect("unchanged, it is admitted");
    match admitted.act {
        Some(ReadAct::Known(act)) => *act,
        Some(ReadAct::Unknown(_)) | None => panic!("it is an act"),
    }
}

/// The same determine with something else in it, signed as a whole.
pub(crate) fn changed_determine(
    scene: &mut Scene,
    doc: &Doc,
    parcel: &Parcel,
    change: impl FnOnce(&mut Determine),
) -> Parcel {
    let Act::Determine(mut determine) = signed_act(scene, parcel) else { panic!("a determine") };
    change(&mut determine);
    let act = Act::Determine(determine);
    let again = scene.write(&cast::DETERMINER, doc, Says::Act(&act));
    Parcel { openings: parcel.openings.clone(), ..again }
}

#[test]
fn some_acts_open_a_document_of_their_own() {
    let mut scene = Scene::new();
    let set = |day: &str| Act::SetDay(SetDay { day: day.parse::<Day>().unwrap() });
    let doc = scene.new_doc("national", Kind::Policy);
    scene.act(&cast::NATIONAL_ADMIN, &doc, &set("2026-11-25"));
    let second = scene.write(&cast::NATIONAL_ADMIN, &doc, Says::Act(&set("2026-11-26")));
    expect(&mut scene, &second, "act_misplaced", false, false);

    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let doc = scene.determination(&item.issue);
    let first = scene.write_issue(&cast::ISSUER, "732", &[sample::ITEM], &[]);
    let act = signed_act(&scene, &first);
    let again = scene.write(&cast::ISSUER, &doc, Says::Act(&act));
    let again = Parcel { openings: first.openings, ..again };
    expect(&mut scene, &again, "act_misplaced", false, false);
}

#[test]
fn kpu_ri_alone_issues() {
    let mut scene = Scene::new();
    let honest = scene.write_issue(&cast::ISSUER, "731", &[sample::ITEM], &[]);
    let Act::Issue(issue) = signed_act(&scene, &honest) else { panic!("an issue") };
    let issue = Issue { authority: "36".parse().unwrap(), day: day(), ..*issue };
    let doc = scene.new_doc("national", Kind::Determination);
    let act = Act::Issue(Box::new(issue));
    let other = scene.write(&cast::ISSUER, &doc, Says::Act(&act));
    let other = Parcel { openings: Some(BTreeMap::new()), ..other };
    expect(&mut scene, &other, "act_misplaced", false, false);
}

#[test]
fn a_change_is_admitted_once() {
    let (mut scene, doc, _) = scene();
    let honest = edit(&mut scene, &doc);
    scene.send(&honest);
    expect(&mut scene, &honest, "duplicate", false, false);
}

#[test]
fn a_refusal_of_the_office_is_given_with_a_reason() {
    let (mut scene, doc, _) = scene();
    let mut word = scene.word(&doc, Position::Patron);
    for note in [None, Some(" ".to_owned())] {
        word.note = note;
        let decline = scene.write(&cast::PATRON, &doc, Says::Act(&Act::Decline(word.clone())));
        expect(&mut scene, &decline, "act_misplaced", false, false);
    }
    let submission = scene.submit(&cast::PPID, &doc, None);
    let silent = Act::Return(About { submission, reason: None });
    let silent = scene.write(&cast::DETERMINER, &doc, Says::Act(&silent));
    expect(&mut scene, &silent, "act_misplaced", false, false);
}

#[test]
fn a_determination_has_items_and_names_its_own_as_successors() {
    let mut scene = Scene::new();
    let old = scene.issue(&cast::ISSUER, "1", &[sample::ITEM]);
    let empty = scene.write_issue(&cast::ISSUER, "2", &[], &[]);
    expect(&mut scene, &empty, "act_misplaced", false, false);
    let elsewhere = Succession { old, new: Some(2) };
    let elsewhere = scene.write_issue(&cast::ISSUER, "2", &[sample::ITEM], &[elsewhere]);
    expect(&mut scene, &elsewhere, "act_misplaced", false, false);
}

#[test]
fn a_grant_is_to_a_key_and_near_the_root() {
    const LADDER: [Actor; 9] = [
        Actor::new(160, "1", "RI"),
        Actor::new(161, "2", "RI"),
        Actor::new(162, "3", "RI"),
        Actor::new(163, "4", "RI"),
        Actor::new(164, "5", "RI"),
        Actor::new(165, "6", "RI"),
        Actor::new(166, "7", "RI"),
        Actor::new(167, "8", "RI"),
        Actor::new(168, "9", "RI"),
    ];
    let mut scene = Scene::new();
    let administrator =
        |to: &Actor| delegating(person(to, &[Capability::Administer]), &[Capability::Administer]);
    let write = |scene: &mut Scene, by: &Actor, grant: Grant| {
        let doc = scene.new_doc("national", Kind::Roster);
        scene.write(by, &doc, Says::Act(&Act::Grant(grant)))
    };
    let weak = Grant { key: KeyId([0; 32]), ..administrator(&LADDER[0]) };
    let weak = write(&mut scene, &cast::NATIONAL_ADMIN, weak);
    expect(&mut scene, &weak, "act_misplaced", false, false);

    let mut by = cast::NATIONAL_ADMIN;
    for (step, next) in LADDER.iter().enumerate() {
        let grant = write(&mut scene, &by, administrator(next));
        if step < 7 {
            scene.send(&grant);
            by = *next;
        } else {
            expect(&mut scene, &grant, "grant_depth", false, false);
        }
    }
}

#[test]
fn a_refused_record_leaves_room_for_the_next() {
    let (mut scene, doc, _) = scene();
    let honest = edit(&mut scene, &doc);
    let stolen = sealed_again(&honest, &scene, &cast::OTHER_PPID);
    let before: History = scene.document(&doc).history().clone();
    refused(&mut scene, &stolen);
    assert_eq!(scene.document(&doc).history().heads(), before.heads());
    scene.send(&honest);
    assert_eq!(scene.document(&doc).content().one("note"), Some("lain"));
}
