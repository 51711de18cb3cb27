//! A server that was restored from an old copy takes back what it lost, from those who have it.

use kecuali_domain::Scope;
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::log_start;
use kecuali_protocol::{
    limits,
    sync::{CheckpointPart, Cursor, LogPart, MemberPart},
};
use kecuali_storage::{Commit, Member};

use crate::{
    book::{Book, BookError},
    replica::{TakeError, take_part},
};

/// Takes what replicas give back: only what this server's own key closed, verbatim, at the same
/// positions. What does not hold is left out and told.
pub fn take_given(book: &mut Book, given: &[LogPart], own: KeyId) -> Vec<TakeError> {
    let mut errors = Vec::new();
    for part in given {
        let closed_here = part.checkpoint.as_ref().is_some_and(|closed| closed.key == own.0);
        let taken = if closed_here {
            take_part(book, part, &[])
        } else {
            Err(TakeError::Checkpoint { log: part.log.clone() })
        };
        errors.extend(taken.err());
    }
    errors
}

/// The rest of each log that a server asked for, where this replica has it on the same branch.
pub(crate) fn give(book: &Book, asked: &[Cursor]) -> Option<Vec<LogPart>> {
    let mut room = limits::BODY / 2;
    let mut given = Vec::new();
    for cursor in asked {
        let Ok(Some(part)) = rest(book, cursor, room) else { continue };
        let bytes: usize = part.members.iter().map(size).sum();
        if bytes <= room || given.is_empty() {
            room = room.saturating_sub(bytes);
            given.push(part);
        }
    }
    given.sort_by_key(|part| part.log != "national");
    Some(given).filter(|given| !given.is_empty())
}

fn rest(book: &Book, cursor: &Cursor, room: usize) -> Result<Option<LogPart>, BookError> {
    let Ok(scope) = cursor.log.parse::<Scope>() else { return Ok(None) };
    let head = book.head(&scope);
    if digest_at(book, &scope, cursor.position)? != Some(Digest(cursor.digest)) {
        return Ok(None);
    }
    let kept = book.store().value(&checkpoint_key(&cursor.log))?;
    let checkpoint = kept.and_then(|bytes| CheckpointPart::read(&bytes).ok());
    let checkpoint = checkpoint.filter(|closed| closed.position == head.position);
    let members =
        book.store().members(&cursor.log, cursor.position, limits::ANSWER_MEMBERS, room)?;
    let whole = members.last().is_some_and(|last| last.position == head.position);
    let part = LogPart {
        log: cursor.log.clone(),
        after: cursor.position,
        members: members.into_iter().map(member).collect(),
        checkpoint,
    };
    Ok(Some(part).filter(|part| whole && part.checkpoint.is_some()))
}

fn digest_at(book: &Book, scope: &Scope, position: u64) -> Result<Option<Digest>, BookError> {
    if position == 0 {
        return Ok(Some(log_start(&book.national().root_id(), scope).digest));
    }
    let at = book.store().members(&scope.to_string(), position - 1, 1, 0)?;
    let here = at.first().filter(|member| member.position == position);
    Ok(here.map(|member| Digest(member.digest)))
}

fn member(member: Member) -> MemberPart {
    let judged = member.judged_position;
    if member.change.is_none() {
        return MemberPart::Mark { mark: member.bytes, judged };
    }
    MemberPart::Record { record: member.bytes, judged, attachment: member.attachment }
}

fn size(member: &MemberPart) -> usize {
    match member {
        MemberPart::Record { record, attachment, .. } => {
            record.len() + attachment.as_ref().map_or(0, Vec::len)
        }
        MemberPart::Mark { mark, .. } => mark.len(),
        MemberPart::Yours { .. } => 0,
    }
}

/// Keeps the checkpoints that close the logs as they stand here: proof for a server that lost them.
pub(crate) fn keep_checkpoints(book: &Book, taken: &[&LogPart], commit: &mut Commit) {
    for part in taken {
        let Ok(scope) = part.log.parse::<Scope>() else { continue };
        let closes = |closed: &&CheckpointPart| closed.position == book.head(&scope).position;
        if let Some(checkpoint) = part.checkpoint.as_ref().filter(closes) {
            commit.values.push((checkpoint_key(&part.log), Some(checkpoint.to_bytes())));
        }
    }
}

fn checkpoint_key(log: &str) -> String {
    format!("checkpoint/{log}")
}
