//! The interface as an `OpenAPI` 3.1 document.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use kecuali_protocol::problem::problem;
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::{
    ROUTES, Route,
    shape::{PROBLEM, generator},
};

/// What any address may answer.
const EVERYWHERE: &[&str] =
    &["busy", "internal", "method_not_allowed", "query_invalid", "unavailable", "uri_too_long"];

/// The document, made once.
pub(crate) fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(write)
}

fn write() -> Value {
    let mut generator = generator();
    let mut paths = Map::new();
    for route in ROUTES {
        let operation =
            |method: &str, generator: &mut SchemaGenerator| operation(route, method, generator);
        let get = operation("get", &mut generator);
        let head = operation("head", &mut generator);
        paths.insert(route.path.to_owned(), json!({ "get": get, "head": head }));
    }
    let problem = PROBLEM.within(&mut generator);
    let schemas: Map<String, Value> = generator.take_definitions(true).into_iter().collect();
    json!({
        "openapi": "3.1.1",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Kecuali",
            "summary": "The register of exempted public information of KPU",
            "description": "Read by anyone, without an account. Members and addresses are added, \
                            never renamed or taken away; pass over those you do not know.",
            "version": "1",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": problems(&problem),
            "headers": headers(),
        },
    })
}

fn operation(route: &Route, method: &str, generator: &mut SchemaGenerator) -> Value {
    let in_path = route.in_path.iter().map(|one| one.to_json("path"));
    let query = route.query.iter().map(|one| one.to_json("query"));
    let mut parameters: Vec<Value> = in_path.chain(query).collect();
    let mut responses = Map::new();
    let mut ok = json!({ "description": route.summary, "headers": named_headers() });
    if method == "get" {
        let schema = route.answer.within(generator);
        ok["content"] = json!({ route.media: { "schema": schema } });
    }
    responses.insert("200".to_owned(), ok);
    parameters.push(json!({
        "name": "If-None-Match",
        "in": "header",
        "required": false,
        "description": "The tags of answers that the caller has, or `*`.",
        "schema": { "type": "string" },
    }));
    if route.in_parts {
        let part =
            json!({ "description": "The part that was asked for.", "content": { "*/*": {} } });
        let none = json!({ "description": "There is no such part.", "headers": named_headers() });
        responses.insert("206".to_owned(), part);
        responses.insert("416".to_owned(), none);
    }
    let known = json!({ "description": "The caller has it already.", "headers": named_headers() });
    responses.insert("304".to_owned(), known);
    let codes: BTreeSet<&str> = route.problems.iter().chain(EVERYWHERE).copied().collect();
    for status in codes.iter().filter_map(|code| problem(code)).map(|known| known.status) {
        let named = format!("#/components/responses/{status}");
        let answer = if method == "get" {
            json!({ "$ref": named })
        } else {
            json!({ "description": "A problem, as its status says." })
        };
        responses.insert(status.to_string(), answer);
    }
    let name = if method == "get" { route.name.to_owned() } else { format!("{}Head", route.name) };
    json!({
        "operationId": name,
        "summary": route.summary,
        "parameters": parameters,
        "responses": responses,
    })
}

/// By status, which codes there may be.
fn problems(schema: &Value) -> Map<String, Value> {
    let mut by_status: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    let codes = ROUTES.iter().flat_map(|route| route.problems).chain(EVERYWHERE);
    for known in codes.filter_map(|code| problem(code)) {
        by_status.entry(known.status).or_default().insert(known.code);
    }
    let answer = |(status, codes): (u16, BTreeSet<&str>)| {
        let codes = codes.into_iter().collect::<Vec<_>>().join(", ");
        let content = json!({ "application/problem+json": { "schema": schema } });
        let answer = json!({ "description": codes, "content": content });
        (status.to_string(), answer)
    };
    by_status.into_iter().map(answer).collect()
}

fn named_headers() -> Value {
    let names = ["Cache-Control", "ETag", "Last-Modified", "Link"];
    let one = |name| json!({ "$ref": format!("#/components/headers/{name}") });
    Value::Object(names.map(|name| (name.to_owned(), one(name))).into_iter().collect())
}

fn headers() -> Value {
    let header = |about: &str| json!({ "description": about, "schema": { "type": "string" } });
    json!({
        "Cache-Control": header("For how long a copy is as good as this answer."),
        "ETag": header("A strong tag: it changes whenever the answer may."),
        "Last-Modified": header(
            "The beginning of the day of the log in Jakarta; absent before it has one. What has \
             changed is told by the tag.",
        ),
        "Link": header("The next page (`rel=\"next\"`), or the page for people (`rel=\"canonical\"`)."),
    })
}
