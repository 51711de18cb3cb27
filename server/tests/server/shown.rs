//! How answers are shown in snapshots. Keys, clock and epoch are fixed; long hexadecimal is shown by
//! its length, and what counts requests or bytes is left out.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use kecuali_testkit::{Doc, cast, sample};
use serde_json::Value;

use crate::world::{Answer, World};

/// A country with one item, one entry in force under it, and one that was revoked.
pub(crate) async fn country() -> (World, Doc, Doc) {
    let mut world = World::empty();
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let [in_force, revoked] = [(); 2].map(|()| world.scene.determined(sample::ENTRY, item));
    world.catch_up().await;
    world.scene.revoke(&cast::DETERMINER, &revoked);
    world.catch_up().await;
    (world, in_force, revoked)
}

pub(crate) fn address(doc: &Doc) -> String {
    format!("/api/v1/entries/{}-{}", doc.scope.office().unwrap(), doc.id)
}

/// Status, headers by name, body.
pub(crate) fn shown(answer: &Answer) -> String {
    let head = format!("{}\n{}", answer.status.as_u16(), headers(&answer.headers));
    if answer.body.is_empty() { head } else { format!("{head}\n{}", json(&answer.json())) }
}

pub(crate) fn headers(headers: &HeaderMap) -> String {
    let mut lines: Vec<_> = headers
        .iter()
        .filter(|(name, _)| *name != "content-length" && *name != "kecuali-request")
        .map(|(name, value)| format!("{name}: {}\n", without_hex(value.to_str().unwrap())))
        .collect();
    lines.sort();
    lines.concat()
}

pub(crate) fn json(value: &Value) -> String {
    let mut value = value.clone();
    if let Some(id) = value.get_mut("request_id") {
        *id = "[id]".into();
    }
    without_hex(&serde_json::to_string_pretty(&value).unwrap())
}

/// The text with every 16 or more hexadecimal digits in a row replaced by how many they are.
pub(crate) fn without_hex(text: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_hexdigit() {
            digits.push(c);
            continue;
        }
        if digits.len() < 16 {
            out.push_str(&digits);
        } else {
            write!(out, "[{} hex]", digits.len()).unwrap();
        }
        digits.clear();
        out.push(c);
    }
    out.trim_end_matches('\0').to_owned()
}

/// The answer with each of its rows shown by its id alone.
pub(crate) fn by_id(answer: &Answer, list: &str, row: &str) -> String {
    let mut body = answer.json();
    for member in body[list].as_array_mut().unwrap() {
        let place = if row.is_empty() { member } else { &mut member[row] };
        *place = place["id"].clone();
    }
    json(&body)
}
