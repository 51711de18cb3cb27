#![warn(missing_docs)]
//! How facts become bytes that are hashed or signed: framed fields, SHA-256, canonical JSON.
//!
//! **Invariant:** two different lists of fields never give the same bytes, and one value has one
//! text. Nothing here knows what the fields mean.

mod digest;
mod frame;
mod json;

pub use digest::{Digest, Hasher, KeyId, NotHex};
pub use frame::Frame;
pub use json::{NotCanonical, canonical_json, read_canonical};
