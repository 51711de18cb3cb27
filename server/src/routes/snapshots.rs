//! The list as files, an edition for an event.

pub(crate) mod list;
pub(crate) mod range;
pub(crate) mod send;
pub(crate) mod show;
