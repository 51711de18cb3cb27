//! The server as others see it: through its router, without a network.

#![expect(clippy::unwrap_used, reason = "in a test, whatever does not go well is a failure")]

mod answers;
mod asking;
mod codes;
mod commands;
mod contract;
mod crowds;
mod evidence;
mod failing;
mod found;
mod headers;
mod healing;
mod health;
mod listing;
mod os;
mod outdated;
mod problems;
mod process;
mod room;
mod shown;
mod signing;
mod silence;
mod site;
mod snapshots;
mod stalling;
mod sync;
mod verification;
mod world;
