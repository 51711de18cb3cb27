//! Documents from outside: laws, golden bytes, and the weapons that plain Automerge takes.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod caps;
mod golden;
mod laws;
mod merging;
mod random;
mod weapons;
