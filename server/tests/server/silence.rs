//! Since when an office is silent, by the day of the log.

use std::sync::Arc;

use kecuali_storage::{Commit, Store};
use kecuali_testkit::{cast, sample};
use serde_json::Value;

use crate::world::World;

/// Both offices have sent something on the first day; days later one of them does again, and KPU RI
/// decides about an entry of the other.
async fn country() -> World {
    let mut world = World::empty();
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let stale = world.scene.determined(sample::ENTRY, item);
    world.catch_up().await;
    for day in ["2026-11-24", "2026-11-25"] {
        world.scene.day(day);
    }
    world.scene.draft(&cast::OTHER_PPID, sample::ENTRY);
    world.scene.revoke(&cast::DETERMINER, &stale);
    world.catch_up().await;
    world
}

async fn day(world: &World, office: &str) -> Value {
    let one = world.get(&format!("/api/v1/offices/{office}")).await.json()["office"].clone();
    let all = world.get("/api/v1/offices").await.json();
    let listed = all["offices"].as_array().unwrap().iter().find(|one| one["id"] == office);
    assert_eq!(listed.unwrap(), &one, "the same in the list");
    assert_eq!(one["last_received_text"].is_null(), one["last_received"].is_null());
    one["last_received"].clone()
}

async fn days(world: &World) -> [Value; 4] {
    [
        day(world, "3604").await,
        day(world, "1101").await,
        day(world, "RI").await,
        day(world, "3603").await,
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_that_is_silent_is_told_from_one_that_is_not() {
    let world = country().await;
    let [stale, fresh, ri, never] = days(&world).await;
    assert_eq!((&stale, &fresh), (&"2026-11-23".into(), &"2026-11-25".into()), "{stale} {fresh}");
    assert_eq!(ri, "2026-11-23", "what it decides stands in the logs of others");
    assert_eq!(never, Value::Null);
    let text = |answer: crate::world::Answer| String::from_utf8(answer.body.to_vec()).unwrap();
    let said = |day: &str, text: &str| {
        format!(
            "Data terakhir dari kantor ini diterima pada <time datetime=\"{day}\">{text}</time>."
        )
    };
    let page = text(world.get("/kantor/3604").await);
    assert!(page.contains(&said("2026-11-23", "23 November 2026")), "{page}");
    let page = text(world.get("/kantor/1101/cetak").await);
    assert!(page.contains(&said("2026-11-25", "25 November 2026")), "{page}");
    assert!(!text(world.get("/kantor/3603").await).contains("Data terakhir"));
    let offices = text(world.get("/kantor").await);
    let line = |office: &str| {
        let lines = offices.lines().filter(|line| line.contains(&format!("\"/kantor/{office}\"")));
        lines.collect::<String>()
    };
    assert!(line("3604").contains("belum ada informasi, data terakhir 23 November 2026"));
    assert!(line("1101").contains("belum ada informasi, data terakhir 25 November 2026"));
    assert!(line("3603").contains("belum ada data<"), "{}", line("3603"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_of_silence_is_the_same_after_a_start_and_read_from_the_logs_where_it_must() {
    let world = country().await;
    let before = days(&world).await;
    assert_eq!(days(&World::over(&world.store, [2; 8])).await, before);
    for lost in [None, Some(b"{".to_vec())] {
        let values = vec![("publication/heard".to_owned(), lost)];
        world.store.commit(&Commit { values, ..Commit::default() }).unwrap();
        assert_eq!(days(&World::over(&world.store, [3; 8])).await, before);
    }
    let store: Arc<dyn Store> = Arc::clone(&world.store);
    assert!(store.value("publication/heard").unwrap().is_some(), "it is kept from then on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_of_an_office_changes_what_tells_of_offices_and_leaves_the_list_as_it_was() {
    let mut world = country().await;
    let told = ["/api/v1/offices", "/api/v1/offices/3604", "/kantor", "/kantor/3604"];
    let same = ["/api/v1/entries", "/api/v1/offices/1101", "/kantor/1101", "/daftar"];
    let mut tags = Vec::new();
    for address in told.iter().chain(&same) {
        tags.push(world.get(address).await.header("etag").to_owned());
    }
    world.scene.draft(&cast::PPID, sample::ENTRY);
    world.catch_up().await;
    let mut again = Vec::new();
    for (address, tag) in told.iter().chain(&same).zip(&tags) {
        again.push(world.get_if_new(address, tag).await.status.as_u16());
    }
    assert_eq!(again, [200, 200, 200, 200, 304, 304, 304, 304]);
    let listing = world.hub.listing();
    world.scene.draft(&cast::PPID, sample::ENTRY);
    world.catch_up().await;
    assert!(Arc::ptr_eq(&listing, &world.hub.listing()), "the second word of a day tells nothing");
}
