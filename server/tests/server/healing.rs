//! A server that was restored from an old backup.

use std::sync::Arc;

use axum::http::StatusCode;
use kecuali_domain::{Capability, Scope, act::Holder};
use kecuali_ledger::Point;
use kecuali_protocol::sync::{LogPart, PushedRecord, SyncRequest, SyncResponse};
use kecuali_server::{
    data::{DataFolder, Positions},
    hub::{Extent, GIVEN_UP, HEALING, Health, Start},
};
use kecuali_storage::{Append, Commit, LogHead, MemoryStore, Store};
use kecuali_sync::{Desk, Received, TakeError, write_record};
use kecuali_testkit::{Actor, Says, Scene, cast, machine, sample};

use crate::world::{TestClock, World};

fn restored(store: Arc<dyn Store>, data: Option<DataFolder>) -> World {
    let scene = Scene::new();
    let root = scene.national().root().clone();
    let start = Start {
        root,
        store,
        log_key: cast::LOG.key(),
        epoch: [3; 8],
        clock: TestClock::at(7),
        data,
    };
    World::start(scene, start)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_healed_stamps_nothing_and_serves_a_list_marked_stale() {
    let world = World::new().await;
    let values = vec![(HEALING.to_owned(), Some(b"7".to_vec()))];
    world.store.commit(&Commit { values, ..Commit::default() }).unwrap();

    let mut healing = restored(Arc::clone(&world.store), None);
    assert_eq!(healing.hub.health(), Health::Healing { since: 7, extent: Extent::Unknown });
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
    assert_eq!(world.hub.health(), Health::Healing { since: 7, extent: Extent::Known });
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

/// An office's program that talks to a server.
struct Replica(Desk);

impl Replica {
    fn new() -> Self {
        let root = Scene::new().national().root().clone();
        Self(Desk::open(root, Arc::new(MemoryStore::default())).unwrap())
    }

    async fn round(&mut self, world: &World, push: Vec<PushedRecord>) -> (SyncResponse, Received) {
        let request = SyncRequest { push, ..self.0.request() };
        let answer = world.sync(&cast::OFFICE_PC, &request).await.sync(request.push.len());
        let received = self.0.receive(&request, &answer).unwrap();
        (answer, received)
    }

    /// Rounds until there is nothing more; the alarms.
    async fn sync(&mut self, world: &World) -> (usize, Vec<TakeError>) {
        let mut alarms = Vec::new();
        for rounds in 1..50 {
            let (_, received) = self.round(world, Vec::new()).await;
            alarms.extend(received.alarms);
            if !received.more {
                return (rounds, alarms);
            }
        }
        panic!("a sync that does not end");
    }
}

/// The country before, with this data folder; a store that was kept from before what followed: so
/// many large entries, which a replica has read; and where the office's log ended then.
async fn lost(data: Option<DataFolder>, entries: usize) -> (Replica, Arc<dyn Store>, Point) {
    let backup: Arc<dyn Store> = Arc::new(MemoryStore::default());
    restored(Arc::clone(&backup), None).catch_up().await;
    let mut world = restored(Arc::new(MemoryStore::default()), data);
    world.catch_up().await;
    for _ in 0..entries {
        draft(&mut world, 29);
    }
    world.catch_up().await;
    let mut replica = Replica::new();
    assert!(replica.sync(&world).await.1.is_empty());
    (replica, backup, world.hub.head(&office()).unwrap())
}

/// An entry in the scene with so many fields of 16 kB.
fn draft(world: &mut World, fields: usize) -> PushedRecord {
    let value = "x".repeat(16_000);
    let keys: Vec<String> = (0..fields).map(|number| format!("field_{number}")).collect();
    let fields: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), &*value)).collect();
    let doc = world.scene.new_doc("office/3604", kecuali_domain::Kind::Entry);
    let parcel = world.scene.write(&cast::PPID, &doc, Says::Content(&fields));
    world.scene.send(&parcel);
    PushedRecord { record: write_record(&parcel.record), attachment: None }
}

fn office() -> Scope {
    "office/3604".parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_gives_several_mebibytes_back_and_the_server_serves_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::new(folder.path());
    let (mut replica, backup, end) = lost(Some(data.clone()), 10).await;

    let world = restored(backup, Some(data));
    assert_eq!(world.hub.health(), Health::Healing { since: 7, extent: Extent::Known });
    let (rounds, alarms) = replica.sync(&world).await;
    assert!(alarms.is_empty(), "{alarms:?}");
    assert!(rounds > 3, "more than one request carries: {rounds}");
    assert_eq!(world.hub.head(&office()).unwrap(), end);
    assert_eq!(world.hub.health(), Health::Serving);
    assert_eq!(replica.sync(&world).await.0, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_taken_back_that_another_key_closed_or_that_was_altered() {
    let (mut replica, backup, end) = lost(None, 1).await;
    let mut world = restored(backup, None);
    replica.round(&world, Vec::new()).await;
    let given = replica.0.request();
    let before = world.hub.head(&office()).unwrap();
    let tampers: [fn(&mut LogPart); 4] = [
        |part| part.checkpoint = None,
        |part| part.checkpoint.as_mut().unwrap().key[0] ^= 1,
        |part| part.checkpoint.as_mut().unwrap().signature[0] ^= 1,
        |part| drop(part.members.pop()),
    ];
    for tamper in tampers {
        let mut request = given.clone();
        tamper(&mut request.given.as_mut().unwrap()[0]);
        world.sync(&cast::OFFICE_PC, &request).await.sync(0);
        assert_eq!(world.hub.head(&office()).unwrap(), before);
    }
    let pushed = draft(&mut world, 1);
    let (answer, _) = replica.round(&world, vec![pushed]).await;
    assert_eq!(answer.asked, None, "and what is true is taken");
    assert_eq!(world.hub.head(&office()).unwrap().position, end.position);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_did_not_notice_holds_a_callers_work_until_it_has_back_what_it_lost() {
    let (mut replica, backup, end) = lost(None, 1).await;
    let mut world = restored(backup, None);
    assert_eq!(world.hub.health(), Health::Serving);
    let pushed = draft(&mut world, 1);
    let (answer, received) = replica.round(&world, vec![pushed.clone()]).await;
    let refusal = &answer.refusals[0];
    assert_eq!((refusal.code.as_str(), refusal.retry), ("ahead", true));
    assert_eq!(answer.notice.as_deref(), Some("ahead"));
    assert!(received.alarms.is_empty() && received.more, "it gives back first: {received:?}");

    assert!(replica.sync(&world).await.1.is_empty());
    assert_eq!(world.hub.head(&office()).unwrap(), end);
    let (answer, _) = replica.round(&world, vec![pushed.clone()]).await;
    assert_eq!(answer.refusals[0].code, "healing", "nobody knows what else it lost");
    world.hub.end_healing().await.unwrap();
    let (answer, _) = replica.round(&world, vec![pushed]).await;
    assert_eq!((answer.refusals, answer.notice), (Vec::new(), None));
    assert_eq!(world.hub.head(&office()).unwrap().position, end.position + 1);
}

/// A new entry of an office that lost nothing, which is pushed.
async fn pushed_elsewhere(world: &mut World) -> SyncResponse {
    let doc = world.scene.new_doc("office/1101", kecuali_domain::Kind::Entry);
    let parcel = world.scene.write(&cast::OTHER_PPID, &doc, Says::Content(sample::ENTRY));
    let record = write_record(&parcel.record);
    world.push(&cast::NATIONAL_PC, vec![PushedRecord { record, attachment: None }]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gives_back_what_nobody_missed_makes_the_server_heal_until_a_person_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::new(folder.path());
    let (mut replica, backup, _) = lost(None, 1).await;
    let mut world = restored(Arc::clone(&backup), Some(data.clone()));
    assert_eq!(pushed_elsewhere(&mut world).await.refusals, [], "it does not know yet");
    assert!(data.high_water().is_some());

    assert!(replica.sync(&world).await.1.is_empty());
    let healing = Health::Healing { since: 7, extent: Extent::Unknown };
    assert_eq!(world.hub.health(), healing);
    let others = pushed_elsewhere(&mut world).await;
    assert_eq!((others.refusals[0].code.as_str(), others.refusals[0].retry), ("healing", true));
    assert_eq!(world.hub.keep_day("2026-11-24".parse().unwrap()).await, Ok(None));
    assert_eq!(world.get("/api/v1/entries").await.json()["stale"], true);
    let ready = world.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        (&ready.json()["state"], &ready.json()["lost"]),
        (&"healing".into(), &"unknown".into())
    );

    let mut world = restored(backup, Some(data));
    assert_eq!(world.hub.health(), healing, "nor does a restart end it");
    assert_eq!(pushed_elsewhere(&mut world).await.refusals[0].code, "healing");
    world.hub.end_healing().await.unwrap();
    assert_eq!(pushed_elsewhere(&mut world).await.refusals, []);
    let ready = world.get("/readyz").await;
    assert_eq!((ready.status, &ready.json()["lost"]), (StatusCode::OK, &serde_json::Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_returns_after_it_was_given_up_stops_nobody_and_a_new_loss_does() {
    let (mut replica, backup, _) = lost(None, 1).await;
    let values = vec![(HEALING.to_owned(), Some(b"5".to_vec()))];
    backup.commit(&Commit { values, ..Commit::default() }).unwrap();
    let mut world = restored(Arc::clone(&backup), None);
    world.hub.end_healing().await.unwrap();
    assert!(backup.value(GIVEN_UP).unwrap().is_some());
    assert_eq!(pushed_elsewhere(&mut world).await.refusals, []);
    assert!(replica.sync(&world).await.1.is_empty());
    assert_eq!(world.hub.health(), Health::Serving, "its loss was known");

    for push in [draft(&mut world, 1), draft(&mut world, 1)] {
        replica.round(&world, vec![push]).await;
    }
    let snapshot = older(backup.as_ref(), &office(), 1);
    let world = restored(snapshot, None);
    assert!(replica.sync(&world).await.1.is_empty());
    assert_eq!(world.hub.health(), Health::Healing { since: 7, extent: Extent::Unknown });
}

/// A store as it was so many members of a log ago.
fn older(store: &dyn Store, scope: &Scope, members: u64) -> Arc<dyn Store> {
    let mut commit = Commit::default();
    for (log, head) in store.heads().unwrap() {
        let end = head.position - if log == scope.to_string() { members } else { 0 };
        let most = usize::try_from(end).unwrap();
        let members = store.members(&log, 0, most, usize::MAX).unwrap();
        let staff = format!("staff/{log}");
        commit.values.push((staff.clone(), store.value(&staff).unwrap()));
        let after = LogHead { position: 0, digest: [0; 32] };
        commit.appends.push(Append { log, after, members });
    }
    commit.values.push((GIVEN_UP.to_owned(), store.value(GIVEN_UP).unwrap()));
    let older = MemoryStore::default();
    older.commit(&commit).unwrap();
    Arc::new(older)
}

#[tokio::test(flavor = "multi_thread")]
async fn positions_given_out_twice_are_a_fork_on_both_sides() {
    let (mut replica, backup, _) = lost(None, 1).await;
    let mut world = restored(backup, None);
    for _ in 0..2 {
        let pushed = draft(&mut world, 1);
        assert_eq!(world.push(&cast::NATIONAL_PC, vec![pushed]).await.refusals, []);
    }
    let end = world.hub.head(&office()).unwrap();
    let pushed = draft(&mut world, 1);
    let (answer, received) = replica.round(&world, vec![pushed]).await;
    assert_eq!((answer.refusals[0].code.as_str(), answer.refusals[0].retry), ("fork", true));
    assert_eq!(answer.notice.as_deref(), Some("fork"));
    assert_eq!(received.alarms[0].code(), "fork");
    assert_eq!(world.hub.head(&office()).unwrap(), end, "nothing is put on top");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_earlier_log_key_closed_is_not_taken_back() {
    let (mut replica, backup, end) = lost(None, 1).await;
    let scene = Scene::new();
    let root = scene.national().root().clone();
    let later = Actor::new(104, "log-2", "RI");
    let log_key = later.key();
    let start =
        Start { root, store: backup, log_key, epoch: [3; 8], clock: TestClock::at(7), data: None };
    let mut world = World::start(scene, start);
    let new = machine(&later, Holder::Server, Capability::Log);
    world.scene.grant(&cast::NATIONAL_ADMIN, "national", new);
    world.catch_up().await;
    assert_eq!(world.hub.is_granted().ok(), Some(true));
    let before = world.hub.head(&office()).unwrap();
    assert!(before.position < end.position);
    let (_, alarms) = replica.sync(&world).await;
    let codes: Vec<_> = alarms.iter().map(TakeError::code).collect();
    assert_eq!(codes, ["ahead"], "the office is told");
    assert_eq!(world.hub.head(&office()).unwrap(), before);
}

/// Everywhere where rows of the public list are shown.
async fn everything(world: &World, row: &str) -> String {
    let mut all = String::new();
    for target in [
        "/api/v1/list",
        "/api/v1/entries",
        "/api/v1/entries?q=kenari",
        "/api/v1/events",
        "/api/v1/offices/3604/entries.csv",
        "/daftar?tampil=baris",
        "/kantor/3604",
        "/perubahan",
        "/umpan.atom",
        "/umpan.json",
        &format!("/informasi/{row}"),
        &format!("/api/v1/entries/{row}"),
        &format!("/api/v1/entries/{row}/proof"),
    ] {
        let answer = world.get(target).await;
        assert_ne!(answer.status.as_u16() / 100, 5, "{target}");
        all.push_str(&String::from_utf8_lossy(&answer.body));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_down_since_the_backup_stays_hidden_until_the_server_has_healed() {
    const CANARY: &str = "kenari di dalam sangkar";
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::new(folder.path());
    let backup: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut world = restored(Arc::clone(&backup), None);
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let mut fields = sample::ENTRY.to_vec();
    let description = fields.iter_mut().find(|(name, _)| *name == "description").unwrap();
    description.1 = CANARY;
    let [gone, other] = [&fields[..], sample::ENTRY].map(|f| world.scene.determined(f, item));
    world.catch_up().await;
    let id = |doc: &kecuali_testkit::Doc| format!("3604-{}", doc.id);
    let (row, other) = (id(&gone), id(&other));
    assert!(everything(&world, &row).await.contains(CANARY));

    let scene = std::mem::replace(&mut world.scene, Scene::empty());
    let mut world = restored(Arc::new(MemoryStore::default()), Some(data.clone()));
    world.scene = scene;
    world.catch_up().await;
    world.scene.take_down(&cast::DETERMINER, &gone, &["description"]);
    world.catch_up().await;
    assert!(data.taken_down().unwrap().contains_key(&row));
    let mut replica = Replica::new();
    replica.sync(&world).await;

    let world = restored(Arc::clone(&backup), Some(data.clone()));
    assert_eq!(world.hub.health(), Health::Healing { since: 7, extent: Extent::Known });
    assert!(!everything(&world, &row).await.contains(CANARY));
    let target = format!("/api/v1/entries/{row}");
    assert_eq!(world.get(&target).await.code(), "not_found");
    let rest = world.get("/api/v1/entries?office=3604").await.json();
    assert_eq!((&rest["count"], &rest["entries"][0]["id"]), (&1.into(), &other.into()));

    assert!(replica.sync(&world).await.1.is_empty());
    assert_eq!(world.hub.health(), Health::Serving);
    assert!(!everything(&world, &row).await.contains(CANARY));
    let back = world.get(&target).await.json();
    assert!(back["description"]["withheld"].is_string(), "{back}");
    assert_eq!(world.get("/api/v1/entries?office=3604").await.json()["count"], 2);
    assert_eq!(world.get("/readyz").await.status, StatusCode::OK);
}
