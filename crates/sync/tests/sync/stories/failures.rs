//! Disks that fail for a moment, and servers that come back from a backup.

use std::sync::Arc;

use kecuali_domain::{
    Capability, Kind,
    act::{Act, KeyEnd, RevokeKey},
    status::Status,
};
use kecuali_storage_contract::Flaky;
use kecuali_testkit::{cast, person, sample};

use crate::town::{OFFICE_PC_2, Pc, Server, Trouble, copy, office, server};

#[test]
fn a_push_that_the_server_could_not_keep_is_acknowledged_to_nobody_and_lands_later() {
    let calm = server();
    let disk = Flaky::over(Arc::clone(calm.book.store()));
    let mut server = Server::new(Arc::<Flaky>::clone(&disk));
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    let before = server.picture();
    disk.fail_next_commit();
    assert_eq!(siti.try_sync(&mut server).unwrap_err(), Trouble("store_full"));
    assert_eq!(siti.ready_to_go().len(), 1);
    assert_eq!(server.picture(), before, "nothing of it is left in the book");
    assert!(budi.sync(&mut server).is_quiet(), "and nobody else sees it");

    assert_eq!(siti.sync(&mut server).stamped, 1);
    assert_eq!(budi.sync(&mut server).arrived, 1);
    assert_eq!(budi.status(&entry), Status::Draft);
}

#[test]
fn an_answer_that_a_pc_could_not_keep_is_asked_for_again() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let below = Arc::new(copy(siti.desk.book().store().as_ref()));
    let disk = Flaky::over(below);
    let mut budi = Pc::over(&OFFICE_PC_2, Arc::<Flaky>::clone(&disk));
    siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    let own = budi.draft(&cast::PPID, sample::ENTRY);

    let request = budi.desk.request();
    let answer = server.sync(budi.installation, &request).unwrap();
    let before = budi.picture();
    disk.fail_next_commit();
    assert!(budi.desk.receive(&request, &answer).is_err());
    assert_eq!(budi.picture(), before);
    assert_eq!(budi.ready_to_go().len(), 1, "what waits still waits");
    let synced = budi.sync(&mut server);
    assert_eq!((synced.stamped, synced.arrived), (1, 1));
    assert!(budi.desk.logged(&own.scope, own.id).unwrap().is_some());
}

/// A morning's work of two PCs, of which one or the server has this disk.
fn morning(server: &mut Server, siti: &mut Pc, jakarta: &mut Pc) -> Result<(), ()> {
    let entry = siti.new_paper(&office(), Kind::Entry);
    siti.try_edit(&cast::PPID, &entry, sample::ENTRY).map_err(drop)?;
    siti.try_sync(server).map_err(drop)?;
    siti.try_edit(&cast::PPID, &entry, &[("note", "satu")]).map_err(drop)?;
    siti.try_sync(server).map_err(drop)?;
    let staff = siti.new_paper(&office(), Kind::Roster);
    let grant = Act::Grant(person(&cast::STRANGER, &[Capability::Draft]));
    siti.try_act(&cast::OFFICE_ADMIN, &staff, &grant, None).map_err(drop)?;
    siti.try_sync(server).map_err(drop)?;
    jakarta.try_sync(server).map_err(drop)?;
    siti.try_edit(&cast::PPID, &entry, &[("note", "dua")]).map_err(drop)?;
    siti.try_sync(server).map(drop).map_err(drop)
}

#[test]
fn a_disk_that_fails_at_any_one_call_loses_nothing_and_divides_nobody() {
    for whose in ["server", "siti"] {
        let mut failed = 0;
        for call in 0.. {
            let calm = server();
            let flaky = Flaky::over(Arc::clone(calm.book.store()));
            let mut server = Server::new(Arc::<Flaky>::clone(&flaky));
            let ready = Pc::ready(&cast::OFFICE_PC, &mut server);
            let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
            let disk = Flaky::over(Arc::clone(ready.desk.book().store()));
            let mut siti = Pc::over(&cast::OFFICE_PC, Arc::<Flaky>::clone(&disk));
            let disk = if whose == "server" { flaky } else { disk };
            disk.fail_in(call);
            failed += usize::from(morning(&mut server, &mut siti, &mut jakarta).is_err());
            let reached = disk.calm();

            // What could not be shown for a moment goes out one sync later.
            siti.sync(&mut server);
            siti.sync(&mut server);
            jakarta.sync(&mut server);
            assert!(siti.ready_to_go().is_empty(), "{whose}, call {call}");
            let all = server.picture();
            assert_eq!(jakarta.picture(), all, "{whose}, call {call}");
            assert_eq!(siti.picture(), all.clone().of(&siti.desk.book().logs()));
            server.restart();
            assert_eq!(server.picture(), all, "{whose}, call {call}");
            if !reached {
                break;
            }
        }
        assert!(failed > 0, "{whose}: some call did fail");
    }
}

#[test]
fn nothing_is_judged_at_a_national_record_that_the_disk_refused_to_place() {
    let mut reached = 0;
    for call in 0.. {
        let calm = server();
        let disk = Flaky::over(Arc::clone(calm.book.store()));
        let mut server = Server::new(Arc::<Flaky>::clone(&disk));
        let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
        let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
        let entry = siti.draft(&cast::PPID, sample::ENTRY);
        siti.sync(&mut server);
        jakarta.sync(&mut server);
        let cut = jakarta.desk.book().store().members("office/3604", 0, 1, 0).unwrap().remove(0);
        let cuts = [("office/3604".to_owned(), kecuali_encoding::Digest(cut.hash))].into();
        let lost = RevokeKey { key: cast::DETERMINER_2.id(), how: KeyEnd::Lost { cuts } };
        let act = Act::RevokeKey(lost);
        jakarta.act_alone(&cast::NATIONAL_ADMIN, "national", Kind::Roster, &act);
        jakarta.comment(&cast::DETERMINER, &entry, "Satu kiriman dengan pencabutan");
        disk.fail_in(call);
        drop(jakarta.try_sync(&mut server));
        if !disk.calm() {
            break;
        }
        reached += 1;
        let synced = jakarta.sync(&mut server);
        assert!(synced.alarms.is_empty(), "call {call}: {:?}", synced.alarms);
        let synced = siti.sync(&mut server);
        assert!(synced.alarms.is_empty(), "call {call}: {:?}", synced.alarms);
        assert_eq!(jakarta.picture(), server.picture(), "call {call}");
    }
    assert!(reached > 3, "it did fail, at {reached} calls");
}

#[test]
fn a_server_restored_from_an_old_backup_gets_back_what_it_had_acknowledged() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let backup = server.backup();
    let item = jakarta.issue(&cast::ISSUER, "731");
    jakarta.sync(&mut server);
    siti.sync(&mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.endorse_by_all(&entry);
    siti.submit(&cast::PPID, &entry, Some(item));
    siti.sync(&mut server);
    jakarta.sync(&mut server);
    let all = server.picture();

    server.restore(&backup);
    assert!(server.is_healing);
    let unsent = siti.comment(&cast::PPID, &entry, "Sementara server dipulihkan");
    siti.sync(&mut server);
    assert!(!server.is_healing, "one who has all of it is enough");
    assert_eq!(server.picture().documents.len(), all.documents.len());
    siti.sync(&mut server);
    assert!(siti.state(&unsent).is_none(), "and then it takes new work again");
    let synced = jakarta.sync(&mut server);
    assert_eq!((synced.arrived, synced.alarms.len()), (1, 0));
    assert_eq!(jakarta.picture(), server.picture());
}

#[test]
fn what_only_the_lost_disk_held_lands_again_from_its_author() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let backup = server.backup();
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync_without_answer(&mut server);
    server.restore(&backup);
    siti.sync(&mut server);
    assert!(server.is_healing, "nobody has what was never acknowledged");
    assert_eq!(siti.ready_to_go().len(), 1);
    server.end_healing();
    assert_eq!(siti.sync(&mut server).stamped, 1);
    assert_eq!(siti.status(&entry), Status::Draft);
}
