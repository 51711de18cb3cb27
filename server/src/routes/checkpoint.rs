//! The word of the server for the whole list.

pub(crate) mod show;
