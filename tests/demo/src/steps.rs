//! The story, a file for each part.

pub(crate) mod s00_lists;
mod s01_beginning;
mod s02_offline;
mod s03_server;
mod s04_review;
mod s05_together;
mod s06_contest;
mod s07_revoked;
mod s08_forged;
mod s09_public;
mod s10_restored;

use crate::story::{Failed, Story};

/// All installations of the story.
const EVERYONE: [&str; 8] =
    ["RI", "RI-laptop", "36", "3604", "3604-laptop", "3603", "3671", "3319"];

/// Plays all of it in order.
pub(crate) fn play(story: &mut Story) -> Result<(), Failed> {
    let steps = [
        s01_beginning::play,
        s02_offline::play,
        s03_server::play,
        s04_review::play,
        s05_together::play,
        s06_contest::play,
        s07_revoked::play,
        s08_forged::play,
        s09_public::play,
        s10_restored::play,
    ];
    steps.into_iter().try_for_each(|step| step(story))
}

/// One sync of each installation.
fn everyone(story: &mut Story) -> Result<(), Failed> {
    EVERYONE.into_iter().try_for_each(|who| story.sync(who).map(drop))
}
