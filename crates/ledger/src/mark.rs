//! Members of a log that are not changes.

use kecuali_domain::Day;
use kecuali_encoding::{Digest, Frame, KeyId};
use kecuali_trust::{BadSignature, RootId, Signature, SigningKey, verify};

use crate::chain::Point;

/// The publisher's word that a day has begun (Asia/Jakarta).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayMark {
    /// The day.
    pub day: Day,
    /// Where `national` ended before: a mark fits one place only.
    pub before: Point,
    /// The log key that signed.
    pub key: KeyId,
    /// Ed25519 over the frame of all of these.
    pub signature: Signature,
}

/// How many days a mark may go on from the last one without a person's word.
const LONGEST_STEP: i32 = 7;

/// Why a day mark is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// Not made for this place of the log.
    #[error("the mark was made for another place in the log")]
    Place,
    /// Not signed by a key that holds `log`.
    #[error("the mark's key is not a log key")]
    Key,
    /// The signature does not verify.
    #[error(transparent)]
    Signature(#[from] BadSignature),
    /// Not after the last day, or more than a week after it.
    #[error("the day does not follow the last one within a week; KPU RI sets it with `set day`")]
    Step,
}

impl MarkError {
    /// The stable code of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Place => "mark_place",
            Self::Key => "mark_key",
            Self::Signature(_) => "mark_signature",
            Self::Step => "mark_step",
        }
    }
}

impl DayMark {
    /// Signs the beginning of a day after a place of `national`.
    pub fn sign(day: Day, before: Point, root: &RootId, key: &SigningKey) -> Self {
        let signature = key.sign(&bytes(day, before, root));
        Self { day, before, key: key.public(), signature }
    }

    /// The hash by which the log knows it.
    pub fn hash(&self, root: &RootId) -> Digest {
        Frame::new("kecuali/1/mark_hash")
            .bytes(&bytes(self.day, self.before, root))
            .bytes(&self.key.0)
            .bytes(&self.signature.0)
            .digest()
    }

    /// Whether it may follow this place and this day; `key_is_log` says what its key holds there.
    pub fn check(
        &self,
        before: Point,
        last: Option<Day>,
        key_is_log: bool,
        root: &RootId,
    ) -> Result<(), MarkError> {
        if self.before != before {
            return Err(MarkError::Place);
        }
        if !key_is_log {
            return Err(MarkError::Key);
        }
        if last.is_some_and(|last| !(1..=LONGEST_STEP).contains(&last.days_until(self.day))) {
            return Err(MarkError::Step);
        }
        Ok(verify(self.key, &bytes(self.day, self.before, root), &self.signature)?)
    }
}

fn bytes(day: Day, before: Point, root: &RootId) -> Vec<u8> {
    Frame::new("kecuali/1/mark")
        .bytes(root.as_ref())
        .text("day")
        .number(before.position + 1)
        .bytes(&before.digest.0)
        .text(&day.to_string())
        .finish()
}
