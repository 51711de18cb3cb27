#![warn(missing_docs)]
//! What a register is: ids, fields with visibility, capabilities, acts, the fold, rules.
//!
//! **Invariant:** no I/O, no clock, no Automerge; the same input gives the same answer for ever.

pub mod act;
pub mod capability;
pub mod ids;

pub use capability::{Capabilities, Capability};
pub use ids::{Day, DocumentId, Kind, NotAName, OfficeId, Scope, handle, handle_fits};
