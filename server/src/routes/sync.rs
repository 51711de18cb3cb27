//! What installations ask.

pub(crate) mod exchange;
pub(crate) mod wait;

use kecuali_encoding::KeyId;

use crate::{
    hub::{Reader, Unreadable},
    problem::Problem,
    state::AppState,
};

/// What the one who asks may read.
fn reader(state: &AppState, installation: KeyId) -> Result<Reader, Problem> {
    let reader = state.hub().reader(installation).map_err(|error| unreadable(&error))?;
    reader.map_err(|ended| Problem::new(ended.code()))
}

fn unreadable(error: &Unreadable) -> Problem {
    match error {
        Unreadable::Closed => Problem::new("busy"),
        Unreadable::Book(error) => {
            tracing::error!(code = error.code(), %error, "the logs cannot be read");
            Problem::new("unavailable")
        }
    }
}
