//! KPU RI decides, also offline.

use kecuali_domain::{
    fold::{Outcome, Reason},
    status::Status,
};
use kecuali_testkit::{cast, sample};

use crate::town::{NATIONAL_PC_2, Paper, Pc, Server, server};

struct Told {
    server: Server,
    office: Pc,
    jakarta: Pc,
    second: Pc,
    entries: Vec<Paper>,
    item: kecuali_domain::act::ItemRef,
}

/// An item is in force, and the office has submitted entries under it.
fn submitted(count: usize) -> Told {
    let mut server = server();
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let item = jakarta.issue(&cast::ISSUER, "730");
    jakarta.sync(&mut server);
    let mut office = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut entries = Vec::new();
    for _ in 0..count {
        let entry = office.draft(&cast::PPID, sample::ENTRY);
        office.endorse_by_all(&entry);
        office.submit(&cast::PPID, &entry, Some(item));
        entries.push(entry);
    }
    office.sync(&mut server);
    jakarta.sync(&mut server);
    let second = Pc::ready(&NATIONAL_PC_2, &mut server);
    Told { server, office, jakarta, second, entries, item }
}

#[test]
fn a_determination_and_what_is_determined_under_it_are_signed_offline_and_land_at_once() {
    let Told { mut server, mut office, mut jakarta, entries, .. } = submitted(3);
    let new = jakarta.issue(&cast::ISSUER, "731");
    for entry in &entries {
        assert_eq!(jakarta.status(entry), Status::AtNational);
        jakarta.determine(&cast::DETERMINER, entry, new);
        assert_eq!(jakarta.status(entry), Status::Determined, "shown before it is received");
    }
    jakarta.restart();
    let synced = jakarta.sync(&mut server);
    assert_eq!((synced.rounds, synced.stamped, synced.refused.len()), (1, 4, 0));
    assert!(jakarta.desk.waiting().is_empty());

    office.sync(&mut server);
    for entry in &entries {
        assert_eq!(office.status(entry), Status::Determined);
        assert_eq!(office.shown(entry).state().decision().unwrap().under, new);
    }
    assert_eq!(server.picture(), jakarta.picture());
}

#[test]
fn two_determines_unseen_of_each_other_contest_until_one_has_seen_both() {
    let Told { mut server, mut jakarta, mut second, entries, item, .. } = submitted(1);
    let entry = &entries[0];
    let other = jakarta.issue(&cast::ISSUER, "731");
    jakarta.determine(&cast::DETERMINER, entry, other);
    let unseen = second.determine(&cast::DETERMINER_2, entry, item);
    jakarta.sync(&mut server);
    second.sync(&mut server);
    jakarta.sync(&mut server);
    let contesting = Some(Outcome::NoEffect(Reason::Contesting));
    assert_eq!(jakarta.shown(entry).state().outcome(&unseen), contesting);
    assert_eq!(jakarta.status(entry), Status::Contesting);
    assert_eq!(second.status(entry), Status::Contesting);
    assert_eq!(jakarta.shown(entry).state().decision().unwrap().under, other, "it stays in force");

    second.determine(&cast::DETERMINER_2, entry, item);
    second.sync(&mut server);
    jakarta.sync(&mut server);
    assert_eq!(jakarta.status(entry), Status::Determined);
    assert_eq!(jakarta.shown(entry).state().decision().unwrap().under, item);
    assert_eq!(jakarta.picture(), second.picture());
}

#[test]
fn an_entry_sent_back_is_mended_and_determined() {
    let Told { mut server, mut office, mut jakarta, entries, item, .. } = submitted(1);
    let entry = &entries[0];
    jakarta.give_back(&cast::DETERMINER, entry);
    jakarta.sync(&mut server);
    office.sync(&mut server);
    assert_eq!(office.status(entry), Status::Returned);
    office.edit(&cast::PPID, entry, &[("description", "Lebih jelas")]);
    office.endorse_by_all(entry);
    office.submit(&cast::PPID, entry, Some(item));
    office.sync(&mut server);
    jakarta.sync(&mut server);
    jakarta.determine(&cast::DETERMINER, entry, item);
    jakarta.sync(&mut server);
    office.sync(&mut server);
    assert_eq!(office.status(entry), Status::Determined);
}

#[test]
fn a_log_that_begins_with_this_very_push_is_stamped_in_one_round() {
    let mut server = server();
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let scope = "office/RI".parse().unwrap();
    let draft = jakarta.new_paper(&scope, kecuali_domain::Kind::DraftDetermination);
    jakarta.edit(&cast::ISSUER, &draft, &[("title", "Rancangan")]);
    let synced = jakarta.sync(&mut server);
    assert_eq!((synced.rounds, synced.stamped, synced.arrived), (1, 1, 0));
}
