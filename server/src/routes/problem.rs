//! What the codes of problems mean.

pub(crate) mod show;
