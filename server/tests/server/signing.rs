//! Who asks: signatures and nonces.

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, Request, StatusCode},
};
use http_body_util::channel::Channel;
use kecuali_protocol::{
    frame, limits,
    request::{MEDIA_TYPE, NONCE_HEADER},
    sync::{Have, SyncRequest, VERSION},
};
use kecuali_testkit::cast;

use crate::world::World;

fn nothing() -> SyncRequest {
    let have = Have::Vector(Vec::new());
    SyncRequest { version: VERSION, have, push: Vec::new(), want_bytes: 1 << 20, given: None }
}

fn body() -> Vec<u8> {
    frame::wrap(&nothing().to_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_nonce_is_answered_with_a_fresh_one() {
    let world = World::new().await;
    let request = world.signed(&cast::OFFICE_PC, "POST", "/sync", body());
    let refused = world.send(request).await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (StatusCode::UNAUTHORIZED, "nonce_stale")
    );
    world.keep_nonce(&cast::OFFICE_PC, &refused);

    let again = world.signed(&cast::OFFICE_PC, "POST", "/sync", body());
    let answer = world.send(again).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), MEDIA_TYPE);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_ne!(answer.header(NONCE_HEADER), "");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_comes_ends_its_request() {
    let world = World::empty();
    let request = || world.signed(&cast::OFFICE_PC, "POST", "/sync", body());
    let refused = world.send(request()).await;
    world.keep_nonce(&cast::OFFICE_PC, &refused);
    let (parts, _) = request().into_parts();
    let (_way, silent) = Channel::<Bytes, axum::Error>::new(1);
    let answer = world.send(Request::from_parts(parts, Body::new(silent))).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (408, "request_timeout"));
    assert_eq!(answer.json()["retry"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_captured_request_reads_nothing_two_days_later() {
    let world = World::new().await;
    world.sync(&cast::OFFICE_PC, &nothing()).await;
    let captured = || world.signed(&cast::OFFICE_PC, "POST", "/sync", body());
    let (now, later) = (captured(), captured());
    assert_eq!(world.send(now).await.status, StatusCode::OK);
    world.clock.pass_hours(48);
    assert_eq!(world.send(later).await.code(), "nonce_stale");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_stands_for_one_body_one_address_and_one_host() {
    let world = World::new().await;
    world.sync(&cast::OFFICE_PC, &nothing()).await;
    let signed = || world.signed(&cast::OFFICE_PC, "POST", "/sync", body());

    let (parts, _) = signed().into_parts();
    let mut other = body();
    *other.last_mut().unwrap() ^= 1;
    let other_body = Request::from_parts(parts, other.into());
    let mut other_host = signed();
    other_host.headers_mut().insert("host", HeaderValue::from_static("elsewhere"));
    let mut other_address = signed();
    *other_address.uri_mut() = "/sync?x=1".parse().unwrap();
    let mut other_nonce = signed();
    let foreign = world.sync(&cast::NATIONAL_PC, &nothing()).await;
    let nonce = foreign.headers.get(NONCE_HEADER).unwrap().clone();
    other_nonce.headers_mut().insert(NONCE_HEADER, nonce);

    for bad in [other_body, other_host, other_address] {
        let answer = world.send(bad).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.code(), "request_signature_bad");
    }
    assert_eq!(world.send(other_nonce).await.code(), "nonce_stale");
    assert_eq!(world.send(signed()).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_over_the_limit_or_of_another_kind_are_refused() {
    let world = World::new().await;
    world.sync(&cast::OFFICE_PC, &nothing()).await;
    let large = vec![0; limits::WRAPPED_BODY + 1];
    let mut hidden = world.signed(&cast::OFFICE_PC, "POST", "/sync", large.clone());
    hidden.headers_mut().remove("content-length");
    let told = world.signed(&cast::OFFICE_PC, "POST", "/sync", large);
    for request in [told, hidden] {
        let answer = world.send(request).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (413, "body_too_large"));
    }
    let mut json = world.signed(&cast::OFFICE_PC, "POST", "/sync", body());
    json.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
    assert_eq!(world.send(json).await.code(), "unsupported_media_type");
    for (bytes, code) in
        [(vec![], "malformed"), (vec![0, 0xff], "malformed"), (vec![7], "malformed")]
    {
        let request = world.signed(&cast::OFFICE_PC, "POST", "/sync", bytes);
        assert_eq!(world.send(request).await.code(), code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_of_a_newer_program_is_told_so() {
    let world = World::new().await;
    let newer = SyncRequest { version: VERSION + 1, ..nothing() };
    assert_eq!(world.sync(&cast::OFFICE_PC, &newer).await.code(), "newer");
}
