//! The whole public list.

pub(crate) mod show;
