//! The checkpoints that a replica keeps, so that a server which lost the end of a log gets it back.
//!
//! A log is cut into *spans*: what lies between two kept checkpoints. Each fits in one request
//! given back. Answers that bring little each are one span together: the newest checkpoint takes
//! the place of the one before as long as both close no more than that.

use std::collections::BTreeMap;

use kecuali_protocol::{
    limits,
    sync::{CheckpointPart, LogPart, MemberPart},
};
use kecuali_storage::{Commit, Member, StorageError, Store};

/// The span at the end of a log, which may still grow, and how many are before it.
#[derive(Debug, Clone, Copy, Default)]
struct Open {
    closed: u64,
    after: u64,
    bytes: u64,
}

/// Keeps the checkpoints of the parts that were taken, in their order.
pub(crate) fn keep_checkpoints(
    store: &dyn Store,
    taken: &[&LogPart],
    commit: &mut Commit,
) -> Result<(), StorageError> {
    let mut logs: BTreeMap<&str, Vec<&CheckpointPart>> = BTreeMap::new();
    for part in taken {
        logs.entry(&part.log).or_default().extend(&part.checkpoint);
    }
    for (log, checkpoints) in logs {
        let (mut open, mut last) = (open(store, log)?, newest(store, log)?);
        for closed in checkpoints {
            let from = last.as_ref().map_or(0, |last| last.position);
            let bytes = bytes_between(store, commit, log, from, closed.position)?;
            if let Some(last) = &last
                && closed.position > from
                && !open.has_room(bytes, closed.position)
            {
                commit.values.push((closed_key(log, open.closed), Some(last.to_bytes())));
                open = Open { closed: open.closed + 1, after: last.position, bytes: 0 };
            }
            open.bytes += bytes;
            last = Some(closed.clone());
        }
        commit.values.push((open_key(log), Some(open.to_bytes())));
        commit.values.push((newest_key(log), last.map(|last| last.to_bytes())));
    }
    Ok(())
}

/// The spans of a log from a position on, each with the checkpoint that closes it, up to the last
/// one or as far as there is room. Says whether that was all.
pub(crate) fn closed_parts(
    store: &dyn Store,
    log: &str,
    mut after: u64,
    room: &mut Room,
) -> Result<(Vec<LogPart>, bool), StorageError> {
    let mut parts = Vec::new();
    while let Some(checkpoint) = next(store, log, after)? {
        let count = usize::try_from(checkpoint.position - after).unwrap_or(usize::MAX);
        if count > room.members {
            return Ok((parts, false));
        }
        let members = store.members(log, after, count, room.bytes)?;
        let bytes: usize = members.iter().map(Member::size).sum();
        if members.len() < count || bytes > room.bytes {
            return Ok((parts, false));
        }
        room.bytes = room.bytes.saturating_sub(bytes + limits::PART_FRAME);
        room.members -= count;
        let members = members.into_iter().map(member).collect();
        let position = checkpoint.position;
        parts.push(LogPart { log: log.to_owned(), after, members, checkpoint: Some(checkpoint) });
        after = position;
    }
    Ok((parts, true))
}

/// How much a message has room for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) bytes: usize,
    pub(crate) members: usize,
}

/// The first kept checkpoint beyond a position.
fn next(store: &dyn Store, log: &str, after: u64) -> Result<Option<CheckpointPart>, StorageError> {
    let (mut low, mut high) = (0, open(store, log)?.closed);
    let mut found = newest(store, log)?.filter(|closed| closed.position > after);
    while low < high && found.is_some() {
        let middle = low + (high - low) / 2;
        match read(store, &closed_key(log, middle))? {
            Some(closed) if closed.position > after => {
                found = Some(closed);
                high = middle;
            }
            Some(_) | None => low = middle + 1,
        }
    }
    Ok(found)
}

fn newest(store: &dyn Store, log: &str) -> Result<Option<CheckpointPart>, StorageError> {
    read(store, &newest_key(log))
}

fn read(store: &dyn Store, name: &str) -> Result<Option<CheckpointPart>, StorageError> {
    Ok(store.value(name)?.and_then(|bytes| CheckpointPart::read(&bytes).ok()))
}

fn open(store: &dyn Store, log: &str) -> Result<Open, StorageError> {
    let bytes = store.value(&open_key(log))?;
    Ok(bytes.and_then(|bytes| Open::read(&bytes)).unwrap_or_default())
}

/// What members weigh that are in this commit, or in the store since longer.
fn bytes_between(
    store: &dyn Store,
    commit: &Commit,
    log: &str,
    after: u64,
    up_to: u64,
) -> Result<u64, StorageError> {
    let fresh = commit.appends.iter().find(|append| append.log == log);
    let stored = fresh.map_or(up_to, |append| append.after.position).min(up_to);
    let count = usize::try_from(stored.saturating_sub(after)).unwrap_or(usize::MAX);
    // As a rule none: whatever is taken ends with a checkpoint.
    let before =
        if count == 0 { Vec::new() } else { store.members(log, after, count, usize::MAX)? };
    let here = fresh.iter().flat_map(|append| &append.members);
    let here = here.filter(|member| member.position > after && member.position <= up_to);
    let bytes: usize = before.iter().chain(here).map(Member::size).sum();
    Ok(u64::try_from(bytes).unwrap_or(u64::MAX))
}

fn member(member: Member) -> MemberPart {
    let judged = member.judged_position;
    if member.change.is_none() {
        return MemberPart::Mark { mark: member.bytes, judged };
    }
    MemberPart::Record { record: member.bytes, judged, attachment: member.attachment }
}

impl Open {
    fn has_room(self, bytes: u64, up_to: u64) -> bool {
        let fits = |number: u64, most: usize| usize::try_from(number).is_ok_and(|n| n <= most);
        fits(self.bytes.saturating_add(bytes), limits::SPAN)
            && fits(up_to.saturating_sub(self.after), limits::ANSWER_MEMBERS)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let numbers = bytes.chunks(8).map(|chunk| chunk.try_into().map(u64::from_be_bytes));
        let numbers: Vec<u64> = numbers.collect::<Result<_, _>>().ok()?;
        let [closed, after, bytes] = numbers.try_into().ok()?;
        Some(Self { closed, after, bytes })
    }

    fn to_bytes(self) -> Vec<u8> {
        [self.closed, self.after, self.bytes].iter().flat_map(|n| n.to_be_bytes()).collect()
    }
}

/// Of the last checkpoint.
fn newest_key(log: &str) -> String {
    format!("checkpoint/{log}")
}

/// Of the last checkpoint's span.
fn open_key(log: &str) -> String {
    format!("span/{log}")
}

/// Of the checkpoints of earlier spans, counted from 0.
fn closed_key(log: &str, number: u64) -> String {
    format!("checkpoint/{log}/{number}")
}

#[cfg(test)]
mod tests;
