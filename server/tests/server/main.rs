//! The server as others see it: through its router, without a network.

#![expect(clippy::unwrap_used, reason = "in a test, whatever does not go well is a failure")]

mod commands;
mod failing;
mod healing;
mod health;
mod listing;
mod os;
mod signing;
mod sync;
mod verification;
mod world;
