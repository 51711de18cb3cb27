//! The description that a server gives of itself, and answers held against it.

use serde_json::Value;

use super::schema::{faults, found};
use crate::world::{Answer, World};

pub(super) struct Described {
    pub(super) document: Value,
}

impl Described {
    pub(super) async fn read(world: &World) -> Self {
        Self { document: world.get("/api/v1/openapi.json").await.json() }
    }

    pub(super) fn paths(&self) -> Vec<String> {
        self.document["paths"].as_object().unwrap().keys().cloned().collect()
    }

    /// Status, media type, headers and body are among what the operation may answer.
    pub(super) fn check(&self, path: &str, method: &str, target: &str, answer: &Answer) {
        let status = answer.status.as_str();
        let operation = &self.document["paths"][path][method];
        let told = &operation["responses"][status];
        assert!(!told.is_null(), "{method} {target}: {status} is not described: {:?}", answer.body);
        let told = found(&self.document, told);
        for name in answer.headers.keys().filter(|name| *name == "etag" || *name == "link") {
            let described = told["headers"].as_object().is_some_and(|all| {
                all.keys().any(|known| known.eq_ignore_ascii_case(name.as_str()))
            });
            assert!(described, "{method} {target}: {status}: {name} is not described");
        }
        if answer.body.is_empty() {
            return;
        }
        let kind = answer.header("content-type");
        let content = &told["content"];
        let content = content.get(kind).unwrap_or_else(|| &content["*/*"]);
        let schema = &content["schema"];
        assert!(!schema.is_null(), "{method} {target}: {status} {kind} is not described");
        if !kind.ends_with("json") {
            return;
        }
        let wrong = faults(&self.document, schema, &answer.json());
        assert!(wrong.is_empty(), "{method} {target}: {status}: {wrong:#?}");
    }
}
