//! What answers look like: JSON Schema 2020-12, made from the types that are serialised.

use kecuali_publication::PublicRow;
use schemars::{
    JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, transform::RecursiveTransform,
};
use serde_json::{Map, Value};

use crate::answer::{
    CheckpointShape, CodeList, CodeLists, DecisionDocument, DecisionPage, EntriesAnswer, EventPage,
    OfficeDocument, OfficeList, ProblemKind, ProblemShape, ProofShape, SnapshotsShape,
};

/// A shape that has a schema of its own.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// Its name: `/api/v1/schema/<name>.json`.
    pub(crate) name: &'static str,
    part: fn(&mut SchemaGenerator) -> Schema,
    whole: fn(SchemaGenerator) -> Schema,
}

const fn shape<T: JsonSchema>(name: &'static str) -> Shape {
    Shape {
        name,
        part: SchemaGenerator::subschema_for::<T>,
        whole: SchemaGenerator::into_root_schema_for::<T>,
    }
}

/// A schema, or a description of the interface: any JSON object.
pub(super) const ANY: Shape = shape::<Map<String, Value>>("any");
pub(super) const CHECKPOINT: Shape = shape::<CheckpointShape>("checkpoint");
pub(super) const CODE_LIST: Shape = shape::<CodeList>("code_list");
pub(super) const CODES: Shape = shape::<CodeLists>("codes");
pub(super) const DETERMINATION: Shape = shape::<DecisionDocument>("determination");
pub(super) const DETERMINATIONS: Shape = shape::<DecisionPage>("determinations");
pub(super) const ENTRIES: Shape = shape::<EntriesAnswer>("entries");
pub(super) const ENTRY: Shape = shape::<PublicRow>("entry");
pub(super) const EVENTS: Shape = shape::<EventPage>("events");
pub(super) const LIST: Shape = shape::<Vec<PublicRow>>("list");
pub(super) const OFFICE: Shape = shape::<OfficeDocument>("office");
pub(super) const OFFICES: Shape = shape::<OfficeList>("offices");
pub(super) const PROBLEM: Shape = shape::<ProblemShape>("problem");
pub(super) const PROBLEM_KIND: Shape = shape::<ProblemKind>("problem_kind");
pub(super) const PROOF: Shape = shape::<ProofShape>("proof");

pub(super) const SNAPSHOTS: Shape = shape::<SnapshotsShape>("snapshots");
/// A table.
pub(super) const TEXT: Shape = shape::<String>("text");
/// Any bytes.
pub(super) const FILE: Shape = shape::<Value>("file");

/// Every shape, by name.
pub(crate) const SHAPES: &[Shape] = &[
    ANY,
    CHECKPOINT,
    CODE_LIST,
    CODES,
    DETERMINATION,
    DETERMINATIONS,
    ENTRIES,
    ENTRY,
    EVENTS,
    LIST,
    OFFICE,
    OFFICES,
    PROBLEM,
    PROBLEM_KIND,
    PROOF,
    SNAPSHOTS,
];

impl Shape {
    /// Its schema, whole.
    pub(crate) fn schema(&self) -> Value {
        let mut schema = (self.whole)(settings().into_generator()).to_value();
        if let Some(members) = schema.as_object_mut() {
            members.insert("$id".to_owned(), format!("/api/v1/schema/{}.json", self.name).into());
        }
        schema
    }

    /// Its schema within a document that defines what it refers to.
    pub(super) fn within(&self, generator: &mut SchemaGenerator) -> Value {
        (self.part)(generator).to_value()
    }
}

/// A generator for the components of a document.
pub(super) fn generator() -> SchemaGenerator {
    let within = |settings: &mut SchemaSettings| {
        settings.definitions_path = "/components/schemas".into();
    };
    settings().with(within).into_generator()
}

fn settings() -> SchemaSettings {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.with_transform(RecursiveTransform(absent_is_not_null))
}

/// What may be absent is never null.
fn absent_is_not_null(schema: &mut Schema) {
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, property) in properties.into_iter().flatten() {
        if !required.iter().any(|known| known == name) {
            without_null(property);
        }
    }
}

fn without_null(property: &mut Value) {
    let Some(property) = property.as_object_mut() else { return };
    if let Some(Value::Array(kinds)) = property.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [one] = kinds.as_slice() {
            let one = one.clone();
            property.insert("type".to_owned(), one);
        }
    }
    let Some(Value::Array(choices)) = property.get_mut("anyOf") else { return };
    choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
    if let [Value::Object(one)] = choices.as_slice() {
        let one = one.clone();
        property.remove("anyOf");
        property.extend(one);
    }
}
