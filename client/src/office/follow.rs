//! Following the server: connected, and exchanging whenever there is something new on either side.

use std::{fmt, ops::ControlFlow, time::Duration};

use kecuali_encoding::Digest;
use kecuali_protocol::sync::vector_digest;
use kecuali_sync::cursors;

use super::{
    Office,
    exchange::{Synced, Transport, exchange},
    hold::{Edition, Hold},
};
use crate::{
    error::{Exit, OfficeError},
    remote::RemoteError,
};

/// How long one rests before the second try, and how long at most.
const FIRST_REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_mins(1);
/// How long, where the server has no room for more and nothing is new here: that takes hours to mend.
const FULL_REST: Duration = Duration::from_mins(10);

/// A way to the server that tells of news, too.
pub trait Line: Transport + fmt::Debug {
    /// Waits until the server's logs do not end at this digest any more, or something is new here,
    /// or the server's patience is over. Says whether there is news.
    fn wait(
        &mut self,
        digest: &Digest,
        news_here: &mut dyn FnMut() -> bool,
    ) -> Result<bool, RemoteError>;

    /// Lets some time go by before the next try, or until something is new here.
    fn rest(&mut self, time: Duration, news_here: &mut dyn FnMut() -> bool);
}

/// What an exchange came to, or why there was none.
pub type Told<'a> = &'a Result<Synced, OfficeError>;

impl Office {
    /// Exchanges, waits for news, and exchanges again, with an office that is nobody else's.
    pub fn follow(
        &mut self,
        line: &mut dyn Line,
        tell: &mut dyn FnMut(Told<'_>) -> ControlFlow<()>,
    ) -> Result<(), OfficeError> {
        follow(self, line, tell)
    }
}

/// Exchanges, waits for news, and exchanges again, until it is told to stop or an exchange ends in
/// what repeating does not mend. Where the server cannot be reached, cannot take anything now, or lets
/// nobody wait, it tries again, each time a little later, until a wait has come back.
pub(crate) fn follow(
    office: &mut impl Hold,
    line: &mut dyn Line,
    tell: &mut dyn FnMut(Told<'_>) -> ControlFlow<()>,
) -> Result<(), OfficeError> {
    let mut rest = FIRST_REST;
    let mut promised = false;
    loop {
        let outcome = match exchange(office, line) {
            Err(error) if !passes(&error) => return Err(error),
            outcome => outcome,
        };
        if tell(&outcome).is_break() {
            return Ok(());
        }
        let full = outcome.as_ref().is_ok_and(Synced::finds_no_room);
        // What there is room for all the same, a take-down of KPU RI above all, does not wait with it.
        let left = outcome.as_ref().ok().map(|synced| synced.left).filter(|_| full);
        let calm = match outcome {
            Ok(synced) if !synced.alarms.is_empty() => return Ok(()),
            // News that bring nothing would come again at once, for ever.
            Ok(synced) => {
                let calm = synced.put_off().is_none() && (synced.moved() || !promised);
                calm.then_some(synced.left)
            }
            Err(_) => None,
        };
        promised = false;
        // Where nobody may wait now, exchanging at once instead would make floods of all offices.
        let waited = match calm.map(|left| wait(office, line, left)) {
            Some(Err(error)) if !passes(&error) => return Err(error),
            Some(Ok(news)) => Some(news),
            Some(Err(_)) | None => None,
        };
        if let Some(news) = waited {
            (promised, rest) = (news, FIRST_REST);
        } else {
            line.rest(if full { FULL_REST } else { rest }, &mut || news(office, left));
            rest = (rest * 2).min(LONGEST_REST);
        }
    }
}

fn wait(office: &mut impl Hold, line: &mut dyn Line, left: Edition) -> Result<bool, OfficeError> {
    let digest = office.step(|office| {
        let book = office.desk.book();
        Ok(Digest(vector_digest(&cursors(book, &book.logs()))))
    })?;
    Ok(line.wait(&digest, &mut || news(office, Some(left)))?)
}

/// Whether something was signed here since, where that is asked.
fn news(office: &mut impl Hold, left: Option<Edition>) -> bool {
    left.is_some_and(|left| office.step(|office| office.has_news(left)).unwrap_or(false))
}

/// Whether time alone may mend it.
fn passes(error: &OfficeError) -> bool {
    matches!(error.exit(), Exit::Offline | Exit::Locked)
}
