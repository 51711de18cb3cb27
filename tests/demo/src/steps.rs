//! The story, a file for each part.

mod s01_beginning;
mod s02_offline;
mod s03_server;

use crate::story::{Failed, Story};

/// Plays all of it in order.
pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    for step in [s01_beginning::play, s02_offline::play, s03_server::play] {
        step(story)?;
    }
    Ok(())
}
