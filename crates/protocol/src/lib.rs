#![warn(missing_docs)]
//! What travels: messages, records, bundles, signed requests, limits and problem codes.
//!
//! **Invariant:** bytes and encoding only. Whatever arrives, reading it ends in a value within
//! [`limits`] or in an error, never in a panic or in memory beyond a few times the body; and what
//! is stored or carried (records, marks, openings, bundles) has exactly one spelling. Nothing
//! here knows what a change means or who may make it.

pub mod bundle;
pub mod frame;
pub mod limits;
pub mod problem;
pub mod record;
pub mod request;
pub mod sync;
mod wire;

pub use wire::WireError;
