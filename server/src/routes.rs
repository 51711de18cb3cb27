//! One file for each thing that can be asked.

pub(crate) mod checkpoint;
pub(crate) mod codes;
pub(crate) mod contract;
pub(crate) mod determinations;
pub(crate) mod entries;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod list;
pub(crate) mod offices;
pub(crate) mod problem;
pub(crate) mod snapshots;
pub(crate) mod sync;
