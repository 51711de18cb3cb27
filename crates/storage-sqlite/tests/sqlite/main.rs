//! What a store in a file promises: what every store does, and what only a file can break.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod backup;
mod contract;
mod file;
mod model;
mod power;
mod process;
