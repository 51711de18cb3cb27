//! Rows of the public list.

pub(crate) mod list;
pub(crate) mod proof;
pub(crate) mod show;
