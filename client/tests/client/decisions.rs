use std::collections::{BTreeMap, BTreeSet};

use kecuali_client::{
    error::{Exit, OfficeError},
    office::roster::End,
};
use kecuali_domain::{
    act::{Paper, Position},
    status::Status,
};

use crate::world::{World, complete, fields, from_paper};

#[test]
fn an_entry_goes_from_draft_to_determined() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    assert_eq!(world.office("3604").summary(&name).unwrap().status, Status::Endorsed);

    let names = [name.clone()];
    let item = world.office("3604").item("12/1").unwrap();
    let done = world.office("3604").submit(None, &names, Some(item), None).unwrap();
    assert_eq!(done[0].without_effect, None, "{done:?}");
    world.sync("3604");
    world.sync("RI");
    assert_eq!(world.office("RI").inbox().unwrap().len(), 1);

    let done = world.office("RI").determine(None, &names, None, None).unwrap();
    assert_eq!(done[0].without_effect, None, "{done:?}");
    world.sync("RI");
    world.sync("3604");
    let summary = world.office("3604").summary(&name).unwrap();
    assert_eq!(summary.status, Status::Determined);
    assert_eq!(summary.under.as_deref(), Some("12/2026 butir 1"));
    assert_eq!(world.office("RI").standing_under("12", &BTreeSet::new()).unwrap(), names);
    let listed = world.office("3604").entries().unwrap();
    assert_eq!((listed[0].status, listed.len()), (summary.status, 1), "a list is not behind");
    let proven = world.office("3604").verify(true).unwrap();
    assert!(proven.logs == 2 && proven.documents > 5, "{proven:?}");
}

#[test]
fn rules_stand_in_the_way_with_everything_they_found() {
    let mut world = World::with("3604");
    let bare = fields(&["information=Rekam medis"]);
    let name = world.office("3604").add_entries(None, &[bare]).unwrap().remove(0);
    let said = from_paper(Position::Patron);
    let error = world
        .office("3604")
        .give_word(Some("siti"), std::slice::from_ref(&name), &said)
        .unwrap_err();
    assert_eq!(error.code(), "rules");
    let found: BTreeSet<&str> = error.findings().iter().map(|one| one.rule().id).collect();
    assert!(found.is_superset(&BTreeSet::from(["R01", "R03", "R05", "R06"])), "{found:?}");
    assert_eq!(world.office("3604").history(&name).unwrap().len(), 1, "nothing was signed");
}

#[test]
fn a_selection_is_signed_as_a_whole_or_not_at_all() {
    let mut world = World::with("3604");
    let good = world.draft("3604");
    let bare = fields(&["information=Belum lengkap"]);
    let bad = world.office("3604").add_entries(None, &[bare]).unwrap().remove(0);
    let said = from_paper(Position::Patron);
    let both = [good.clone(), bad];
    assert!(world.office("3604").give_word(Some("siti"), &both, &said).is_err());
    assert_eq!(world.office("3604").history(&good).unwrap().len(), 1);
}

#[test]
fn an_own_key_endorses_for_its_own_position() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let mut said = from_paper(Position::Patron);
    said.recorded = None;
    let error = world
        .office("3604")
        .give_word(Some("budi"), std::slice::from_ref(&name), &said)
        .unwrap_err();
    assert_eq!((error.code(), error.exit()), ("wrong_position", Exit::NotAuthorised));
    said.position = None;
    let done = world.office("3604").give_word(None, &[name], &said).unwrap();
    assert_eq!(done[0].without_effect, None);
}

#[test]
fn no_key_of_an_office_determines_and_the_server_says_so_too() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let names = [name.clone()];
    let item = world.office("3604").item("12/2026/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    let error = world.office("3604").determine(Some("siti"), &names, None, None).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("grant_insufficient", Exit::NotAuthorised));

    let mut forger = world.second("3604");
    forger.skip_own_checks();
    forger.determine(Some("siti"), &names, None, None).unwrap();
    world.office("3604").refresh().unwrap();
    let synced = world.sync("3604");
    assert_eq!(synced.refused.len(), 1, "{synced:?}");
    assert!(!synced.refused[0].retry);
    let overview = world.office("3604").overview().unwrap();
    assert_eq!(overview.parked.len(), 1);
    assert_eq!(world.office("3604").summary(&name).unwrap().status, Status::AtNational);
}

#[test]
fn what_is_new_goes_through_the_province() {
    let mut world = World::with("3604");
    world.arrive("36");
    world.admit("36");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let names = [name.clone()];
    world.office("3604").submit(None, &names, None, None).unwrap();
    world.sync("3604");
    world.sync("36");
    assert_eq!(world.office("36").summary(&name).unwrap().status, Status::AtProvince);
    world.office("36").forward(None, &names, None).unwrap();
    world.sync("36");
    world.sync("RI");
    assert_eq!(world.office("RI").summary(&name).unwrap().status, Status::AtNational);

    let none = world.office("RI").determine(None, &names, None, None).unwrap_err();
    assert!(matches!(none, OfficeError::NotNow { .. }), "{none:?}");
    world.office("RI").send_back(Some("rina"), &names, "Perjelas uraian").unwrap();
    world.sync("RI");
    world.sync("3604");
    assert_eq!(world.office("3604").summary(&name).unwrap().status, Status::Returned);
    let history = world.office("3604").history(&name).unwrap();
    assert_eq!(history.last().unwrap().detail, ["Perjelas uraian"]);
}

#[test]
fn a_revoked_determination_leaves_and_stays_in_sight() {
    let mut world = World::with("3604");
    world.issue();
    let ri = world.office("RI");
    ri.revoke_determination(None, "12", &BTreeSet::new(), "Dibatalkan", None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let view = world.office("3604").determination_by("12").unwrap();
    assert!(!view.items[0].in_force);
    assert_eq!(view.items[0].information, "Rekam medis");
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    let error = world.office("3604").submit(None, &[name], Some(item), None).unwrap_err();
    assert!(error.findings().iter().any(|one| one.rule().code == "item_not_in_force"));
}

#[test]
fn an_entry_on_another_ground_than_an_item_stands_under_it_for_nobody() {
    let mut world = World::with("3604");
    world.issue();
    let mut entry = complete("Cetak biru sarana");
    entry.push(("legal_basis/uu-14-2008:17.b".to_owned(), "x".to_owned()));
    let name = world.office("3604").add_entries(None, &[entry]).unwrap().remove(0);
    world.endorse("3604", &name);
    let names = [name];
    let refused = |error: OfficeError| {
        let found = error.findings().iter().map(|one| (one.rule().code, one.key.clone()));
        found.collect::<Vec<_>>()
    };
    let of_b = [("basis_not_of_item", "legal_basis/uu-14-2008:17.b".to_owned())];
    let item = world.office("3604").item("12/1").unwrap();
    let error = world.office("3604").submit(None, &names, Some(item), None).unwrap_err();
    assert_eq!(refused(error), of_b);
    world.office("3604").submit(None, &names, None, None).unwrap();
    world.sync("3604");
    world.sync("RI");
    let error = world.office("RI").determine(None, &names, Some(item), None).unwrap_err();
    assert_eq!(refused(error), of_b);
}

#[test]
fn what_was_determined_under_a_revoked_item_is_revoked_with_it() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let names = [name.clone()];
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    assert_eq!(world.office("3604").summary(&name).unwrap().status, Status::Determined);

    let ri = world.office("RI");
    ri.revoke_determination(None, "12", &BTreeSet::new(), "Dibatalkan", None).unwrap();
    world.sync("RI");
    world.sync("3604");
    for office in ["RI", "3604"] {
        assert_eq!(world.office(office).entries().unwrap()[0].status, Status::Revoked);
        assert_eq!(world.office(office).summary(&name).unwrap().status, Status::Revoked);
    }
}

#[test]
fn an_incomplete_determination_is_not_issued_and_its_gaps_are_registered() {
    let mut world = World::new();
    let mut fields = crate::world::determination("169");
    fields.retain(|(key, _)| key != "test_harm" && key != "work_unit");
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &fields).unwrap();
    assert_eq!(ri.issue(None, &draft, &[], None).unwrap_err().code(), "rules");
    ri.issue(None, &draft, &[], Some(None)).unwrap();
    let view = ri.determination_by("169").unwrap();
    assert!(view.registered && view.items[0].in_force);
}

#[test]
fn a_list_is_not_behind_when_a_key_of_the_office_is_lost() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    let names = [name.clone()];
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    assert_eq!(world.office("RI").entries().unwrap()[0].status, Status::AtNational);

    let keys = world.office("3604").whoami().unwrap();
    let siti = keys.iter().find(|key| key.key == "siti").unwrap().public_key;
    let lost = End::Lost(BTreeMap::new());
    let before = world.office("RI").national().head();
    assert_eq!(world.office("RI").revoke_key(None, siti, &lost).unwrap(), 1);
    assert_eq!(world.office("RI").national().head(), before, "it stands in the office's own log");
    for code in ["RI", "3604"] {
        world.sync(code);
        let shown = world.office(code).summary(&name).unwrap().status;
        let listed = world.office(code).entries().unwrap()[0].status;
        assert_eq!((shown, listed), (Status::Draft, Status::Draft), "{code}");
    }
}

#[test]
fn kpu_ri_reads_the_cut_of_a_lost_key_from_what_its_holder_did() {
    let mut world = World::with("3604");
    world.issue();
    let item = world.office("3604").item("12/1").unwrap();
    let names = [world.draft("3604"), world.draft("3604")];
    for name in &names {
        world.endorse("3604", name);
        world.office("3604").submit(None, std::slice::from_ref(name), Some(item), None).unwrap();
        let last = world.office("3604").history(name).unwrap().pop().unwrap();
        assert_eq!((last.what.as_str(), last.record), ("submit", None), "not received yet");
        world.sync("3604");
    }
    world.sync("RI");
    let siti = world.office("3604").whoami().unwrap()[1].public_key;
    let ri = world.office("RI");
    let last = ri.history(&names[0]).unwrap().pop().unwrap();
    let cut = BTreeMap::from([("office/3604".to_owned(), last.record.unwrap())]);
    ri.revoke_key(None, siti, &End::Lost(cut)).unwrap();
    world.sync("RI");
    let status = |name| world.office("RI").summary(name).unwrap().status;
    assert_eq!(names.each_ref().map(status), [Status::AtNational, Status::Draft]);
}

#[test]
fn what_is_copied_from_paper_has_a_number_and_a_day_that_has_come() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let names = std::slice::from_ref(&name);
    let mut refused = |letter: &str, day: &str| {
        let mut said = from_paper(Position::Patron);
        let day = day.parse().unwrap();
        said.recorded = Some(Paper { letter: letter.to_owned(), day, scan: None });
        let given = world.office("3604").give_word(Some("siti"), names, &said);
        given.err().map(|error| (error.exit(), error.to_string()))
    };
    let (exit, empty) = refused("  ", "2026-11-20").unwrap();
    assert!(exit == Exit::Usage && empty.contains("Nomor surat"), "{empty}");
    let (exit, future) = refused("7/PPID/2026", "2026-11-24").unwrap();
    assert!(exit == Exit::Usage && future.contains("24 November 2026"), "{future}");
    assert_eq!(refused("7/PPID/2026", "2026-11-23"), None, "today has come");
    assert_eq!(world.office("3604").history(&name).unwrap().len(), 2, "one word was signed");
}

#[test]
fn a_past_decision_is_registered_with_its_number_and_a_day_that_has_come() {
    let mut world = World::new();
    let ri = world.office("RI");
    for (number, day) in [("", "2026-11-22"), (" ", "2026-11-22"), ("169", "2026-11-24")] {
        let mut fields = crate::world::determination(number);
        fields.retain(|(key, _)| key != "day");
        fields.push(("day".to_owned(), day.to_owned()));
        let draft = ri.draft_determination(Some("iman"), &fields).unwrap();
        assert!(ri.issue(None, &draft, &[], Some(None)).is_err(), "{number} {day}");
    }
    assert!(ri.determinations().unwrap().is_empty());
}
