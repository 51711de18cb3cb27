use kecuali_client::office::bundle::For;
use kecuali_domain::status::Status;

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
    assert_eq!(world.office("3603").import_bundle(&out).unwrap_err().code(), "file_content");

    let other = For::Office("3603".parse().unwrap());
    let carried = world.office("3604").export_bundle(&out, &[other]).unwrap();
    assert_eq!((carried.records, carried.left_out), (0, 1), "drafts stay in the office");
    let (synced, _) = world.office("3603").import_bundle(&out).unwrap();
    assert!(synced.alarms.is_empty());
}

#[test]
fn a_damaged_record_is_left_out_and_harms_nothing() {
    let mut world = World::with("3604");
    world.draft("3604");
    let out = world.path("out.kecuali");
    let ri = [For::Office("RI".parse().unwrap())];
    world.office("3604").export_bundle(&out, &ri).unwrap();
    world.office("RI").import_bundle(&out).unwrap();
    let (_, again) = world.office("RI").import_bundle(&out).unwrap();
    assert_eq!((again.records, again.left_out), (0, 1), "it is here already");
    let mut bytes = std::fs::read(&out).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&out, bytes).unwrap();
    assert_eq!(world.office("RI").import_bundle(&out).unwrap_err().code(), "file_content");
}
