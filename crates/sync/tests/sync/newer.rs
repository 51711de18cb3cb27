//! A log that holds what a newer program wrote goes on; the document it is about waits, closed.

use kecuali_domain::Kind;
use kecuali_sync::{Book, Taken, write_record};
use kecuali_testkit::{Parcel, Says, cast};

use crate::town::{office, opening, root, written};

/// The same change as a program of schema 2 would have signed it.
fn of_schema_2(parcel: &Parcel) -> Vec<u8> {
    let mut sealed = parcel.record.sealed.clone();
    sealed.schema = 2;
    let root = root().id();
    write_record(&sealed.sign(parcel.record.change.clone(), &root, &cast::PPID.key()))
}

#[test]
fn a_record_of_a_newer_schema_holds_its_place_and_closes_its_document() {
    let mut scene = opening();
    let mut book = Book::open(root(), written(&scene)).unwrap();
    let (doc, other) =
        (scene.new_doc("office/3604", Kind::Entry), scene.new_doc("office/3604", Kind::Entry));
    let first = scene.write(&cast::PPID, &doc, Says::Content(&[("information", "Akta")]));
    let elsewhere = scene.write(&cast::PPID, &other, Says::Content(&[("information", "Ijazah")]));
    let (newer, judged) = (of_schema_2(&first), book.national().head());
    assert_eq!(book.admit(&newer, None).unwrap_err().code(), "newer", "nobody sends it here");

    let before = book.head(&office()).position;
    let taken = |book: &mut Book, bytes: &[u8]| match book.follow(bytes, None, judged) {
        Ok(Taken::At(_, point)) => point.position,
        other => panic!("{other:?}"),
    };
    assert_eq!(taken(&mut book, &newer), before + 1);
    assert_eq!(taken(&mut book, &write_record(&elsewhere.record)), before + 2);
    let (_, commit) = book.finish();
    book.store().commit(&commit).unwrap();
    let head = book.head(&office());
    for mut book in [book.reopen().unwrap(), book] {
        assert_eq!(book.head(&office()), head);
        assert!(book.document(&office(), doc.id).unwrap().unwrap().is_closed());
        let open = book.document(&office(), other.id).unwrap().unwrap();
        assert!(!open.is_closed() && open.content().one("information") == Some("Ijazah"));
        assert_eq!(book.admit(&write_record(&first.record), None).unwrap_err().code(), "newer");
    }
}

#[test]
fn a_newer_record_with_another_signature_is_not_taken() {
    let mut scene = opening();
    let mut book = Book::open(root(), written(&scene)).unwrap();
    let doc = scene.new_doc("office/3604", Kind::Entry);
    let first = scene.write(&cast::PPID, &doc, Says::Content(&[("information", "Akta")]));
    let mut newer = of_schema_2(&first);
    *newer.last_mut().unwrap() ^= 1;
    let judged = book.national().head();
    assert_eq!(book.follow(&newer, None, judged).unwrap_err().code(), "signature_bad");
}
