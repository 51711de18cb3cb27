//! Events, the list checkpoint and proofs as they stand on the wire.

#![expect(clippy::too_many_lines, reason = "a snapshot is as long as the answer it shows")]

use axum::http::StatusCode;
use kecuali_testkit::cast;

use crate::{
    shown::{address, by_id, country, headers, json},
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn events_in_order_and_after_one_of_them() {
    let (world, ..) = country().await;
    let events = world.get("/api/v1/events").await;
    insta::assert_snapshot!(by_id(&events, "events", "entry"), @r#"
    {
      "events": [
        {
          "day": "2026-11-23",
          "entry": "RI-01a0c450-6c29-7000-8000-01a0c4506c29.1",
          "entry_id": "RI-01a0c450-6c29-7000-8000-01a0c4506c29.1",
          "kind": "published",
          "name": "[16 hex].1",
          "office": "RI"
        },
        {
          "day": "2026-11-23",
          "entry": "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b",
          "entry_id": "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b",
          "kind": "published",
          "name": "[16 hex].2",
          "office": "3604"
        },
        {
          "day": "2026-11-23",
          "entry": "3604-01a0c450-6c32-7000-8000-01a0c4506c32",
          "entry_id": "3604-01a0c450-6c32-7000-8000-01a0c4506c32",
          "kind": "published",
          "name": "[16 hex].3",
          "office": "3604"
        },
        {
          "day": "2026-11-23",
          "entry": "3604-01a0c450-6c32-7000-8000-01a0c4506c32",
          "entry_id": "3604-01a0c450-6c32-7000-8000-01a0c4506c32",
          "kind": "withdrawn",
          "name": "[16 hex].4",
          "office": "3604",
          "reason": "revoked"
        }
      ],
      "last": "[16 hex].4",
      "next": null,
      "stale": false
    }
    "#);
    let first = events.json()["events"][0]["name"].as_str().unwrap().to_owned();
    let page = world.get(&format!("/api/v1/events?after={first}&limit=1")).await;
    insta::assert_snapshot!(by_id(&page, "events", "entry"), @r#"
    {
      "events": [
        {
          "day": "2026-11-23",
          "entry": "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b",
          "entry_id": "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b",
          "kind": "published",
          "name": "[16 hex].2",
          "office": "3604"
        }
      ],
      "last": "[16 hex].2",
      "next": "/api/v1/events?limit=1&after=[16 hex].2",
      "stale": false
    }
    "#);
    insta::assert_snapshot!(headers(&page.headers), @r#"
    access-control-allow-origin: *
    access-control-expose-headers: etag, kecuali-request, link, retry-after
    cache-control: public, max-age=60, stale-while-revalidate=300, stale-if-error=604800
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/json
    cross-origin-resource-policy: cross-origin
    etag: "[64 hex]"
    last-modified: Sun, 22 Nov 2026 17:00:00 GMT
    link: </api/v1/events?limit=1&after=[16 hex].2>; rel="next"
    referrer-policy: no-referrer
    x-content-type-options: nosniff
    "#);
    let last = events.json()["last"].as_str().unwrap().to_owned();
    let nothing = world.get(&format!("/api/v1/events?after={last}")).await;
    insta::assert_snapshot!(by_id(&nothing, "events", "entry"), @r#"
    {
      "events": [],
      "last": "[16 hex].4",
      "next": null,
      "stale": false
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_checkpoint() {
    let (world, ..) = country().await;
    let mut checkpoint = world.get("/api/v1/checkpoint").await.json();
    checkpoint["grants"] = checkpoint["grants"].as_array().unwrap().len().into();
    insta::assert_snapshot!(json(&checkpoint), @r#"
    {
      "day": "2026-11-23",
      "digest": "[64 hex]",
      "event": "[16 hex].4",
      "grant": "[64 hex]",
      "grants": 2,
      "key": "[64 hex]",
      "national": {
        "digest": "[64 hex]",
        "position": 16
      },
      "rows": 2,
      "signature": "[128 hex]"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof() {
    let (world, in_force, _) = country().await;
    let proof = world.get(&format!("{}/proof", address(&in_force))).await;
    assert_eq!(proof.header("content-type"), "application/json");
    let mut proof = proof.json();
    for grant in proof["grants"].as_array_mut().unwrap() {
        *grant = grant["scope"].clone();
    }
    for openings in proof["openings"].as_object_mut().unwrap().values_mut() {
        *openings = openings.as_object().unwrap().keys().cloned().collect();
    }
    insta::assert_snapshot!(json(&proof), @r#"
    {
      "determine": {
        "change": "[1270 hex]",
        "cursor": {
          "digest": "[64 hex]",
          "position": 16
        },
        "document": "01a0c450-6c2b-7000-8000-01a0c4506c2b",
        "grant": "[64 hex]",
        "kind": "entry",
        "schema": 1,
        "scope": "office/3604",
        "signature": "[128 hex]",
        "signer": "[64 hex]"
      },
      "grants": [
        "national",
        "national",
        "national"
      ],
      "issues": [
        {
          "change": "[964 hex]",
          "cursor": {
            "digest": "[64 hex]",
            "position": 15
          },
          "document": "01a0c450-6c29-7000-8000-01a0c4506c29",
          "grant": "[64 hex]",
          "kind": "determination",
          "schema": 1,
          "scope": "national",
          "signature": "[128 hex]",
          "signer": "[64 hex]"
        }
      ],
      "openings": {
        "determination": [
          "title"
        ],
        "entry": [
          "consequence_if_closed",
          "consequence_if_opened",
          "description",
          "document_type",
          "information",
          "legal_basis",
          "period",
          "responsible_position"
        ],
        "item/1": [
          "description",
          "information",
          "legal_basis",
          "period"
        ]
      },
      "row": "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_row_is_proven_still_and_one_that_was_taken_down_is_not() {
    let (mut world, in_force, revoked) = country().await;
    let proof = async |world: &World, doc| world.get(&format!("{}/proof", address(doc))).await;
    assert_eq!(proof(&world, &revoked).await.status, StatusCode::OK);
    world.scene.take_down(&cast::DETERMINER, &in_force, &[]);
    world.catch_up().await;
    assert_eq!(proof(&world, &in_force).await.code(), "not_found");
    let left = world.get(&address(&in_force)).await.json();
    assert_eq!(left["status"]["reason"], "taken_down");
    assert_eq!(left.get("information"), None, "nothing of it is shown any more");
}
