//! What the sync does, as it is shown.

use crate::{
    error::{Exit, OfficeError},
    office::follow::Told,
};

/// What the sync does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum State {
    /// Nobody asked for it, or no server is known.
    #[default]
    Off,
    /// Exchanging.
    Working,
    /// Connected, and nothing is to be done.
    Calm,
    /// The server cannot be reached, or cannot take anything now. Nothing is wrong.
    Away(String),
    /// Something that waiting does not mend.
    Trouble {
        /// What is wrong.
        sentence: String,
        /// What to do.
        hint: Option<String>,
    },
}

const BUSY: &str = "Server sedang tidak dapat menerima apa pun.";

impl State {
    /// What an exchange came to.
    pub(super) fn of(told: Told<'_>) -> Self {
        match told {
            Ok(synced) => match (synced.alarms.first(), synced.put_off()) {
                (Some(alarm), _) => Self::Trouble {
                    sentence: alarm.sentence.clone(),
                    hint: alarm.hint.map(str::to_owned),
                },
                (None, Some(_)) => Self::Away(BUSY.to_owned()),
                (None, None) => Self::Calm,
            },
            Err(error) => Self::failed(error),
        }
    }

    fn failed(error: &OfficeError) -> Self {
        match error.exit() {
            Exit::Offline | Exit::Locked => Self::Away(error.to_string()),
            Exit::Success
            | Exit::Failure
            | Exit::Usage
            | Exit::Conflict
            | Exit::Integrity
            | Exit::NotAuthorised => {
                Self::Trouble { sentence: error.to_string(), hint: error.hint().map(str::to_owned) }
            }
        }
    }
}
