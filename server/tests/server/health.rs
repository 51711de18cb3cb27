//! Health, problems, and what every answer carries.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use kecuali_protocol::limits;

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_new_server_lives_and_says_what_it_lacks() {
    let world = World::empty();
    assert_eq!(world.get("/healthz").await.status, StatusCode::OK);
    let ready = world.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.json()["log_key"], "not_granted");
    assert_eq!(ready.json()["store"], "writable");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_ready_when_its_log_key_was_granted() {
    let world = World::new().await;
    let ready = world.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(ready.json()["state"], "serving");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_is_a_problem_with_a_code_a_type_and_the_id_of_the_request() {
    let world = World::empty();
    let long = format!("/api/v1/entries?cursor={}", "x".repeat(limits::REQUEST_TARGET));
    let cases = [
        ("GET", "/api/v1/no/such", 404, "not_found"),
        ("DELETE", "/api/v1/entries", 405, "method_not_allowed"),
        ("GET", "/api/v1/entries?offise=3604", 400, "query_invalid"),
        ("GET", "/api/v1/entries?limit=501", 400, "query_invalid"),
        ("GET", "/api/v1/entries?cursor=x", 400, "cursor_invalid"),
        ("GET", "/api/v1/entries/3604-x", 404, "not_found"),
        ("GET", "/api/v1/events?after=x.1", 410, "event_unknown"),
        ("GET", "/api/v1/checkpoint", 404, "not_found"),
        ("GET", &long, 414, "uri_too_long"),
        ("POST", "/sync", 401, "request_signature_bad"),
    ];
    for (method, target, status, code) in cases {
        let request = Request::builder().method(method).uri(target).body(Body::empty()).unwrap();
        let answer = world.send(request).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{target}");
        let body = answer.json();
        assert_eq!(body["request_id"], answer.header("kecuali-request"));
        assert_eq!(answer.header("cache-control"), "no-store", "{target}");
        let about = world.get(body["type"].as_str().unwrap()).await;
        assert_eq!(about.json()["title"], body["title"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_public_reading_is_open_to_other_sites() {
    let world = World::new().await;
    for (target, origin) in
        [("/api/v1/entries", "*"), ("/api/v1/events", "*"), ("/readyz", ""), ("/sync/wait", "")]
    {
        let answer = world.get(target).await;
        assert_eq!(answer.header("access-control-allow-origin"), origin, "{target}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{target}");
        assert!(!answer.headers.contains_key("set-cookie"), "{target}");
    }
    let cached = world.get("/api/v1/entries").await;
    insta::assert_snapshot!(
        cached.header("cache-control"),
        @"public, max-age=60, stale-while-revalidate=300, stale-if-error=604800"
    );
}
