//! What happened to the public list.

pub(crate) mod list;
