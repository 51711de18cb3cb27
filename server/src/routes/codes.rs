//! The codes that stand in answers and queries, each with its words and its source.

mod lists;
pub(crate) mod names;
pub(crate) mod show;

/// The address of a list.
fn address(name: &str) -> String {
    format!("/api/v1/codes/{name}")
}
