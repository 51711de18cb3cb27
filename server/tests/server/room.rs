//! How much of the disk an office may take, and for whom the last of it is kept.

use std::{path::Path, sync::Arc};

use axum::http::StatusCode;
use kecuali_domain::{
    Kind, Scope,
    act::{Act, Comment},
};
use kecuali_protocol::sync::PushedRecord;
use kecuali_server::{
    config::Bounds,
    data::DataFolder,
    hub::{Share, Start},
    site::Site,
};
use kecuali_storage::{MemoryStore, Store};
use kecuali_sync::write_record;
use kecuali_testkit::{Actor, Doc, Parcel, Says, cast, sample};

use crate::world::{TestClock, World};

/// A country in which an office has one draft; from now on offices may take so much.
async fn country(share: Share, folder: Option<&Path>) -> (World, Arc<TestClock>, Doc) {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut before = World::over(&store, [1; 8]);
    before.catch_up().await;
    let doc = before.scene.draft(&cast::PPID, sample::ENTRY);
    before.catch_up().await;
    let World { scene, hub, .. } = before;
    drop(hub);
    let clock = TestClock::at(0);
    let start = Start {
        root: scene.national().root().clone(),
        store,
        log_key: cast::LOG.key(),
        epoch: [2; 8],
        clock: Arc::<TestClock>::clone(&clock),
        data: folder.map(DataFolder::new),
    };
    let world = World::start_sharing(scene, start, Bounds::default(), Site::default(), share);
    (world, clock, doc)
}

fn draft(world: &mut World, by: &Actor, log: &str) -> (PushedRecord, Doc) {
    let doc = world.scene.new_doc(log, Kind::Entry);
    (pushed(&world.scene.write(by, &doc, Says::Content(sample::ENTRY))), doc)
}

/// What KPU RI says to an entry.
fn remark(world: &mut World, doc: &Doc) -> PushedRecord {
    let act = Act::Comment(Comment { text: "Mohon diperiksa.".to_owned(), field: None });
    pushed(&world.scene.write(&cast::DETERMINER, doc, Says::Act(&act)))
}

fn pushed(parcel: &Parcel) -> PushedRecord {
    PushedRecord { record: write_record(&parcel.record), attachment: None }
}

/// Which records of a push are refused, how, and whether they are sent again.
async fn refusals(world: &World, by: &Actor, push: &[PushedRecord]) -> Vec<(u32, String, bool)> {
    let answer = world.push(by, push.to_vec()).await;
    answer.refusals.into_iter().map(|one| (one.index, one.code, one.retry)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_brings_so_much_a_day_and_stands_in_nobodys_way() {
    let (mut world, clock, doc) = country(Share { office_day: 5_000, free: 0 }, None).await;
    let (office, mut came) = (Scope::Office("3604".parse().unwrap()), 0);
    let spent = loop {
        let (next, _) = draft(&mut world, &cast::PPID, "office/3604");
        let refused = refusals(&world, &cast::OFFICE_PC, std::slice::from_ref(&next)).await;
        if !refused.is_empty() {
            assert_eq!(refused, [(0, "budget_spent".to_owned(), true)]);
            break next;
        }
        if came == 0 {
            // What stands there already costs nothing.
            assert_eq!(refusals(&world, &cast::OFFICE_PC, std::slice::from_ref(&next)).await, []);
        }
        came += next.size();
        assert!(came <= 5_000, "more is taken than there is room for");
    };
    assert!(came > 0 && came + spent.size() > 5_000, "{came}");

    let (elsewhere, _) = draft(&mut world, &cast::OTHER_PPID, "office/1101");
    assert_eq!(refusals(&world, &cast::NATIONAL_PC, &[elsewhere]).await, []);
    let head = world.hub.head(&office).unwrap().position;
    let both = [spent.clone(), remark(&mut world, &doc)];
    let refused = refusals(&world, &cast::NATIONAL_PC, &both).await;
    assert_eq!(refused, [(0, "budget_spent".to_owned(), true)], "whoever brings it");
    assert_eq!(world.hub.head(&office).unwrap().position, head + 1, "KPU RI's is taken");

    clock.pass_hours(24);
    assert_eq!(refusals(&world, &cast::OFFICE_PC, &[spent]).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_of_the_disk_is_for_kpu_ri_and_for_national() {
    let folder = tempfile::tempdir().unwrap();
    let share = Share { free: u64::MAX, ..Share::default() };
    let (mut world, _, doc) = country(share, Some(folder.path())).await;
    let ready = world.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK, "the list and KPU RI's records go on");
    assert_eq!(
        (&ready.json()["space"], &ready.json()["store"]),
        (&"low".into(), &"writable".into())
    );

    let (next, _) = draft(&mut world, &cast::PPID, "office/3604");
    let refused = refusals(&world, &cast::OFFICE_PC, &[next]).await;
    assert_eq!(refused, [(0, "disk_low".to_owned(), true)]);
    let said = remark(&mut world, &doc);
    assert_eq!(refusals(&world, &cast::NATIONAL_PC, &[said]).await, []);
    world.scene.left(&cast::OFFICE_ADMIN, "national", &cast::OFFICE_PC, "2020-01-01");
    let national = world.scene.log(&Scope::National);
    let last = national.records().last().unwrap().0;
    let last = PushedRecord { record: write_record(last), attachment: None };
    assert_eq!(refusals(&world, &cast::NATIONAL_PC, &[last]).await, []);
}
