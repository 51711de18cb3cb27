//! What every address says in headers, in one view: what may be kept, by whom it may be read, what a
//! browser may do with it.

use std::fmt::Write as _;

use axum::{body::Body, http::Request};
use kecuali_testkit::cast;

use crate::{
    shown::{address, country},
    world::{Answer, World},
};

const KEPT: &str = "public, max-age=60, stale-while-revalidate=300, stale-if-error=604800";

/// The classes of headers that an answer carries.
fn classes(answer: &Answer) -> String {
    let keeping = match answer.header("cache-control") {
        KEPT => "a minute, a week if we are away",
        "no-store" => "never",
        other => other,
    };
    let mut said = format!("{} kept: {keeping}", answer.status.as_u16());
    for (class, name, value) in [
        ("any site", "access-control-allow-origin", "*"),
        ("embedded", "cross-origin-resource-policy", "cross-origin"),
    ] {
        if answer.header(name) == value {
            write!(said, "; {class}").unwrap();
        }
    }
    for name in ["etag", "last-modified", "set-cookie", "vary", "allow", "retry-after"] {
        if answer.headers.contains_key(name) {
            write!(said, "; {name}").unwrap();
        }
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ] {
        assert_eq!(answer.header(name), value, "{said}");
    }
    assert!(!answer.header("kecuali-request").is_empty());
    said
}

async fn of(world: &World, id: &str, targets: &[&str]) -> String {
    let mut all = String::new();
    for target in targets {
        let answer = world.get(target).await;
        writeln!(all, "{}: {}", target.replace(id, "{id}"), classes(&answer)).unwrap();
    }
    all
}

#[expect(clippy::too_many_lines, reason = "one line for each address")]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_public_may_be_kept_and_read_by_any_site_and_what_is_private_never() {
    let (world, in_force, _) = country().await;
    let row = address(&in_force);
    let id = row.rsplit('/').next().unwrap();
    let public = of(
        &world,
        id,
        &[
            "/api/v1/entries",
            "/api/v1/entries?group=item",
            &row,
            &format!("{row}/proof"),
            "/api/v1/offices",
            "/api/v1/offices/3604",
            "/api/v1/offices/3604/entries",
            "/api/v1/offices/3604/entries.json",
            "/api/v1/offices/3604/entries.csv",
            "/api/v1/determinations",
            "/api/v1/events",
            "/api/v1/list",
            "/api/v1/checkpoint",
            "/api/v1/codes",
            "/api/v1/codes/bases",
            "/api/v1/snapshots",
            "/api/v1/openapi.json",
            "/api/v1/schema/entry.json",
            "/problems/busy",
            "/api/v1/entries?misspelt=1",
            "/api/v1/offices/9999",
            "/api/v1/events?after=0000000000000000.1",
        ],
    )
    .await;
    insta::assert_snapshot!(public, @r"
    /api/v1/entries: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/entries?group=item: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/entries/{id}: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/entries/{id}/proof: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/offices: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/offices/3604: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/offices/3604/entries: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/offices/3604/entries.json: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/offices/3604/entries.csv: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/determinations: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/events: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/list: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/checkpoint: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/codes: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/codes/bases: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/snapshots: 200 kept: a minute, a week if we are away; any site; embedded; etag; last-modified
    /api/v1/openapi.json: 200 kept: a minute, a week if we are away; any site; embedded; etag
    /api/v1/schema/entry.json: 200 kept: a minute, a week if we are away; any site; embedded; etag
    /problems/busy: 200 kept: a minute, a week if we are away; any site; embedded; etag
    /api/v1/entries?misspelt=1: 400 kept: never; any site; embedded
    /api/v1/offices/9999: 404 kept: never; any site; embedded
    /api/v1/events?after=0000000000000000.1: 410 kept: never; any site; embedded
    ");
    let private = of(&world, id, &["/readyz", "/healthz", "/sync/wait", "/sync"]).await;
    insta::assert_snapshot!(private, @r"
    /readyz: 200 kept: never
    /healthz: 200 kept: never
    /sync/wait: 401 kept: never
    /sync: 405 kept: never; allow
    ");
    let signed = world.signed(&cast::OFFICE_PC, "GET", "/sync/wait?digest=x", Vec::new());
    insta::assert_snapshot!(classes(&world.send(signed).await), @"401 kept: never");
    let preflight = Request::options("/sync").header("origin", "https://elsewhere.example");
    let preflight = world.send(preflight.body(Body::empty()).unwrap()).await;
    insta::assert_snapshot!(classes(&preflight), @"405 kept: never; allow");
}
