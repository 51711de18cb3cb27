//! Small stored things to test with; a seed tells them apart.

use kecuali_storage::{Append, Commit, Event, LogHead, Member, Pending, Row, RowStatus};

/// The head of a log without members, as far as a test cares.
pub const START: LogHead = LogHead { position: 0, digest: [0; 32] };

/// The log that most promises are tested on.
pub const LOG: &str = "office/3604";

/// 32 bytes; the tag says what they are the hash of.
pub fn hash(tag: u8, seed: u64) -> [u8; 32] {
    let mut hash = [tag; 32];
    hash[..8].copy_from_slice(&seed.to_be_bytes());
    hash
}

/// The name of a document.
pub fn document(seed: u8) -> [u8; 16] {
    [seed; 16]
}

/// A record at a position; its change is numbered like the position. Even ones have an attachment.
pub fn member(position: u64) -> Member {
    Member {
        position,
        digest: hash(b'd', position),
        judged_position: position / 2,
        judged_digest: hash(b'j', position / 2),
        hash: hash(b'r', position),
        change: Some(hash(b'c', position)),
        document: Some(document(1)),
        bytes: format!("record {position}").into_bytes(),
        attachment: position.is_multiple_of(2).then(|| b"salt".to_vec()),
    }
}

/// The head of a log of [`member`]s.
pub fn head(position: u64) -> LogHead {
    if position == 0 { START } else { LogHead { position, digest: hash(b'd', position) } }
}

/// An append of [`member`]s at the positions after `after` up to `last`.
pub fn append(log: &str, after: u64, last: u64) -> Append {
    let members = (after + 1..=last).map(member).collect();
    Append { log: log.to_owned(), after: head(after), members }
}

/// A commit of one append to [`LOG`].
pub fn appending(after: u64, last: u64) -> Commit {
    Commit { appends: vec![append(LOG, after, last)], ..Commit::default() }
}

/// A record that waits; its change is that of the [`member`] at position `seed`.
pub fn pending(log: &str, seed: u64) -> Pending {
    Pending {
        log: log.to_owned(),
        document: document(1),
        change: hash(b'c', seed),
        bytes: format!("pending {seed}").into_bytes(),
        attachment: Some(b"salt".to_vec()),
        parked: None,
    }
}

/// A row in force without an end.
pub fn row(id: &str, office: &str) -> Row {
    Row {
        id: id.to_owned(),
        office: office.to_owned(),
        issue: hash(b'i', 1),
        item: 1,
        ends: None,
        status: RowStatus::InForce,
        event: 1,
        body: format!("row {id}").into_bytes(),
    }
}

/// A commit of rows alone.
pub fn listing(rows: Vec<Row>) -> Commit {
    Commit { rows, ..Commit::default() }
}

/// An event; even ones have a reason.
pub fn event(seq: u64) -> Event {
    Event {
        seq,
        name: format!("epoch.{seq}"),
        kind: "published".to_owned(),
        row: "a".to_owned(),
        office: "3604".to_owned(),
        day: "2026-03-01".to_owned(),
        reason: seq.is_multiple_of(2).then(|| "revoked".to_owned()),
        body: Some(format!("body {seq}").into_bytes()),
    }
}

/// A commit of events alone.
pub fn happening(events: Vec<Event>) -> Commit {
    Commit { events, ..Commit::default() }
}
