#![warn(missing_docs)]
//! The storage promises kept in one SQLite file.
//!
//! **Invariant:** a file is written to only by a program that knows its whole schema, and an
//! acknowledged commit is on the disk: WAL with `synchronous = FULL`, one transaction a commit.
//!
//! One connection writes, behind a mutex; a few others read and do not wait for it. Several
//! processes may have the same file open.

mod backup;
mod error;
mod folded;
mod log;
mod migration;
mod number;
mod open;
mod pending;
mod publication;
mod readers;
mod store;
mod value;

pub use backup::BackupError;
pub use open::OpenError;
pub use store::SqliteStore;
