//! A change with everything that is signed around it.

use kecuali_domain::{DocumentId, Kind, Scope};
use kecuali_encoding::{Digest, Frame, KeyId};
use kecuali_trust::{BadSignature, RootId, Signature, SigningKey, verify};

use crate::chain::Point;

/// The schema number that this program writes and fully understands.
pub const SCHEMA: u32 = 1;

/// A signed change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The Automerge change chunk.
    pub change: Vec<u8>,
    /// What is signed.
    pub sealed: Sealed,
    /// Ed25519 over [`Sealed::bytes`].
    pub signature: Signature,
}

/// What a signature says of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The log.
    pub scope: Scope,
    /// The document.
    pub document: DocumentId,
    /// What the document is.
    pub kind: Kind,
    /// The schema number it was written under.
    pub schema: u32,
    /// The hash of the change.
    pub change: Digest,
    /// Whose key signs.
    pub signer: KeyId,
    /// The grant relied on; the root id for a root key.
    pub grant: Digest,
    /// How much of `national` the signer had read: what authority it knew.
    pub cursor: Point,
}

/// A record of a schema or a kind that this program does not know: nothing is understood but
/// where it stands and that it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opaque {
    /// The log.
    pub scope: Scope,
    /// The document.
    pub document: DocumentId,
    /// What the document is, by its signed name.
    pub kind: String,
    /// The schema number.
    pub schema: u32,
    /// The hash of the change.
    pub change: Digest,
    /// Whose key signs.
    pub signer: KeyId,
    /// The grant relied on.
    pub grant: Digest,
    /// How much of `national` the signer had read.
    pub cursor: Point,
    /// Ed25519 over the same frame as every record's.
    pub signature: Signature,
}

impl Opaque {
    fn bytes(&self, root: &RootId) -> Vec<u8> {
        Frame::new("kecuali/1/record")
            .bytes(root.as_ref())
            .text(&self.scope.to_string())
            .bytes(&self.document.0)
            .text(&self.kind)
            .number(u64::from(self.schema))
            .bytes(&self.change.0)
            .bytes(&self.signer.0)
            .bytes(&self.grant.0)
            .number(self.cursor.position)
            .bytes(&self.cursor.digest.0)
            .finish()
    }

    /// The hash by which logs know it.
    pub fn hash(&self, root: &RootId) -> Digest {
        let bytes = self.bytes(root);
        Frame::new("kecuali/1/record_hash").bytes(&bytes).bytes(&self.signature.0).digest()
    }

    /// Whether the signer's key made the signature.
    pub fn verify(&self, root: &RootId) -> Result<(), BadSignature> {
        verify(self.signer, &self.bytes(root), &self.signature)
    }
}

impl From<&Record> for Opaque {
    fn from(record: &Record) -> Self {
        let sealed = &record.sealed;
        Self {
            scope: sealed.scope.clone(),
            document: sealed.document,
            kind: sealed.kind.to_string(),
            schema: sealed.schema,
            change: sealed.change,
            signer: sealed.signer,
            grant: sealed.grant,
            cursor: sealed.cursor,
            signature: record.signature,
        }
    }
}

impl Sealed {
    /// The bytes under the signature.
    pub fn bytes(&self, root: &RootId) -> Vec<u8> {
        Frame::new("kecuali/1/record")
            .bytes(root.as_ref())
            .text(&self.scope.to_string())
            .bytes(&self.document.0)
            .text(self.kind.as_str())
            .number(u64::from(self.schema))
            .bytes(&self.change.0)
            .bytes(&self.signer.0)
            .bytes(&self.grant.0)
            .number(self.cursor.position)
            .bytes(&self.cursor.digest.0)
            .finish()
    }

    /// Signs a change.
    pub fn sign(self, change: Vec<u8>, root: &RootId, key: &SigningKey) -> Record {
        let signature = key.sign(&self.bytes(root));
        Record { change, sealed: self, signature }
    }
}

impl Record {
    /// The hash by which logs and revocations name it. Openings are outside.
    pub fn hash(&self, root: &RootId) -> Digest {
        Frame::new("kecuali/1/record_hash")
            .bytes(&self.sealed.bytes(root))
            .bytes(&self.signature.0)
            .digest()
    }

    /// Whether the signer's key made the signature, strictly and by itself.
    pub fn verify(&self, root: &RootId) -> Result<(), BadSignature> {
        verify(self.sealed.signer, &self.sealed.bytes(root), &self.signature)
    }
}
