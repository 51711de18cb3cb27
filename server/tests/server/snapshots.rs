//! The list as files.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use kecuali_encoding::Digest;
use kecuali_publication::{
    PublicRow,
    format::{About, Edition, ListFiles, verify_manifest},
};
use kecuali_server::{data::DataFolder, hub::Start, press::Keep};
use kecuali_storage::{MemoryStore, Store};
use kecuali_testkit::{Doc, Scene, cast, sample};

use crate::{
    stalling::{Readers, Stalling, Valve},
    world::{Answer, TestClock, World},
};

const FILES: [&str; 6] = [
    "daftar-excel.csv",
    "daftar.csv",
    "daftar.csv-metadata.json",
    "daftar.json",
    "daftar.ndjson",
    "daftar.xlsx",
];

/// What stands in the description of every entry, and nowhere else.
const DESCRIPTION: &str = "bakal calon bupati";

fn begin(scene: Scene, folder: &Path, store: &Arc<dyn Store>) -> World {
    let start = Start {
        root: scene.national().root().clone(),
        store: Arc::clone(store),
        log_key: cast::LOG.key(),
        epoch: [1; 8],
        clock: TestClock::at(0),
        data: Some(DataFolder::new(folder)),
    };
    World::start(scene, start)
}

/// A country with so many entries on its list, not printed yet.
async fn country(folder: &Path, entries: usize) -> (World, Vec<Doc>) {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut world = begin(Scene::new(), folder, &store);
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let docs = (0..entries).map(|_| world.scene.determined(sample::ENTRY, item)).collect();
    world.catch_up().await;
    (world, docs)
}

async fn print(world: &World) {
    let hub = world.hub.clone();
    tokio::task::spawn_blocking(move || hub.print(Keep::default())).await.unwrap().unwrap();
}

async fn event(world: &World) -> String {
    world.get("/api/v1/snapshots").await.json()["latest"].as_str().unwrap().to_owned()
}

async fn ask(world: &World, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let request = Request::builder().method(method).uri(target);
    let request =
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    world.send(request.body(Body::empty()).unwrap()).await
}

/// Everything in every file below a folder.
fn on_disk(folder: &Path) -> Vec<u8> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let of = |path: &Path| if path.is_dir() { on_disk(path) } else { std::fs::read(path).unwrap() };
    entries.flat_map(|entry| of(&entry.path())).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

async fn verified(world: &World, event: &str) -> Edition {
    let manifest = world.get(&format!("/api/v1/snapshots/{event}/manifest.json")).await;
    let text = String::from_utf8(manifest.body.to_vec()).unwrap();
    verify_manifest(world.scene.national().root(), &text).unwrap().0
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_of_the_list_is_verified_with_the_root_file() {
    let folder = tempfile::tempdir().unwrap();
    let (world, _) = country(folder.path(), 3).await;
    let list = world.get("/api/v1/list").await;
    print(&world).await;
    let event = event(&world).await;
    let edition = verified(&world, &event).await;
    assert_eq!((edition.rows, edition.event.to_string()), (4, event.clone()));
    let checkpoint = world.get("/api/v1/checkpoint").await.json();
    assert_eq!(checkpoint["digest"], edition.digest.to_string());
    for name in FILES {
        for under in [event.as_str(), "latest"] {
            let file = world.get(&format!("/api/v1/snapshots/{under}/{name}")).await;
            assert_eq!(file.status, StatusCode::OK, "{under}/{name}");
            let length = u64::try_from(file.body.len()).unwrap();
            edition.check(name, length, Digest::of(&file.body)).unwrap();
            assert!(!holds(&file.body, "RAHASIA") && !holds(&file.body, "Subbagian"), "{name}");
        }
    }
    let json = world.get(&format!("/api/v1/snapshots/{event}/daftar.json")).await;
    assert_eq!(json.body, list.body, "byte for byte the list that the checkpoint signs");
    let printed = world.get("/api/v1/list").await;
    assert_eq!(
        (printed.body, printed.headers["etag"].clone()),
        (list.body, list.headers["etag"].clone())
    );
}

/// The files as anyone makes them who has the events and nothing else.
async fn from_events(world: &World, edition: &Edition) -> BTreeMap<String, Vec<u8>> {
    let (mut list, mut next) = (BTreeMap::new(), Some("/api/v1/events?limit=2".to_owned()));
    while let Some(target) = next {
        let page = world.get(&target).await.json();
        for event in page["events"].as_array().unwrap() {
            let id = event["entry_id"].as_str().unwrap().to_owned();
            match event["kind"].as_str().unwrap() {
                "withdrawn" => drop(list.remove(&id)),
                _ => drop(list.insert(id, event["entry"].clone())),
            }
        }
        next = page["next"].as_str().map(str::to_owned);
    }
    let title = "Daftar Informasi Publik yang Dikecualikan – Komisi Pemilihan Umum";
    let about = About { title, event: Some(edition.event), day: Some(edition.day) };
    let mut files = ListFiles::begin(&about, |_| Ok(Vec::new())).unwrap();
    for body in list.into_values() {
        files.row(&serde_json::from_value::<PublicRow>(body).unwrap()).unwrap();
    }
    let files = files.finish().unwrap().into_iter();
    files.map(|written| (written.file.name, written.out)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_events_makes_the_same_files_and_so_does_another_server() {
    let folder = tempfile::tempdir().unwrap();
    let (mut world, docs) = country(&folder.path().join("a"), 4).await;
    world.scene.revoke(&cast::DETERMINER, &docs[1]);
    world.scene.take_down(&cast::DETERMINER, &docs[2], &["description"]);
    world.catch_up().await;
    print(&world).await;
    let event = event(&world).await;
    let edition = verified(&world, &event).await;
    let made = from_events(&world, &edition).await;

    let scene = std::mem::replace(&mut world.scene, Scene::empty());
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut other = begin(scene, &folder.path().join("b"), &store);
    other.catch_up().await;
    print(&other).await;
    for name in FILES {
        let target = format!("/api/v1/snapshots/{event}/{name}");
        let served = world.get(&target).await.body;
        assert!(made[name] == served, "{name} from the events");
        assert!(other.get(&target).await.body == served, "{name} of the other server");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_under_its_event_is_kept_for_ever_and_sent_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    let (world, _) = country(folder.path(), 2).await;
    print(&world).await;
    let target = format!("/api/v1/snapshots/{}/daftar.csv", event(&world).await);
    let whole = world.get(&target).await;
    let length = whole.body.len();
    assert_eq!(whole.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(whole.header("content-length"), length.to_string());
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert!(whole.header("link").contains("daftar.csv-metadata.json>; rel=\"describedby\""));
    let tag = format!("\"{}\"", Digest::of(&whole.body));
    assert_eq!(whole.header("etag"), tag);
    let written = whole.header("last-modified").to_owned();
    assert!(written.ends_with(" GMT"), "{written}");

    let head = ask(&world, "HEAD", &target, &[]).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("content-length"), length.to_string());
    for known in [("if-none-match", tag.as_str()), ("if-modified-since", &written)] {
        let again = ask(&world, "GET", &target, &[known]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{known:?}");
        assert_eq!(again.header("etag"), tag);
    }
    let part = ask(&world, "GET", &target, &[("range", "bytes=5-9"), ("if-range", &tag)]).await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.body, whole.body[5..10]);
    assert_eq!(part.header("content-range"), format!("bytes 5-9/{length}"));
    let other = ask(&world, "GET", &target, &[("range", "bytes=5-9"), ("if-range", "\"x\"")]).await;
    assert_eq!((other.status, other.body.len()), (StatusCode::OK, length));
    let beyond = ask(&world, "GET", &target, &[("range", "bytes=9999999-")]).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond.header("content-range"), format!("bytes */{length}"));

    let latest = world.get("/api/v1/snapshots/latest/daftar.csv").await;
    assert_eq!(latest.header("etag"), tag);
    assert_eq!(latest.header("content-location"), target);
    assert!(latest.header("cache-control").starts_with("public, max-age=60,"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_down_is_in_no_file_from_that_step_on() {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    let (mut world, docs) = country(folder.path(), 1).await;
    print(&world).await;
    let old = event(&world).await;
    assert!(holds(&on_disk(&public), DESCRIPTION));
    // As a backup would bring it back.
    let (printed, copy) = (public.join(&old), folder.path().join("copy"));
    std::fs::create_dir(&copy).unwrap();
    for file in std::fs::read_dir(&printed).unwrap().flatten() {
        std::fs::copy(file.path(), copy.join(file.file_name())).unwrap();
    }

    world.scene.take_down(&cast::DETERMINER, &docs[0], &["description"]);
    world.catch_up().await;
    assert!(!holds(&on_disk(&public), DESCRIPTION), "before anything is printed again");
    let gone = world.get(&format!("/api/v1/snapshots/{old}/daftar.json")).await;
    assert_eq!((gone.status, gone.code()), (StatusCode::GONE, "snapshot_gone".to_owned()));
    assert_eq!(gone.json()["instead"], "/api/v1/snapshots");
    print(&world).await;
    assert_ne!(event(&world).await, old);
    let csv = world.get("/api/v1/snapshots/latest/daftar.csv").await;
    assert!(holds(&csv.body, "[tidak ditampilkan]") && !holds(&csv.body, DESCRIPTION));

    std::fs::rename(&copy, &printed).unwrap();
    let scene = std::mem::replace(&mut world.scene, Scene::empty());
    let again = begin(scene, folder.path(), &world.store);
    assert!(!holds(&on_disk(&public), DESCRIPTION), "a start sweeps away what must not be there");
    let kept = again.get("/api/v1/snapshots").await.json();
    assert_eq!(kept["snapshots"].as_array().unwrap().len(), 1, "and keeps the rest: {kept}");
}

/// Prints; while that is under way, and its first rows are not read yet, something happens.
async fn print_while(world: &mut World, valve: &Valve, happens: impl FnOnce(&mut Scene)) -> bool {
    valve.shut();
    let hub = world.hub.clone();
    let printing = tokio::task::spawn_blocking(move || hub.print(Keep::default()));
    valve.wait_for(1);
    happens(&mut world.scene);
    world.catch_up().await;
    valve.open();
    printing.await.unwrap().is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_moves_all_the_time_is_printed_as_it_was_when_it_was_begun() {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let valve = Valve::of(Readers::AllRows);
    let store: Arc<dyn Store> = Arc::new(Stalling::new(store, &valve));
    let mut world = begin(Scene::new(), folder.path(), &store);
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let docs: Vec<_> = (0..4).map(|_| world.scene.determined(sample::ENTRY, item)).collect();
    world.catch_up().await;
    for gone in &docs {
        let checkpoint = world.get("/api/v1/checkpoint").await.json();
        let list = world.get("/api/v1/list").await.body;
        // One row comes, one leaves.
        let printed = print_while(&mut world, &valve, |scene| {
            scene.determined(sample::ENTRY, item);
            scene.revoke(&cast::DETERMINER, gone);
        });
        assert!(printed.await);
        let event = event(&world).await;
        assert_eq!(checkpoint["event"], event.as_str());
        let edition = verified(&world, &event).await;
        assert_eq!(checkpoint["digest"], edition.digest.to_string());
        let json = world.get(&format!("/api/v1/snapshots/{event}/daftar.json")).await;
        assert!(json.body == list, "row for row the list of then");
        assert_ne!(world.get("/api/v1/list").await.body, list);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_down_while_it_is_printed_is_in_no_edition_and_the_next_is_printed_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let valve = Valve::of(Readers::AllRows);
    let store: Arc<dyn Store> = Arc::new(Stalling::new(store, &valve));
    let mut world = begin(Scene::new(), folder.path(), &store);
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let doc = world.scene.determined(sample::ENTRY, item);
    world.catch_up().await;
    let printed = print_while(&mut world, &valve, |scene| {
        scene.take_down(&cast::DETERMINER, &doc, &["description"]);
    });
    assert!(!printed.await);
    let none = world.get("/api/v1/snapshots").await.json();
    assert_eq!(none["latest"], serde_json::Value::Null);
    assert!(!holds(&on_disk(&folder.path().join("public")), DESCRIPTION));
    let printed = print_while(&mut world, &valve, |scene| {
        scene.determined(sample::ENTRY, item);
    });
    assert!(printed.await);
    let csv = world.get("/api/v1/snapshots/latest/daftar.csv").await;
    assert!(holds(&csv.body, "[tidak ditampilkan]") && !holds(&csv.body, DESCRIPTION));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged_or_of_another_history_is_swept_away_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    let (mut world, _) = country(folder.path(), 1).await;
    print(&world).await;
    let event = event(&world).await;
    std::fs::create_dir(public.join("00000000000000aa.7")).unwrap();
    std::fs::create_dir(public.join(".partial")).unwrap();
    std::fs::write(public.join(&event).join("daftar.csv"), "cut").unwrap();
    let scene = std::mem::replace(&mut world.scene, Scene::empty());
    let again = begin(scene, folder.path(), &world.store);
    assert_eq!(std::fs::read_dir(&public).unwrap().count(), 0);
    print(&again).await;
    assert_eq!(crate::snapshots::event(&again).await, event, "and it is printed again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_there_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let empty = begin(Scene::new(), &folder.path().join("empty"), &store);
    let before = empty.get("/api/v1/snapshots/latest/daftar.csv").await;
    assert_eq!(before.code(), "not_found");
    let (world, _) = country(folder.path(), 1).await;
    let soon = world.get("/api/v1/snapshots/latest/daftar.csv").await;
    assert_eq!(soon.code(), "busy", "it is being printed");
    print(&world).await;
    for target in
        ["latest/log.key", "latest/..%2f..%2flog.key", "00000000000000aa.7/daftar.csv", "x/y"]
    {
        let none = world.get(&format!("/api/v1/snapshots/{target}")).await;
        assert_eq!(none.code(), "not_found", "{target}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_has_its_rows_as_a_table_with_its_metadata() {
    let folder = tempfile::tempdir().unwrap();
    let (world, docs) = country(folder.path(), 3).await;
    let target = "/api/v1/offices/3604/entries.csv";
    let table = world.get(target).await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8; header=present");
    let text = String::from_utf8(table.body.to_vec()).unwrap();
    assert_eq!(text.lines().count(), 5, "its rows, and the national one, which holds for it");
    assert!(docs.iter().all(|doc| text.contains(&doc.id.to_string())));
    assert!(!text.contains("RAHASIA") && text.contains("Nasional"));
    assert_eq!(world.get("/api/v1/offices/36.04/entries.csv").await.body, table.body);
    let again = world.get_if_new(target, table.header("etag")).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);

    let link = table.header("link").to_owned();
    let described = link.strip_prefix('<').and_then(|link| link.split_once('>')).unwrap().0;
    let metadata = world.get(described).await;
    assert_eq!(metadata.header("content-type"), "application/csvm+json");
    assert_eq!(metadata.json()["tables"][0]["url"], "entries.csv");
    for none in ["9999", "x"] {
        let target = format!("/api/v1/offices/{none}/entries.csv");
        assert_eq!(world.get(&target).await.code(), "not_found", "{none}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_edition_is_seen_at_once_though_the_list_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (world, _) = country(folder.path(), 1).await;
    for _ in 0..2 {
        let before = world.get("/api/v1/snapshots").await.json();
        assert_eq!(before["snapshots"].as_array().unwrap().len(), 0, "nothing is printed yet");
    }
    print(&world).await;
    let after = world.get("/api/v1/snapshots").await.json();
    assert_eq!(after["snapshots"].as_array().unwrap().len(), 1);
}
