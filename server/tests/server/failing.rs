//! A disk that fails: nothing acknowledged is lost, nobody sees what is not on it, and the server
//! goes on.

use std::sync::Arc;

use axum::http::StatusCode;
use kecuali_domain::Scope;
use kecuali_protocol::sync::{Have, PushedRecord, SyncRequest, VERSION};
use kecuali_storage::{MemoryStore, Store};
use kecuali_storage_contract::Flaky;
use kecuali_sync::{write_attachment, write_record};
use kecuali_testkit::{Member, Scene, What, cast, sample};

use crate::world::World;

/// A year of one office: drafts, approvals, a determination, a row that is taken down, days.
fn story(scene: &mut Scene) {
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let first = scene.determined(sample::ENTRY, item);
    scene.determined(sample::ENTRY, item);
    scene.take_down(&cast::DETERMINER, &first, &["information"]);
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER_2, &[]);
}

fn members(scene: &Scene) -> Vec<(Scope, Member)> {
    let logs = scene.logs();
    let all = logs.flat_map(|(scope, log)| log.members.iter().map(|m| (scope.clone(), m.clone())));
    all.collect()
}

/// What anyone can see: where each log ends, and the public list.
async fn seen(world: &World) -> (Vec<(Scope, u64)>, Vec<Vec<u8>>) {
    let scopes = world.scene.logs().map(|(scope, _)| scope.clone());
    let heads = scopes.map(|scope| (scope.clone(), world.hub.head(&scope).unwrap().position));
    let heads = heads.collect();
    let mut bodies = Vec::new();
    for target in ["/api/v1/entries", "/api/v1/events", "/api/v1/list"] {
        bodies.push(world.get(target).await.body.to_vec());
    }
    (heads, bodies)
}

/// What the disk says of where each log ends.
fn on_disk(store: &dyn Store, heads: &[(Scope, u64)]) -> Vec<(Scope, u64)> {
    let end = |scope: &Scope| store.head(&scope.to_string()).unwrap().map_or(0, |h| h.position);
    heads.iter().map(|(scope, _)| (scope.clone(), end(scope))).collect()
}

/// Tells a member to the server. Says whether it was acknowledged.
async fn tell(world: &World, member: &Member) -> bool {
    match &member.what {
        What::Day(mark) => world.hub.keep_day(mark.day).await.is_ok_and(|kept| kept.is_some()),
        What::Record { record, openings, .. } => {
            let attachment = openings.as_ref().map(write_attachment);
            let push = vec![PushedRecord { record: write_record(record), attachment }];
            let have = Have::Vector(Vec::new());
            let request = SyncRequest { version: VERSION, have, push, want_bytes: 1, given: None };
            let answer = world.sync(&cast::NATIONAL_PC, &request).await;
            if answer.status != StatusCode::OK {
                let code = answer.code();
                assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{code}");
                return false;
            }
            let refusals = answer.sync(1).refusals;
            assert!(refusals.iter().all(|refusal| refusal.retry), "{refusals:?}");
            refusals.is_empty()
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_commit_fails_once_and_the_list_is_what_it_would_have_been() {
    let below: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let disk = Flaky::over(Arc::clone(&below));
    let store: Arc<dyn Store> = Arc::<Flaky>::clone(&disk);
    let mut world = World::over(&store, [1; 8]);
    story(&mut world.scene);
    for (scope, member) in members(&world.scene) {
        let before = seen(&world).await;
        disk.fail_next_commit();
        assert!(!tell(&world, &member).await, "{scope}: not acknowledged");
        let after = seen(&world).await;
        assert_eq!(after, before, "{scope}: nobody sees it");
        assert_eq!(on_disk(below.as_ref(), &after.0), after.0);
        assert!(tell(&world, &member).await, "{scope}: and the server goes on");
        assert_eq!(world.hub.head(&scope).unwrap().position, member.point.position, "{scope}");
    }
    let all = seen(&world).await;
    assert_eq!(on_disk(below.as_ref(), &all.0), all.0);

    let mut calm = World::empty();
    story(&mut calm.scene);
    calm.catch_up().await;
    assert_eq!(seen(&calm).await, all, "as if the disk had never failed");
    let again = World::over(&below, [1; 8]);
    assert_eq!(seen(&again).await.1, all.1, "and so it is read again");
}

#[tokio::test(flavor = "multi_thread")]
async fn whichever_call_fails_what_is_seen_is_on_the_disk_and_the_same_record_lands_later() {
    let below: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let disk = Flaky::over(Arc::clone(&below));
    let store: Arc<dyn Store> = Arc::<Flaky>::clone(&disk);
    let mut world = World::over(&store, [1; 8]);
    story(&mut world.scene);
    world.catch_up().await;
    let item = world.scene.issue(&cast::ISSUER, "732", &[sample::ITEM]);
    world.catch_up().await;
    let mut failed = 0;
    for call in 0..40 {
        world.scene.determined(sample::ENTRY, item);
        let known = world.hub.head(&"office/3604".parse().unwrap()).unwrap().position;
        let all = members(&world.scene).into_iter();
        let own = all.filter(|(scope, _)| scope.to_string() == "office/3604");
        for (_, member) in own.filter(|(_, member)| member.point.position > known) {
            disk.fail_in(call);
            let acknowledged = tell(&world, &member).await;
            failed += usize::from(disk.calm() && !acknowledged);
            let now = seen(&world).await;
            assert_eq!(on_disk(below.as_ref(), &now.0), now.0, "call {call}");
            assert!(acknowledged || tell(&world, &member).await, "call {call}");
        }
    }
    assert!(failed > 10, "it did fail: {failed}");
    let all = seen(&world).await;
    assert_eq!(seen(&World::over(&below, [1; 8])).await.1, all.1);
}
