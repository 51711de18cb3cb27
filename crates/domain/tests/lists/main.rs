//! Lists that public bodies have published, and how much of them is understood.

mod alike;
mod bases;
mod lists;
mod periods;
