//! More requests than there is room for.

use std::{sync::Arc, time::Duration};

use axum::http::StatusCode;
use kecuali_server::config::Bounds;
use kecuali_storage::{MemoryStore, Store};
use kecuali_testkit::{cast, sample};
use tokio::time::timeout;

use crate::{
    stalling::{Readers, Stalling, Valve},
    world::World,
};

/// Only a server that lets too many in is waited for so long.
const TURNED_AWAY: Duration = Duration::from_secs(20);

/// A server with one public row, the address of that row, and what its readers can be held by.
async fn country(bounds: Bounds) -> (World, String, Arc<Valve>) {
    behind(Valve::new(), bounds).await
}

async fn behind(valve: Arc<Valve>, bounds: Bounds) -> (World, String, Arc<Valve>) {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let store: Arc<dyn Store> = Arc::new(Stalling::new(store, &valve));
    let mut world = World::bounded(&store, bounds);
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let doc = world.scene.determined(sample::ENTRY, item);
    world.catch_up().await;
    let row = format!("/api/v1/entries/{}-{}", doc.scope.office().unwrap(), doc.id);
    (world, row, valve)
}

/// So many requests for one address go in, and the next is turned away until they are answered.
async fn next_is_turned_away(world: &World, valve: &Valve, target: &str, room: usize) {
    valve.shut();
    let inside: Vec<_> = (0..room).map(|_| world.begin(target)).collect();
    valve.wait_for(room);
    let next = timeout(TURNED_AWAY, world.get(target)).await;
    let alive = timeout(TURNED_AWAY, world.get("/healthz")).await;
    valve.open();
    let busy = next.expect("who is turned away is told at once");
    assert_eq!((busy.status.as_u16(), busy.code().as_str()), (503, "busy"), "{target}");
    assert_eq!(busy.header("retry-after"), "2");
    assert_eq!(busy.header("access-control-allow-origin"), "*", "a page can read why");
    assert_eq!(alive.unwrap().status, StatusCode::OK);
    for answer in inside {
        assert_eq!(answer.await.unwrap().status, StatusCode::OK, "{target}");
    }
    assert_eq!(world.get(target).await.status, StatusCode::OK, "room was given back: {target}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_public_request_more_than_there_is_room_for_is_busy() {
    let bounds = Bounds { public_requests: 2, ..Bounds::default() };
    let (world, row, valve) = country(bounds).await;
    next_is_turned_away(&world, &valve, &row, 2).await;
    next_is_turned_away(&world, &valve, "/api/v1/entries", 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fifth_whole_list_and_a_third_proof_are_busy_and_leave_room_for_the_rest() {
    let (world, row, valve) = country(Bounds::default()).await;
    next_is_turned_away(&world, &valve, "/api/v1/list", 4).await;
    next_is_turned_away(&world, &valve, &format!("{row}/proof"), 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_proves_a_row_keeps_no_other_reader_waiting() {
    let (world, row, valve) = behind(Valve::of(Readers::Records), Bounds::default()).await;
    valve.shut();
    let proof = world.begin(&format!("{row}/proof"));
    valve.wait_for(1);
    let hub = world.hub.clone();
    let other = tokio::task::spawn_blocking(move || hub.is_granted().is_ok());
    let other = timeout(TURNED_AWAY, other).await;
    valve.open();
    assert!(other.expect("it is read while the proof is made").unwrap());
    assert_eq!(proof.await.unwrap().status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_list_already_needs_no_room_for_a_list() {
    let (world, _, valve) = country(Bounds::default()).await;
    let tag = world.get("/api/v1/list").await.header("etag").to_owned();
    valve.shut();
    let inside: Vec<_> = (0..4).map(|_| world.begin("/api/v1/list")).collect();
    valve.wait_for(4);
    let known = timeout(TURNED_AWAY, world.get_if_new("/api/v1/list", &tag)).await;
    valve.open();
    assert_eq!(known.unwrap().status, StatusCode::NOT_MODIFIED);
    for answer in inside {
        answer.await.unwrap();
    }
}
