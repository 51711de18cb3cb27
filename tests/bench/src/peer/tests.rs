//! One office, one reader and a server, as the harness would drive them.

use std::sync::Arc;

use kecuali_domain::Kind;
use kecuali_sync::{Book, Composition, Saying};
use reqwest::Client;
use tempfile::TempDir;

use super::{client::http, installation::Installation, server::Server, verify::holds};
use crate::{
    corpus::{self, Fields, STATUS, spread},
    country::{Country, Seat},
};

struct World {
    folder: TempDir,
    country: Country,
    server: Server,
    http: Client,
}

impl World {
    async fn new() -> Self {
        drop(rustls::crypto::ring::default_provider().install_default());
        let folder = TempDir::new().unwrap();
        let server = Server::start(&folder.path().join("server")).await.unwrap();
        let (country, http) = (Country::found().unwrap(), http().unwrap());
        Self { folder, country, server, http }
    }

    fn connected(&self, name: &str, seat: Seat) -> Arc<Installation> {
        let folder = self.folder.path().join(name);
        let one = Installation::new(&folder, seat, &self.country).unwrap();
        one.connect(self.http.clone(), self.server.port).unwrap();
        Arc::new(one)
    }

    async fn office(&self, entries: &[Fields]) -> Arc<Installation> {
        let office = self.connected("a0", Seat::of_office(0).unwrap());
        office.create(0, entries).unwrap();
        office.exchange().await.unwrap();
        office
    }
}

fn entries(n: usize) -> Vec<Fields> {
    (0..n).map(corpus::make).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_office_pushes_is_counted_once_and_read_at_kpu_ri() {
    let world = World::new().await;
    let office = world.office(&entries(20)).await;
    assert_eq!(world.server.counted().documents, 20);
    office.set_status(3, "diubah").unwrap();
    office.exchange().await.unwrap();
    assert_eq!(world.server.counted().documents, 20, "a document counts once");

    let reader = world.connected("b0", Seat::national());
    reader.exchange().await.unwrap();
    reader.adopt(office.names()).unwrap();
    assert_eq!(reader.status(3).unwrap().as_deref(), Some("diubah"));
    assert_eq!(reader.status(4).unwrap().as_deref(), Some("draf"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_watches_is_shown_what_another_sets() {
    let world = World::new().await;
    let office = world.office(&entries(3)).await;
    let reader = world.connected("b0", Seat::national());
    reader.exchange().await.unwrap();
    reader.adopt(office.names()).unwrap();
    let live = Arc::clone(&reader);
    tokio::spawn(async move { live.follow().await });
    let watching = tokio::spawn(async move { reader.watch(vec![1], "ditinjau").await });
    office.set_status(1, "ditinjau").unwrap();
    office.exchange().await.unwrap();
    assert!(watching.await.unwrap().unwrap() > 0.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exchange_without_news_is_one_round_trip() {
    let world = World::new().await;
    let office = world.office(&entries(3)).await;
    let trips = || office.line().unwrap().traffic.trips.load(std::sync::atomic::Ordering::Relaxed);
    let before = trips();
    office.exchange().await.unwrap();
    assert_eq!(trips() - before, 1);
}

#[test]
fn the_verifier_sees_a_field_that_is_not_as_in_the_corpus() {
    let folder = TempDir::new().unwrap();
    let country = Country::found().unwrap();
    let office = Installation::new(folder.path(), Seat::of_office(0).unwrap(), &country).unwrap();
    let made = entries(2);
    office.create(0, &made).unwrap();
    let mut book = Book::open(country.root.clone(), country.store().unwrap()).unwrap();
    for waiting in office.pending().unwrap() {
        book.admit(&waiting.record, None).unwrap();
    }
    let name = &office.names()[0];
    assert!(holds(&mut book, name, &made[0], false, None).unwrap());
    assert!(!holds(&mut book, name, &made[1], false, None).unwrap());
    assert!(!holds(&mut book, name, &made[0], false, Some("diubah")).unwrap());
    let mut changed = made[0].clone();
    changed.iter_mut().find(|(key, _)| key == STATUS).unwrap().1 = "lain".to_owned();
    assert!(!holds(&mut book, name, &changed, false, None).unwrap());
    assert!(holds(&mut book, name, &changed, true, None).unwrap(), "the status is not compared");
}

#[test]
fn everyone_gets_the_same_country_and_may_write_in_it() {
    let country = Country::found().unwrap();
    assert_eq!(country, Country::found().unwrap());
    let folder = TempDir::new().unwrap();
    let last = Installation::new(folder.path(), Seat::of_office(513).unwrap(), &country).unwrap();
    last.create(0, &entries(1)).unwrap();
    assert!(Seat::of_office(514).is_err());
    let intruder = Seat::of_office(0).unwrap();
    let (scope, document) = last.names()[0].clone();
    let fields = [(STATUS.to_owned(), "palsu".to_owned())];
    let composition = Composition {
        scope: &scope,
        document,
        kind: Kind::Entry,
        say: Saying::Content(&fields),
        deps: None,
        time: 1,
        rows: None,
        unchecked: false,
    };
    let refused = last.at_desk(|desk| Ok(desk.compose(&intruder.person, &composition)?.state));
    assert!(refused.is_err(), "only the office writes its register");
}

#[test]
fn an_edit_is_spread_evenly() {
    assert_eq!(spread(1_000, 4).collect::<Vec<_>>(), [0, 250, 500, 750]);
    assert_eq!(spread(10, 0).count(), 0);
}
