//! Document ids as the harness hands them on: a JSON list of `<log>/<document>`.

use std::{fs, path::Path};

use kecuali_domain::{DocumentId, Scope};
use serde_json::json;

use crate::{Done, error::BenchError};

/// A document of a log.
pub(crate) type Name = (Scope, DocumentId);

/// Reads a list.
pub(crate) fn read(path: &Path) -> Result<Vec<Name>, BenchError> {
    let ids: Vec<String> = serde_json::from_str(&fs::read_to_string(path)?)?;
    ids.iter().map(|id| name(id)).collect()
}

/// Writes a list.
pub(crate) fn write(path: &Path, names: &[Name]) -> Done {
    let ids: Vec<String> =
        names.iter().map(|(scope, document)| format!("{scope}/{document}")).collect();
    Ok(fs::write(path, json!(ids).to_string())?)
}

fn name(id: &str) -> Result<Name, BenchError> {
    let odd = || BenchError::odd(format!("`{id}` names no document"));
    let (scope, document) = id.rsplit_once('/').ok_or_else(odd)?;
    Ok((scope.parse().map_err(|_| odd())?, document.parse().map_err(|_| odd())?))
}
