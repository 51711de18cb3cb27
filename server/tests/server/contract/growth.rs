//! A description may grow; what was promised once stays.

use std::{fs, path::Path};

use serde_json::{Value, json};

/// What may be said in other words.
const WORDS: [&str; 5] = ["description", "summary", "title", "examples", "version"];

/// Compares the page that was promised with what is served now. With `KECUALI_WRITE_PAGES` set it
/// writes the page, but only where nothing is taken away by that.
pub(super) fn hold(page: &str, new: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(page);
    let written = fs::read_to_string(&path).unwrap_or_else(|_| "{}".to_owned());
    let old: Value = serde_json::from_str(&written).unwrap();
    let lost = lost(&old, new, "");
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

/// What was promised and is not any more, or not so.
fn lost(old: &Value, new: &Value, at: &str) -> Vec<String> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let kept = old.iter().filter(|(name, _)| !WORDS.contains(&name.as_str()));
            kept.flat_map(|(name, old)| match new.get(name) {
                Some(new) => lost(old, new, &format!("{at}/{name}")),
                None => vec![format!("{at}/{name}")],
            })
            .collect()
        }
        (Value::Array(old), Value::Array(new)) => {
            let is_kept = |one: &&Value| new.iter().any(|new| lost(one, new, "").is_empty());
            let gone = old.iter().filter(|one| !is_kept(one));
            gone.map(|one| format!("{at}: {one}")).collect()
        }
        (old, new) if old == new => Vec::new(),
        (old, new) => vec![format!("{at}: {old} became {new}")],
    }
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
        lost(&old, &new, "").len()
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
