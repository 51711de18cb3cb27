//! The shape of the repository, held by tests: a rule that is only written down is soon broken.
//!
//! Each test says, when it fails, how to mend what it found.

mod declared;
mod dependencies;
mod docs;
mod layers;
mod licence;
mod pages;
mod problems;
mod repository;
mod sources;
