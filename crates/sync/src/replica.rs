//! A replica reads on: members of a log, proven by the server's checkpoint and judged again.

use kecuali_domain::Scope;
use kecuali_encoding::KeyId;
use kecuali_ledger::{Inspected, Mark, MarkError, Point, stamp};
use kecuali_protocol::sync::{LogPart, MemberPart, PushedRecord};

use crate::{
    book::{Book, Parcel, TakeRefusal, Taken},
    codec::{Found, read_any_mark, read_checkpoint, read_found, read_mark},
    grants::brings_log_key,
    incoming::{Incoming, inspect, stretches},
    stray::{AHEAD, FORK},
};

/// Why a part of a log was not read on. Members before the cause were taken, where some were.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// It names no log, or starts elsewhere than where this replica stands.
    #[error("the part of {log} does not follow what is here")]
    Misplaced {
        /// What it says to be of.
        log: String,
    },
    /// A member is judged at a national position that is not here, or at an earlier one than the
    /// member before.
    #[error("a member of {log} is judged where it cannot be")]
    Judged {
        /// The log.
        log: String,
    },
    /// The checkpoint is missing, closes another point, or is not signed by a log key.
    #[error("the server's checkpoint of {log} does not hold")]
    Checkpoint {
        /// The log.
        log: String,
    },
    /// A member may not stand there by what this program understands: the log stops here.
    #[error("{log} holds at position {position} what may not stand there ({code}): {sentence}")]
    Unauthorised {
        /// The log.
        log: String,
        /// Where.
        position: u64,
        /// The code of the refusal.
        code: &'static str,
        /// What is wrong.
        sentence: String,
    },
    /// The server has something else where this replica has read: positions were given out twice.
    #[error("{log} has two branches, one here and one on the server")]
    Forked {
        /// The log.
        log: String,
    },
    /// The server lost the end of a log that stands here, and does not take it back.
    #[error("{log} goes on here where it has ended on the server")]
    Ahead {
        /// The log.
        log: String,
    },
}

impl TakeError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Misplaced { .. } => "part_misplaced",
            Self::Judged { .. } => "part_judged",
            Self::Checkpoint { .. } => "part_checkpoint",
            Self::Unauthorised { .. } => "log_unauthorised",
            Self::Forked { .. } => FORK,
            Self::Ahead { .. } => AHEAD,
        }
    }
}

/// A member with its stamp, before it is judged.
struct Step<'a> {
    parcel: Parcel<'a>,
    read: Read,
    /// Its bytes are those of this replica's push: they waited here, and nothing waits unverified.
    is_own: bool,
    judged: Point,
    after: Point,
}

/// What a member says.
enum Read {
    Record(Found),
    Mark(Mark),
}

/// Takes the members of one log into the book. Nothing is taken unless a log key closed them.
///
/// Who reads `national` may not have come to the grant of that key yet: then it comes beside.
pub(crate) fn take_part(
    book: &mut Book,
    part: &LogPart,
    push: &[PushedRecord],
) -> Result<(), TakeError> {
    let trusts = |book: &Book, scope: &Scope, key| {
        let holds = book.national().now().is_log_key(key);
        holds || (*scope == Scope::National && brings_log_key(book, part))
    };
    take_closed(book, part, push, trusts)
}

/// Takes a part back that the server itself closed once, whether or not it still has the grant of
/// its key.
pub(crate) fn take_own(book: &mut Book, part: &LogPart, own: KeyId) -> Result<(), TakeError> {
    take_closed(book, part, &[], |_, _, key| key == own)
}

fn take_closed(
    book: &mut Book,
    part: &LogPart,
    push: &[PushedRecord],
    trusts: impl FnOnce(&Book, &Scope, KeyId) -> bool,
) -> Result<(), TakeError> {
    let misplaced = || TakeError::Misplaced { log: part.log.clone() };
    let scope: Scope = part.log.parse().map_err(|_| misplaced())?;
    if book.head(&scope).position != part.after {
        return Err(misplaced());
    }
    let steps = steps(book, &scope, part, push)?;
    let key = check(book, &scope, part, steps.last().map(|step| step.after))?;
    if !trusts(book, &scope, key) {
        return Err(TakeError::Checkpoint { log: part.log.clone() });
    }
    for stretch in stretches(&steps, |step| step.parcel.bytes.len()) {
        let records: Vec<_> = stretch.iter().map(Step::incoming).collect();
        for (step, inspected) in stretch.iter().zip(inspect(book.national(), &records)) {
            take(book, &scope, step, inspected)?;
        }
    }
    Ok(())
}

impl Step<'_> {
    /// The record, if it is one that this program understands.
    fn incoming(&self) -> Option<Incoming<'_>> {
        match &self.read {
            Read::Record(Found::Known(record)) => {
                Some(Incoming { record, was_verified: self.is_own })
            }
            Read::Record(Found::Newer(_)) | Read::Mark(_) => None,
        }
    }
}

fn steps<'a>(
    book: &Book,
    scope: &Scope,
    part: &'a LogPart,
    push: &'a [PushedRecord],
) -> Result<Vec<Step<'a>>, TakeError> {
    let wrong = || TakeError::Judged { log: part.log.clone() };
    let mut before = book.head(scope);
    let mut least = book.last_judged(scope);
    let mut steps = Vec::with_capacity(part.members.len());
    let root = book.national().root_id();
    for member in &part.members {
        let (parcel, read, judged) = open(member, push).ok_or_else(wrong)?;
        let hash = match &read {
            Read::Record(record) => record.hash(&root),
            Read::Mark(mark) => mark.hash(&root),
        };
        let judged = if *scope == Scope::National {
            before
        } else {
            let point = book.national().point(judged).ok_or_else(wrong)?;
            least = Some(judged).filter(|judged| *judged >= least).ok_or_else(wrong)?;
            point
        };
        before = stamp(before, hash, judged);
        let is_own = matches!(member, MemberPart::Yours { .. });
        steps.push(Step { parcel, read, is_own, judged, after: before });
    }
    Ok(steps)
}

/// Reads a member once; none where it is none, or not of this push.
fn open<'a>(member: &'a MemberPart, push: &'a [PushedRecord]) -> Option<(Parcel<'a>, Read, u64)> {
    let (bytes, attachment, judged) = match member {
        MemberPart::Record { record, judged, attachment } => (record, attachment, *judged),
        MemberPart::Yours { index, judged } => {
            let own = push.get(usize::try_from(*index).ok()?)?;
            (&own.record, &own.attachment, *judged)
        }
        MemberPart::Mark { mark, judged } => {
            let read = Read::Mark(read_any_mark(mark).ok()?);
            return Some((Parcel { bytes: mark, attachment: None }, read, *judged));
        }
    };
    let read = Read::Record(read_found(bytes).ok()?);
    Some((Parcel { bytes, attachment: attachment.as_deref() }, read, judged))
}

/// The key whose checkpoint closes the part.
fn check(
    book: &Book,
    scope: &Scope,
    part: &LogPart,
    end: Option<Point>,
) -> Result<KeyId, TakeError> {
    let wrong = || TakeError::Checkpoint { log: part.log.clone() };
    let checkpoint = part.checkpoint.as_ref().ok_or_else(wrong)?;
    let checkpoint = read_checkpoint(scope.clone(), checkpoint);
    let closes = checkpoint.point == end.unwrap_or_else(|| book.head(scope));
    let signed = checkpoint.verify(&book.national().root_id()).is_ok();
    if closes && signed { Ok(checkpoint.key) } else { Err(wrong()) }
}

fn take(
    book: &mut Book,
    scope: &Scope,
    step: &Step<'_>,
    inspected: Option<Inspected<'_>>,
) -> Result<(), TakeError> {
    let refused = |code: &'static str, sentence: String| TakeError::Unauthorised {
        log: scope.to_string(),
        position: step.after.position,
        code,
        sentence,
    };
    let found = match &step.read {
        Read::Record(found) => found,
        Read::Mark(mark) => {
            let taken = take_mark(book, scope, mark, step.parcel.bytes);
            return taken.map_err(|error| refused(error.code(), error.to_string()));
        }
    };
    if found.scope() != scope {
        return Err(refused("record_elsewhere", format!("it was signed for {}", found.scope())));
    }
    let taken = match (found, inspected) {
        (Found::Newer(record), _) => book.pass_record(record, step.parcel, step.judged),
        (Found::Known(record), inspected) => {
            let inspected = inspected.unwrap_or_else(|| Inspected::not_yet(record));
            book.follow_inspected(inspected, step.parcel, step.judged)
        }
    };
    match taken {
        Ok(Taken::At(_, point)) if point == step.after => Ok(()),
        Ok(_) => Err(refused("record_twice", "the same change stands here twice".to_owned())),
        Err(TakeRefusal::Book(error)) => Err(refused(error.code(), error.to_string())),
        Err(error) => Err(refused(error.code(), error.to_string())),
    }
}

fn take_mark(book: &mut Book, scope: &Scope, mark: &Mark, bytes: &[u8]) -> Result<(), MarkError> {
    if *scope != Scope::National {
        return Err(MarkError::Place);
    }
    let taken = match read_mark(bytes) {
        Ok(day) => book.mark(&day),
        Err(_) => book.pass_mark(mark, bytes),
    };
    taken.map(drop)
}
