//! A book that is read again from its store is the one that wrote it, or says what is damaged.

use std::sync::Arc;

use kecuali_domain::{Kind, Scope};
use kecuali_ledger::National;
use kecuali_storage::{Append, Commit, LogHead, MemoryStore, Store};
use kecuali_sync::Book;
use kecuali_testkit::{cast, sample};

use crate::town::{OFFICE_PC_2, Paper, Pc, Server, office, picture, root, server};

/// A country with a bit of everything in it, and the PC of KPU RI.
fn busy() -> (Server, Pc) {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let item = jakarta.issue(&cast::ISSUER, "730");
    jakarta.sync(&mut server);
    siti.sync(&mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.endorse_by_all(&entry);
    siti.submit(&cast::PPID, &entry, Some(item));
    siti.sync(&mut server);
    budi.sync(&mut server);
    jakarta.sync(&mut server);
    siti.edit(&cast::PPID, &entry, &[("note", "satu")]);
    budi.edit(&cast::PPID, &entry, &[("note", "dua")]);
    let later = jakarta.issue(&cast::ISSUER, "731");
    jakarta.determine(&cast::DETERMINER, &entry, later);
    for pc in [&mut siti, &mut budi, &mut jakarta] {
        pc.sync(&mut server);
    }
    jakarta.sync(&mut server);
    (server, jakarta)
}

fn only_entry(pc: &mut Pc) -> Paper {
    let last = pc.desk.documents(&office()).unwrap().into_iter().last().unwrap();
    Paper { id: last, ..pc.new_paper(&office(), Kind::Entry) }
}

/// What `national` said at every position it ever had.
fn at_every_position(national: &National) -> Vec<String> {
    let keys = [cast::ISSUER, cast::DETERMINER, cast::OFFICE_PC, cast::LOG, cast::STRANGER];
    let said = |position| {
        let at = national.at(position);
        let standing = keys.map(|key| at.standing(key.id(), "national"));
        let point = national.point(position);
        format!("{point:?} {:?} {:?} {standing:?}", at.day(), at.entry_policy())
    };
    (0..=national.head().position).map(said).collect()
}

#[test]
fn a_book_opened_again_says_what_it_said_of_now_and_of_every_earlier_position() {
    let (mut server, mut jakarta) = busy();
    let before = server.picture();
    assert!(before.documents.values().any(|page| page.state.decision().is_some()));
    let said = at_every_position(server.book.national());
    let mut again = server.book.reopen().unwrap();
    assert_eq!(picture(&mut again), before);
    assert_eq!(at_every_position(again.national()), said);
    assert_eq!(at_every_position(jakarta.desk.book().national()), said);
    jakarta.restart();
    assert_eq!(jakarta.picture(), before);
    assert_eq!(at_every_position(jakarta.desk.book().national()), said);
}

#[test]
fn a_book_says_nothing_of_what_another_process_has_put_into_the_store_since() {
    let (mut server, mut jakarta) = busy();
    let before = server.picture();
    let mut reader = server.book.reopen().unwrap();
    let entry = only_entry(&mut jakarta);
    jakarta.comment(&cast::DETERMINER, &entry, "Sementara itu");
    jakarta.sync(&mut server);
    assert_ne!(server.picture(), before);
    assert_eq!(picture(&mut reader), before, "what it reads late is of its own moment");
}

#[test]
fn what_waits_is_shown_again_as_it_was() {
    let (mut server, mut jakarta) = busy();
    let entry = only_entry(&mut jakarta);
    jakarta.comment(&cast::DETERMINER, &entry, "Belum dikirim");
    let item = jakarta.issue(&cast::ISSUER, "732");
    let shown = crate::town::page(&jakarta.shown(&entry));
    let waiting = format!("{:?}", jakarta.desk.waiting());
    jakarta.restart();
    assert_eq!(crate::town::page(&jakarta.shown(&entry)), shown);
    assert_eq!(format!("{:?}", jakarta.desk.waiting()), waiting);
    assert!(jakarta.desk.national().issued(&item.issue).is_some(), "provisionally");
    assert!(jakarta.desk.book().national().issued(&item.issue).is_none());
    jakarta.sync(&mut server);
    assert!(jakarta.desk.book().national().issued(&item.issue).is_some());
}

/// The same store with one bit of one record turned.
fn damaged(store: &dyn Store, log: &str, position: u64) -> Arc<dyn Store> {
    let mut commit = Commit::default();
    for (name, _) in store.heads().unwrap() {
        let mut members = store.members(&name, 0, usize::MAX, usize::MAX).unwrap();
        if name == log {
            let index = usize::try_from(position - 1).unwrap();
            let middle = members[index].bytes.len() / 2;
            members[index].bytes[middle] ^= 1;
        }
        let after = LogHead { position: 0, digest: [0; 32] };
        commit.appends.push(Append { log: name, after, members });
    }
    let copy = MemoryStore::default();
    copy.commit(&commit).unwrap();
    Arc::new(copy)
}

#[test]
fn a_damaged_national_record_keeps_the_book_shut() {
    let (server, _) = busy();
    for position in 1..=server.book.national().head().position {
        let store = damaged(server.book.store().as_ref(), "national", position);
        let error = Book::open(root(), store).unwrap_err();
        assert_eq!(error.code(), "store_damaged", "{position}: {error}");
    }
}

#[test]
fn a_damaged_record_of_an_office_keeps_its_document_shut() {
    let (mut server, _) = busy();
    let documents = server.picture().documents;
    let store = server.book.store();
    let last = server.book.head(&office()).position;
    let member = store.members("office/3604", last - 1, 1, 0).unwrap().remove(0);
    let store = damaged(store.as_ref(), "office/3604", last);
    let mut book = Book::open(root(), store).unwrap();
    let id = kecuali_domain::DocumentId(member.document.unwrap());
    assert_eq!(book.document(&office(), id).unwrap_err().code(), "store_damaged");
    let others = documents.keys().filter(|(scope, other)| *scope == office() && *other != id);
    for (scope, other) in others {
        assert!(book.document(scope, *other).unwrap().is_some());
    }
    assert!(book.head(&Scope::National).position > 0);
}
