//! `GET /api/v1/snapshots`: the editions there are, newest first.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::{Value, json};

use crate::{
    press::{Edition, Press},
    problem::Problem,
    public::Tag,
    state::AppState,
};

pub(crate) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut editions = state.hub().press().map(Press::all).unwrap_or_default();
    editions.reverse();
    let names: Vec<String> = editions.iter().map(|edition| edition.event().to_string()).collect();
    let asked: Vec<&str> = names.iter().map(String::as_str).collect();
    let tag = Tag::new(&state.listing(), "snapshots", &asked);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    let editions: Vec<Value> = editions.iter().map(|edition| described(edition)).collect();
    Ok(tag.json(json!({ "latest": names.first(), "snapshots": editions }).to_string()))
}

fn described(edition: &Edition) -> Value {
    let event = edition.event();
    let file = |file: &crate::press::Kept| {
        json!({
            "name": file.name,
            "media_type": file.media,
            "bytes": file.bytes,
            "sha256": file.sha256,
            "address": format!("/api/v1/snapshots/{event}/{}", file.name),
        })
    };
    let files: Vec<Value> = edition.files().iter().map(file).collect();
    json!({ "event": event, "day": edition.day(), "rows": edition.rows(), "files": files })
}
