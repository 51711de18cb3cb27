//! Rows of the public list.

pub(crate) mod asked;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod proof;
pub(crate) mod show;
pub(crate) mod table;
