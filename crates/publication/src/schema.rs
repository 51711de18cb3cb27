//! How names and hashes read, for those who check what is published against a schema.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::name::{EventName, RowId};

/// A hash or a commitment.
pub(crate) struct Hash;

impl JsonSchema for Hash {
    fn schema_name() -> Cow<'static, str> {
        "Hash".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A SHA-256 in lower-case hexadecimal.",
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
        })
    }
}

impl JsonSchema for RowId {
    fn schema_name() -> Cow<'static, str> {
        "RowId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
        json_schema!({
            "description": "The permanent name of a row: `<office>-<entry>`, or `RI-<determination>.<item>`.",
            "type": "string",
            "pattern": format!("^([A-Z0-9]{{2,8}}-{uuid}|RI-{uuid}\\.[1-9][0-9]{{0,9}})$"),
        })
    }
}

impl JsonSchema for EventName {
    fn schema_name() -> Cow<'static, str> {
        "EventName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The name of an event, which is never used twice; opaque.",
            "type": "string",
            "pattern": "^[0-9a-f]{16}\\.(0|[1-9][0-9]{0,19})$",
        })
    }
}
