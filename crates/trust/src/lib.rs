#![warn(missing_docs)]
//! Keys, signatures, the trust root, and the roster: who holds what at a point of the log.
//!
//! **Invariant:** what a key holds at a point is a function of the facts before that point alone,
//! so everyone who has read that far answers alike. Nothing here knows what a document is or what
//! a capability allows.

mod at;
mod fact;
mod grants;
mod hex;
mod key;
mod losses;
mod root;
mod roster;

pub use at::{NoStanding, RosterAt};
pub use fact::{Ending, GrantFact, KeyEndFact, Link, NATIONAL, Place, Point};
pub use key::{
    BadKey, BadSecret, BadSignature, Signature, SigningKey, check_key, fingerprint_words, verify,
};
pub use root::{RootError, RootFile, RootId};
pub use roster::{Positions, Roster, RosterError};
