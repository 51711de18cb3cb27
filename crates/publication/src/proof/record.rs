//! A record as it stands in a proof: every part in text, every byte under the signature.

use kecuali_document::{Map, Outline, act_key, genesis, guard};
use kecuali_domain::{
    DocumentId, Kind, Scope,
    act::{Act, ReadAct},
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{Point, Record, SCHEMA, Sealed};
use kecuali_trust::{RootId, Signature, verify};
use serde::{Deserialize, Serialize};

use super::{ProofError, hex::Hex};

/// A signed record in text.
///
/// The hash of its change is not in it: whoever verifies computes it from the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenRecord {
    change: Hex,
    cursor: Cursor,
    document: DocumentId,
    grant: Digest,
    kind: Kind,
    schema: u32,
    scope: Scope,
    signature: Signature,
    signer: KeyId,
}

/// A place in `national`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cursor {
    pub(super) digest: Digest,
    pub(super) position: u64,
}

impl From<Point> for Cursor {
    fn from(point: Point) -> Self {
        Self { digest: point.digest, position: point.position }
    }
}

impl From<Cursor> for Point {
    fn from(cursor: Cursor) -> Self {
        Self { digest: cursor.digest, position: cursor.position }
    }
}

impl From<&Record> for ProvenRecord {
    fn from(record: &Record) -> Self {
        let sealed = &record.sealed;
        Self {
            change: Hex(record.change.clone()),
            cursor: sealed.cursor.into(),
            document: sealed.document,
            grant: sealed.grant,
            kind: sealed.kind,
            schema: sealed.schema,
            scope: sealed.scope.clone(),
            signature: record.signature,
            signer: sealed.signer,
        }
    }
}

/// A record whose signature holds and whose act was read.
#[derive(Debug)]
pub(super) struct Proven {
    pub(super) sealed: Sealed,
    pub(super) act: Act,
    /// Whether it is the first change of its document.
    pub(super) first: bool,
}

impl ProvenRecord {
    /// What was signed, and what it does: everything is verified but its meaning, and its signer's
    /// authority.
    pub(super) fn signed(&self, root: &RootId) -> Result<(Sealed, Outline), ProofError> {
        if self.schema != SCHEMA {
            return Err(ProofError::Newer);
        }
        let outline = guard(&self.change.0).map_err(|_| ProofError::Change)?;
        let sealed = self.sealed(change_hash(&self.change.0)?);
        verify(self.signer, &sealed.bytes(root), &self.signature)
            .map_err(|_| ProofError::Signature)?;
        Ok((sealed, outline))
    }

    /// Verifies everything about a record of an act but its signer's authority.
    pub(super) fn open(&self, root: &RootId) -> Result<Proven, ProofError> {
        let (sealed, outline) = self.signed(root)?;
        Self::act(sealed, &outline)
    }

    /// Reads the act of a record whose signature holds.
    pub(super) fn act(sealed: Sealed, outline: &Outline) -> Result<Proven, ProofError> {
        let [(key, value)] = outline.puts.as_slice() else { return Err(ProofError::Change) };
        let right_key = **key == *act_key(&sealed.signer, &outline.deps, value);
        if outline.map != Map::Acts || !right_key {
            return Err(ProofError::Change);
        }
        match Act::read(value) {
            Ok(ReadAct::Known(act)) => {
                Ok(Proven { sealed, act: *act, first: outline.deps == [genesis().0] })
            }
            Ok(ReadAct::Unknown(_)) => Err(ProofError::Newer),
            Err(_) => Err(ProofError::Change),
        }
    }

    fn sealed(&self, change: Digest) -> Sealed {
        Sealed {
            scope: self.scope.clone(),
            document: self.document,
            kind: self.kind,
            schema: self.schema,
            change,
            signer: self.signer,
            grant: self.grant,
            cursor: self.cursor.into(),
        }
    }
}

/// The hash of an Automerge chunk: SHA-256 of its type, length and data, of which the four bytes
/// after the magic are the beginning.
fn change_hash(bytes: &[u8]) -> Result<Digest, ProofError> {
    let (head, rest) = bytes.split_at_checked(8).ok_or(ProofError::Change)?;
    let hash = Digest::of(rest);
    if head[4..] == hash.0[..4] { Ok(hash) } else { Err(ProofError::Change) }
}

#[cfg(test)]
mod tests {
    use kecuali_document::{Draft, History, Put, write};

    use super::*;

    #[test]
    fn the_hash_of_a_change_is_automerges() {
        assert_eq!(change_hash(&genesis().1).unwrap(), genesis().0);
        let history = History::new(Scope::National, DocumentId([1; 16]));
        let puts: Vec<Put> = vec![("a".into(), "x".repeat(300).into())];
        let draft = Draft {
            signer: KeyId([2; 32]),
            deps: &[genesis().0],
            time: 5,
            map: Map::Content,
            puts: &puts,
        };
        let written = write(&history, &draft).unwrap();
        assert_eq!(change_hash(&written.bytes).unwrap(), written.change.hash());
        let mut flipped = written.bytes;
        flipped[5] ^= 1;
        assert_eq!(change_hash(&flipped).unwrap_err().code(), "proof_change");
    }
}
