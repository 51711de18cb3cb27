//! A description may grow; what was promised once stays, and nothing more is demanded of who asks.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

/// What may be said in other words.
const WORDS: [&str; 5] = ["description", "summary", "title", "examples", "version"];

/// Where what stands next is no word of the format but a name that we gave, `title` included.
const NAMES: [&str; 7] =
    ["properties", "schemas", "$defs", "headers", "responses", "paths", "content"];

/// Compares the page that was promised with what is served now. With `KECUALI_WRITE_PAGES` set it
/// writes the page, but only where nothing is taken away by that.
pub(super) fn hold(page: &str, new: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(page);
    let written = fs::read_to_string(&path).unwrap_or_else(|_| "{}".to_owned());
    let old: Value = serde_json::from_str(&written).unwrap();
    let lost = broken(&old, new);
    assert!(
        lost.is_empty(),
        "{page} promises what is not kept: {lost:#?}\nTo mend: keep it, beside what is new. What must \
         go is announced a year before, and is a decision record."
    );
    if std::env::var_os("KECUALI_WRITE_PAGES").is_some() {
        fs::write(&path, format!("{new:#}\n")).unwrap();
    } else {
        assert!(
            old == *new,
            "{page} lacks what is new. To mend: set KECUALI_WRITE_PAGES=1, run again"
        );
    }
}

/// What programs that were written for the old page can no longer do.
fn broken(old: &Value, new: &Value) -> Vec<String> {
    let mut all = lost(old, new, "", false);
    let more = [(demanded(new, old), demanded(old, old)), (stored(new), stored(old))];
    for (now, before) in &more {
        all.extend(now.difference(before).map(|what| format!("+ {what}")));
    }
    all
}

/// What every row must have. Answers are made anew and may always have more; rows lie in files and
/// at people's, as they were signed, and the newest schema must still describe them.
fn stored(page: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    required(page, &page["components"]["schemas"]["PublicRow"], "a stored row ", 8, &mut all);
    all
}

/// What was promised and is not any more, or not so. Keys are names in some places, where a name
/// may well be a word of the format.
fn lost(old: &Value, new: &Value, at: &str, are_names: bool) -> Vec<String> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let is_word = |name: &str| !are_names && WORDS.contains(&name);
            let kept = old.iter().filter(|(name, _)| !is_word(name));
            kept.flat_map(|(name, old)| match new.get(name) {
                Some(new) => {
                    let below = !are_names && NAMES.contains(&name.as_str());
                    lost(old, new, &format!("{at}/{name}"), below)
                }
                None => vec![format!("{at}/{name}")],
            })
            .collect()
        }
        (Value::Array(old), Value::Array(new)) => {
            let is_kept = |one: &&Value| new.iter().any(|new| lost(one, new, "", false).is_empty());
            let gone = old.iter().filter(|one| !is_kept(one));
            gone.map(|one| format!("{at}: {one}")).collect()
        }
        (old, new) if old == new => Vec::new(),
        (old, new) => vec![format!("{at}: {old} became {new}")],
    }
}

/// What must be said to be answered, at the addresses and with the methods that `known` has.
fn demanded(page: &Value, known: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (path, item) in page["paths"].as_object().into_iter().flatten() {
        let is_known = |method: &str| known["paths"][path][method].is_object();
        let methods = item.as_object().into_iter().flatten();
        for (method, operation) in methods.filter(|(method, _)| is_known(method)) {
            let at = format!("{method} {path}");
            let parameters = [item, operation].map(|one| one["parameters"].as_array());
            for parameter in parameters.into_iter().flatten().flatten() {
                let parameter = meant(page, parameter);
                if parameter["required"] == true {
                    all.insert(format!("{at} {}:{}", parameter["in"], parameter["name"]));
                }
            }
            let body = meant(page, &operation["requestBody"]);
            if body["required"] == true {
                all.insert(format!("{at} a body"));
            }
            for (media, content) in body["content"].as_object().into_iter().flatten() {
                required(page, &content["schema"], &format!("{at} {media} "), 8, &mut all);
            }
        }
    }
    all
}

/// Adds the members that a value must have, those of its members included. What refers to itself
/// is followed some turns.
fn required(page: &Value, schema: &Value, at: &str, turns: u8, all: &mut BTreeSet<String>) {
    let Some(left) = turns.checked_sub(1) else { return };
    let schema = meant(page, schema);
    for name in schema["required"].as_array().into_iter().flatten() {
        all.insert(format!("{at}/{}", name.as_str().unwrap()));
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        required(page, member, &format!("{at}/{name}"), left, all);
    }
    for parts in ["allOf", "anyOf", "oneOf"] {
        for part in schema[parts].as_array().into_iter().flatten() {
            required(page, part, at, left, all);
        }
    }
    required(page, &schema["items"], &format!("{at}/[]"), left, all);
}

/// What a reference refers to; anything else is itself.
fn meant<'a>(page: &'a Value, value: &'a Value) -> &'a Value {
    let to = value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
    to.and_then(|to| page.pointer(to)).unwrap_or(value)
}

#[test]
fn what_is_taken_away_or_narrowed_is_seen_and_what_is_added_is_not() {
    let old = json!({
        "paths": { "/a": { "parameters": [{ "name": "q", "required": false }] } },
        "properties": { "x": { "type": "string", "description": "An x." } },
        "required": ["x"],
    });
    let changed = |pointer: &str, value: Value| {
        let mut new = old.clone();
        *new.pointer_mut(pointer).unwrap() = value;
        broken(&old, &new).len()
    };
    assert_eq!(changed("/paths/~1a/parameters", json!([])), 1);
    assert_eq!(changed("/paths/~1a/parameters/0/required", json!(true)), 1);
    assert_eq!(changed("/properties", json!({})), 1);
    assert_eq!(changed("/properties/x/type", json!(["string", "null"])), 1);
    assert_eq!(changed("/required", json!([])), 1);
    assert_eq!(changed("/properties/x/description", json!("Another word.")), 0);
    assert_eq!(changed("/required", json!(["x", "y"])), 0);
    let more = json!([{ "name": "q", "required": false }, { "name": "r", "required": false }]);
    assert_eq!(changed("/paths/~1a/parameters", more), 0);
}

#[test]
fn a_member_that_is_called_like_a_word_of_the_format_is_a_promise_like_any_other() {
    let row = |members: Value| json!({ "schemas": { "title": { "properties": members } } });
    let text = json!({ "type": "string", "title": "A word." });
    let old = row(json!({ "description": text, "title": text, "properties": text }));
    let count = |members: Value| broken(&old, &row(members)).len();
    assert_eq!(count(json!({ "description": text, "title": text, "properties": text })), 0);
    assert_eq!(count(json!({ "title": text, "properties": text })), 1, "taken away");
    let other = json!({ "type": "integer" });
    assert_eq!(count(json!({ "description": other, "title": text, "properties": text })), 1);
    let same = json!({ "type": "string" });
    assert_eq!(count(json!({ "description": same, "title": same, "properties": same })), 0);
    assert_eq!(broken(&old, &json!({ "schemas": {} })), ["/schemas/title"]);
}

#[test]
fn a_row_of_long_ago_is_still_one_by_the_newest_schema() {
    let page = |row: Value, answer: Value| {
        let chosen = json!({ "anyOf": [{ "$ref": "#/components/schemas/Period" }] });
        let row = json!({ "required": row, "properties": { "period": chosen } });
        let schemas =
            json!({ "PublicRow": row, "Period": { "required": ["text"] }, "Answer": answer });
        json!({ "components": { "schemas": schemas } })
    };
    let old = page(json!(["id"]), json!({ "required": ["day"] }));
    let told = |new: &Value| broken(&old, new);
    assert_eq!(told(&page(json!(["id"]), json!({ "required": ["day", "new"] }))), [""; 0]);
    let more = page(json!(["id", "new"]), json!({ "required": ["day"] }));
    assert_eq!(told(&more), ["+ a stored row /new"]);
    let mut below = old.clone();
    below["components"]["schemas"]["Period"]["required"] = json!(["text", "new"]);
    assert_eq!(told(&below), ["+ a stored row /period/new"]);
}

#[test]
fn what_must_be_said_besides_to_be_answered_is_told() {
    let body =
        json!({ "content": { "application/json": { "schema": { "$ref": "#/schemas/Asked" } } } });
    let asked = json!({ "x": {}, "more": { "items": { "$ref": "#/schemas/Asked" } } });
    let old = json!({
        "paths": { "/a": {
            "get": { "parameters": [{ "name": "q", "in": "query", "required": true }] },
            "post": { "requestBody": body },
        } },
        "schemas": { "Asked": { "properties": asked } },
    });
    let told = |pointer: &str, value: Value| {
        let mut new = old.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        new.pointer_mut(parent).unwrap()[name] = value;
        broken(&old, &new)
    };
    let q = json!({ "name": "q", "in": "query", "required": true });
    let and = |required: bool| json!([q, { "name": "r", "in": "query", "required": required }]);
    assert_eq!(told("/paths/~1a/get/parameters", and(false)), [""; 0]);
    assert_eq!(told("/paths/~1a/get/parameters", and(true)), ["+ get /a \"query\":\"r\""]);
    assert_eq!(told("/paths/~1a/parameters", json!([{ "name": "r", "required": true }])).len(), 2);
    assert_eq!(told("/paths/~1a/put", json!({ "parameters": and(true) })), [""; 0], "it is new");
    assert_eq!(told("/paths/~1a/post/requestBody/required", json!(true)).len(), 1);
    let of_body = "+ post /a application/json /x".to_owned();
    assert!(told("/schemas/Asked/required", json!(["x"])).contains(&of_body));
    assert_eq!(told("/schemas/Answer", json!({ "required": ["x"] })), [""; 0]);
}
