//! What every answer of the site says about itself.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use kecuali_server::config::Bounds;
use kecuali_storage::{MemoryStore, Store};

use super::{FOR_PROGRAMS, addresses, country, id, page::Page};
use crate::{
    shown::headers,
    world::{Answer, World},
};

async fn head(world: &World, target: &str) -> Answer {
    world.send(Request::head(target).body(Body::empty()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_loads_its_own_style_and_nothing_else_and_may_be_kept() {
    let (world, _) = country().await;
    insta::assert_snapshot!(headers(&world.get("/").await.headers), @r#"
    cache-control: public, max-age=60, stale-while-revalidate=300, stale-if-error=604800
    content-security-policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    content-type: text/html; charset=utf-8
    etag: "[64 hex]"
    last-modified: Sun, 22 Nov 2026 17:00:00 GMT
    referrer-policy: no-referrer
    x-content-type-options: nosniff
    "#);
    insta::assert_snapshot!(headers(&world.get("/umpan.atom").await.headers), @r#"
    access-control-allow-origin: *
    cache-control: public, max-age=60, stale-while-revalidate=300, stale-if-error=604800
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/atom+xml; charset=utf-8
    cross-origin-resource-policy: cross-origin
    etag: "[64 hex]"
    last-modified: Sun, 22 Nov 2026 17:00:00 GMT
    referrer-policy: no-referrer
    x-content-type-options: nosniff
    "#);
    insta::assert_snapshot!(headers(&world.get("/tidak-ada").await.headers), @r"
    cache-control: no-store
    content-security-policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    content-type: text/html; charset=utf-8
    referrer-policy: no-referrer
    x-content-type-options: nosniff
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_an_answer_is_told_so_and_a_look_at_the_head_is_enough() {
    let (mut world, docs) = country().await;
    let all = addresses(&docs).into_iter().chain(FOR_PROGRAMS.map(str::to_owned));
    let mut tags = Vec::new();
    for address in all {
        let answer = world.get(&address).await;
        let tag = answer.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.len() == 66, "{address}: {tag}");
        let again = world.get_if_new(&address, &tag).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(again.header("cache-control"), answer.header("cache-control"), "{address}");
        let head = head(&world, &address).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0), "{address}");
        assert_eq!(head.header("content-length"), answer.body.len().to_string(), "{address}");
        assert_eq!(head.header("etag"), tag, "{address}");
        tags.push((address, tag));
    }
    let distinct: std::collections::BTreeSet<_> = tags.iter().map(|(_, tag)| tag).collect();
    assert_eq!(distinct.len(), tags.len(), "no two addresses share a tag");
    world.scene.revoke(&kecuali_testkit::cast::DETERMINER, &docs[0]);
    world.catch_up().await;
    for (address, tag) in &tags {
        assert_eq!(world.get_if_new(address, tag).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn style_and_icon_are_named_by_what_is_in_them_and_good_for_ever() {
    let (world, _) = country().await;
    let page = Page::of(&world.get("/").await);
    for address in page.links.iter().filter(|link| link.starts_with("/aset/")) {
        let answer = world.get(address).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    }
    let style = page.all("link", "href").into_iter().find(|link| link.contains("-gaya")).unwrap();
    assert_eq!(world.get(style).await.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(world.get("/aset/0-gaya.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_get_a_page_where_nothing_is_and_programs_a_problem() {
    let (world, _) = country().await;
    let cases = [
        ("/tidak-ada", 404),
        ("/informasi/3604-x", 404),
        ("/informasi/RI-00000000000000000000000000.1", 404),
        ("/kantor/0000", 404),
        ("/penetapan/x", 404),
        ("/daftar?tahun=x", 400),
        ("/daftar?kantor=0000", 400),
        ("/daftar?tidak=ada", 400),
        ("/daftar?sesudah=x", 400),
        ("/daftar?sesudah=x&sebelum=x", 400),
        ("/daftar?tampil=baris&sesudah=x", 400),
        ("/daftar/nasional?sesudah=x", 400),
        ("/daftar/nasional?sebelum=x", 400),
        ("/kantor/3604?sesudah=x", 400),
        ("/kantor/3604?sebelum=RI-x", 400),
        ("/perubahan?sebelum=x", 400),
    ];
    for (target, status) in cases {
        let answer = world.get(target).await;
        assert_eq!(answer.status.as_u16(), status, "{target}");
        assert_eq!(answer.header("cache-control"), "no-store", "{target}");
        let page = Page::of(&answer);
        assert!(page.text.contains(answer.header("kecuali-request")), "{target}");
    }
    for target in ["/daftar?sesudah=", "/daftar/nasional?sesudah=", "/kantor/3604?sebelum="] {
        assert_eq!(world.get(target).await.status, StatusCode::OK, "nothing is asked: {target}");
    }
    let request = Request::delete("/daftar").body(Body::empty()).unwrap();
    let answer = world.send(request).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    Page::of(&answer);
    for target in ["/api/x", "/sync/x", "/problems/x", "/umpan/arsip/9.atom", "/sitemap/x.xml"] {
        let answer = world.get(target).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, "not_found"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_says_which_part_of_its_address_is_wrong() {
    let (world, _) = country().await;
    let cases = [
        ("/daftar?tahun=duaribu", "Tahun penetapan: “duaribu” tidak dikenal."),
        ("/daftar?kantor=0000", "Kantor: “0000” tidak dikenal."),
        ("/daftar?provinsi=x", "Provinsi: “x” tidak dikenal."),
        ("/daftar?dasar=18", "Dasar hukum: “18” tidak dikenal."),
        ("/daftar?butir=-1", "Butir: “-1” tidak dikenal."),
        ("/daftar?status=%E2%80%AEx", "Status: “\u{fffd}x” tidak dikenal."),
        ("/daftar?tampil=peta", "Tampilan: “peta” tidak dikenal."),
        ("/daftar?q=--", "Cari informasi: tulis paling sedikit satu huruf atau angka"),
        ("/daftar?tidak=ada", "Bagian alamat “tidak” tidak dikenal atau isinya salah."),
        ("/daftar?tahun=1&tahun=2", "Bagian alamat “tahun” tidak dikenal atau isinya salah."),
        ("/perubahan?sebelum=x", "Bagian alamat “sebelum” tidak dikenal atau isinya salah."),
        ("/kantor?cari=x", "Bagian alamat “cari” tidak dikenal atau isinya salah."),
    ];
    for (target, said) in cases {
        let page = Page::of(&world.get(target).await);
        assert!(page.text.contains(said), "{target}: {}", page.text);
    }
    let long = world.get(&format!("/daftar?q={}", "x".repeat(8_192))).await;
    assert_eq!(long.status, StatusCode::URI_TOO_LONG);
    Page::of(&long);
    let long = world.get(&format!("/api/v1/entries?q={}", "x".repeat(8_192))).await;
    assert_eq!((long.status, long.code().as_str()), (StatusCode::URI_TOO_LONG, "uri_too_long"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_any_answer_at_all_is_told_so_only_where_there_is_one() {
    let (world, docs) = country().await;
    let row = id(&docs[0]);
    let there = [
        format!("/informasi/{row}"),
        format!("/api/v1/entries/{row}"),
        format!("/api/v1/entries/{row}/proof"),
        "/sitemap/3604.xml".to_owned(),
        "/api/v1/list".to_owned(),
    ];
    // The second time it comes from the shelf.
    for target in there.iter().chain(&there) {
        let answer = world.get_if_new(target, "*").await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0), "{target}");
        assert!(answer.header("etag").starts_with('"'), "{target}");
        assert_eq!(answer.header("content-type"), "", "{target}");
    }
    let missing = row.replace("3604-", "1101-");
    for target in [
        format!("/informasi/{missing}"),
        format!("/api/v1/entries/{missing}"),
        format!("/api/v1/entries/{missing}/proof"),
        "/sitemap/1101.xml".to_owned(),
        "/api/v1/offices/0000/entries.json".to_owned(),
    ] {
        for tags in ["*", "\"x\", *"] {
            let answer = world.get_if_new(&target, tags).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{target}");
        }
    }
}

/// The addresses a page says it has.
fn canonical(page: &Page) -> Vec<&str> {
    let of = page.elements.iter().filter(|(name, attributes)| {
        name == "link" && attributes.contains(&("rel".to_owned(), "canonical".to_owned()))
    });
    let of = of.flat_map(|(_, attributes)| attributes);
    of.filter(|(name, _)| name == "href").map(|(_, value)| value.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_says_its_one_address_in_full_however_it_was_asked_for() {
    let (world, docs) = country().await;
    let row = world.get(&format!("/api/v1/entries/{}", id(&docs[0]))).await.json();
    let issue = format!("/penetapan/{}", row["determination"]["issue"].as_str().unwrap());
    let after = id(&docs[0]);
    let same = addresses(&docs)
        .into_iter()
        .chain([issue, format!("/daftar?tampil=baris&sesudah={after}")]);
    let mut cases: Vec<(String, String)> = same.map(|address| (address.clone(), address)).collect();
    for (asked, named) in [
        ("/daftar?tampil=baris&status=semua", "/daftar?status=semua&tampil=baris"),
        ("/daftar?q=&tahun=2026&kantor=", "/daftar?tahun=2026"),
        ("/daftar?q=%67aji+", "/daftar?q=gaji"),
        ("/kantor?q=+serang", "/kantor?q=serang"),
        ("/tentang?utm_source=x", "/tentang"),
    ] {
        cases.retain(|(address, _)| address != asked);
        cases.push((asked.to_owned(), named.to_owned()));
    }
    for (asked, named) in cases {
        let page = Page::of(&world.get(&asked).await);
        assert_eq!(canonical(&page), [format!("https://dik.example.go.id{named}")], "{asked}");
    }
    assert_eq!(canonical(&Page::of(&world.get("/tidak-ada").await)), [""; 0]);
    let elsewhere = World::new().await;
    assert_eq!(canonical(&Page::of(&elsewhere.get("/").await)), [""; 0], "nobody has said where");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_has_no_room_says_so_in_a_page_and_styles_it_still() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let world = World::bounded(&store, Bounds { public_requests: 0, ..Bounds::default() });
    let answer = world.get("/daftar").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "2");
    let page = Page::of(&answer);
    assert!(page.text.contains("Server sedang sibuk."), "{}", page.text);
    for asset in page.links.iter().filter(|link| link.starts_with("/aset/")) {
        assert_eq!(world.get(asset).await.status, StatusCode::OK);
    }
    assert_eq!(world.get("/umpan.atom").await.code(), "busy");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_today_or_of_2022_leads_to_its_office() {
    let (world, _) = country().await;
    for (code, office) in [("36.04", "3604"), ("91.01", "9301"), ("9101", "9301"), ("ri", "RI")] {
        let answer = world.get(&format!("/kantor/{code}")).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{code}");
        assert_eq!(answer.header("location"), format!("/kantor/{office}"));
    }
}
