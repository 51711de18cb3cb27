//! Two PCs of one office.

use kecuali_domain::status::Status;
use kecuali_testkit::{cast, sample};

use crate::town::{OFFICE_PC_2, Pc, server};

#[test]
fn what_siti_drafts_offline_budi_reads_on_the_second_pc() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);

    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    assert_eq!(siti.values(&entry, "document_type"), ["Berita acara"], "shown at once");
    assert!(budi.desk.document(&entry.scope, entry.id).unwrap().is_none());

    let sent = siti.sync(&mut server);
    assert_eq!((sent.rounds, sent.stamped, sent.arrived), (1, 1, 0));
    let got = budi.sync(&mut server);
    assert_eq!((got.rounds, got.stamped, got.arrived), (1, 0, 1));
    assert_eq!(budi.values(&entry, "document_type"), ["Berita acara"]);
    assert_eq!(siti.picture(), budi.picture());
    assert!(siti.sync(&mut server).is_quiet() && budi.sync(&mut server).is_quiet());
}

#[test]
fn a_field_that_two_edit_unseen_keeps_both_values_until_someone_chooses() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);

    siti.edit(&cast::PPID, &entry, &[("description", "Hasil pemeriksaan jasmani")]);
    budi.edit(&cast::PPID, &entry, &[("description", "Hasil pemeriksaan rohani")]);
    siti.sync(&mut server);
    budi.sync(&mut server);
    siti.sync(&mut server);
    let both = ["Hasil pemeriksaan jasmani", "Hasil pemeriksaan rohani"];
    assert_eq!(siti.values(&entry, "description"), both);
    assert_eq!(budi.values(&entry, "description"), both);

    budi.edit(&cast::PPID, &entry, &[("description", "Hasil pemeriksaan kesehatan")]);
    budi.sync(&mut server);
    siti.sync(&mut server);
    assert_eq!(siti.values(&entry, "description"), ["Hasil pemeriksaan kesehatan"]);
    assert_eq!(siti.picture(), budi.picture());
}

#[test]
fn equal_values_written_unseen_are_no_conflict() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);
    siti.edit(&cast::PPID, &entry, &[("description", "Sama")]);
    budi.edit(&cast::PPID, &entry, &[("description", "Sama")]);
    siti.sync(&mut server);
    budi.sync(&mut server);
    assert_eq!(budi.values(&entry, "description"), ["Sama"]);
    assert_eq!(budi.shown(&entry).history().heads().len(), 2);
}

#[test]
fn an_endorsement_holds_over_a_comment_and_not_over_an_edit() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    budi.sync(&mut server);

    budi.endorse_by_all(&entry);
    siti.comment(&cast::PPID, &entry, "Sudah lengkap?");
    siti.sync(&mut server);
    budi.sync(&mut server);
    siti.sync(&mut server);
    assert_eq!(siti.status(&entry), Status::Endorsed);

    siti.edit(&cast::PPID, &entry, &[("description", "Lain")]);
    assert_eq!(siti.status(&entry), Status::Draft);
}

#[test]
fn an_answer_that_is_lost_costs_nothing() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync_without_answer(&mut server);
    siti.sync_without_answer(&mut server);
    siti.edit(&cast::PPID, &entry, &[("description", "Lain")]);

    let synced = siti.sync(&mut server);
    assert_eq!((synced.stamped, synced.arrived, synced.refused.len()), (2, 0, 0));
    assert!(siti.desk.waiting().is_empty());
    let here = siti.picture();
    assert_eq!(here, server.picture().of(&siti.desk.book().logs()));
}

#[test]
fn a_restored_disk_and_a_cloned_one_heal_by_themselves() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    let backup = siti.backup();
    let mut clone = siti.clone_disk(200);
    siti.edit(&cast::PPID, &entry, &[("description", "Dari Siti")]);
    siti.sync(&mut server);

    siti.restore(&backup);
    assert_eq!(siti.values(&entry, "description"), [sample::ENTRY[2].1]);
    siti.edit(&cast::PPID, &entry, &[("description", "Sesudah pulih")]);
    clone.edit(&cast::PPID, &entry, &[("note", "Dari salinan")]);
    for _ in 0..2 {
        siti.sync(&mut server);
        clone.sync(&mut server);
    }
    assert_eq!(siti.values(&entry, "description"), ["Dari Siti", "Sesudah pulih"]);
    assert_eq!(siti.values(&entry, "note"), ["Dari salinan"]);
    assert_eq!(siti.picture(), clone.picture());
    assert!(siti.desk.waiting().is_empty() && clone.desk.waiting().is_empty());
}

#[test]
fn the_same_change_made_twice_by_clones_stands_once() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    let mut clone = siti.clone_disk(200);
    let one = siti.comment(&cast::PPID, &entry, "Sama, di milidetik yang sama");
    let two = clone.comment(&cast::PPID, &entry, "Sama, di milidetik yang sama");
    assert_eq!(one, two);
    siti.sync(&mut server);
    let synced = clone.sync(&mut server);
    assert_eq!((synced.stamped, synced.arrived), (2, 0));
    assert!(clone.desk.waiting().is_empty());
    assert_eq!(siti.picture(), clone.picture());
}

#[test]
fn what_a_log_holds_already_does_not_wait_for_ever() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    let backup = siti.backup();
    siti.sync(&mut server);
    // A backup of what waits, laid back over a disk that has read on since.
    let pending = kecuali_storage::Store::pending(&backup, None).unwrap();
    let commit = kecuali_storage::Commit { pending_added: pending, ..Default::default() };
    siti.desk.book().store().commit(&commit).unwrap();
    siti.restart();
    assert_eq!(siti.ready_to_go().len(), 1);
    siti.sync(&mut server);
    assert!(siti.desk.waiting().is_empty());
    assert_eq!(siti.status(&entry), Status::Draft);
}

#[test]
fn a_draft_is_forgotten_only_while_nobody_else_has_it_and_nobody_wrote_on() {
    let mut server = server();
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let sent = pc.draft(&cast::PPID, sample::ENTRY);
    pc.sync(&mut server);
    pc.edit(&cast::PPID, &sent, &[("note", "x")]);
    let edited = pc.draft(&cast::PPID, sample::ENTRY);
    pc.edit(&cast::PPID, &edited, &[("note", "x")]);
    let alone = pc.draft(&cast::PPID, sample::ENTRY);
    let stays = pc.draft(&cast::PPID, sample::ENTRY);

    let meant = [sent.id, edited.id, alone.id].into_iter().collect();
    let gone = pc.desk.forget(&alone.scope, &meant).unwrap();
    assert_eq!(gone.into_iter().collect::<Vec<_>>(), [alone.id]);
    pc.restart();
    let left = pc.desk.documents(&alone.scope).unwrap();
    assert!(!left.contains(&alone.id));
    assert!([sent.id, edited.id, stays.id].iter().all(|id| left.contains(id)));
    assert_eq!(
        pc.sync(&mut server).stamped,
        4,
        "two edits, a draft, and the one that nobody named"
    );
}

#[test]
fn a_draft_that_was_written_on_is_forgotten_with_all_of_it_while_nobody_else_has_any() {
    let mut server = server();
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let sent = pc.draft(&cast::PPID, sample::ENTRY);
    pc.sync(&mut server);
    pc.edit(&cast::PPID, &sent, &[("note", "x")]);
    let edited = pc.draft(&cast::PPID, sample::ENTRY);
    pc.edit(&cast::PPID, &edited, &[("note", "x")]);

    let meant = [sent.id, edited.id].into_iter().collect();
    let gone = pc.desk.forget_all(&edited.scope, meant).unwrap();
    assert_eq!(gone.into_iter().collect::<Vec<_>>(), [edited.id]);
    pc.restart();
    let left = pc.desk.documents(&edited.scope).unwrap();
    assert!(left.contains(&sent.id) && !left.contains(&edited.id));
    assert_eq!(pc.sync(&mut server).stamped, 1, "the edit of what was sent");
}

#[test]
fn the_edition_tells_that_something_changed_and_looking_changes_nothing() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);
    let mut last = siti.desk.edition();
    let mut moved = |pc: &Pc| {
        let before = std::mem::replace(&mut last, pc.desk.edition());
        before != last
    };

    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    assert!(moved(&siti), "something was written");
    siti.shown(&entry);
    siti.desk.request();
    assert!(!moved(&siti));
    siti.sync(&mut server);
    assert!(moved(&siti), "what waited is in the log");
    siti.sync(&mut server);
    assert!(!moved(&siti), "there was no news");
    budi.sync(&mut server);
    budi.edit(&cast::PPID, &entry, &[("description", "Dari PC kedua")]);
    budi.sync(&mut server);
    siti.sync(&mut server);
    assert!(moved(&siti), "someone else wrote");
    let draft = siti.draft(&cast::PPID, sample::ENTRY);
    assert!(moved(&siti));
    siti.desk.forget(&draft.scope, &[draft.id].into()).unwrap();
    assert!(moved(&siti), "something was taken back");
}
