//! The trust root: its next version, and how others take it up.

use kecuali_client::{
    error::{Exit, OfficeError},
    office::roster::End,
};
use kecuali_trust::{RootFile, SigningKey};

use crate::{desk::Desk, world::World};

#[test]
fn the_next_root_is_signed_by_this_one_and_taken_up_by_all() {
    let mut world = World::with("3604");
    let out = world.path("root-2.json");
    let ri = world.office("RI");
    let before = ri.root().unwrap();
    let old = before.keys[0].key;
    let next = ri.new_root_key("root-2").unwrap();
    let change = ri.root_change(&[next.key]).unwrap();
    assert_eq!((change.before, change.after.version), (before.clone(), 2));
    assert_eq!(ri.root().unwrap(), before, "a look changes nothing");
    let after = ri.root_successor(&[next.key], &out).unwrap();
    assert_eq!((after.version, after.root), (2, before.root));
    assert_eq!(after.keys[0].here.as_deref(), Some("root-2"));

    let taken = world.office("3604").take_root(&out).unwrap();
    assert_eq!((taken.version, taken.keys[0].key), (2, next.key));
    assert_eq!(world.second("3604").root().unwrap().version, 2, "it is on the disk");

    // Rotating ends nothing: the old key ends when the new one says so.
    let root = RootFile::read(&std::fs::read_to_string(&out).unwrap()).unwrap();
    world.server.borrow_mut().take_root(root);
    let end = End::Left("2026-11-23".parse().unwrap());
    world.office("RI").revoke_key(None, old, &end).unwrap();
    let synced = world.sync("RI");
    assert!(synced.refused.is_empty() && synced.received == 1, "{synced:?}");
    world.sync("3604");
}

#[test]
fn who_has_not_taken_it_up_yet_is_alarmed_and_reads_on_when_it_has() {
    let mut world = World::with("3604");
    let out = world.path("root-2.json");
    let ri = world.office("RI");
    let old = ri.root().unwrap().keys[0].key;
    let next = ri.new_root_key("root-2").unwrap().key;
    ri.root_successor(&[next], &out).unwrap();
    ri.revoke_key(None, old, &End::Left("2026-11-23".parse().unwrap())).unwrap();
    let refused = world.sync("RI").refused;
    assert!(refused.iter().all(|one| one.retry) && refused.len() == 1, "it waits: {refused:?}");

    let root = RootFile::read(&std::fs::read_to_string(&out).unwrap()).unwrap();
    world.server.borrow_mut().take_root(root);
    assert_eq!(world.sync("RI").received, 1);
    let alarms = world.try_sync("3604").alarms;
    assert!(!alarms.is_empty());
    world.office("3604").take_root(&out).unwrap();
    world.sync("3604");
    assert_eq!(world.office("3604").national().head(), world.office("RI").national().head());
}

#[test]
fn what_does_not_follow_is_not_taken_up() {
    let mut world = World::with("3604");
    let (first, second) = (world.path("root-1.json"), world.path("root-2.json"));
    std::fs::write(&first, world.office("RI").root_text()).unwrap();
    let ri = world.office("RI");
    let next = ri.new_root_key("root-2").unwrap().key;
    ri.root_successor(&[next], &second).unwrap();

    let office = world.office("3604");
    assert_eq!(office.take_root(&first).unwrap().version, 1, "the same again is no harm");
    office.take_root(&second).unwrap();
    let older = office.take_root(&first).unwrap_err();
    assert_eq!(older.exit(), Exit::Usage, "{older}");
    let other = RootFile::first([SigningKey::from_bytes(&[9; 32]).public()]).unwrap();
    std::fs::write(&first, other.to_text()).unwrap();
    let foreign = world.office("3604").take_root(&first).unwrap_err();
    assert!(matches!(foreign, OfficeError::WrongRoot), "{foreign}");
    assert_eq!(world.office("3604").root().unwrap().version, 2);
}

#[test]
fn only_who_holds_a_root_key_makes_the_next_root_or_ends_one() {
    let mut world = World::with("3604");
    let out = world.path("root-2.json");
    let key = world.office("RI").root().unwrap().keys[0].key;
    let office = world.office("3604");
    let error = office.root_successor(&[key], &out).unwrap_err();
    assert_eq!(error.exit(), Exit::NotAuthorised);
    assert!(!out.exists());
    let end = End::Left("2026-11-23".parse().unwrap());
    assert_eq!(office.revoke_key(None, key, &end).unwrap_err().exit(), Exit::NotAuthorised);
}

#[test]
fn a_lost_root_key_is_not_cut_so_that_all_authority_falls() {
    let mut world = World::new();
    let out = world.path("root-2.json");
    let ri = world.office("RI");
    let old = ri.root().unwrap().keys[0].key;
    let next = ri.new_root_key("root-2").unwrap().key;
    ri.root_successor(&[next], &out).unwrap();
    let error = ri.revoke_key(None, old, &End::Lost([].into())).unwrap_err();
    assert_eq!(error.exit(), Exit::Usage, "{error}");
}

#[test]
fn a_trust_root_is_not_written_over_a_file_that_is_there() {
    let mut desk = Desk::with_issuer();
    let root = desk.path().join("root.json");
    let before = std::fs::read(&root).unwrap();
    let init = ["init", "--person", "adi:Adi:Kepala Biro:administrator", "--root-out", "root.json"];
    let said = desk.run("lain", &init);
    assert!(said.starts_with("exit 2\n") && said.contains("[file_exists]"), "{said}");
    assert_eq!(std::fs::read(&root).unwrap(), before);
    assert!(!desk.path().join("lain").exists(), "and nothing was founded");
    desk.done("lain", &[&init[..], &["--force"]].concat());
    assert_ne!(std::fs::read(&root).unwrap(), before);

    let made: serde_json::Value =
        serde_json::from_str(&desk.done("lain", &["--json", "root", "new-key", "root-2"])).unwrap();
    let key = made["key"].as_str().unwrap();
    let next = ["root", "successor", "--key", key, "--out", "root.json", "--yes"];
    let before = std::fs::read(&root).unwrap();
    let said = desk.run("lain", &next);
    assert!(said.starts_with("exit 2\n") && said.contains("[file_exists]"), "{said}");
    assert_eq!(std::fs::read(&root).unwrap(), before);
    assert!(desk.done("lain", &["root", "show"]).contains("Versi 1"), "and no root was made");
    desk.done("lain", &[&next[..], &["--force"]].concat());
    assert!(desk.done("lain", &["root", "show"]).contains("Versi 2"));
}
