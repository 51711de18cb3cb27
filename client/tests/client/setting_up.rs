use kecuali_client::{
    error::{Exit, OfficeError},
    office::{
        Office,
        backup::{Part, restore},
        role::Role,
        roster::End,
    },
};
use kecuali_domain::{Scope, status::Status};

use crate::world::{World, fields, newcomer};

#[test]
fn what_kpu_ri_begins_with_stands_in_the_servers_log() {
    let mut world = World::new();
    let overview = world.office("RI").overview().unwrap();
    assert_eq!((overview.ready, overview.unsealed, overview.parked.len()), (0, 0, 0));
    assert_eq!(overview.day.to_string(), "2026-11-23");
    let held = world.office("RI").whoami().unwrap();
    assert!(held.iter().all(|one| one.without.is_none()), "{held:?}");
    let roster = world.office("RI").roster().unwrap();
    assert_eq!(roster.len(), 5);
    assert!(roster.iter().all(|grant| grant.received));
}

#[test]
fn an_office_drafts_before_its_grant_and_all_of_it_arrives() {
    let mut world = World::new();
    world.arrive("3604");
    let name = world.draft("3604");
    let overview = world.office("3604").overview().unwrap();
    assert_eq!((overview.unsealed, overview.ready), (1, 0));
    world.admit("3604");
    world.sync("3604");
    let overview = world.office("3604").overview().unwrap();
    assert_eq!((overview.unsealed, overview.ready), (0, 0));
    world.sync("RI");
    let summary = world.office("RI").summary(&name).unwrap();
    assert_eq!(
        (summary.status, summary.information.as_str()),
        (Status::Draft, "Rekam medis pegawai")
    );
}

#[test]
fn the_name_of_a_person_never_leaves_but_in_the_request() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    world.sync("RI");
    let there = world.office("3604").history(&name).unwrap();
    let here = world.office("RI").history(&name).unwrap();
    assert_eq!((there[0].by.as_str(), here[0].by.as_str()), ("SITI, PPID", "PPID (3604)"));
}

#[test]
fn a_request_for_another_trust_root_is_refused() {
    let (mut one, mut other) = (World::new(), World::new());
    one.arrive("3604");
    let mut request = one.office("3604").join_request(false).unwrap();
    request.root = "0".repeat(64);
    let error = other.office("RI").grant_request(None, &request, None).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("wrong_root", Exit::Integrity));
}

#[test]
fn a_folder_holds_one_office() {
    let mut world = World::new();
    world.arrive("3604");
    let root = world.path("root.json");
    let machine = Box::new(kecuali_client::os::System);
    let again = Office::set_up(&world.path("3604"), &root, "3603".parse().unwrap(), None, machine);
    assert!(matches!(again, Err(OfficeError::OfficeExists(_))));
}

#[test]
fn a_revoked_person_signs_nothing_more() {
    let mut world = World::with("3604");
    let key = world.office("3604").whoami().unwrap()[1].public_key;
    let day = "2026-11-20".parse().unwrap();
    world.office("RI").revoke_key(None, key, &End::Left(day)).unwrap();
    world.sync("RI");
    world.sync("3604");
    let error = world.office("3604").add_entries(None, &[fields(&["information=x"])]).unwrap_err();
    assert_eq!(error.exit(), Exit::NotAuthorised, "{error:?}");
}

#[test]
fn an_office_stops_a_key_and_leaves_it_to_kpu_ri_to_call_it_lost() {
    let mut world = World::with("3604");
    let office = world.office("3604");
    let key = office.whoami().unwrap()[1].public_key;
    let error = office.revoke_key(None, key, &End::Lost([].into())).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("wrong_office", Exit::NotAuthorised));
    let said = format!("{error} {}", error.hint().unwrap());
    for part in ["Hanya KPU RI", "--left --until", "laporkan"] {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(office.overview().unwrap().ready, 0, "nothing was signed");
}

#[test]
fn two_processes_on_one_folder_see_each_others_work() {
    let mut world = World::with("3604");
    let mut second = world.second("3604");
    let name = world.draft("3604");
    second.refresh().unwrap();
    assert_eq!(second.entries().unwrap().len(), 1);
    second.edit(None, &name, &fields(&["note=dari proses kedua"])).unwrap();
    world.office("3604").edit(None, &name, &fields(&["note=dari proses pertama"])).unwrap();
    assert!(world.office("3604").conflicts().unwrap().is_empty(), "the second edit saw the first");
    assert_eq!(world.office("3604").history(&name).unwrap().len(), 3);
}

#[test]
fn an_office_back_from_an_old_copy_loses_nothing() {
    let mut world = World::with("3604");
    let copy = world.path("copy");
    let first = world.draft("3604");
    world.office("3604").backup(&copy).unwrap();
    let second = world.draft("3604");
    world.sync("3604");

    restore(&copy, &world.path("restored"), Part::Whole).unwrap();
    let restored = world.second("restored");
    world.replace("3604", restored);
    world.office("3604").edit(None, &first, &fields(&["note=setelah pulih"])).unwrap();
    world.sync("3604");
    let entries = world.office("3604").entries().unwrap();
    assert!(entries.iter().any(|entry| (&entry.log, entry.id) == (&second.0, second.1)));
    assert_eq!(world.office("3604").overview().unwrap().ready, 0);
}

#[test]
fn a_folder_that_is_in_use_or_was_copied_by_hand_is_restored_with_what_was_written_last() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let (live, by_hand) = (world.path("3604"), world.path("by-hand"));
    let log = std::fs::metadata(live.join("store.sqlite-wal")).unwrap();
    assert!(log.len() > 0, "the draft is beside the store yet");
    restore(&live, &world.path("of-live"), Part::Whole).unwrap();
    std::fs::create_dir_all(by_hand.join("keys")).unwrap();
    for file in ["store.sqlite", "store.sqlite-wal", "root.json", "installation.json"] {
        std::fs::copy(live.join(file), by_hand.join(file)).unwrap();
    }
    restore(&by_hand, &world.path("of-by-hand"), Part::Whole).unwrap();
    for restored in ["of-live", "of-by-hand"] {
        let entries = world.second(restored).entries().unwrap();
        assert!(entries.iter().any(|entry| entry.id == name.1), "{restored}: {entries:?}");
    }
}

#[test]
fn what_was_granted_is_not_granted_again_until_it_has_ended() {
    let mut world = World::new();
    world.arrive("3604");
    let request = world.office("3604").join_request(true).unwrap();
    let ri = world.office("RI");
    assert_eq!(ri.grant_request(None, &request, None).unwrap(), request.keys.len());
    let before = ri.overview().unwrap().ready;
    assert_eq!(ri.grant_request(None, &request, None).unwrap(), 0, "before it was sent, too");
    assert_eq!(ri.overview().unwrap().ready, before, "nothing was signed");
    world.sync("RI");
    world.sync("3604");
    let newcomer = newcomer("dewi", "Staf", Role::ServiceDesk, None);
    world.office("3604").add_people(&[newcomer]).unwrap();
    let more = world.office("3604").join_request(true).unwrap();
    assert_eq!(world.office("RI").grant_request(None, &more, None).unwrap(), 1, "what is new");

    let mut other = request.clone();
    let siti = other.keys.iter_mut().find(|asked| asked.name.is_some()).unwrap();
    siti.position = "Kepala Subbagian".to_owned();
    let (siti, ri) = (siti.key, world.office("RI"));
    assert_eq!(ri.grant_request(None, &other, None).unwrap(), 1, "what differs");
    ri.revoke_key(None, siti, &End::Left("2026-11-01".parse().unwrap())).unwrap();
    world.sync("RI");
    assert_eq!(world.office("RI").grant_request(None, &other, None).unwrap(), 1, "what has ended");
}

#[test]
fn a_new_person_joins_later() {
    let mut world = World::with("3604");
    world.office("3604").add_people(&[newcomer("dewi", "Staf", Role::ServiceDesk, None)]).unwrap();
    let request = world.office("3604").join_request(false).unwrap();
    assert_eq!(request.keys.len(), 1);
    world.admit("3604");
    let own = Scope::Office("3604".parse().unwrap());
    let grants = world.office("3604").roster().unwrap();
    assert!(grants.iter().any(|grant| grant.position == "Staf" && grant.log == own));
}

#[test]
fn where_bundles_go_is_what_the_installation_itself_asked_for() {
    let mut world = World::new();
    for code in ["3604", "3603"] {
        world.arrive(code);
    }
    let mut request = world.office("3604").join_request(true).unwrap();
    let other = world.office("3603").join_request(true).unwrap().keys.remove(0);
    request.keys[0].recipient.clone_from(&other.recipient);
    let ri = world.office("RI");
    let before = ri.overview().unwrap().ready;
    assert_eq!(ri.grant_request(None, &request, None).unwrap_err().code(), "input");
    request.keys[0].recipient_signature = other.recipient_signature;
    assert_eq!(ri.grant_request(None, &request, None).unwrap_err().code(), "input");
    request.keys[0].recipient_signature = None;
    assert_eq!(ri.grant_request(None, &request, None).unwrap_err().code(), "input");
    assert_eq!(ri.overview().unwrap().ready, before, "nothing was signed");
}

#[test]
fn a_copy_that_was_cut_short_is_restored_over_what_it_left() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let (copy, to) = (world.path("copy"), world.path("restored"));
    world.office("3604").backup(&copy).unwrap();
    restore(&copy, &to, Part::Whole).unwrap();
    // The last that is written says that an office is there.
    std::fs::remove_file(to.join("installation.json")).unwrap();
    restore(&copy, &to, Part::Whole).unwrap();
    let entries = world.second("restored").entries().unwrap();
    assert!(entries.iter().any(|entry| entry.id == name.1));
    std::fs::remove_file(to.join("installation.json")).unwrap();
    std::fs::write(to.join("keys/siti.key"), "of someone else").unwrap();
    assert_eq!(restore(&copy, &to, Part::Whole).unwrap_err().code(), "file");
}
