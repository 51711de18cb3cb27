//! The contract: what is described is what is answered, at every address, and it only grows.

mod described;
mod growth;
mod schema;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use kecuali_testkit::{Doc, cast, sample};
use serde_json::Value;

use self::described::Described;
use crate::world::{Answer, World};

/// A list with a row in force, one revoked, one with a value taken down, and one taken down whole.
async fn world() -> (World, Vec<Doc>) {
    let mut world = World::empty();
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM]);
    let docs: Vec<Doc> = (0..4).map(|_| world.scene.determined(sample::ENTRY, item)).collect();
    world.catch_up().await;
    world.scene.revoke(&cast::DETERMINER, &docs[1]);
    world.scene.take_down(&cast::DETERMINER, &docs[2], &["description", "legal_basis", "period"]);
    world.scene.take_down(&cast::DETERMINER, &docs[3], &[]);
    world.scene.revoke_items(&cast::DETERMINER, &item.issue, &[2]);
    world.catch_up().await;
    (world, docs)
}

/// Addresses to ask for each path: all that an answer may look like.
fn targets(path: &str, docs: &[Doc], issue: &str) -> Vec<String> {
    let id = |doc: &Doc| format!("{}-{}", doc.scope.office().unwrap(), doc.id);
    let queries: &[&str] = match path {
        "/api/v1/entries" | "/api/v1/offices/{code}/entries" => {
            &["", "?status=all", "?limit=1", "?group=item", "?group=item&status=all", "?q=zzz"]
        }
        "/api/v1/events" => &["", "?limit=1"],
        "/api/v1/offices" => &["", "?province=36"],
        _ => &[""],
    };
    let parts: Vec<(&str, Vec<String>)> = match path {
        "/problems/{code}" => vec![("{code}", vec!["busy".into(), "query_invalid".into()])],
        "/api/v1/snapshots/{event}/{file}" => vec![
            ("{event}", vec!["latest".into(), "0000000000000000.1".into()]),
            ("{file}", vec!["daftar.csv".into()]),
        ],
        "/api/v1/schema/{file}" => vec![("{file}", vec!["entries.json".into(), "any.json".into()])],
        _ => vec![
            ("{id}", docs.iter().map(id).collect()),
            ("{code}", ["3604", "91.01", "RI"].map(str::to_owned).into()),
            ("{issue}", vec![issue.to_owned()]),
            ("{list}", ["bases", "offices", "instruments", "statuses"].map(str::to_owned).into()),
        ],
    };
    let mut all = vec![path.to_owned()];
    for (part, values) in parts.iter().filter(|(part, _)| path.contains(part)) {
        let filled = |target: &String| {
            let target = target.clone();
            values.iter().map(move |value| target.replace(part, value))
        };
        all = all.iter().flat_map(filled).collect();
    }
    all.iter()
        .flat_map(|target| queries.iter().map(move |query| format!("{target}{query}")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_at_every_address_is_as_it_is_described() {
    let (world, docs) = world().await;
    let contract = Described::read(&world).await;
    let row = world.get("/api/v1/entries?limit=1").await.json();
    let issue = row["entries"][0]["determination"]["issue"].as_str().unwrap().to_owned();
    let mut asked = 0;
    for path in contract.paths() {
        for target in targets(&path, &docs, &issue) {
            let answer = world.get(&target).await;
            contract.check(&path, "get", &target, &answer);
            if answer.status == StatusCode::OK {
                check_repeats(&world, &contract, &path, &target, &answer).await;
            }
            asked += 1;
        }
    }
    assert!(asked > 50, "{asked}");
}

/// Without a body it is the same; who has it already is told so.
async fn check_repeats(
    world: &World,
    contract: &Described,
    path: &str,
    target: &str,
    answer: &Answer,
) {
    let head = world.send(Request::head(target).body(Body::empty()).unwrap()).await;
    contract.check(path, "head", target, &head);
    assert_eq!((head.status, head.body.len()), (answer.status, 0), "{target}");
    for name in ["etag", "last-modified", "cache-control", "link", "content-type"] {
        assert_eq!(head.header(name), answer.header(name), "HEAD {target}: {name}");
    }
    let tag = answer.header("etag");
    assert!(tag.starts_with('"') && tag.len() == 66, "{target}: {tag}");
    let again = world.get_if_new(target, tag).await;
    contract.check(path, "get", target, &again);
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{target}");
    assert_eq!(again.header("etag"), tag, "{target}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_as_it_is_described() {
    let (world, _) = world().await;
    let contract = Described::read(&world).await;
    for path in contract.paths() {
        let target = path.replace(['{', '}'], "");
        for query in ["", "?misspelt=1"] {
            let answer = world.get(&format!("{target}{query}")).await;
            contract.check(&path, "get", &format!("{target}{query}"), &answer);
        }
        let long = world.get(&format!("{target}?q={}", "x".repeat(2_100))).await;
        assert_eq!(long.code(), "uri_too_long");
        contract.check(&path, "get", &target, &long);
        for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"] {
            let request = Request::builder().method(method).uri(&target);
            let answer = world.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.code(), "method_not_allowed", "{method} {target}");
            assert_eq!(answer.header("allow"), "GET,HEAD", "{method} {target}");
            contract.check(&path, "get", &target, &answer);
        }
    }
    for (path, target, status) in [
        ("/api/v1/entries", "/api/v1/entries?cursor=x", 400),
        ("/api/v1/entries", "/api/v1/entries?office=9999", 400),
        ("/api/v1/events", "/api/v1/events?after=0000000000000000.1", 410),
        ("/api/v1/offices/{code}", "/api/v1/offices/9999", 404),
    ] {
        let answer = world.get(target).await;
        assert_eq!(answer.status.as_u16(), status, "{target}");
        contract.check(path, "get", target, &answer);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_was_taken_down_is_marked_as_the_schema_says() {
    let (world, docs) = world().await;
    let id = format!("3604-{}", docs[2].id);
    let row = world.get(&format!("/api/v1/entries/{id}")).await.json();
    let schema = world.get("/api/v1/schema/entry.json").await.json();
    for column in ["description", "legal_basis", "period"] {
        assert_eq!(row[column]["withheld"].as_str().unwrap().len(), 64, "{column}");
    }
    assert!(schema::faults(&schema, &schema, &row).is_empty());
    let wrong = |change: fn(&mut Value)| {
        let mut row = row.clone();
        change(&mut row);
        schema::faults(&schema, &schema, &row)
    };
    assert!(!wrong(|row| row["description"]["withheld"] = "x".into()).is_empty());
    assert!(!wrong(|row| row["description"]["why"] = "x".into()).is_empty());
    assert!(!wrong(|row| row["information"] = Value::Null).is_empty());
    assert!(!wrong(|row| drop(row.as_object_mut().unwrap().remove("status"))).is_empty());
    assert!(!wrong(|row| row["status"]["code"] = "gone".into()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_schema_stands_alone_and_every_one_is_named_by_the_document() {
    let (world, _) = world().await;
    let contract = Described::read(&world).await;
    let names =
        contract.document.pointer("/paths/~1api~1v1~1schema~1{file}/get/parameters/0/schema/enum");
    for name in names.unwrap().as_array().unwrap() {
        let name = name.as_str().unwrap();
        let schema = world.get(&format!("/api/v1/schema/{name}")).await.json();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        assert_eq!(schema["$id"], format!("/api/v1/schema/{name}"));
    }
    let entries = world.get("/api/v1/schema/entries.json").await.json();
    let page = world.get("/api/v1/entries?status=all").await.json();
    assert_eq!(schema::faults(&entries, &entries, &page), [""; 0]);
    let list = world.get("/api/v1/schema/list.json").await.json();
    assert_eq!(schema::faults(&list, &list, &world.get("/api/v1/list").await.json()), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_only_grows() {
    let world = World::empty();
    let new = world.get("/api/v1/openapi.json").await.json();
    growth::hold("docs/openapi.json", &new);
}
