//! What search engines find.

use axum::http::StatusCode;
use kecuali_testkit::{Doc, cast};
use quick_xml::{Reader, events::Event};

use super::{country, id};
use crate::world::World;

const HOME: &str = "https://dik.example.go.id";

/// The addresses a site map names, within the site.
async fn located(world: &World, path: &str) -> Vec<String> {
    let found = said(world, path, "loc").await;
    found.iter().map(|text| text.strip_prefix(HOME).expect("in full").to_owned()).collect()
}

/// What a site map says in each element of a name.
async fn said(world: &World, path: &str, name: &str) -> Vec<String> {
    let answer = world.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    let text = std::str::from_utf8(&answer.body).unwrap();
    let (mut reader, mut found, mut inside) = (Reader::from_str(text), Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => inside = tag.name().0 == name,
            Event::Text(text) if inside => found.push(text.to_string()),
            Event::End(_) => inside = false,
            Event::Eof => return found,
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_that_lasts_is_named_in_full_and_is_there() {
    let (world, docs) = country().await;
    let robots = world.get("/robots.txt").await;
    let robots = std::str::from_utf8(&robots.body).unwrap();
    assert!(robots.contains("Sitemap: https://dik.example.go.id/sitemap.xml"), "{robots}");
    let parts = located(&world, "/sitemap.xml").await;
    assert_eq!(parts, ["/sitemap/halaman.xml", "/sitemap/3604.xml", "/sitemap/RI.xml"]);
    let mut all = Vec::new();
    for part in &parts {
        all.extend(located(&world, part).await);
    }
    for doc in &docs {
        assert!(all.contains(&format!("/informasi/{}", id(doc))), "in force or not");
    }
    assert_eq!(all.len(), 9 + 553 + 1 + 3 + 2);
    for address in &all {
        assert_eq!(world.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_changed_when_the_list_did_and_a_row_when_something_happened_to_it() {
    let (mut world, docs) = country().await;
    let before = world.get("/api/v1/entries").await.json()["day"].as_str().unwrap().to_owned();
    world.scene.day("2026-11-24");
    world.scene.revoke(&cast::DETERMINER, &docs[2]);
    world.catch_up().await;
    let pages = said(&world, "/sitemap/halaman.xml", "lastmod").await;
    assert_eq!(pages.len(), located(&world, "/sitemap/halaman.xml").await.len());
    assert!(pages.iter().all(|day| day == "2026-11-24"), "{pages:?}");
    let rows = located(&world, "/sitemap/3604.xml").await;
    let days = said(&world, "/sitemap/3604.xml", "lastmod").await;
    let changed: Vec<_> = rows.into_iter().zip(days).collect();
    let row = |doc: &Doc, day: &str| (format!("/informasi/{}", id(doc)), day.to_owned());
    let [stands, revoked, just_revoked] = &docs;
    let expected = [row(stands, &before), row(revoked, &before), row(just_revoked, "2026-11-24")];
    assert_eq!(changed, expected);
    assert!(before.as_str() < "2026-11-24");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_known_address_there_is_no_site_map_and_it_is_said_what_is_missing() {
    let world = World::empty();
    let answer = world.get("/sitemap.xml").await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, "not_found"));
    assert_eq!(answer.json()["detail"], "public_url");
    let robots = world.get("/robots.txt").await;
    assert!(!std::str::from_utf8(&robots.body).unwrap().contains("Sitemap"));
}
