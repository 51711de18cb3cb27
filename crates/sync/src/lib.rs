#![warn(missing_docs)]
//! How sides agree: the book that office and server both keep, and what they answer each other.
//!
//! **Invariant:** no network, no clock, no randomness; the same inputs over the same store give the
//! same book. Office, server and tests run this code and no other.

mod answer;
mod book;
mod cache;
mod carried;
mod codec;
mod desk;
mod grants;
mod healing;
mod incoming;
mod replica;
mod spans;
mod stray;
mod waiting;

pub use answer::{Outcome, Vectors, admit_push, answer, cursors, readable};
pub use book::{Batch, Book, BookError, TakeRefusal, Taken};
pub use codec::{
    CodecError, read_attachment, read_mark, read_record, write_attachment, write_mark, write_record,
};
pub use desk::{
    ComposeError, Composed, Composition, Desk, ReceiveError, Received, Refused, Saying,
};
pub use healing::take_given;
pub use replica::TakeError;
pub use stray::Strays;
pub use waiting::{Said, Waiting, WaitingState};
