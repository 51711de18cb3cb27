#![warn(missing_docs)]
//! Effective decisions to rows, events, checkpoints and proofs: what the public reads.
//!
//! **Invariant:** a public value is one that a KPU RI key signed in a row, read through the names
//! of the public fields; there is no way from any other content into these types. No I/O, no
//! clock, no randomness.

mod build;
mod column;
mod events;
pub mod format;
mod list;
mod name;
mod opened;
mod proof;
mod row;
#[cfg(feature = "schema")]
mod schema;
mod standing;
mod wording;

pub use build::{
    BuildError, Decided, Effective, effective, national_row, national_rows, office_row,
};
pub use column::{Basis, Chosen, Period, Shown, Withheld, known_exceptions};
pub use events::{Event, EventKind, Moment, diff, replay};
pub use list::{ListCheckpoint, ListHasher, ListState, list_digest, office_digest, row_digest};
pub use name::{EventName, RowId};
pub use proof::{
    DocumentProof, GrantChain, ListProof, ProofError, ProvenRecord, Records, RowProof,
    SignedChange, VerifiedList, VerifiedRow, verify_document, verify_list, verify_row,
};
pub use row::{Decision, Draft, Facts, Gap, OfficeName, PublicRow, RowKind};
pub use standing::{Reason, RevokedBy, Status, StatusCode, continued};
pub use wording::gap;
