//! Who holds what: scenes that people know, and random histories against a slow model.

mod model;
mod random;
mod scenes;
mod world;
