#![warn(missing_docs)]
//! Documents: genesis, write, check, guard, read, conflicts, content version.
//!
//! **Invariant:** the only crate that touches Automerge, and Automerge never meets a byte that
//! this crate would not have written itself. No I/O, no clock, no randomness.

mod apart;
pub mod caps;
mod check;
mod genesis;
mod guard;
mod history;
mod plain;
mod reread;
mod set;
mod version;
mod visible;
mod write;

pub use check::{CheckError, check, check_first, check_joins, check_outline};
pub use genesis::genesis;
pub use guard::{GuardError, Outline, guard};
pub use history::{Checked, Full, History, Side};
pub use plain::{PlainError, plain};
pub use reread::reread;
pub use version::{View, content_version};
pub use write::{Draft, Map, Put, Puts, WriteError, Written, act_key, write};
