//! Why a record is not admitted.

use kecuali_document::{CheckError, Full, WriteError};
use kecuali_encoding::{Digest, NotCanonical};
use kecuali_trust::{BadSignature, NoStanding};

use crate::{authorize::NotAllowed, openings::RowMismatch};

/// Why a record is not admitted. The log and the document are as they were.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Written by a newer program than this one.
    #[error("this was written by a newer program; it is tried again after an upgrade here")]
    Newer,
    /// The document has another kind.
    #[error("the document is of another kind than the record says")]
    KindMismatch,
    /// The signer's cursor is not a place of this national log.
    #[error("the signer's cursor is not known here yet")]
    CursorUnknown,
    /// The key holds nothing, or no longer.
    #[error(transparent)]
    NoStanding(#[from] NoStanding),
    /// The key holds something, but not by the grant that the record names.
    #[error("the grant that the record relies on is not in force for its key")]
    GrantMismatch,
    /// The signature is not the key's.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// The record names another change than it carries.
    #[error("the record names another change than it carries")]
    ChangeHash,
    /// The change is not one that `write` makes.
    #[error(transparent)]
    Change(#[from] CheckError),
    /// The document is full.
    #[error(transparent)]
    Full(#[from] Full),
    /// The key may not do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The act is not canonical JSON.
    #[error("the act is not canonical JSON: {0}")]
    Act(#[from] NotCanonical),
    /// A determination is cited that is not in the national log.
    #[error("the determination {0} is not known here yet")]
    CitationMissing(Digest),
    /// The openings do not come to the rows that were signed.
    #[error("the openings do not come to the rows that were signed: {0}")]
    Openings(#[from] RowMismatch),
    /// The act makes rows and brings no openings, or brings some and makes none.
    #[error("the record lacks its openings, or brings some it has no rows for")]
    OpeningsMisplaced,
    /// The last day in the act is not that of the period in the row.
    #[error("the last day does not follow from the period of the row")]
    Ends,
    /// The change stands in the document already.
    #[error("the document holds this change already")]
    Duplicate,
    /// The entry was begun without its random bytes, so that a withheld value could be guessed.
    #[error("the entry lacks its salt; clear it, copy it into a new entry, and submit that")]
    Unsalted,
    /// The act is another one than its document or its place allows.
    #[error("the act does not fit its document: {0}")]
    Misplaced(&'static str),
}

impl Refusal {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Newer => "newer",
            Self::KindMismatch => "kind_mismatch",
            Self::CursorUnknown => "cursor_unknown",
            Self::NoStanding(error) => error.code(),
            Self::GrantMismatch => "grant_mismatch",
            Self::Signature(_) => "signature_bad",
            Self::ChangeHash => "change_hash",
            Self::Change(error) => error.code(),
            Self::Full(error) => error.code(),
            Self::NotAllowed(error) => error.code(),
            Self::Act(_) => "act_not_canonical",
            Self::CitationMissing(_) => "citation_missing",
            Self::Openings(_) => "openings_mismatch",
            Self::OpeningsMisplaced => "openings_misplaced",
            Self::Ends => "ends_mismatch",
            Self::Duplicate => "duplicate",
            Self::Unsalted => "entry_unsalted",
            Self::Misplaced(_) => "act_misplaced",
        }
    }

    /// Whether it is worth sending again unchanged; otherwise it is final.
    pub const fn is_retry(&self) -> bool {
        match self {
            Self::Newer
            | Self::CursorUnknown
            | Self::CitationMissing(_)
            | Self::Full(Full::Heads)
            | Self::Change(CheckError::Write(WriteError::UnknownDep(_))) => true,
            Self::NoStanding(error) => error.is_retry(),
            Self::NotAllowed(error) => error.is_retry(),
            Self::KindMismatch
            | Self::GrantMismatch
            | Self::Signature(_)
            | Self::ChangeHash
            | Self::Change(_)
            | Self::Full(_)
            | Self::Act(_)
            | Self::Openings(_)
            | Self::OpeningsMisplaced
            | Self::Ends
            | Self::Duplicate
            | Self::Unsalted
            | Self::Misplaced(_) => false,
        }
    }

    /// Whether it is a sign of tampering; eight of these end a request.
    pub const fn is_hostile(&self) -> bool {
        matches!(
            self,
            Self::Signature(_)
                | Self::ChangeHash
                | Self::Change(
                    CheckError::Guard(_)
                        | CheckError::Bytes
                        | CheckError::Write(WriteError::TooLong | WriteError::TooManyPredecessors)
                )
        )
    }
}
