//! What a server signs about a log whenever it has moved.

use kecuali_domain::Scope;
use kecuali_encoding::{Frame, KeyId};
use kecuali_trust::{BadSignature, RootId, Signature, SigningKey, verify};

use crate::chain::Point;

/// A server's word that a log has this digest at this position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log.
    pub scope: Scope,
    /// Where it stands.
    pub point: Point,
    /// The log key that signed.
    pub key: KeyId,
    /// Ed25519 over the frame of all of these.
    pub signature: Signature,
}

impl Checkpoint {
    /// Signs a checkpoint.
    pub fn sign(scope: Scope, point: Point, root: &RootId, key: &SigningKey) -> Self {
        let signature = key.sign(&bytes(&scope, point, root));
        Self { scope, point, key: key.public(), signature }
    }

    /// Whether its key made the signature. That the key is a log key is the caller's question.
    pub fn verify(&self, root: &RootId) -> Result<(), BadSignature> {
        verify(self.key, &bytes(&self.scope, self.point, root), &self.signature)
    }
}

fn bytes(scope: &Scope, point: Point, root: &RootId) -> Vec<u8> {
    Frame::new("kecuali/1/checkpoint")
        .bytes(root.as_ref())
        .text(&scope.to_string())
        .number(point.position)
        .bytes(&point.digest.0)
        .finish()
}
