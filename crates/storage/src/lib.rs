#![warn(missing_docs)]
//! (empty)
