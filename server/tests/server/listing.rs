//! The public list.

use std::{collections::BTreeSet, sync::Arc};

use axum::http::StatusCode;
use kecuali_publication::{verify_list, verify_row};
use kecuali_testkit::{Doc, cast, sample};

use crate::world::World;

fn id(doc: &Doc) -> String {
    format!("{}-{}", doc.scope.office().unwrap(), doc.id)
}

/// A server with one determination, and so many entries under it.
async fn country(entries: usize) -> (World, Vec<Doc>) {
    let mut world = World::empty();
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let docs = (0..entries).map(|_| world.scene.determined(sample::ENTRY, item)).collect();
    world.catch_up().await;
    (world, docs)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_determined_is_public_and_nothing_else_of_it() {
    let (mut world, docs) = country(1).await;
    world.scene.draft(&cast::PPID, sample::ENTRY);
    world.catch_up().await;
    let list = world.get("/api/v1/entries").await.json();
    assert_eq!(list["count"], 2, "the item and the entry, not the draft");
    assert_eq!(list["entries"].as_array().unwrap().len(), 2);
    assert_eq!(list["stale"], false);

    let one = world.get(&format!("/api/v1/entries/{}", id(&docs[0]))).await;
    assert_eq!(one.json()["information"], "Hasil pemeriksaan kesehatan");
    let own = world.get("/api/v1/entries?office=3604").await.json();
    assert_eq!(own["count"], 1);
    for target in ["/api/v1/entries", "/api/v1/events", "/api/v1/list"] {
        let text = String::from_utf8(world.get(target).await.body.to_vec()).unwrap();
        assert!(!text.contains("RAHASIA") && !text.contains("Subbagian"), "{target}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_list_already_is_told_so() {
    let (mut world, docs) = country(1).await;
    for target in ["/api/v1/entries", "/api/v1/list", "/api/v1/events", "/api/v1/checkpoint"] {
        let first = world.get(target).await;
        assert_eq!(first.status, StatusCode::OK, "{target}");
        let tag = first.header("etag").to_owned();
        for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let again = world.get_if_new(target, &known).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{target}");
            assert_eq!((again.header("etag"), again.body.len()), (tag.as_str(), 0));
        }
    }
    let tag = world.get("/api/v1/entries").await.header("etag").to_owned();
    let other = world.get("/api/v1/entries?limit=7").await.header("etag").to_owned();
    assert_ne!(tag, other);
    world.scene.revoke(&cast::DETERMINER, &docs[0]);
    world.catch_up().await;
    assert_eq!(world.get_if_new("/api/v1/entries", &tag).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_are_the_list_without_a_hole_or_a_double() {
    let (world, _) = country(5).await;
    let (mut found, mut next) = (Vec::new(), Some("/api/v1/entries?limit=2".to_owned()));
    while let Some(target) = next {
        let page = world.get(&target).await;
        let body = page.json();
        let rows = body["entries"].as_array().unwrap().clone();
        found.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        next = body["next"].as_str().map(str::to_owned);
        let link = next.as_ref().map(|next| format!("<{next}>; rel=\"next\""));
        assert_eq!(page.header("link"), link.unwrap_or_default());
    }
    assert_eq!(found.len(), 6);
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 6);
    assert!(found.is_sorted());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_row_keeps_its_address_and_says_why() {
    let (mut world, docs) = country(1).await;
    world.scene.revoke(&cast::DETERMINER, &docs[0]);
    world.catch_up().await;
    let row = world.get(&format!("/api/v1/entries/{}", id(&docs[0]))).await;
    assert_eq!(row.status, StatusCode::OK);
    assert_eq!(row.json()["status"]["code"], "withdrawn");
    assert_eq!(row.json()["status"]["reason"], "revoked");
    assert_eq!(world.get("/api/v1/entries?office=3604").await.json()["count"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_down_is_not_read_in_old_events_either() {
    let (mut world, docs) = country(1).await;
    world.scene.take_down(&cast::DETERMINER, &docs[0], &["description"]);
    world.catch_up().await;
    let events = world.get("/api/v1/events").await;
    let text = String::from_utf8(events.body.to_vec()).unwrap();
    assert!(!text.contains("bakal calon bupati"), "{text}");
    let kinds: Vec<_> = events.json()["events"].as_array().unwrap().clone();
    let of_row = kinds.iter().filter(|event| event["entry_id"] == id(&docs[0]));
    let of_row: Vec<_> =
        of_row.map(|event| (event["kind"].clone(), event["entry"].is_null())).collect();
    assert_eq!(of_row, [("published".into(), true), ("amended".into(), false)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_followed_by_name_across_a_restart_and_no_name_comes_twice() {
    let (mut world, docs) = country(2).await;
    let all = world.get("/api/v1/events").await.json();
    let last = all["last"].as_str().unwrap().to_owned();
    assert_eq!(all["events"].as_array().unwrap().len(), 3);

    let scene = std::mem::replace(&mut world.scene, kecuali_testkit::Scene::empty());
    let mut again = World::over(&world.store, [2; 8]);
    again.scene = scene;
    assert_eq!(again.get("/api/v1/events").await.json(), all, "a start makes no event");
    again.scene.revoke(&cast::DETERMINER, &docs[1]);
    again.catch_up().await;
    let new = again.get(&format!("/api/v1/events?after={last}")).await.json();
    let new = new["events"].as_array().unwrap();
    assert_eq!(new.len(), 1);
    assert_eq!((&new[0]["kind"], &new[0]["reason"]), (&"withdrawn".into(), &"revoked".into()));
    let epoch = |name: &str| name.split_once('.').unwrap().0.to_owned();
    assert_ne!(epoch(new[0]["name"].as_str().unwrap()), epoch(&last));
}

#[tokio::test(flavor = "multi_thread")]
async fn anyone_verifies_a_row_and_the_whole_list_with_the_root_file() {
    let (world, docs) = country(3).await;
    let root = world.scene.national().root();
    let text = |answer: crate::world::Answer| String::from_utf8(answer.body.to_vec()).unwrap();
    let list = text(world.get("/api/v1/list").await);
    let checkpoint = text(world.get("/api/v1/checkpoint").await);
    assert_eq!(verify_list(root, &list, &checkpoint).unwrap().rows.len(), 4);

    let proof = text(world.get(&format!("/api/v1/entries/{}/proof", id(&docs[0]))).await);
    let proven = verify_row(root, &proof).unwrap();
    let row = text(world.get(&format!("/api/v1/entries/{}", id(&docs[0]))).await);
    assert!(proven.is(&serde_json::from_str(&row).unwrap()));
    let fewer = list.replacen("kesehatan", "kekayaan", 1);
    assert!(verify_list(root, &fewer, &checkpoint).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_lapses_on_the_day_after_its_last() {
    let (mut world, docs) = country(1).await;
    world.scene.set_day("2030-12-31");
    world.catch_up().await;
    let row = format!("/api/v1/entries/{}", id(&docs[0]));
    assert_eq!(world.get(&row).await.json()["status"]["code"], "in_force");
    world.hub.keep_day("2031-01-01".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(world.get(&row).await.json()["status"]["reason"], "lapsed");
    let far = world.hub.keep_day("2031-02-01".parse().unwrap()).await.unwrap();
    assert!(far.is_none(), "a jump waits for KPU RI");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_at_hand_is_the_one_that_routes_give_and_is_never_of_an_older_list() {
    let (mut world, docs) = country(2).await;
    let targets =
        ["/api/v1/entries?office=3604", "/api/v1/entries", "/api/v1/offices/3604/entries.csv"];
    for target in targets {
        let (first, again) = (world.get(target).await, world.get(target).await);
        assert_eq!((first.status, &first.body), (again.status, &again.body), "{target}");
        for name in ["content-type", "etag", "cache-control", "access-control-allow-origin", "link"]
        {
            assert_eq!(first.header(name), again.header(name), "{target}: {name}");
        }
        assert_eq!(again.header("content-length"), first.body.len().to_string(), "{target}");
        assert_ne!(first.header("kecuali-request"), again.header("kecuali-request"), "{target}");
        let known = world.get_if_new(target, first.header("etag")).await;
        assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0), "{target}");
    }
    world.scene.take_down(&cast::DETERMINER, &docs[0], &["description"]);
    world.scene.take_down(&cast::DETERMINER, &docs[1], &["description"]);
    world.catch_up().await;
    for target in targets {
        let text = String::from_utf8(world.get(target).await.body.to_vec()).unwrap();
        assert!(!text.contains("bakal calon bupati"), "{target}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_nothing_public_leaves_the_list_as_it_was_made_and_its_answers_at_hand() {
    let (mut world, docs) = country(1).await;
    let before = world.hub.listing();
    let draft = world.scene.draft(&cast::PPID, sample::ENTRY);
    world.scene.edit(&cast::PPID, &docs[0], &[("information", "diubah")]);
    world.catch_up().await;
    assert!(world.hub.head(&draft.scope).unwrap().position > 0);
    assert!(Arc::ptr_eq(&before, &world.hub.listing()));

    let national = before.national();
    world.scene.left(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER_2, "2026-12-31");
    world.catch_up().await;
    let after = world.hub.listing();
    assert_ne!(after.national(), national, "the list is signed again with every word of KPU RI");
    assert_eq!(after.event, before.event);
    world.scene.revoke(&cast::DETERMINER, &docs[0]);
    world.catch_up().await;
    assert_ne!(world.hub.listing().event, before.event);
}
