//! Lists for scripts: a line a row, tabs between cells, the same columns for ever.

use serde::Serialize;
use serde_json::Value;

/// The columns of a list: members of its rows as `--json` has them; `a/b` is a member of a member.
pub(crate) type Columns = &'static [&'static str];

/// Every command that lists, and the columns of its lines. They are a promise: no column changes
/// its place or its meaning, and a new one comes last.
pub(crate) const LISTS: &[(&str, Columns)] = &[
    (
        "agenda",
        &["task", "entry", "since", "information", "by", "reason", "expiry/ends", "review/due"],
    ),
    ("approval list", &["stage", "entry", "status", "conflicts", "information"]),
    (
        "archive find",
        &["number", "entry", "document", "copy", "place/room", "place/rack", "place/box"],
    ),
    ("contest list", &["entry", "status", "under", "information"]),
    ("determination list", &["number", "day", "title", "registered", "contested", "draft"]),
    ("doctor", &["id", "light", "sentence", "next"]),
    ("entry conflicts", &["entry", "field", "value", "by", "time"]),
    ("entry fields", &["field", "kind", "public", "required_for", "label"]),
    (
        "entry history",
        &["log", "position", "time", "what", "by", "without_effect", "received", "waits"],
    ),
    ("entry list", &["entry", "status", "progress", "conflicts", "under", "ends", "information"]),
    ("entry trash", &["entry", "by", "time", "until", "information"]),
    ("import list", &["batch", "time", "file", "undone"]),
    ("key list", &["key", "name", "position", "role", "sealed", "without", "fingerprint"]),
    ("office find", &["office", "code", "name", "above"]),
    (
        "office list",
        &[
            "office",
            "name",
            "province",
            "keys",
            "records",
            "last_day",
            "total",
            "waiting",
            "determined",
        ],
    ),
    ("parked list", &["change", "document", "what", "by", "time", "code"]),
    ("policy show", &["name", "from", "holds", "value"]),
    ("review list", &["entry", "office", "submitted", "age", "status", "under", "information"]),
    ("roster invitations", &["office", "name", "until", "used", "expired"]),
    (
        "roster list",
        &["office", "holder", "position", "capabilities", "without", "received", "key"],
    ),
    ("scratch list", &["form", "entry", "person", "time", "information"]),
    ("whoami", &["key", "name", "capabilities", "without", "fingerprint"]),
];

/// The columns of a command that lists.
pub(crate) fn columns(path: &str) -> Option<Columns> {
    LISTS.iter().find(|(known, _)| *known == path).map(|(_, columns)| *columns)
}

/// The lines of rows; none where the value is no list.
pub(super) fn lines<T: Serialize + ?Sized>(rows: &T, columns: Columns) -> Option<Vec<String>> {
    let rows = serde_json::to_value(rows).expect("what is shown is JSON");
    let line = |row: &Value| {
        let cells = columns.iter().map(|column| cell(member(row, column)));
        cells.collect::<Vec<_>>().join("\t")
    };
    Some(rows.as_array()?.iter().map(line).collect())
}

fn member<'a>(row: &'a Value, column: &str) -> Option<&'a Value> {
    column.split('/').try_fold(row, |within, name| within.get(name))
}

/// A value on one line without a tab; nothing where there is none.
fn cell(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(all)) if all.iter().all(Value::is_string) => {
            all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
        }
        Some(other) => other.to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_is_one_line_with_a_cell_for_each_column_whatever_is_in_it() {
        let rows = json!([
            { "a": "satu\tdua\ntiga", "b": { "c": 4 }, "d": ["x", "y"], "e": null },
            { "b": { "c": false }, "d": [] },
        ]);
        let lines = lines(&rows, &["a", "b/c", "d", "e", "b"]).unwrap();
        assert_eq!(lines, ["satu dua tiga\t4\tx,y\t\t{\"c\":4}", "\tfalse\t\t\t{\"c\":false}"]);
    }

    #[test]
    fn what_is_no_list_has_no_lines() {
        assert_eq!(lines(&json!({ "a": 1 }), &["a"]), None);
    }
}
