use std::{path::PathBuf, str::FromStr as _};

use kecuali_client::office::bundle::For;
use kecuali_domain::status::Status;
use kecuali_protocol::{
    bundle::{Bundle, Sender},
    sync::PushedRecord,
};
use kecuali_storage::Store as _;
use kecuali_storage_sqlite::SqliteStore;
use kecuali_trust::{RootFile, SigningKey};

use crate::world::World;

#[test]
fn work_and_receipts_travel_by_stick() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let out = world.path("out.kecuali");
    let ri = For::Office("RI".parse().unwrap());
    let carried = world.office("3604").export_bundle(&out, &[ri]).unwrap();
    assert_eq!((carried.records, carried.recipients), (1, 1));

    let (_, carried) = world.office("RI").import_bundle(&out).unwrap();
    assert_eq!((carried.records, carried.left_out), (1, 0));
    assert_eq!(world.office("RI").summary(&name).unwrap().status, Status::Draft);
    world.sync("RI");

    let back = world.path("back.kecuali");
    let office = For::Office("3604".parse().unwrap());
    world.office("RI").export_bundle(&back, &[office]).unwrap();
    assert_eq!(world.office("3604").overview().unwrap().ready, 1);
    let (synced, _) = world.office("3604").import_bundle(&back).unwrap();
    assert!(synced.alarms.is_empty() && synced.received == 1, "{synced:?}");
    assert_eq!(world.office("3604").overview().unwrap().ready, 0);
}

#[test]
fn a_bundle_opens_for_no_one_else() {
    let mut world = World::with("3604");
    world.arrive("3603");
    world.admit("3603");
    world.sync("3604");
    world.draft("3604");
    let out = world.path("out.kecuali");
    world.office("3604").export_bundle(&out, &[For::Office("RI".parse().unwrap())]).unwrap();
    assert_eq!(world.office("3603").import_bundle(&out).unwrap_err().code(), "bundle_for_another");

    let other = For::Office("3603".parse().unwrap());
    let carried = world.office("3604").export_bundle(&out, &[other]).unwrap();
    assert_eq!((carried.records, carried.left_out), (0, 1), "drafts stay in the office");
    let (synced, _) = world.office("3603").import_bundle(&out).unwrap();
    assert!(synced.alarms.is_empty());
}

#[test]
fn who_is_no_office_opens_only_what_all_may_read_whoever_else_it_is_for() {
    let mut world = World::with("3604");
    world.draft("3604");
    let out = world.path("out.kecuali");
    let anyone = world.office("RI").join_request(true).unwrap().keys.remove(0).recipient.unwrap();
    let to = [For::Office("RI".parse().unwrap()), For::Recipient(anyone)];
    let carried = world.office("3604").export_bundle(&out, &to).unwrap();
    assert_eq!((carried.records, carried.left_out, carried.recipients), (0, 1, 2));
}

/// A bundle that someone with the keys of nobody made: these records, sealed to KPU RI.
fn forge(world: &mut World, root_id: [u8; 32], records: Vec<PushedRecord>) -> PathBuf {
    let recipient =
        world.office("RI").join_request(true).unwrap().keys.remove(0).recipient.unwrap();
    let recipient = age::x25519::Recipient::from_str(&recipient).unwrap();
    let from = Sender { office: "3604".to_owned(), installation: [0; 32] };
    let created = "2026-11-23".to_owned();
    let bundle = Bundle { root_id, from, created, records, parts: Vec::new() };
    let path = world.path("forged.kecuali");
    std::fs::write(&path, age::encrypt(&recipient, &bundle.to_bytes()).unwrap()).unwrap();
    path
}

/// What waits at an office, as it would be carried.
fn waiting(world: &World, code: &str) -> Vec<PushedRecord> {
    let store = SqliteStore::open(&world.path(code).join("store.sqlite")).unwrap();
    let pending = store.pending(None).unwrap().into_iter();
    pending.map(|one| PushedRecord { record: one.bytes, attachment: one.attachment }).collect()
}

#[test]
fn a_damaged_record_is_left_out_and_harms_nothing() {
    let mut world = World::with("3604");
    world.draft("3604");
    world.draft("3604");
    let root_id = world.office("RI").national().root_id().0;
    let records = waiting(&world, "3604");
    let length = records[0].record.len();
    for place in (0..length).step_by(length / 20).chain([length - 1]) {
        let mut damaged = records[0].clone();
        damaged.record[place] ^= 1;
        let forged = forge(&mut world, root_id, vec![damaged]);
        let (_, carried) = world.office("RI").import_bundle(&forged).unwrap();
        assert_eq!((carried.records, carried.left_out), (0, 1), "{place}");
    }
    assert!(world.office("RI").entries().unwrap().is_empty());
    let mut damaged = records.clone();
    damaged[0].record[length / 2] ^= 1;
    let forged = forge(&mut world, root_id, damaged);
    let (_, carried) = world.office("RI").import_bundle(&forged).unwrap();
    assert_eq!((carried.records, carried.left_out), (1, 1), "the other one is taken");
    assert_eq!(world.sync("RI").received, 1);
    let forged = forge(&mut world, root_id, records);
    let (_, carried) = world.office("RI").import_bundle(&forged).unwrap();
    assert_eq!((carried.records, carried.left_out), (1, 1), "and so is the first when it is whole");
    assert_eq!(world.office("RI").entries().unwrap().len(), 2);
}

#[test]
fn what_is_here_already_is_left_out_of_a_bundle() {
    let mut world = World::with("3604");
    world.draft("3604");
    let out = world.path("out.kecuali");
    let ri = [For::Office("RI".parse().unwrap())];
    world.office("3604").export_bundle(&out, &ri).unwrap();
    world.office("RI").import_bundle(&out).unwrap();
    let (_, again) = world.office("RI").import_bundle(&out).unwrap();
    assert_eq!((again.records, again.left_out), (0, 1), "it is here already");
}

#[test]
fn a_bundle_of_another_trust_root_is_refused_and_nothing_of_it_is_taken() {
    let mut world = World::with("3604");
    world.draft("3604");
    let records = waiting(&world, "3604");
    let other = RootFile::first([SigningKey::from_bytes(&[9; 32]).public()]).unwrap().id();
    let forged = forge(&mut world, other.0, records);
    let ri = world.office("RI");
    let error = ri.import_bundle(&forged).unwrap_err();
    assert_eq!((error.code(), error.exit().code()), ("wrong_root", 5));
    assert!(ri.entries().unwrap().is_empty());
    assert_eq!(ri.overview().unwrap().ready, 0);
}

#[test]
fn a_bundle_that_was_changed_on_its_way_is_told_from_one_for_someone_else() {
    let mut world = World::with("3604");
    world.draft("3604");
    let out = world.path("out.kecuali");
    world.office("3604").export_bundle(&out, &[For::Office("RI".parse().unwrap())]).unwrap();
    let whole = std::fs::read(&out).unwrap();
    let mut taken = |bytes: &[u8]| {
        std::fs::write(&out, bytes).unwrap();
        let taken = world.office("RI").import_bundle(&out);
        taken.map_err(|error| (error.code(), error.exit().code()))
    };
    let head = whole.windows(4).position(|four| four == b"\n---").unwrap();
    let steps = (whole.len() - head) / 40;
    for place in (head + 5..whole.len()).step_by(steps.max(1)) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        assert_eq!(taken(&bytes).unwrap_err(), ("bundle_broken", 5), "{place}");
        assert_eq!(taken(&whole[..place]).unwrap_err(), ("bundle_broken", 5), "{place}");
    }
    for place in 0..head {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        // Where it says for whom it is, a change looks as if it were for someone else.
        let error = taken(&bytes).unwrap_err();
        assert!(
            matches!(error, ("bundle_broken", 5) | ("bundle_for_another" | "bundle_none", 1)),
            "{place}: {error:?}"
        );
    }
    assert_eq!(taken(b"").unwrap_err(), ("bundle_broken", 5));
    assert!(taken(&whole).is_ok());
}
