//! `init`: a new server.

use std::path::Path;

use kecuali_trust::{RootFile, fingerprint_words};
use serde_json::json;

use super::CommandError;
use crate::{config::Config, data::DataFolder};

/// Makes the data folder, and returns the join request that a KPU RI administrator grants.
pub(crate) fn run(config: &Config, trust_root: &Path) -> Result<String, CommandError> {
    let text = std::fs::read_to_string(trust_root)
        .map_err(|source| CommandError::File { path: trust_root.to_owned(), source })?;
    let root = RootFile::read(&text)?;
    let key = DataFolder::new(&config.data).create(&root)?.public();
    let request = json!({
        "root": root.id(),
        "office": "RI",
        "key": key,
        "holder": "server",
        "capabilities": ["log"],
        "fingerprint": fingerprint_words(key),
    });
    Ok(serde_json::to_string_pretty(&request).expect("a join request is JSON"))
}
