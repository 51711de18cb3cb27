//! What is put together elsewhere and answered as it is: problems, and what is for verifying.

#![expect(dead_code, reason = "these say what is serialised elsewhere; tests hold them together")]

use std::collections::BTreeMap;

use kecuali_domain::Day;
use kecuali_publication::{EventName, RowId};
use schemars::JsonSchema;

/// A problem (RFC 9457).
#[derive(JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemShape {
    /// The address of what the code means.
    #[schemars(rename = "type")]
    kind: String,
    /// What happened, in Indonesian, one sentence.
    title: String,
    /// The HTTP status.
    status: u16,
    /// The stable code.
    code: String,
    /// Whether the same may pass later.
    retry: bool,
    /// By which the operator finds this request.
    request_id: String,
    /// What to mend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The address to ask instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instead: Option<String>,
}

/// What a code of a problem means.
#[derive(JsonSchema)]
pub(crate) struct ProblemKind {
    /// The stable code.
    code: String,
    /// In Indonesian, one sentence.
    title: String,
    /// The HTTP status.
    status: u16,
    /// Whether the same may pass later.
    retry: bool,
}

/// The list checkpoint (PROTOCOL 9.3).
#[derive(JsonSchema)]
#[schemars(rename = "Checkpoint")]
pub(crate) struct CheckpointShape {
    /// The day of the log.
    day: Day,
    /// The hash of the list.
    digest: Hexadecimal,
    /// The last event in it.
    event: EventName,
    /// The grant that made the key a log key.
    grant: Hexadecimal,
    /// The grants it all stands on.
    grants: Vec<RecordShape>,
    /// The log key.
    key: Hexadecimal,
    /// How much of `national` it takes account of.
    national: CursorShape,
    /// How many rows are in force.
    rows: u64,
    /// The signature.
    signature: Hexadecimal,
}

/// The proof of a row (PROTOCOL 9.4).
#[derive(JsonSchema)]
#[schemars(rename = "Proof")]
pub(crate) struct ProofShape {
    /// The row.
    row: RowId,
    /// The record of the determine; absent for a national row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    determine: Option<RecordShape>,
    /// The records of the issues.
    issues: Vec<RecordShape>,
    /// By label, by field.
    openings: BTreeMap<String, BTreeMap<String, OpeningShape>>,
    /// The grants it all stands on.
    grants: Vec<RecordShape>,
}

/// The editions of the list as files (PROTOCOL 9.6).
#[derive(JsonSchema)]
#[schemars(rename = "Snapshots")]
pub(crate) struct SnapshotsShape {
    /// The event of the newest; null while there is none.
    latest: Option<EventName>,
    /// The editions, newest first.
    snapshots: Vec<EditionShape>,
}

/// The files of the list at one event.
#[derive(JsonSchema)]
#[schemars(rename = "Edition")]
struct EditionShape {
    /// The event.
    event: EventName,
    /// The day of that event.
    day: Day,
    /// How many rows were in force.
    rows: u64,
    /// The files, by name, and the manifest.
    files: Vec<FileShape>,
}

/// A file.
#[derive(JsonSchema)]
#[schemars(rename = "File")]
struct FileShape {
    /// Its name.
    name: String,
    /// Its media type.
    media_type: String,
    /// How long it is.
    bytes: u64,
    /// Its SHA-256.
    sha256: Hexadecimal,
    /// Its address.
    address: String,
}

/// A signed record.
#[derive(JsonSchema)]
#[schemars(rename = "Record")]
struct RecordShape {
    /// The bytes of the change.
    change: Hexadecimal,
    /// What the signer knew of `national`.
    cursor: CursorShape,
    /// The document.
    document: String,
    /// The grant relied on.
    grant: Hexadecimal,
    /// What the document is.
    kind: String,
    /// The schema number.
    schema: u32,
    /// The log.
    scope: String,
    /// The signature.
    signature: Hexadecimal,
    /// The key.
    signer: Hexadecimal,
}

/// A place in `national`.
#[derive(JsonSchema)]
#[schemars(rename = "Cursor")]
struct CursorShape {
    /// The running digest.
    digest: Hexadecimal,
    /// The position.
    position: u64,
}

/// What opens the commitment of a field.
#[derive(JsonSchema)]
#[schemars(rename = "Opening", untagged)]
enum OpeningShape {
    /// It was taken down, or is not public: the bare commitment.
    Withheld {
        /// The commitment.
        withheld: Hexadecimal,
    },
    /// The salt and the value.
    Open {
        /// The salt.
        salt: Hexadecimal,
        /// The value.
        value: String,
    },
}

/// Bytes.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Hexadecimal(#[schemars(regex(pattern = "^([0-9a-f]{2})+$"))] String);
