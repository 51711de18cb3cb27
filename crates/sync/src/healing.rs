//! A server that was restored from an old copy takes back what it lost, from those who have it.

use kecuali_domain::Scope;
use kecuali_encoding::{Digest, KeyId};
use kecuali_protocol::{
    limits,
    sync::{Cursor, LogPart},
};

use crate::{
    book::{Book, BookError},
    codec::read_checkpoint,
    replica::{TakeError, take_own},
    spans::{Room, closed_parts},
};

/// Takes what replicas give back: only what this server's own key closed, verbatim, at the same
/// positions. What does not hold is left out and told.
///
/// Positions that were given out anew since are never taken back: the part does not follow then.
pub fn take_given(book: &mut Book, given: &[LogPart], own: KeyId) -> Vec<TakeError> {
    let mut errors = Vec::new();
    let root = book.national().root_id();
    // Before anything is read of what anyone may send; a part of nothing gives nothing back.
    let closed_here = |part: &LogPart| {
        let scope = part.log.parse().ok()?;
        let closed = part.checkpoint.as_ref().filter(|closed| closed.key == own.0)?;
        Some(!part.members.is_empty() && read_checkpoint(scope, closed).verify(&root).is_ok())
    };
    for part in given {
        let taken = if closed_here(part) == Some(true) {
            take_own(book, part, own)
        } else {
            Err(TakeError::Checkpoint { log: part.log.clone() })
        };
        errors.extend(taken.err());
    }
    errors
}

/// What follows in each log that a server asked for, where this replica has it on the same branch:
/// as many spans as one request carries, `national` first, since others are judged against it.
pub(crate) fn give(book: &Book, asked: &[Cursor]) -> Option<Vec<LogPart>> {
    let mut room = Room { bytes: limits::SPAN, members: limits::ANSWER_MEMBERS };
    let (national, others): (Vec<_>, Vec<_>) =
        asked.iter().partition(|cursor| cursor.log == "national");
    let mut given = Vec::new();
    for cursor in national.into_iter().chain(others) {
        let Ok(Some((parts, all))) = rest(book, cursor, &mut room) else { continue };
        let cut = !all && (!parts.is_empty() || !given.is_empty());
        given.extend(parts);
        if cut {
            break;
        }
    }
    Some(given).filter(|given| !given.is_empty())
}

/// Whether a replica has something to give back in answer to this.
pub(crate) fn can_give(book: &Book, asked: &Cursor) -> bool {
    give(book, std::slice::from_ref(asked)).is_some()
}

type Rest = Option<(Vec<LogPart>, bool)>;

fn rest(book: &Book, cursor: &Cursor, room: &mut Room) -> Result<Rest, BookError> {
    let Ok(scope) = cursor.log.parse::<Scope>() else { return Ok(None) };
    if book.digest_at(&scope, cursor.position)? != Some(Digest(cursor.digest)) {
        return Ok(None);
    }
    let (mut parts, all) = closed_parts(book.store().as_ref(), &cursor.log, cursor.position, room)?;
    // The server knows its own key.
    parts.iter_mut().filter_map(|part| part.checkpoint.as_mut()).for_each(|c| c.grants = None);
    Ok(Some((parts, all)))
}
