//! The fold of an entry, held to the design by hand-written cells and stories, and to its laws by
//! random ones.

mod book;
mod cells;
mod contests;
mod laws;
mod random;
mod requests;
mod rules;
mod statuses;
mod story;
