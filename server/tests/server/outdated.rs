//! A server whose rows were made by the format before: they are made again when it starts.

use std::sync::Arc;

use kecuali_domain::act::{Act, Revoke};
use kecuali_storage::{Commit, MemoryStore, Store};
use kecuali_testkit::{cast, sample};
use serde_json::Value;

use crate::world::World;

/// What a server holds that revoked an item when its rows did not yet name the decision.
async fn before(store: &Arc<dyn Store>) -> (World, String) {
    let mut world = World::over(store, [1; 8]);
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM]);
    world.catch_up().await;
    let doc = world.scene.determination(&item.issue);
    let (items, reason) = ([1].into(), "Dibatalkan".to_owned());
    let (decision, day) = (Some("805".to_owned()), Some("2025-09-16".parse().unwrap()));
    let act = Act::Revoke(Revoke { items, reason, decision, day });
    world.scene.act(&cast::DETERMINER, &doc, &act);
    world.catch_up().await;
    world.scene.set_day("2026-12-01");
    world.catch_up().await;
    let id = format!("RI-{}.1", doc.id);
    let mut row = store.row(&id).unwrap().unwrap();
    let mut body: Value = serde_json::from_slice(&row.body).unwrap();
    body["status"].as_object_mut().unwrap().remove("revoked_by").unwrap();
    row.body = body.to_string().into_bytes();
    let values = vec![("publication/format".to_owned(), Some(b"2".to_vec()))];
    store.commit(&Commit { rows: vec![row], values, ..Commit::default() }).unwrap();
    (world, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_say_more_now_are_published_again_once_and_no_other() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let (old, id) = before(&store).await;
    let events = |store: &Arc<dyn Store>| store.events(0, 100).unwrap();
    let told = events(&store);
    let listed = old.get("/api/v1/checkpoint").await.json()["digest"].clone();

    let new = World::over(&store, [2; 8]);
    let now = events(&store);
    assert_eq!((&now[..told.len()], now.len()), (told.as_slice(), told.len() + 1));
    let last = now.last().unwrap();
    assert_eq!((last.row.as_str(), last.kind.as_str()), (id.as_str(), "withdrawn"));
    let row: Value = serde_json::from_slice(last.body.as_ref().unwrap()).unwrap();
    assert_eq!(row["status"]["revoked_by"]["number"], "805");
    assert_eq!(row["status_since"], "2026-11-23", "it left then, and not today");
    assert_eq!(row["updated"], "2026-12-01");
    assert_eq!(new.get("/api/v1/checkpoint").await.json()["digest"], listed, "what is in force");
    let changes = new.get("/perubahan").await;
    let page = String::from_utf8(changes.body.to_vec()).unwrap();
    assert!(page.contains("Keterangan diubah setelah keluar dari daftar"), "{page}");

    drop(World::over(&store, [3; 8]));
    assert_eq!(events(&store), now, "the next start finds nothing to do");
}
