//! Proofs that anyone verifies offline, with the root's public file and nothing else.

use kecuali_encoding::{NotCanonical, canonical_json, read_canonical};
use serde::{Serialize, de::DeserializeOwned};

use crate::build::BuildError;

mod chain;
mod document;
mod hex;
mod list;
mod record;
mod row;

pub use chain::GrantChain;
pub(crate) use chain::{Authority, gather};
pub use document::{DocumentProof, SignedChange, verify_document};
pub use list::{ListProof, VerifiedList, verify_list};
pub use record::ProvenRecord;
pub use row::{Records, RowProof, VerifiedRow, verify_row};

/// The longest proof that is read: a few issues of the longest act, in hexadecimal.
const LONGEST: usize = 8 << 20;

/// Why a proof cannot be made, or does not prove anything.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// Longer than any proof is.
    #[error("the proof is too long to be one")]
    TooLong,
    /// Not the expected JSON in its one spelling.
    #[error("the text is damaged or not a proof: {0}")]
    Text(#[from] NotCanonical),
    /// Written under rules that this program does not know.
    #[error("the proof needs a newer program to verify it")]
    Newer,
    /// A record whose bytes are not a change with one act.
    #[error("a record of the proof does not hold a sound act")]
    Change,
    /// A signature that its key did not make.
    #[error("a signature in the proof was not made by its key")]
    Signature,
    /// A grant that is relied on and not given.
    #[error("a grant that the proof relies on is missing")]
    GrantMissing,
    /// Grants that are not needed, out of order, or something else.
    #[error("the proof holds something else than the grants it needs")]
    Grants,
    /// A signer who could not sign this, as far as the root and the grants go.
    #[error("a signer was not allowed to sign this")]
    Authority,
    /// Records that are not the decision of this row.
    #[error("the records are not the decision that makes this row")]
    Decision,
    /// Openings that are missing, too many or malformed.
    #[error("the openings are not those of this row")]
    Openings,
    /// Openings that do not come to what was signed.
    #[error("the values are not those that were signed")]
    Row,
    /// A last day that does not follow from the period.
    #[error("the last day does not follow from the period that was signed")]
    Ends,
    /// A list that is not the one that was signed.
    #[error("the list is not the one that was signed")]
    List,
    /// A file that is not in the manifest, or not as it says.
    #[error("the file is not the one that was signed")]
    File,
    /// There is no row to prove.
    #[error("nothing was determined here")]
    NoRow,
    /// A record that the proof needs is not there.
    #[error("a record that the proof needs is missing")]
    RecordMissing,
    /// The row cannot be built.
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl ProofError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "proof_too_long",
            Self::Text(_) => "proof_text",
            Self::Newer => "newer",
            Self::Change => "proof_change",
            Self::Signature => "proof_signature",
            Self::GrantMissing => "proof_grant_missing",
            Self::Grants => "proof_grants",
            Self::Authority => "proof_authority",
            Self::Decision => "proof_decision",
            Self::Openings => "proof_openings",
            Self::Row => "proof_row",
            Self::Ends => "proof_ends",
            Self::List => "proof_list",
            Self::File => "proof_file",
            Self::NoRow => "proof_no_row",
            Self::RecordMissing => "proof_record_missing",
            Self::Build(error) => error.code(),
        }
    }
}

/// Reads a proof that has one spelling: no byte of it may change without the proof failing.
pub(crate) fn read_proof<T: Serialize + DeserializeOwned>(text: &str) -> Result<T, ProofError> {
    if text.len() > LONGEST {
        return Err(ProofError::TooLong);
    }
    let proof: T = read_canonical(text)?;
    if canonical_json(&proof) == text { Ok(proof) } else { Err(NotCanonical::Spelling.into()) }
}
