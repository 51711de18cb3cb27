//! What signed records come to on the public list, and what a stranger can verify of it.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod documents;
mod events;
mod files;
mod forgeries;
mod lists;
mod lives;
mod manifests;
mod proofs;
mod public;
mod rows;
