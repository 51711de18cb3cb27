//! The lists themselves.

use serde_json::Value;

/// The rows of the list of that name, or of all lists.
pub(crate) fn rows(name: Option<&str>) -> Vec<Value> {
    let lists: Vec<Value> =
        serde_json::from_str(include_str!("lists.json")).expect("the lists are JSON");
    let wanted = lists.into_iter().filter(|list| name.is_none_or(|name| list["list"] == *name));
    let rows: Vec<Value> =
        wanted.flat_map(|list| list["rows"].as_array().cloned().unwrap_or_default()).collect();
    assert!(!rows.is_empty());
    rows
}

/// A member of a row as text.
pub(crate) fn text(row: &Value, member: &str) -> String {
    row[member].as_str().unwrap_or_default().to_owned()
}
