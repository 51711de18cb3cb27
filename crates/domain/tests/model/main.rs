//! A second, independent reading of section 6 of `docs/PROTOCOL.md`, and the fold held to it: every
//! short history with every way in which its signers can have seen each other's acts, and long
//! random ones.
#![expect(clippy::wildcard_enum_match_arm, reason = "a question here is about few kinds of act")]

mod exhaustive;
mod history;
mod laws;
mod model;
mod random;
mod status;
mod view;
mod voiding;
