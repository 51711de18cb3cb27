//! A replica reads on: members of a log, proven by the server's checkpoint and judged again.

use kecuali_domain::Scope;
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{MarkError, Point, stamp};
use kecuali_protocol::sync::{LogPart, MemberPart, PushedRecord};

use crate::{
    book::{Book, TakeRefusal},
    codec::{read_any_mark, read_checkpoint, read_mark, read_opaque},
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
    bytes: &'a [u8],
    attachment: Option<&'a [u8]>,
    is_mark: bool,
    judged: Point,
    after: Point,
}

/// Takes the members of one log into the book. Nothing is taken unless the checkpoint closes them.
pub fn take_part(book: &mut Book, part: &LogPart, push: &[PushedRecord]) -> Result<(), TakeError> {
    let misplaced = || TakeError::Misplaced { log: part.log.clone() };
    let scope: Scope = part.log.parse().map_err(|_| misplaced())?;
    if book.head(&scope).position != part.after {
        return Err(misplaced());
    }
    let steps = steps(book, &scope, part, push)?;
    let key = check(book, &scope, part, steps.last().map(|step| step.after))?;
    // `national` itself says who holds a log key, perhaps only in these very members.
    let holds = holds_log(book, key) || (scope == Scope::National && appoint(book, &steps, key));
    if !holds {
        return Err(TakeError::Checkpoint { log: part.log.clone() });
    }
    steps.iter().try_for_each(|step| take(book, &scope, step))
}

fn holds_log(book: &Book, key: KeyId) -> bool {
    book.national().now().is_log_key(key)
}

/// Whether members of `national` make this key a log key, tried on a book that is thrown away.
fn appoint(book: &Book, steps: &[Step<'_>], key: KeyId) -> bool {
    let Ok(mut trial) = book.reopen() else { return false };
    if trial.national().head() != book.national().head() {
        return false;
    }
    let taken = |step| take(&mut trial, &Scope::National, step).is_ok();
    let _stops_where_the_book_would = steps.iter().all(taken);
    holds_log(&trial, key)
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
    for member in &part.members {
        let (bytes, attachment, is_mark, judged) = open(member, push).ok_or_else(wrong)?;
        let hash = hash(book, bytes, is_mark).ok_or_else(wrong)?;
        let judged = if *scope == Scope::National {
            before
        } else {
            let point = book.national().point(judged).ok_or_else(wrong)?;
            least = Some(judged).filter(|judged| *judged >= least).ok_or_else(wrong)?;
            point
        };
        before = stamp(before, hash, judged);
        steps.push(Step { bytes, attachment, is_mark, judged, after: before });
    }
    Ok(steps)
}

type Opened<'a> = (&'a [u8], Option<&'a [u8]>, bool, u64);

fn open<'a>(member: &'a MemberPart, push: &'a [PushedRecord]) -> Option<Opened<'a>> {
    Some(match member {
        MemberPart::Record { record, judged, attachment } => {
            (record, attachment.as_deref(), false, *judged)
        }
        MemberPart::Yours { index, judged } => {
            let own = push.get(usize::try_from(*index).ok()?)?;
            (&own.record, own.attachment.as_deref(), false, *judged)
        }
        MemberPart::Mark { mark, judged } => (mark, None, true, *judged),
    })
}

fn hash(book: &Book, bytes: &[u8], is_mark: bool) -> Option<Digest> {
    let root = book.national().root_id();
    if is_mark {
        read_any_mark(bytes).ok().map(|mark| mark.hash(&root))
    } else {
        read_opaque(bytes).ok().map(|record| record.hash(&root))
    }
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

fn take(book: &mut Book, scope: &Scope, step: &Step<'_>) -> Result<(), TakeError> {
    let refused = |code: &'static str, sentence: String| TakeError::Unauthorised {
        log: scope.to_string(),
        position: step.after.position,
        code,
        sentence,
    };
    if step.is_mark {
        if *scope != Scope::National {
            return Err(refused(MarkError::Place.code(), MarkError::Place.to_string()));
        }
        let mark = read_any_mark(step.bytes).map_err(|e| refused(e.code(), e.to_string()))?;
        let taken = match read_mark(step.bytes) {
            Ok(day) => book.mark(&day),
            Err(_) => book.pass_mark(&mark, step.bytes),
        };
        return taken.map(drop).map_err(|e| refused(e.code(), e.to_string()));
    }
    let named = read_opaque(step.bytes).map_err(|e| refused(e.code(), e.to_string()))?.scope;
    if named != *scope {
        return Err(refused("record_elsewhere", format!("it was signed for {named}")));
    }
    let taken = book.follow(step.bytes, step.attachment, step.judged);
    match taken {
        Ok(crate::Taken::At(_, point)) if point == step.after => Ok(()),
        Ok(_) => Err(refused("record_twice", "the same change stands here twice".to_owned())),
        Err(TakeRefusal::Book(error)) => Err(refused(error.code(), error.to_string())),
        Err(error) => Err(refused(error.code(), error.to_string())),
    }
}
