//! Everything that can be reached from the beginning is there, and is a page as it should be.

use std::collections::{BTreeSet, VecDeque};

use axum::http::StatusCode;

use super::{addresses, country, page::Page, printed};
use crate::world::World;

/// The most that a page weighs: an old telephone on a bad line reads it.
const HEAVIEST: usize = 100 << 10;

/// Every page that links lead to, beginning at the front.
pub(crate) async fn crawl(world: &World, begin: &[String]) -> Vec<(String, Page)> {
    let mut waiting: VecDeque<String> = begin.iter().cloned().collect();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(address) = waiting.pop_front() {
        let answer = world.get(&address).await;
        if answer.status == StatusCode::FOUND {
            let to = answer.header("location").to_owned();
            if seen.insert(to.clone()) {
                waiting.push_back(to);
            }
            continue;
        }
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!(answer.header("set-cookie"), "", "{address}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        assert!(answer.body.len() <= HEAVIEST, "{address}: {}", answer.body.len());
        let page = Page::of(&answer);
        for link in &page.links {
            let link = link.split('#').next().unwrap();
            let own = link.strip_prefix("https://dik.example.go.id").unwrap_or(link);
            if own.starts_with('/') && seen.insert(own.to_owned()) {
                waiting.push_back(own.to_owned());
            } else if !own.starts_with('/') && !own.is_empty() {
                let elsewhere = ["https://creativecommons.org/", "mailto:ppid@example.go.id"];
                assert!(elsewhere.iter().any(|known| own.starts_with(known)), "{address}: {link}");
            }
        }
        pages.push((address, page));
    }
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_leads_somewhere_and_every_page_is_sound() {
    let (world, docs, _folder) = printed().await;
    let pages = crawl(&world, &["/".to_owned()]).await;
    let found: BTreeSet<&str> = pages.iter().map(|(address, _)| address.as_str()).collect();
    assert!(found.len() > 570, "{}", found.len());
    for address in addresses(&docs).iter().filter(|address| !address.contains('?')) {
        assert!(found.contains(address.as_str()), "nobody finds {address}");
    }
    for (address, page) in &pages {
        assert_eq!(page.count("h1"), 1, "{address}");
        assert_eq!(page.all("html", "lang"), ["id"], "{address}");
        assert_eq!(page.all("script", "src"), Vec::<&str>::new(), "{address}");
        assert_eq!(page.count("style") + page.count("iframe"), 0, "{address}");
        let styled = page.elements.iter().flat_map(|(_, attributes)| attributes);
        assert!(styled.clone().all(|(name, _)| name != "style" && !name.starts_with("on")));
        assert_eq!(page.count("img"), page.all("img", "alt").len(), "{address}");
        let labelled = page.all("label", "for");
        let fields = ["input", "select"].map(|element| page.all(element, "id")).concat();
        assert_eq!(labelled, fields, "{address}: every field has its label");
        let ids: Vec<&str> = styled.filter(|(name, _)| name == "id").map(|(_, id)| &**id).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{address}: {ids:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_nobody_has_told_anything_shows_every_page() {
    let world = World::empty();
    let pages = crawl(&world, &["/".to_owned(), "/daftar".to_owned()]).await;
    assert!(pages.len() > 560, "{}", pages.len());
    assert!(pages[0].1.text.contains("Belum ada data."), "{}", pages[0].1.text);
}

/// Words of the programs' own language that would show if one of their texts came out.
const ENGLISH: &str = "the of and list office offices not found error next previous search page \
    withdrawn published amended revoked opened lapsed void superseded national entry entries \
    unknown invalid expected missing field failed cursor query determination item items since by \
    update updated none null true false download verify root checkpoint proof";

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_bahasa_indonesia_is_read_and_nothing_that_is_not_public() {
    let (world, docs) = country().await;
    let english: BTreeSet<&str> = ENGLISH.split_whitespace().collect();
    for (address, page) in crawl(&world, &addresses(&docs)).await {
        // What is typed into a command line or an address is not prose.
        let prose = page.text.lines().filter(|line| !line.contains("kecuali verify"));
        let prose = prose.filter(|line| !line.contains("/api/v1/") && !line.contains("ETag"));
        for line in prose {
            let words = line.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '/');
            let known = words.map(str::to_lowercase).find(|word| english.contains(word.as_str()));
            assert_eq!(known, None, "{address}: {line}");
            assert!(!line.contains("RAHASIA") && !line.contains("Subbagian"), "{address}: {line}");
            assert!(!line.contains("{{") && !line.contains("{%"), "{address}: {line}");
        }
    }
}
