//! One side of a workload, as the harness drives it.

pub(crate) mod client;
pub(crate) mod counted;
pub(crate) mod driver;
pub(crate) mod ids;
pub(crate) mod installation;
pub(crate) mod line;
pub(crate) mod server;
pub(crate) mod verify;

#[cfg(test)]
mod tests;
