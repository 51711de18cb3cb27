//! What people read, in Bahasa Indonesia: the one catalogue of this program.
//!
//! Sentences stand here and not where they are needed, so that they are found, compared and
//! corrected in one place. Statuses, acts, fields and rules bring their own words (the tables of
//! `kecuali-domain`), refusals theirs (the table of `kecuali-protocol`). Codes, JSON keys, logs and
//! the command line stay English.

pub(crate) mod agenda;
pub(crate) mod archive;
pub(crate) mod authority;
pub(crate) mod broken;
pub(crate) mod bundle;
pub(crate) mod copies;
pub(crate) mod draft;
pub(crate) mod error;
pub(crate) mod example;
pub(crate) mod export;
pub(crate) mod falling;
pub(crate) mod health;
pub(crate) mod hint;
pub(crate) mod import;
pub(crate) mod input;
pub(crate) mod invitation;
pub(crate) mod key;
pub(crate) mod oversight;
pub(crate) mod pages;
pub(crate) mod paper;
pub(crate) mod procedure;
pub(crate) mod question;
pub(crate) mod receipt;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod resubmission;
pub(crate) mod screen;
pub(crate) mod store;
pub(crate) mod sync;
pub(crate) mod usage;
pub(crate) mod working;

/// A day as people read it.
pub(crate) fn written_day(day: kecuali_domain::Day) -> String {
    day.written_out()
}
