//! What may stand in an address.

use kecuali_domain::article17::Article17;
use kecuali_protocol::limits;
use serde_json::{Value, json};

use crate::{
    routes::{entries::asked::TEXT, events::list::NAME},
    wording::codes::LISTS,
};

/// A part of a path, or a name of a query.
#[derive(Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    about: &'static str,
    schema: fn() -> Value,
}

impl Parameter {
    /// As `OpenAPI` has it.
    pub(super) fn to_json(self, place: &str) -> Value {
        json!({
            "name": self.name,
            "in": place,
            "required": place == "path",
            "description": self.about,
            "schema": (self.schema)(),
        })
    }
}

const fn parameter(name: &'static str, about: &'static str, schema: fn() -> Value) -> Parameter {
    Parameter { name, about, schema }
}

/// The filters of the whole list.
pub(super) const ALL_FILTERS: &[Parameter] = &[
    OFFICE,
    PROVINCE,
    KIND,
    BASIS,
    DETERMINATION,
    ITEM,
    DOCUMENT_TYPE,
    YEAR,
    STATUS,
    Q,
    GROUP,
    CURSOR,
    LIMIT,
];

/// The filters of a list that is one office's already.
pub(super) const FILTERS: &[Parameter] =
    &[KIND, BASIS, DETERMINATION, ITEM, DOCUMENT_TYPE, YEAR, STATUS, Q, GROUP, CURSOR, LIMIT];

pub(super) const ID: Parameter = parameter("id", "The permanent name of a row.", || {
    let example = "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b";
    json!({ "type": "string", "maxLength": 64, "examples": [example] })
});
pub(super) const CODE: Parameter =
    parameter("code", "An office: its id, or a code of its region of today or of 2022.", office);
pub(super) const ISSUE: Parameter = parameter(
    "issue",
    "The change that issued a determination.",
    || json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
);
pub(super) const LIST: Parameter = parameter(
    "list",
    "The name of a list of codes.",
    || json!({ "type": "string", "enum": LISTS.map(|(name, _)| name) }),
);
pub(super) const SCHEMA: Parameter =
    parameter("file", "The name of a schema, and `.json`.", || {
        let names = super::SHAPES.iter().map(|shape| format!("{}.json", shape.name));
        json!({ "type": "string", "enum": names.collect::<Vec<_>>() })
    });
pub(super) const PROBLEM: Parameter = parameter(
    "code",
    "The code of a problem.",
    || json!({ "type": "string", "pattern": "^[a-z0-9_]{1,64}$", "examples": ["query_invalid"] }),
);
pub(super) const PROVINCE: Parameter =
    parameter("province", "A province, and the offices in it: by any code it has or had.", office);
pub(super) const YEAR: Parameter = parameter(
    "year",
    "The year of the determination.",
    || json!({ "type": "integer", "minimum": 0, "maximum": u16::MAX }),
);
pub(super) const LIMIT: Parameter = parameter("limit", "How many are on a page.", || {
    let (most, usual) = (limits::PAGE_ROWS_MOST, limits::PAGE_ROWS);
    json!({ "type": "integer", "minimum": 1, "maximum": most, "default": usual })
});
pub(super) const AFTER: Parameter = parameter(
    "after",
    "The last event that the caller has; absent or empty for all.",
    || json!({ "type": "string", "maxLength": NAME }),
);

pub(super) const EVENT: Parameter = parameter(
    "event",
    "The event that an edition is of; `latest` for the newest that has one.",
    || json!({ "type": "string", "pattern": "^(latest|[0-9a-f]{16}\\.[1-9][0-9]{0,18})$" }),
);
pub(super) const SNAPSHOT: Parameter = parameter("file", "A file of an edition.", || {
    let files = [
        "daftar-excel.csv",
        "daftar.csv",
        "daftar.csv-metadata.json",
        "daftar.json",
        "daftar.ndjson",
        "daftar.xlsx",
        "manifest.json",
    ];
    json!({ "type": "string", "enum": files })
});

const OFFICE: Parameter = parameter(
    "office",
    "Rows of this office, by any code it has or had; `RI` has the national ones.",
    office,
);
const KIND: Parameter = parameter(
    "kind",
    "Items of determinations alone, or entries of offices alone.",
    || json!({ "type": "string", "enum": ["national", "office"] }),
);
const BASIS: Parameter = parameter(
    "basis",
    "Rows that name this ground of UU 14/2008 Pasal 17, or one below it.",
    || {
        let all = Article17::all().map(|article| article.to_string());
        let all: Vec<String> = ["17".to_owned()].into_iter().chain(all).collect();
        json!({ "type": "string", "enum": all })
    },
);
const DETERMINATION: Parameter = parameter(
    "determination",
    "Rows under this determination: by the change that issued it, or by number and year, as in \
     `731/2025`.",
    text,
);
const ITEM: Parameter = parameter(
    "item",
    "Rows under this item of a determination.",
    || json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
);
const DOCUMENT_TYPE: Parameter =
    parameter("document_type", "Rows with this document type, whatever the capitals.", text);
const STATUS: Parameter =
    parameter("status", "Rows on the list, rows that left it, or both.", || {
        let all = ["in_force", "withdrawn", "all"];
        json!({ "type": "string", "enum": all, "default": "in_force" })
    });
const Q: Parameter = parameter(
    "q",
    "Rows with all of these words, or parts of words, in their public texts; short forms as `KTP` \
     are found by their words, too.",
    text,
);
const GROUP: Parameter = parameter(
    "group",
    "Rows put together by the item they stand under.",
    || json!({ "type": "string", "enum": ["item"] }),
);
const CURSOR: Parameter = parameter(
    "cursor",
    "From `next` of a page of the same query; opaque.",
    || json!({ "type": "string", "maxLength": 200 }),
);

fn office() -> Value {
    let examples = ["3604", "36.04", "RI"];
    json!({ "type": "string", "pattern": "^[A-Za-z0-9.]{2,8}$", "examples": examples })
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": TEXT })
}
