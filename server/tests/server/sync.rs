//! What comes in, and who may read it.

use axum::{body::Body, http::Request};
use kecuali_domain::Scope;
use kecuali_protocol::{
    limits,
    sync::{Have, MemberPart, PushedRecord, SyncRequest, SyncResponse, VERSION, vector_digest},
};
use kecuali_server::config::Bounds;
use kecuali_storage::{MemoryStore, Store};
use kecuali_sync::{cursors, readable, write_record};
use kecuali_testkit::{Says, cast, sample};

use crate::world::World;

fn logs(response: &SyncResponse) -> Vec<&str> {
    response.parts.iter().map(|part| part.log.as_str()).collect()
}

fn wait_for(world: &World, by: &kecuali_testkit::Actor, digest: &str) -> Request<Body> {
    world.signed(by, "GET", &format!("/sync/wait?digest={digest}"), Vec::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_pushed_is_stamped_and_only_its_stamp_comes_back() {
    let mut world = World::new().await;
    let doc = world.scene.new_doc("office/3604", kecuali_domain::Kind::Entry);
    let parcel = world.scene.write(&cast::PPID, &doc, Says::Content(sample::ENTRY));
    let pushed = PushedRecord { record: write_record(&parcel.record), attachment: None };
    let before = world.hub.head(&doc.scope).unwrap().position;

    let first = world.push(&cast::OFFICE_PC, vec![pushed.clone()]).await;
    assert_eq!(first.refusals, []);
    let office = first.parts.iter().find(|part| part.log == "office/3604").unwrap();
    let last = office.members.last().unwrap();
    assert!(matches!(last, MemberPart::Yours { index: 0, .. }), "{last:?}");
    assert_eq!(world.hub.head(&doc.scope).unwrap().position, before + 1);

    let again = world.push(&cast::OFFICE_PC, vec![pushed]).await;
    assert_eq!(again.refusals, []);
    assert_eq!(world.hub.head(&doc.scope).unwrap().position, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_record_has_a_code_and_leaves_the_rest_alone() {
    let mut world = World::new().await;
    let doc = world.scene.new_doc("office/3604", kecuali_domain::Kind::Entry);
    let good = world.scene.write(&cast::PPID, &doc, Says::Content(sample::ENTRY));
    let mut forged = good.record.clone();
    forged.signature.0[0] ^= 1;
    let push = [&forged, &good.record]
        .map(|record| PushedRecord { record: write_record(record), attachment: None });
    let response = world.push(&cast::OFFICE_PC, push.to_vec()).await;
    let refusals: Vec<_> = response.refusals.iter().map(|r| (r.index, r.code.as_str())).collect();
    assert_eq!(refusals, [(0, "signature_bad")]);
    assert!(response.refusals[0].sentence.starts_with("Tanda tangan"), "{response:?}");
    assert!(world.hub.head(&doc.scope).unwrap().position > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_forged_records_end_a_push() {
    let mut world = World::new().await;
    let doc = world.scene.new_doc("office/3604", kecuali_domain::Kind::Entry);
    let mut forged = world.scene.write(&cast::PPID, &doc, Says::Content(sample::ENTRY)).record;
    forged.signature.0[0] ^= 1;
    let pushed = PushedRecord { record: write_record(&forged), attachment: None };
    let response = world.push(&cast::OFFICE_PC, vec![pushed; limits::BAD_RECORDS + 2]).await;
    let last = response.refusals.last().unwrap();
    assert_eq!((last.code.as_str(), last.retry), ("push_ended", true));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_installation_reads_its_own_offices_and_no_other() {
    let world = World::new().await;
    let read = async |by| {
        let response = world.push(by, Vec::new()).await;
        logs(&response).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(read(&cast::OFFICE_PC).await, ["national", "office/3604"]);
    assert_eq!(read(&cast::PROVINCE_PC).await, ["national", "office/3604"]);
    assert_eq!(read(&cast::NATIONAL_PC).await, ["national", "office/1101", "office/3604"]);
    assert_eq!(read(&cast::STRANGER).await, ["national"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_told_so_and_brings_few_records_at_once() {
    let mut world = World::new().await;
    let response = world.push(&cast::STRANGER, Vec::new()).await;
    assert_eq!(response.notice.as_deref(), Some("installation_unknown"));

    let doc = world.scene.new_doc("office/3604", kecuali_domain::Kind::Entry);
    let parcel = world.scene.write(&cast::PPID, &doc, Says::Content(sample::ENTRY));
    let pushed = PushedRecord { record: write_record(&parcel.record), attachment: None };
    let carried = world.push(&cast::STRANGER, vec![pushed.clone()]).await;
    assert_eq!(carried.refusals, [], "anyone may carry what others have signed");

    let have = Have::Vector(Vec::new());
    let push = vec![pushed; 65];
    let request = SyncRequest { version: VERSION, have, push, want_bytes: 1, given: None };
    assert_eq!(world.sync(&cast::STRANGER, &request).await.code(), "limit_items");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_ended_reads_nothing() {
    let mut world = World::new().await;
    world.scene.left(&cast::OFFICE_ADMIN, "national", &cast::OFFICE_PC, "2020-01-01");
    world.catch_up().await;
    let have = Have::Vector(Vec::new());
    let request =
        SyncRequest { version: VERSION, have, push: Vec::new(), want_bytes: 1, given: None };
    assert_eq!(world.sync(&cast::OFFICE_PC, &request).await.code(), "key_ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn before_its_key_is_granted_a_server_takes_records_and_vouches_for_nothing() {
    let world = World::empty();
    let national = world.scene.log(&Scope::National);
    let (record, ..) = national.records().next().unwrap();
    let pushed = PushedRecord { record: write_record(record), attachment: None };
    let response = world.push(&cast::NATIONAL_PC, vec![pushed]).await;
    assert_eq!((response.refusals.len(), response.parts.len()), (0, 0));
    assert_eq!(response.notice.as_deref(), Some("unavailable"));
    assert_eq!(world.hub.head(&Scope::National).unwrap().position, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_is_told_of_the_next_record_and_only_of_logs_it_may_read() {
    let mut world = World::new().await;
    let root = world.scene.national().root().clone();
    let book = kecuali_sync::Book::open(root, std::sync::Arc::clone(&world.store)).unwrap();
    let readable = readable(&book, cast::OFFICE_PC.id()).unwrap();
    let digest = vector_digest(&cursors(&book, &readable));
    let digest = kecuali_encoding::Digest(digest).to_string();
    world.push(&cast::OFFICE_PC, Vec::new()).await;

    let behind = wait_for(&world, &cast::OFFICE_PC, &"0".repeat(64));
    assert_eq!(world.send(behind).await.json()["changed"], true);

    let waiting = wait_for(&world, &cast::OFFICE_PC, &digest);
    let doc = world.scene.new_doc("office/3604", kecuali_domain::Kind::Entry);
    let parcel = world.scene.write(&cast::PPID, &doc, Says::Content(sample::ENTRY));
    let pushed = PushedRecord { record: write_record(&parcel.record), attachment: None };
    let (answer, _) = tokio::join!(world.send(waiting), async {
        tokio::task::yield_now().await;
        world.push(&cast::NATIONAL_PC, vec![pushed]).await
    });
    assert_eq!(answer.json()["changed"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_waits_takes_no_place_of_an_office() {
    let store: std::sync::Arc<dyn Store> = std::sync::Arc::new(MemoryStore::default());
    let mut world = World::bounded(&store, Bounds { waits: 1, ..Bounds::default() });
    world.catch_up().await;
    let root = world.scene.national().root().clone();
    let book = kecuali_sync::Book::open(root, std::sync::Arc::clone(&world.store)).unwrap();
    let digest = vector_digest(&cursors(&book, &[Scope::National]));
    let digest = kecuali_encoding::Digest(digest).to_string();
    for by in [&cast::STRANGER, &cast::OFFICE_PC] {
        world.push(by, Vec::new()).await;
    }
    let stranger = wait_for(&world, &cast::STRANGER, &digest);
    let office = wait_for(&world, &cast::OFFICE_PC, &"0".repeat(64));
    tokio::select! {
        biased;
        answer = world.send(stranger) => panic!("nothing is new for a stranger: {answer:?}"),
        answer = world.send(office) => assert_eq!(answer.json()["changed"], true),
    }
}
