//! The server as others see it: through its router, without a network.

mod healing;
mod health;
mod listing;
mod signing;
mod sync;
mod world;
