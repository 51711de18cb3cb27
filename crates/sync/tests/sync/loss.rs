//! Keys that were lost: a book comes to what the reference country comes to, however it read.

use std::{collections::BTreeMap, sync::Arc};

use kecuali_domain::{Capability, DocumentId, Scope};
use kecuali_encoding::Digest;
use kecuali_storage::MemoryStore;
use kecuali_sync::Book;
use kecuali_testkit::{Actor, Doc, Scene, cast, delegating, person, sample};

use crate::town::{
    Page, Pc, Server, feed, feed_one_by_one, office, opening, page, picture, root, written,
};

/// What the reference says of each document.
fn told(scene: &Scene) -> BTreeMap<(Scope, DocumentId), Page> {
    let pages = scene.documents();
    pages.map(|(doc, document)| ((doc.scope.clone(), doc.id), page(document))).collect()
}

/// What a book says, openings left out: the reference does not read those back.
fn read(book: &mut Book) -> BTreeMap<(Scope, DocumentId), Page> {
    let pages = picture(book).documents.into_iter();
    pages.map(|(name, page)| (name, page.without_openings())).collect()
}

fn hold(scene: &Scene) {
    let expected = told(scene);
    let mut at_once = Book::open(root(), Arc::new(MemoryStore::default())).unwrap();
    feed(&mut at_once, scene);
    let (_, commit) = at_once.finish();
    at_once.store().commit(&commit).unwrap();
    assert_eq!(read(&mut at_once), expected, "read in one batch");

    let mut one_by_one = Book::open(root(), Arc::new(MemoryStore::default())).unwrap();
    feed_one_by_one(&mut one_by_one, scene);
    assert_eq!(read(&mut one_by_one), expected, "read in batches of one");
    assert_eq!(read(&mut one_by_one.reopen().unwrap()), expected, "read from the store");

    let mut server = Server::new(written(scene));
    let mut jakarta = Pc::new(&cast::NATIONAL_PC);
    assert!(jakarta.sync(&mut server).alarms.is_empty());
    assert_eq!(read(jakarta.desk.book_mut()), expected, "read by a new replica");
    jakarta.restart();
    assert_eq!(read(jakarta.desk.book_mut()), expected, "and by it again");
}

fn last_record(scene: &Scene, scope: &Scope) -> Digest {
    let root = scene.national().root_id();
    scene.log(scope).records().last().unwrap().0.hash(&root)
}

/// Two decisions by one key; the hash of the record of the first.
fn two_decided(scene: &mut Scene) -> (Doc, Doc, Digest) {
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let first = scene.determined(sample::ENTRY, item);
    let cut = last_record(scene, &office());
    let second = scene.determined(sample::ENTRY, item);
    (first, second, cut)
}

#[test]
fn a_decision_by_a_lost_key_is_void_everywhere() {
    let mut scene = opening();
    two_decided(&mut scene);
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, &[]);
    hold(&scene);
}

#[test]
fn a_cut_keeps_what_lies_before_it_for_those_too_who_read_the_loss_first() {
    let mut scene = opening();
    let (first, second, cut) = two_decided(&mut scene);
    let cuts = [("office/3604", cut)];
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, &cuts);
    assert!(scene.document(&first).state().decision().is_some());
    assert!(scene.document(&second).state().decision().is_none());
    hold(&scene);
}

#[test]
fn a_cut_in_the_offices_own_log_holds_after_a_restart() {
    let mut scene = opening();
    let first = scene.draft(&cast::PPID, sample::ENTRY);
    scene.endorse_by_all(&first);
    scene.submit(&cast::PPID, &first, None);
    let cut = last_record(&scene, &office());
    let second = scene.draft(&cast::PPID, sample::ENTRY);
    scene.endorse_by_all(&second);
    scene.submit(&cast::PPID, &second, None);
    scene.lost(&cast::NATIONAL_ADMIN, "office/3604", &cast::PPID, &[("office/3604", cut)]);
    assert_eq!(scene.document(&first).state().submissions().len(), 1);
    assert_eq!(scene.document(&second).state().submissions().len(), 0);
    hold(&scene);
}

#[test]
fn a_determination_goes_on_after_a_key_was_lost_in_the_same_page() {
    let mut scene = opening();
    let (.., cut) = two_decided(&mut scene);
    let issue = scene.national().determinations()[0].change;
    let cuts = [("office/3604", cut)];
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, &cuts);
    scene.revoke_items(&cast::DETERMINER_2, &issue, &[1]);
    hold(&scene);
}

#[test]
fn one_who_left_and_a_loss_of_the_one_who_revoked_come_out_the_same() {
    const SECOND: Actor = Actor::new(134, "second-admin", "RI");
    let mut scene = opening();
    let admin = delegating(person(&SECOND, &[Capability::Administer]), &[Capability::Administer]);
    scene.grant(&cast::NATIONAL_ADMIN, "national", admin);
    two_decided(&mut scene);
    scene.left(&cast::OFFICE_ADMIN, "office/3604", &cast::PPID, "2026-12-01");
    scene.lost(&SECOND, "national", &cast::OFFICE_ADMIN, &[]);
    scene.lost(&cast::NATIONAL_ADMIN, "national", &SECOND, &[]);
    hold(&scene);
}
