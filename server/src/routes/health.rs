//! Whether the server works.

pub(crate) mod live;
pub(crate) mod ready;
