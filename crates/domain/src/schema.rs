//! How names read, for those who check what is published against a schema.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::ids::{Day, OfficeId};

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day in Asia/Jakarta.",
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        })
    }
}

impl JsonSchema for OfficeId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OfficeId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The permanent name of an office, which no change of codes changes.",
            "type": "string",
            "pattern": "^[A-Z0-9]{2,8}$",
        })
    }
}
