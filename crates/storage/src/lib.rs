#![warn(missing_docs)]
//! Where things are kept, as promises, and an in-memory back end that keeps them.
//!
//! **Invariant:** this crate knows bytes and the keys they are found under. It knows no record, no
//! act and no row format, judges nothing, and does no I/O.
//!
//! [`Store`] says what is promised; `kecuali-storage-contract` holds one test for each promise, and
//! every back end runs them all.

mod commit;
mod error;
mod folded;
mod log;
mod memory;
mod pending;
mod publication;
mod store;

pub use commit::Commit;
pub use error::StorageError;
pub use folded::Folded;
pub use log::{Append, LogHead, Member, within};
pub use memory::MemoryStore;
pub use pending::Pending;
pub use publication::{Event, Row, RowStatus};
pub use store::Store;
