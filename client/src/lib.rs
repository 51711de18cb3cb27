//! The office program: what one installation of an office has and does, offline first.
//!
//! **Invariant:** whatever a person does goes through [`Office`](office::Office), and what it says
//! is saved is on the disk. Only `ui.rs` prints, only `config.rs` reads the environment, only
//! `os.rs` reaches for clock and randomness, and only the catalogue holds sentences for people.

mod catalogue;
mod cli;
mod commands;
pub mod config;
pub mod error;
pub mod machine;
pub mod office;
pub mod os;
pub mod remote;
mod ui;
mod wall_clock;
pub mod web;

pub use cli::run;
