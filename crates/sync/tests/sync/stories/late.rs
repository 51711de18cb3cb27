//! Work that begins before anyone was appointed.

use std::sync::Arc;

use kecuali_domain::{
    Capability, Kind, Scope,
    act::{Act, Holder},
};
use kecuali_storage_contract::Flaky;
use kecuali_sync::WaitingState;
use kecuali_testkit::{Actor, cast, machine, person, sample};

use crate::town::{LATE_PC, Pc, Server, office, server};

/// A clerk who was not granted anything yet.
const RATNA: Actor = Actor::new(110, "ratna", cast::OFFICE);

fn appoint(admin: &mut Pc, server: &mut Server, clerk: &[Capability]) {
    let log = office().to_string();
    admin.act_alone(&cast::OFFICE_ADMIN, &log, Kind::Roster, &Act::Grant(person(&RATNA, clerk)));
    admin.sync(server);
}

fn connect(admin: &mut Pc, server: &mut Server) {
    let grant = machine(&LATE_PC, Holder::Installation, Capability::Sync);
    admin.act_alone(&cast::OFFICE_ADMIN, "national", Kind::Roster, &Act::Grant(grant));
    admin.sync(server);
}

#[test]
fn ratna_drafts_before_her_grant_and_her_work_lands_by_itself() {
    let mut server = server();
    let mut admin = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut ratna = Pc::new(&LATE_PC);
    let entry = ratna.draft(&RATNA, sample::ENTRY);
    let edit = ratna.edit(&RATNA, &entry, &[("description", "Lebih jelas")]);
    assert_eq!(ratna.values(&entry, "description"), ["Lebih jelas"]);
    assert_eq!(ratna.state(&edit), Some(WaitingState::Unsealed));
    let first = ratna.sync(&mut server);
    assert_eq!((first.stamped, first.refused.len()), (0, 0), "nothing unsigned is sent");
    assert_eq!(ratna.desk.book().logs(), [Scope::National], "all that a stranger reads");

    connect(&mut admin, &mut server);
    ratna.sync(&mut server);
    assert_eq!(ratna.desk.seal(&[RATNA.key()]).unwrap(), 0);
    assert_eq!(ratna.state(&edit), Some(WaitingState::Unsealed));

    appoint(&mut admin, &mut server, &[Capability::Draft]);
    ratna.sync(&mut server);
    ratna.restart();
    assert_eq!(ratna.desk.seal(&[RATNA.key()]).unwrap(), 2);
    let landed = ratna.sync(&mut server);
    assert_eq!((landed.stamped, landed.refused.len()), (2, 0));
    admin.sync(&mut server);
    assert_eq!(admin.values(&entry, "description"), ["Lebih jelas"]);
}

#[test]
fn what_waited_for_a_grant_is_signed_in_one_commit() {
    let mut server = server();
    let mut admin = Pc::ready(&cast::OFFICE_PC, &mut server);
    let calm = Pc::new(&LATE_PC);
    let disk = Flaky::over(Arc::clone(calm.desk.book().store()));
    let mut ratna = Pc::over(&LATE_PC, Arc::<Flaky>::clone(&disk));
    let drafts = [(); 3].map(|()| ratna.draft(&RATNA, sample::ENTRY));
    connect(&mut admin, &mut server);
    appoint(&mut admin, &mut server, &[Capability::Draft]);
    ratna.sync(&mut server);
    disk.fail_in(1);
    assert!(ratna.desk.seal(&[RATNA.key()]).is_err(), "the disk fails after the first commit");
    ratna.restart();
    assert_eq!(ratna.ready_to_go().len(), drafts.len(), "which held all of them");
    assert_eq!(ratna.sync(&mut server).stamped, drafts.len());
}

#[test]
fn of_two_grants_the_one_that_allows_it_is_relied_on() {
    let mut server = server();
    let mut admin = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut ratna = Pc::new(&LATE_PC);
    let entry = ratna.draft(&RATNA, sample::ENTRY);
    connect(&mut admin, &mut server);
    appoint(&mut admin, &mut server, &[Capability::Submit]);
    appoint(&mut admin, &mut server, &[Capability::Draft]);
    ratna.sync(&mut server);
    ratna.desk.seal(&[RATNA.key()]).unwrap();
    let landed = ratna.sync(&mut server);
    assert_eq!((landed.stamped, landed.refused.len()), (1, 0), "{:?}", landed.refused);
    assert!(ratna.desk.logged(&entry.scope, entry.id).unwrap().is_some());
}

#[test]
fn what_stands_on_unsigned_work_is_refused_for_now_and_sent_again_until_it_lands() {
    let mut server = server();
    let mut shared = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = shared.draft(&RATNA, sample::ENTRY);
    let edit = shared.edit(&cast::PPID, &entry, &[("description", "Dari PPID")]);
    for _ in 0..2 {
        let synced = shared.sync(&mut server);
        let codes: Vec<_> = synced.refused.iter().map(|r| (r.code.as_str(), r.retry)).collect();
        assert_eq!(codes, [("parent_missing", true)]);
        assert_eq!(shared.state(&edit), Some(WaitingState::Ready));
    }
    appoint(&mut shared, &mut server, &[Capability::Draft]);
    shared.desk.seal(&[RATNA.key()]).unwrap();
    let landed = shared.sync(&mut server);
    assert_eq!((landed.stamped, landed.refused.len()), (2, 0));
    assert!(shared.desk.waiting().is_empty());
}

#[test]
fn a_clerk_appointed_offline_drafts_under_that_grant_in_the_same_session() {
    let mut server = server();
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let grant = Act::Grant(person(&RATNA, &[Capability::Draft]));
    pc.act_alone(&cast::OFFICE_ADMIN, &office().to_string(), Kind::Roster, &grant);
    let entry = pc.draft(&RATNA, sample::ENTRY);
    assert_eq!(pc.ready_to_go().len(), 2);
    pc.restart();
    let synced = pc.sync(&mut server);
    assert_eq!((synced.stamped, synced.refused.len()), (2, 0), "{:?}", synced.refused);
    assert!(pc.desk.logged(&entry.scope, entry.id).unwrap().is_some());
}
