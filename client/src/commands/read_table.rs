//! The child that reads a list: file in, rows out. No person starts it.

use std::io::{stdin, stdout};

use crate::{error::Exit, office::import::apart, ui::Ui};

/// Read a list from the standard input and write its rows
#[derive(Debug, clap::Args)]
pub(crate) struct ReadTable {}

impl ReadTable {
    #[expect(clippy::unused_self, reason = "every command is run in the same way")]
    pub(crate) fn run(self) -> Exit {
        match apart::child(stdin().lock(), stdout().lock()) {
            Ok(()) => Exit::Success,
            Err(code) => {
                Ui::complain(code);
                Exit::Failure
            }
        }
    }
}
