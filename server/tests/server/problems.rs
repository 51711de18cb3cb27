//! What is not answered as asked, as it stands on the wire.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use kecuali_protocol::limits;
use kecuali_server::config::Bounds;
use kecuali_storage::{MemoryStore, Store};
use kecuali_testkit::cast;

use crate::{shown::shown, world::World};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_there() {
    let world = World::empty();
    insta::assert_snapshot!(shown(&world.get("/api/v1/entries/3604-x").await), @r#"
    404
    access-control-allow-origin: *
    access-control-expose-headers: etag, kecuali-request, link, retry-after
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    cross-origin-resource-policy: cross-origin
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "code": "not_found",
      "request_id": "[id]",
      "retry": false,
      "status": 404,
      "title": "Yang dicari tidak ada.",
      "type": "/problems/not_found"
    }
    "#);
}

/// Where the site answers, as its router names it.
const SITE: &str = include_str!("../../src/site.rs");

/// Every address in whose path something is named, each of its parts in turn put so.
async fn with_a_part(world: &World, part: &str) -> Vec<String> {
    let described = world.get("/api/v1/openapi.json").await.json();
    let described: Vec<&String> = described["paths"].as_object().unwrap().keys().collect();
    let site = SITE.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut all = Vec::new();
    for path in described.into_iter().map(String::as_str).chain(site) {
        for named in path.split('/').filter(|name| name.starts_with('{')) {
            all.push(path.replace(named, part).replace(['{', '}'], ""));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_no_text_is_the_name_of_nothing_at_every_address() {
    let world = World::empty();
    let all = with_a_part(&world, "%ff").await;
    for target in ["/api/v1/entries/%ff", "/kantor/%ff/cetak", "/umpan/arsip/%ff", "/aset/%ff"] {
        assert!(all.iter().any(|one| one == target), "{target}: {all:?}");
    }
    for target in all.iter().chain(&["/%c3".to_owned(), "/api/v1/entries/a%C3%28".to_owned()]) {
        let answer = world.get(target).await;
        assert_eq!(answer.status.as_u16(), 404, "{target}");
        assert_eq!(answer.header("cache-control"), "no-store", "{target}");
        let request = answer.header("kecuali-request");
        assert!(!request.is_empty(), "{target}");
        if target.starts_with("/api/") || target.starts_with("/problems/") {
            assert_eq!(answer.code(), "not_found", "{target}");
            assert_eq!(answer.json()["request_id"], request, "{target}");
        } else {
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{target}");
            let page = std::str::from_utf8(&answer.body).unwrap();
            assert!(page.contains("Yang dicari tidak ada.") && page.contains(request), "{target}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_with_a_name_or_a_number_that_is_none() {
    let world = World::empty();
    let name = world.get("/api/v1/entries?offise=3604").await;
    insta::assert_snapshot!(shown(&name), @r#"
    400
    access-control-allow-origin: *
    access-control-expose-headers: etag, kecuali-request, link, retry-after
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    cross-origin-resource-policy: cross-origin
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "code": "query_invalid",
      "detail": "Failed to deserialize query string: offise: unknown field `offise`, expected one of `office`, `province`, `kind`, `basis`, `determination`, `item`, `document_type`, `year`, `status`, `q`, `group`, `cursor`, `limit`",
      "request_id": "[id]",
      "retry": false,
      "status": 400,
      "title": "Pilihan dalam alamat permintaan tidak dikenal atau salah.",
      "type": "/problems/query_invalid"
    }
    "#);
    let number = world.get("/api/v1/entries?limit=0").await.json();
    insta::assert_snapshot!(number["detail"].as_str().unwrap(), @"limit: 1 – 500");
    let office = world.get("/api/v1/entries?office=x").await.json();
    insta::assert_snapshot!(office["detail"].as_str().unwrap(), @"office: `x` is not known");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_method() {
    let world = World::empty();
    let request = Request::delete("/api/v1/entries").body(Body::empty()).unwrap();
    insta::assert_snapshot!(shown(&world.send(request).await), @r#"
    405
    allow: GET,HEAD
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "code": "method_not_allowed",
      "request_id": "[id]",
      "retry": false,
      "status": 405,
      "title": "Cara permintaan ini tidak berlaku untuk alamat tersebut.",
      "type": "/problems/method_not_allowed"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_of_a_list_that_is_gone_says_where_to_begin_again() {
    let world = World::empty();
    insta::assert_snapshot!(shown(&world.get("/api/v1/events?after=x.1").await), @r#"
    410
    access-control-allow-origin: *
    access-control-expose-headers: etag, kecuali-request, link, retry-after
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    cross-origin-resource-policy: cross-origin
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "code": "event_unknown",
      "instead": "/api/v1/list",
      "request_id": "[id]",
      "retry": false,
      "status": 410,
      "title": "Peristiwa ini tidak dikenal; ambil ulang seluruh daftar.",
      "type": "/problems/event_unknown"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_of_an_event_that_is_too_long_to_be_one_is_a_mistake_in_the_address() {
    let world = World::empty();
    let answer = world.get(&format!("/api/v1/events?after={}", "x".repeat(65))).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "query_invalid"));
    assert_eq!(answer.json()["detail"], "after: 0 – 64");
    let answer = world.get(&format!("/api/v1/events?after={}", "x".repeat(64))).await;
    assert_eq!(answer.code(), "event_unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_nobody_signed_and_one_with_a_stale_nonce() {
    let world = World::empty();
    let request = Request::post("/sync").body(Body::empty()).unwrap();
    insta::assert_snapshot!(shown(&world.send(request).await), @r#"
    401
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "code": "request_signature_bad",
      "request_id": "[id]",
      "retry": false,
      "status": 401,
      "title": "Tanda tangan permintaan tidak sah.",
      "type": "/problems/request_signature_bad"
    }
    "#);
    let stale = world.signed(&cast::OFFICE_PC, "POST", "/sync", vec![0]);
    insta::assert_snapshot!(shown(&world.send(stale).await), @r#"
    401
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    kecuali-nonce: 500000.[64 hex]
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "code": "nonce_stale",
      "request_id": "[id]",
      "retry": true,
      "status": 401,
      "title": "Tanda sekali pakai dari server sudah kedaluwarsa.",
      "type": "/problems/nonce_stale"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit() {
    let world = World::empty();
    world.push(&cast::OFFICE_PC, Vec::new()).await;
    let large = vec![0; limits::WRAPPED_BODY + 1];
    let answer = world.send(world.signed(&cast::OFFICE_PC, "POST", "/sync", large)).await;
    insta::assert_snapshot!(shown(&answer), @r#"
    413
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    kecuali-nonce: 500000.[64 hex]
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "code": "body_too_large",
      "request_id": "[id]",
      "retry": false,
      "status": 413,
      "title": "Kiriman melebihi ukuran terbesar yang diterima.",
      "type": "/problems/body_too_large"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_room() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let world = World::bounded(&store, Bounds { public_requests: 0, ..Bounds::default() });
    insta::assert_snapshot!(shown(&world.get("/api/v1/entries").await), @r#"
    503
    access-control-allow-origin: *
    access-control-expose-headers: etag, kecuali-request, link, retry-after
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/problem+json
    cross-origin-resource-policy: cross-origin
    referrer-policy: no-referrer
    retry-after: 2
    x-content-type-options: nosniff

    {
      "code": "busy",
      "request_id": "[id]",
      "retry": true,
      "status": 503,
      "title": "Server sedang sibuk.",
      "type": "/problems/busy"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_code_means() {
    let world = World::empty();
    insta::assert_snapshot!(shown(&world.get("/problems/busy").await), @r#"
    200
    access-control-allow-origin: *
    access-control-expose-headers: etag, kecuali-request, link, retry-after
    cache-control: public, max-age=60, stale-while-revalidate=300, stale-if-error=604800
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/json
    cross-origin-resource-policy: cross-origin
    etag: "[64 hex]"
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "code": "busy",
      "retry": true,
      "status": 503,
      "title": "Server sedang sibuk."
    }
    "#);
}
