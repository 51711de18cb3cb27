#![warn(missing_docs)]
//! How sides agree: the book that office and server both keep, and what they answer each other.
//!
//! **Invariant:** no network, no clock, no randomness; the same inputs over the same store give the
//! same book. Office, server and tests run this code and no other.

mod book;
mod cache;
mod codec;

pub use book::{Batch, Book, BookError, TakeRefusal, Taken};
pub use codec::{
    CodecError, read_attachment, read_mark, read_record, write_attachment, write_mark, write_record,
};
