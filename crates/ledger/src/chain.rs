//! The running digest of a log.

use kecuali_domain::Scope;
use kecuali_encoding::{Digest, Frame};
use kecuali_trust::RootId;

/// A place in a log and the running digest there, which is what it is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// How many members the log has up to here.
    pub position: u64,
    /// The running digest there.
    pub digest: Digest,
}

/// The start of a log: position 0, a digest that no other log of any trust root has.
pub fn log_start(root: &RootId, scope: &Scope) -> Point {
    let frame = Frame::new("kecuali/1/log").bytes(root.as_ref()).text(&scope.to_string());
    Point { position: 0, digest: frame.digest() }
}

/// The point after one more member, from the hash of its record or mark and its judged-at.
#[must_use]
pub fn stamp(before: Point, member: Digest, judged: Point) -> Point {
    let frame = Frame::new("kecuali/1/stamp")
        .bytes(&before.digest.0)
        .bytes(&member.0)
        .number(judged.position)
        .bytes(&judged.digest.0);
    Point { position: before.position + 1, digest: frame.digest() }
}
