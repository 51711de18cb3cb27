#![warn(missing_docs)]
//! Records, stamps, authority and judged-at: what makes a log valid, and what it comes to.
//!
//! **Invariant:** the same log prefix and the same national prefix give the same answers
//! everywhere, for ever. No I/O, no clock, no randomness.

mod admit;
mod authorize;
mod chain;
mod checkpoint;
mod document;
mod fit;
mod inspect;
mod mark;
mod national;
mod openings;
mod policy;
mod record;
mod refusal;

pub use admit::{Admitted, Attached, Judgement, admit, admit_inspected, readmit};
pub use authorize::{
    Holding, NotAllowed, Question, RULES, Relation, Rule, Say, Target, authorize, levels_allow,
};
pub use chain::{Point, log_start, stamp};
pub use checkpoint::Checkpoint;
pub use document::{ActRecord, Document};
pub use inspect::Inspected;
pub use mark::{DayMark, LONGEST_STEP, Mark, MarkError};
pub use national::{End, Issued, National, NationalAt, NationalOutcome};
pub use openings::{Opening, RowMismatch, RowOpenings, Rows, row_hash, withhold};
pub use policy::{ChangedOffices, Endorsements, OfficeTree, Route, entry_policy, holidays};
pub use record::{Opaque, Record, SCHEMA, Sealed};
pub use refusal::Refusal;
