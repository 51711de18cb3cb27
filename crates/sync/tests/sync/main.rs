//! Sync as people live it: a country of books and desks in one process, without a network.
//!
//! Every message goes through the bytes that travel, so that what is told here holds on the wire.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod evil;
mod healing;
mod late_key;
mod laws;
mod limits;
mod loss;
mod newer;
mod reread;
mod stories;
mod together;
mod town;
mod withheld;
