//! Finding rows: what the index of a listing holds.

use std::sync::Arc;

use kecuali_domain::Capability;
use kecuali_server::{
    country::Country,
    index::{Index, Query, Reporting, Standing},
    publisher::Heard,
};
use kecuali_sync::Book;
use kecuali_testkit::{Actor, cast, person, sample};

use crate::{shown::country, world::World};

fn index(world: &World) -> Arc<Index> {
    Arc::clone(&world.hub.listing().index)
}

fn ids(index: &Index, query: &Query) -> Vec<String> {
    index.search(query, None, 100).ids.iter().map(ToString::to_string).collect()
}

/// What a server that starts now would find.
fn from_scratch(world: &World) -> Index {
    let root = world.scene.national().root().clone();
    let book = Book::open(root, Arc::clone(&world.store)).unwrap();
    let heard = Heard::read(&book).unwrap();
    Index::read(Country::of(&book, &heard), world.store.as_ref()).unwrap()
}

fn same(world: &World) {
    let (now, scratch) = (index(world), from_scratch(world));
    assert_eq!(now.country(), scratch.country());
    let all = Query { standing: Standing::All, ..Query::default() };
    for text in [None, Some("kesehatan"), Some("calon"), Some("zzz")] {
        let query = Query { text: text.map(str::to_owned), ..all.clone() };
        assert_eq!(ids(&now, &query), ids(&scratch, &query));
    }
    assert_eq!(now.facets(&Query::default()), scratch.facets(&Query::default()));
    let in_force = u64::try_from(ids(&now, &Query::default()).len()).unwrap();
    assert_eq!(world.hub.listing().rows, in_force, "index and listing are of one moment");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_publish_brings_the_index_that_a_start_would_read() {
    let (mut world, in_force, revoked) = country().await;
    same(&world);
    let office = in_force.scope.office().unwrap().clone();
    let now = index(&world);
    let row = |doc: &kecuali_testkit::Doc| format!("{office}-{}", doc.id);
    let own = Query { office: Some(office.clone()), ..Query::default() };
    assert_eq!(ids(&now, &own), [row(&in_force)]);
    let gone = Query { standing: Standing::Withdrawn, ..own.clone() };
    assert_eq!(ids(&now, &gone), [row(&revoked)]);

    world.scene.take_down(&cast::DETERMINER, &in_force, &["description"]);
    world.catch_up().await;
    same(&world);
    let words = Query { text: Some("bupati".to_owned()), ..own.clone() };
    let later = index(&world);
    assert_eq!(ids(&now, &words), [row(&in_force)], "a snapshot stays as it is");
    assert!(ids(&later, &words).is_empty(), "what was taken down is not found");
    assert_eq!(ids(&later, &own), [row(&in_force)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_that_never_reported_is_told_from_one_with_nothing_to_list() {
    let mut world = World::empty();
    let [office, elsewhere, other] =
        [cast::OFFICE, cast::ELSEWHERE, "3603"].map(|id| id.parse().unwrap());
    let reporting = |world: &World| {
        same(world);
        let index = index(world);
        [&office, &elsewhere, &other].map(|office| index.reporting(office))
    };
    assert_eq!(reporting(&world), [Reporting::NotReported; 3]);
    world.catch_up().await;
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    world.scene.determined(sample::ENTRY, item);
    world.catch_up().await;
    assert_eq!(
        reporting(&world),
        [Reporting::Listed, Reporting::NothingListed, Reporting::NotReported]
    );
    let counts = index(&world).reported();
    assert_eq!((counts.listed, counts.nothing_listed, counts.not_reported), (2, 1, 550));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kpu_ri_writes_into_the_log_of_an_office_is_no_report_of_that_office() {
    let mut world = World::empty();
    let admin = Actor::new(90, "new-admin", "3603");
    let can = [Capability::Administer, Capability::Draft];
    world.scene.grant(&cast::NATIONAL_ADMIN, "office/3603", person(&admin, &can));
    world.catch_up().await;
    let office = "3603".parse().unwrap();
    assert!(world.store.head("office/3603").unwrap().is_some(), "its log is here");
    assert_eq!(index(&world).reporting(&office), Reporting::NotReported);
    same(&world);
    world.scene.draft(&admin, sample::ENTRY);
    world.catch_up().await;
    assert_eq!(index(&world).reporting(&office), Reporting::NothingListed);
    same(&world);
}
