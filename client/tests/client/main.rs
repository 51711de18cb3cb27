//! The office program: its façade over a server in memory, and its command line.

mod bundles;
mod command_line;
mod conflicts;
mod decisions;
mod setting_up;
mod world;
