//! Everything that was signed in one document, verified with nothing but the root file.

use std::collections::BTreeSet;

use kecuali_document::{Map, genesis};
use kecuali_domain::{DocumentId, Scope, act::Act};
use kecuali_encoding::{Digest, KeyId, canonical_json};
use kecuali_ledger::{Record, Say};
use kecuali_trust::{RootFile, RootId};
use serde::{Deserialize, Serialize};

use super::{
    ProofError,
    chain::{Authority, GrantChain, gather},
    read_proof,
    record::ProvenRecord,
    row::Records,
};

/// The records of one document in the order of its log, and the grants that they stand on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentProof {
    document: DocumentId,
    grants: GrantChain,
    records: Vec<ProvenRecord>,
    scope: Scope,
}

/// One thing that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedChange {
    /// The change.
    pub change: Digest,
    /// Who signed it.
    pub signer: KeyId,
    /// The act; none where fields were written.
    pub act: Option<Act>,
    /// Keys and values that were written.
    pub puts: Vec<(String, String)>,
}

impl DocumentProof {
    /// Puts the records of a document together.
    pub fn new(
        scope: &Scope,
        document: DocumentId,
        own: &[Record],
        root: &RootId,
        records: Records<'_>,
    ) -> Result<Self, ProofError> {
        let from = own.iter().map(|record| (&record.sealed.scope, record.sealed.grant));
        let grants = gather(root, from, records).map_err(|_| ProofError::GrantMissing)?;
        let records = own.iter().map(ProvenRecord::from).collect();
        Ok(Self { document, grants, records, scope: scope.clone() })
    }

    /// The text that is handed on.
    pub fn to_text(&self) -> String {
        canonical_json(self)
    }
}

/// Verifies the records of a document: each was signed as it is here, by a key that the root let
/// sign it, and none is missing between the first and any other.
///
/// It cannot show that nothing came after, nor that a key was not ended meanwhile.
pub fn verify_document(root: &RootFile, text: &str) -> Result<Vec<SignedChange>, ProofError> {
    let proof: DocumentProof = read_proof(text)?;
    let mut authority = Authority::read(root, &proof.grants)?;
    let mut seen = BTreeSet::from([genesis().0]);
    let mut changes = Vec::with_capacity(proof.records.len());
    for record in &proof.records {
        let (sealed, outline) = record.signed(&root.id())?;
        if sealed.scope != proof.scope || sealed.document != proof.document {
            return Err(ProofError::Decision);
        }
        if !outline.deps.iter().all(|dep| seen.contains(dep)) || !seen.insert(sealed.change) {
            return Err(ProofError::RecordMissing);
        }
        let (change, signer) = (sealed.change, sealed.signer);
        let act = match outline.map {
            Map::Content => {
                authority.check_say(&sealed, Say::Content)?;
                None
            }
            Map::Acts => {
                let proven = ProvenRecord::act(sealed, &outline)?;
                authority.check(&proven)?;
                Some(proven.act)
            }
        };
        let puts = outline.puts.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        changes.push(SignedChange { change, signer, act, puts: puts.collect() });
    }
    authority.finish()?;
    Ok(changes)
}
