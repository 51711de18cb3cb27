//! The pages: what the people of an office see, in the browser of this machine.
//!
//! Everything a page shows or does goes through [`Office`](crate::office::Office), as the command
//! line does; a page adds no rule of its own. Pages work without scripts; `assets/` holds the one
//! script library (htmx) that makes them quicker, and nothing is ever loaded from elsewhere.
//!
//! | file | what it is for |
//! |---|---|
//! | `serve.rs` | starting: the port, the link that opens the browser, the end |
//! | `app.rs`, `held.rs` | what all pages share: the one office, behind a lock; who is logged in |
//! | `session.rs`, `link.rs`, `guess.rs` | who sits there: the link that logs in once, cookies, who acts, passphrases |
//! | `guard.rs` | which requests are heard at all: host, origin, headers of every answer |
//! | `visit.rs` | one request of someone who is logged in, and how it is answered |
//! | `arrival.rs` | the same while no office is set up yet |
//! | `answers.rs`, `upload.rs` | what a form says, and files it brings |
//! | `choice.rs` | what is chosen beside an act: shown first, then signed |
//! | `layout.rs` | what stands around every page |
//! | `found.rs`, `text.rs` | findings and values as pages write them |
//! | `fault.rs` | what a person reads when something was not done, and what stands around it |
//! | `carrier.rs` | the sync that goes on in the background |
//! | `threads.rs` | which thread does what |
//! | `routes.rs` | every address |
//! | `pages/` | one file for each page |
//!
//! A handler reads or acts in one closure over the office, makes a view, and a template of
//! `templates/` says it. Sentences of pages stand in the templates; those that code chooses between
//! stand in the catalogue.

mod answers;
mod app;
mod arrival;
mod assets;
mod carrier;
mod choice;
mod fault;
mod found;
mod guard;
mod guess;
mod held;
mod layout;
mod link;
mod pages;
mod routes;
mod serve;
mod session;
mod text;
mod threads;
mod upload;
mod visit;

pub use self::{
    app::{App, Machines, Setting},
    routes::router,
    serve::{Serving, serve},
};
