//! A server that was restored from an old backup.

use std::sync::Arc;

use axum::http::StatusCode;
use kecuali_protocol::sync::PushedRecord;
use kecuali_server::{
    data::{DataFolder, Positions},
    hub::{HEALING, Health, Start},
};
use kecuali_storage::{Commit, MemoryStore, Store};
use kecuali_sync::write_record;
use kecuali_testkit::{Says, Scene, cast, sample};

use crate::world::World;

fn restored(store: Arc<dyn Store>, data: Option<DataFolder>) -> World {
    let scene = Scene::new();
    let root = scene.national().root().clone();
    let start = Start { root, store, log_key: cast::LOG.key(), epoch: [3; 8], now: 7, data };
    World::start(scene, start)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_healed_stamps_nothing_and_serves_a_list_marked_stale() {
    let world = World::new().await;
    let values = vec![(HEALING.to_owned(), Some(b"7".to_vec()))];
    world.store.commit(&Commit { values, ..Commit::default() }).unwrap();

    let mut healing = restored(Arc::clone(&world.store), None);
    assert_eq!(healing.hub.health(), Health::Healing { since: 7 });
    let doc = healing.scene.new_doc("office/3604", kecuali_domain::Kind::Entry);
    let parcel = healing.scene.write(&cast::PPID, &doc, Says::Content(sample::ENTRY));
    let pushed = PushedRecord { record: write_record(&parcel.record), attachment: None };
    let before = healing.hub.head(&doc.scope).unwrap();
    let response = healing.push(&cast::OFFICE_PC, vec![pushed.clone()]).await;
    let refusal = &response.refusals[0];
    assert_eq!((refusal.code.as_str(), refusal.retry), ("healing", true));
    assert_eq!(response.notice.as_deref(), Some("healing"));
    assert_eq!(healing.hub.head(&doc.scope).unwrap(), before);
    assert_eq!(healing.hub.keep_day("2099-01-01".parse().unwrap()).await, Ok(None));
    assert_eq!(healing.get("/api/v1/entries").await.json()["stale"], true);
    assert_eq!(healing.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);

    healing.hub.end_healing().await.unwrap();
    assert_eq!(healing.hub.health(), Health::Serving);
    assert_eq!(healing.push(&cast::OFFICE_PC, vec![pushed]).await.refusals, []);
    assert_eq!(healing.get("/api/v1/entries").await.json()["stale"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_older_than_what_was_acknowledged_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::new(folder.path());
    data.write_high_water(&Positions::from([("national".to_owned(), 99)])).unwrap();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let world = restored(Arc::clone(&store), Some(data.clone()));
    assert_eq!(world.hub.health(), Health::Healing { since: 7 });
    assert_eq!(store.value(HEALING).unwrap().as_deref(), Some(b"7".as_slice()));
    assert_eq!(data.high_water().unwrap()["national"], 99, "it is not lowered by looking");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_high_water_is_written_with_every_commit() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::new(folder.path());
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut world = restored(store, Some(data.clone()));
    world.catch_up().await;
    let national = world.scene.national().head().position;
    assert_eq!(data.high_water().unwrap()["national"], national);
}
