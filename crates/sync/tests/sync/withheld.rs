//! What KPU RI takes down is gone from every side's store, and every signature still verifies.

use std::collections::BTreeSet;

use kecuali_domain::act::{Act, TakeDown};
use kecuali_encoding::Digest;
use kecuali_ledger::{Opening, Rows};
use kecuali_sync::Book;
use kecuali_testkit::{cast, sample};

use crate::town::{Pc, office, server};

fn rows(book: &Book, determine: &Digest) -> Rows {
    book.openings(&office(), determine).unwrap().unwrap()
}

fn is_withheld(rows: &Rows, field: &str) -> bool {
    matches!(rows["entry"][field], Opening::Withheld(_))
}

#[test]
fn a_field_taken_down_loses_its_salt_on_the_server_and_on_every_replica() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let item = jakarta.issue(&cast::ISSUER, "730");
    jakarta.sync(&mut server);
    siti.sync(&mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.endorse_by_all(&entry);
    siti.submit(&cast::PPID, &entry, Some(item));
    siti.sync(&mut server);
    jakarta.sync(&mut server);
    let determine = jakarta.determine(&cast::DETERMINER, &entry, item);
    jakarta.sync(&mut server);
    siti.sync(&mut server);
    assert!(!is_withheld(&rows(siti.desk.book(), &determine), "description"));

    let fields = BTreeSet::from(["description".to_owned()]);
    let reason = "Memuat nama orang".to_owned();
    jakarta.act(&cast::DETERMINER, &entry, &Act::TakeDown(TakeDown { fields, item: None, reason }));
    jakarta.sync(&mut server);
    siti.sync(&mut server);
    for book in [&server.book, siti.desk.book(), jakarta.desk.book()] {
        let left = rows(book, &determine);
        assert!(is_withheld(&left, "description") && !is_withheld(&left, "information"));
    }
    // Who comes new gets what is left, and takes it.
    let mut late = Pc::ready(&cast::PROVINCE_PC, &mut server);
    late.sync(&mut server);
    assert!(is_withheld(&rows(late.desk.book(), &determine), "description"));
    assert_eq!(server.picture().documents.len(), jakarta.picture().documents.len());
}
