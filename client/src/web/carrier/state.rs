//! What the sync does, as it is shown.

use kecuali_protocol::problem::{lacks_room, problem};

use crate::{
    catalogue::pages::advice,
    error::{Exit, OfficeError, UNKNOWN_HERE},
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
    /// The server does not know this machine yet: its keys wait for a grant. Nothing is wrong.
    Joining,
    /// Something that waiting does not mend.
    Trouble {
        /// What is wrong.
        sentence: String,
        /// What to do.
        hint: Option<String>,
    },
}

const BUSY: &str = "Server sedang tidak dapat menerima apa pun.";

/// Why a server takes nothing now, where there is more to say than that.
fn put_off(code: &str) -> &'static str {
    problem(code).filter(|known| lacks_room(known.code)).map_or(BUSY, |known| known.title)
}

impl State {
    /// What an exchange came to.
    pub(super) fn of(told: Told<'_>) -> Self {
        match told {
            Ok(synced) => match (synced.alarms.first(), synced.put_off()) {
                (Some(alarm), _) => Self::Trouble {
                    sentence: alarm.sentence.clone(),
                    hint: advice::of_alarm(alarm).map(str::to_owned),
                },
                (None, Some(code)) => Self::Away(put_off(code).to_owned()),
                // It answers strangers too, with what everyone may read.
                (None, None) if synced.notice.as_deref() == Some(UNKNOWN_HERE) => Self::Joining,
                (None, None) => Self::Calm,
            },
            Err(error) => Self::failed(error),
        }
    }

    fn failed(error: &OfficeError) -> Self {
        if error.awaits_grant() {
            return Self::Joining;
        }
        match error.exit() {
            Exit::Offline | Exit::Locked => Self::Away(error.to_string()),
            Exit::Success
            | Exit::Failure
            | Exit::Usage
            | Exit::Conflict
            | Exit::Integrity
            | Exit::NotAuthorised => {
                let hint = advice::next(error).map(str::to_owned);
                Self::Trouble { sentence: advice::sentence(error), hint }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{office::exchange::Synced, remote::RemoteError};

    fn refused(code: &str) -> OfficeError {
        let (code, title) = (code.to_owned(), "Ditolak.".to_owned());
        OfficeError::Remote(RemoteError::Refused { status: 403, code, title })
    }

    #[test]
    fn to_wait_for_a_grant_is_no_trouble_and_to_have_lost_it_is() {
        assert_eq!(State::of(&Err(refused("installation_unknown"))), State::Joining);
        let (synced, error) = (Box::<Synced>::default(), Box::new(refused("installation_unknown")));
        assert_eq!(State::of(&Err(OfficeError::Partly { synced, error })), State::Joining);
        let answered =
            Synced { notice: Some("installation_unknown".to_owned()), ..Synced::default() };
        assert_eq!(State::of(&Ok(answered)), State::Joining);
        let ended = State::of(&Err(refused("key_ended")));
        assert!(matches!(ended, State::Trouble { .. }), "{ended:?}");
    }

    #[test]
    fn a_server_without_room_is_away_and_says_why() {
        let refused = |code: &str| {
            let notice = Some(code.to_owned());
            State::of(&Ok(Synced { notice, ..Synced::default() }))
        };
        let State::Away(full) = refused("disk_low") else { panic!("it waits") };
        assert_eq!(full, problem("disk_low").unwrap().title);
        let State::Away(busy) = refused("healing") else { panic!("it waits") };
        assert_eq!(busy, BUSY);
    }
}
