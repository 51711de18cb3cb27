//! Who follows the list by a feed has the list.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_testkit::{cast, sample};
use quick_xml::{Reader, events::Event};

use super::country;
use crate::world::World;

/// What a feed reader keeps of an Atom document.
#[derive(Debug, Default)]
struct Atom {
    /// Newest first: id, what happened, and the page of the row.
    entries: Vec<(String, String, String)>,
    /// Entries that were taken back, with the place of who took them back.
    gone: Vec<(usize, String)>,
    links: BTreeMap<String, String>,
    is_archive: bool,
}

/// Reads a document as strictly as a validator would: what is not well formed does not pass.
fn atom(text: &str) -> Atom {
    let mut reader = Reader::from_str(text);
    let (mut feed, mut open) = (Atom::default(), Vec::<String>::new());
    let (mut id, mut required) = (String::new(), BTreeMap::<String, usize>::new());
    loop {
        let event = reader.read_event().unwrap();
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.name().0 == "at:deleted-entry" => {
                let reference = tag.try_get_attribute("ref").unwrap().unwrap().value.into_owned();
                assert!(tag.try_get_attribute("when").unwrap().is_some());
                feed.gone.push((feed.entries.len(), reference));
                open.push("at:deleted-entry".to_owned());
            }
            Event::Start(tag) => open.push(tag.name().0.to_owned()),
            Event::Empty(tag) => {
                let value = |name: &str| {
                    tag.try_get_attribute(name).unwrap().map(|found| found.value.into_owned())
                };
                let in_entry = open.last().is_some_and(|name| name == "entry");
                match tag.name().0 {
                    "link" if in_entry && value("rel").unwrap() == "alternate" => {
                        feed.entries.last_mut().unwrap().2 = value("href").unwrap();
                    }
                    "link" if !in_entry => {
                        feed.links.insert(value("rel").unwrap(), value("href").unwrap());
                    }
                    "category" => feed.entries.last_mut().unwrap().1 = value("term").unwrap(),
                    "fh:archive" => feed.is_archive = true,
                    _ => {}
                }
            }
            Event::Text(text) if open.last().is_some_and(|name| name == "id") => {
                id = text.to_string();
            }
            Event::End(tag) => {
                open.pop();
                let in_entry = open.last().is_some_and(|name| name == "entry");
                if tag.name().0 == "id" && in_entry {
                    feed.entries.push((id.clone(), String::new(), String::new()));
                }
                if in_entry {
                    *required.entry(tag.name().0.to_owned()).or_default() += 1;
                }
            }
            Event::Eof => break,
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    for name in ["id", "title", "updated", "summary"] {
        assert_eq!(required.get(name).copied().unwrap_or(0), feed.entries.len(), "{name}");
    }
    feed
}

async fn read(world: &World, address: &str) -> Atom {
    let path = address.trim_start_matches("https://dik.example.go.id");
    let answer = world.get(path).await;
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    let feed = atom(std::str::from_utf8(&answer.body).unwrap());
    assert_eq!(feed.links["self"], address);
    feed
}

/// Every document of the feed, the newest first.
async fn whole(world: &World) -> Vec<Atom> {
    let mut all = vec![read(world, "https://dik.example.go.id/umpan.atom").await];
    while let Some(previous) = all.last().unwrap().links.get("prev-archive").cloned() {
        all.push(read(world, &previous).await);
    }
    all
}

/// The rows that are on the list by the API.
async fn listed(world: &World) -> BTreeSet<String> {
    let list = world.get("/api/v1/list").await.json();
    let ids = list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap());
    ids.map(|id| format!("https://dik.example.go.id/informasi/{id}")).collect()
}

async fn long() -> World {
    let (mut world, _) = country().await;
    let item = world.scene.issue(&cast::ISSUER, "732", &[sample::ITEM]);
    for at in 0..70 {
        let doc = world.scene.determined(sample::ENTRY, item);
        if at % 2 == 0 {
            world.scene.revoke(&cast::DETERMINER, &doc);
        }
    }
    world.catch_up().await;
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_from_its_oldest_archive_on_makes_the_list_with_and_without_tombstones() {
    let world = long().await;
    let documents = whole(&world).await;
    assert_eq!(documents.len(), 2, "a feed and an archive");
    assert!(!documents[0].is_archive && documents[1].is_archive);
    let (mut seen, mut by_kind, mut by_entry) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
    for document in documents.iter().rev() {
        for (place, (id, kind, page)) in document.entries.iter().enumerate().rev() {
            if !seen.insert(id.clone()) {
                continue;
            }
            match kind.as_str() {
                "published" | "amended" => {
                    by_kind.insert(page.clone());
                    by_entry.insert(id.clone(), page.clone());
                }
                "withdrawn" => {
                    by_kind.remove(page);
                    let own = document.gone.iter().filter(|(after, _)| *after == place + 1);
                    for (_, gone) in own {
                        assert!(by_entry.remove(gone).is_some(), "{gone} was never said");
                    }
                }
                other => panic!("{other}"),
            }
        }
    }
    assert_eq!(by_kind, listed(&world).await);
    assert_eq!(by_entry.into_values().collect::<BTreeSet<_>>(), by_kind);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_archive_stays_as_it_is_and_ids_are_never_used_twice() {
    let mut world = long().await;
    let before = whole(&world).await;
    world.scene.issue(&cast::ISSUER, "733", &[sample::ITEM]);
    world.catch_up().await;
    let after = whole(&world).await;
    assert_eq!(before[1].entries, after[1].entries);
    let current: BTreeSet<_> = after[0].entries.iter().map(|(id, ..)| id).collect();
    assert_eq!(current.len(), after[0].entries.len());
    assert!(current.iter().all(|id| id.starts_with("urn:uuid:")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_json_feed_page_by_page_makes_the_list_too() {
    let world = long().await;
    let mut items = Vec::new();
    let mut next = Some("https://dik.example.go.id/umpan.json".to_owned());
    while let Some(address) = next {
        let answer = world.get(address.trim_start_matches("https://dik.example.go.id")).await;
        assert_eq!(answer.header("content-type"), "application/feed+json");
        let feed = answer.json();
        assert_eq!((feed["feed_url"].as_str(), &feed["language"]), (Some(&*address), &"id".into()));
        items.extend(feed["items"].as_array().unwrap().iter().cloned());
        next = feed["next_url"].as_str().map(str::to_owned);
    }
    let ids: BTreeSet<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), items.len());
    let mut list = BTreeSet::new();
    for item in items.iter().rev() {
        let url = item["url"].as_str().unwrap().to_owned();
        if item["_kecuali"]["kind"] == "withdrawn" {
            list.remove(&url);
        } else {
            list.insert(url);
        }
    }
    assert_eq!(list, listed(&world).await);
    let atom: Vec<_> = whole(&world).await.into_iter().flat_map(|feed| feed.entries).collect();
    assert!(atom.iter().all(|(id, ..)| ids.contains(id.as_str())), "both name an event alike");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_know_where_it_lives_has_feeds_with_short_addresses() {
    let world = World::empty();
    let answer = world.get("/umpan.atom").await;
    let feed = atom(std::str::from_utf8(&answer.body).unwrap());
    assert_eq!((feed.links["self"].as_str(), feed.entries.len()), ("/umpan.atom", 0));
}
