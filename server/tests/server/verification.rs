//! What `verify` finds.

use kecuali_server::verification::{Wrong, verify};
use kecuali_storage::Commit;
use kecuali_testkit::{cast, sample};

use crate::world::World;

async fn country() -> World {
    let mut world = World::empty();
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let docs: Vec<_> = (0..3).map(|_| world.scene.determined(sample::ENTRY, item)).collect();
    world.catch_up().await;
    world.scene.revoke(&cast::DETERMINER, &docs[0]);
    world.scene.take_down(&cast::DETERMINER, &docs[1], &["description"]);
    world.catch_up().await;
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_as_the_server_left_it_is_right() {
    let world = country().await;
    let verified = verify(world.scene.national().root().clone(), world.store.as_ref()).unwrap();
    let members: u64 = world.scene.logs().map(|(_, log)| log.head.position).sum();
    assert_eq!((verified.members, verified.rows), (members, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_nobody_signed_is_found() {
    let world = country().await;
    let root = || world.scene.national().root().clone();
    let mut row = world.store.rows(Some("3604"), true, None, 1).unwrap().remove(0);
    let text = String::from_utf8(row.body).unwrap();
    row.body = text.replace("kesehatan", "kekayaan").into_bytes();
    let id = row.id.clone();
    world.store.commit(&Commit { rows: vec![row], ..Commit::default() }).unwrap();
    let wrong = verify(root(), world.store.as_ref()).unwrap_err();
    assert!(matches!(&wrong, Wrong::Row(row) if *row == id), "{wrong}");
}
