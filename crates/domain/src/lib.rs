#![warn(missing_docs)]
//! What a register is: ids, fields with visibility, capabilities, acts, the fold, rules.
//!
//! **Invariant:** no I/O, no clock, no Automerge; the same input gives the same answer for ever.

pub mod act;
pub mod article17;
mod calendar;
pub mod capability;
pub mod content;
pub mod coverage;
pub mod determination;
pub mod field;
pub mod fold;
pub mod ids;
pub mod legal_basis;
pub mod office;
pub mod period;
mod prose;
pub mod rules;
#[cfg(feature = "schema")]
mod schema;
pub mod search;
pub mod similarity;
pub mod status;
pub mod working_day;

pub use capability::{Capabilities, Capability};
pub use ids::{Day, DocumentId, Kind, NotAName, OfficeId, Scope, handle, handle_fits};
