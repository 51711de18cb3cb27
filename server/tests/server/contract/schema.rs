//! As much of JSON Schema 2020-12 as the schemas of this server use. A keyword that is not known
//! here is a failure: nothing is passed over.

use regex_automata::meta::Regex;
use serde_json::{Map, Value};

/// What is said about a value and does not hold it to anything.
const NOTES: [&str; 9] = [
    "$schema",
    "$id",
    "$defs",
    "title",
    "description",
    "format",
    "default",
    "examples",
    "components",
];

/// Where and how a value is not as its schema says.
pub(super) fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    Check { document, faults: &mut all }.value(schema, value, "");
    all
}

/// What a reference leads to, or the same.
pub(super) fn found<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return value };
    let pointer = reference.strip_prefix('#').expect("references stay within the document");
    let target = document.pointer(pointer);
    found(document, target.unwrap_or_else(|| panic!("{reference} leads nowhere")))
}

struct Check<'a> {
    document: &'a Value,
    faults: &'a mut Vec<String>,
}

impl Check<'_> {
    fn value(&mut self, schema: &Value, value: &Value, at: &str) {
        if *schema == Value::Bool(true) {
            return;
        }
        let schema = schema.as_object().unwrap_or_else(|| panic!("{at}: {schema} is no schema"));
        for (keyword, told) in schema {
            let holds = match keyword.as_str() {
                "$ref" => {
                    let whole = Value::Object(schema.clone());
                    self.value(found(self.document, &whole), value, at);
                    true
                }
                "type" => is_of(told, value),
                "enum" => told.as_array().unwrap().contains(value),
                "const" => told == value,
                "minimum" => value.as_f64().is_none_or(|number| number >= told.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|number| number <= told.as_f64().unwrap()),
                "minLength" => length(value).is_none_or(|count| count >= told.as_u64().unwrap()),
                "maxLength" => length(value).is_none_or(|count| count <= told.as_u64().unwrap()),
                "minItems" => items(value).is_none_or(|count| count >= told.as_u64().unwrap()),
                "maxItems" => items(value).is_none_or(|count| count <= told.as_u64().unwrap()),
                "pattern" => value.as_str().is_none_or(|text| reads(told.as_str().unwrap(), text)),
                "required" => self.required(told, value, at),
                "properties" | "additionalProperties" => self.members(schema, keyword, value, at),
                "items" => self.items(told, value, at),
                "anyOf" => self.fitting(told, value) > 0,
                "oneOf" => self.fitting(told, value) == 1,
                "allOf" => {
                    told.as_array().unwrap().iter().for_each(|one| self.value(one, value, at));
                    true
                }
                note if NOTES.contains(&note) => true,
                unknown => panic!("{at}: the keyword `{unknown}` is not known to this test"),
            };
            if !holds {
                self.faults.push(format!("{at}: {value} is not {keyword} {told}"));
            }
        }
    }

    fn required(&mut self, told: &Value, value: &Value, at: &str) -> bool {
        let Some(members) = value.as_object() else { return true };
        let missing: Vec<&str> = told
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| !members.contains_key(*name))
            .collect();
        self.faults.extend(missing.iter().map(|name| format!("{at}: `{name}` is missing")));
        true
    }

    fn members(
        &mut self,
        schema: &Map<String, Value>,
        keyword: &str,
        value: &Value,
        at: &str,
    ) -> bool {
        let known = schema.get("properties").and_then(Value::as_object);
        for (name, member) in value.as_object().into_iter().flatten() {
            let at = format!("{at}/{name}");
            match (known.and_then(|known| known.get(name)), keyword) {
                (Some(told), "properties") => self.value(told, member, &at),
                (None, "additionalProperties") if schema[keyword] == Value::Bool(false) => {
                    self.faults.push(format!("{at}: no such member"));
                }
                (None, "additionalProperties") => self.value(&schema[keyword], member, &at),
                _ => (),
            }
        }
        true
    }

    fn items(&mut self, told: &Value, value: &Value, at: &str) -> bool {
        for (number, item) in value.as_array().into_iter().flatten().enumerate() {
            self.value(told, item, &format!("{at}/{number}"));
        }
        true
    }

    fn fitting(&self, told: &Value, value: &Value) -> usize {
        let choices = told.as_array().unwrap().iter();
        choices.filter(|choice| faults(self.document, choice, value).is_empty()).count()
    }
}

fn is_of(told: &Value, value: &Value) -> bool {
    if let Some(kinds) = told.as_array() {
        return kinds.iter().any(|kind| is_of(kind, value));
    }
    match told.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("`{other}` is no type"),
    }
}

fn length(value: &Value) -> Option<u64> {
    value.as_str().map(|text| u64::try_from(text.chars().count()).unwrap())
}

fn items(value: &Value) -> Option<u64> {
    value.as_array().map(|items| u64::try_from(items.len()).unwrap())
}

fn reads(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).unwrap().is_match(text)
}
