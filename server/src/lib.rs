#![warn(missing_docs)]
//! The hub: it checks what arrives, appends it to its log, publishes what follows, and answers.
//!
//! **Invariant:** the server holds no key that can decide anything. It can withhold; it cannot
//! forge. An answer is sent when everything it speaks of is on the disk, and not before.

mod answer;
mod body;
pub mod cli;
pub mod clock;
mod commands;
pub mod config;
mod connections;
mod contract;
pub mod country;
pub mod data;
mod gate;
mod history;
pub mod hub;
pub mod index;
mod installation;
mod listener;
mod nonce;
pub mod observe;
mod os;
pub mod press;
pub mod problem;
mod public;
pub mod publisher;
pub mod router;
mod routes;
pub mod shelf;
pub mod site;
pub mod state;
mod veil;
pub mod verification;
mod wording;
