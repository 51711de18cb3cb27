//! A whole list, verified with nothing but the root file.

use kecuali_domain::{Day, Scope};
use kecuali_encoding::{Digest, KeyId, canonical_json, read_canonical};
use kecuali_ledger::Record;
use kecuali_trust::{RootFile, RootId, Signature};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    ProofError,
    chain::{Authority, GrantChain, gather},
    read_proof,
    record::Cursor,
};
use crate::{
    list::{ListCheckpoint, ListHasher, ListState},
    name::{EventName, RowId},
};

/// A list checkpoint with the grants that make its key a log key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListProof {
    day: Day,
    digest: Digest,
    event: EventName,
    grant: Digest,
    grants: GrantChain,
    key: KeyId,
    national: Cursor,
    rows: u64,
    signature: Signature,
}

impl ListProof {
    /// Puts a checkpoint and its grants together; `grant` is the one that makes its key a log key.
    ///
    /// `records` gives the record of a change in a log. Fails with the grant that it does not give.
    pub fn new(
        checkpoint: &ListCheckpoint,
        grant: Digest,
        root: &RootId,
        records: &dyn Fn(&Scope, &Digest) -> Option<Record>,
    ) -> Result<Self, ProofError> {
        let grants = gather(root, [(&Scope::National, grant)], records)
            .map_err(|_| ProofError::GrantMissing)?;
        let ListCheckpoint { state, key, signature } = *checkpoint;
        let ListState { event, rows, digest, day, national } = state;
        let national = national.into();
        Ok(Self { day, digest, event, grant, grants, key, national, rows, signature })
    }

    /// The text that is served.
    pub fn to_text(&self) -> String {
        canonical_json(self)
    }

    const fn checkpoint(&self, national: kecuali_ledger::Point) -> ListCheckpoint {
        let Self { day, digest, event, key, rows, signature, .. } = *self;
        let state = ListState { event, rows, digest, day, national };
        ListCheckpoint { state, key, signature }
    }
}

/// A list that a log key signed.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedList {
    /// What was signed.
    pub state: ListState,
    /// The rows in force, as they were published.
    pub rows: Vec<Value>,
}

/// Verifies a list: the canonical JSON array of its rows in force, in byte order of their ids.
///
/// It says what was in force at `state.event`, by the word of a server that a KPU RI administrator
/// gave a log key. Rows may have members that this program does not know.
pub fn verify_list(
    root: &RootFile,
    list: &str,
    checkpoint: &str,
) -> Result<VerifiedList, ProofError> {
    let proof: ListProof = read_proof(checkpoint)?;
    let checkpoint = proof.checkpoint(proof.national.into());
    checkpoint.verify(&root.id()).map_err(|_| ProofError::Signature)?;
    let mut authority = Authority::read(root, &proof.grants)?;
    authority.check_log_key(proof.key, proof.grant)?;
    authority.finish()?;
    let rows: Vec<Value> = read_canonical(list)?;
    let counted = u64::try_from(rows.len()).ok() == Some(proof.rows);
    if counted && digest(&rows)? == proof.digest {
        Ok(VerifiedList { state: checkpoint.state, rows })
    } else {
        Err(ProofError::List)
    }
}

fn digest(rows: &[Value]) -> Result<Digest, ProofError> {
    let mut hasher = ListHasher::default();
    let mut last = "";
    for row in rows {
        let id = row.get("id").and_then(Value::as_str).filter(|id| *id > last);
        let id = id.ok_or(ProofError::List)?;
        let name: RowId = id.parse().map_err(|_| ProofError::List)?;
        hasher.row(&name, &canonical_json(row));
        last = id;
    }
    Ok(hasher.finish())
}
