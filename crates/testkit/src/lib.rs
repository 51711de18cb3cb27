#![warn(missing_docs)]
#![expect(clippy::missing_panics_doc, reason = "in a test, whatever does not go well is a failure")]
//! People, keys and a country in memory, so that tests read like what happened.
//!
//! **Invariant:** nothing that an office or an operator runs depends on it, and nothing in it is
//! random: the same story gives the same bytes, keys and salts included.
//!
//! ```
//! use kecuali_domain::status::Status;
//! use kecuali_testkit::{Scene, cast, sample};
//!
//! let mut scene = Scene::new();
//! let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
//! let entry = scene.draft(&cast::PPID, sample::ENTRY);
//! scene.endorse_by_all(&entry);
//! scene.submit(&cast::PPID, &entry, Some(item));
//! scene.determine(&cast::DETERMINER, &entry, item);
//! assert_eq!(scene.status(&entry), Status::Determined);
//! ```

pub mod cast;
mod clerk;
pub mod files;
mod log;
mod rows;
pub mod sample;
mod scene;
pub mod weapons;

pub use cast::Actor;
pub use clerk::{Doc, Parcel, Pen, Says};
pub use log::{Log, Member, What};
pub use rows::Salts;
pub use scene::{
    Scene,
    opening::{delegating, endorser, machine, person},
};
