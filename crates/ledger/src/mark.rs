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
pub const LONGEST_STEP: i32 = 7;

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

/// A mark as it is signed, whatever it marks: a program that does not know its kind still knows
/// that a log key signed it and what it does to the running digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it marks, by its signed name.
    pub kind: String,
    /// What it says.
    pub value: String,
    /// Where `national` ended before.
    pub before: Point,
    /// The log key that signed.
    pub key: KeyId,
    /// Ed25519 over the frame of all of these.
    pub signature: Signature,
}

impl Mark {
    /// The hash by which the log knows it.
    pub fn hash(&self, root: &RootId) -> Digest {
        Frame::new("kecuali/1/mark_hash")
            .bytes(&bytes(&self.kind, &self.value, self.before, root))
            .bytes(&self.key.0)
            .bytes(&self.signature.0)
            .digest()
    }

    /// Whether it may follow this place; `key_is_log` says what its key holds there.
    pub fn check(&self, before: Point, key_is_log: bool, root: &RootId) -> Result<(), MarkError> {
        if self.before != before {
            return Err(MarkError::Place);
        }
        if !key_is_log {
            return Err(MarkError::Key);
        }
        let bytes = bytes(&self.kind, &self.value, self.before, root);
        Ok(verify(self.key, &bytes, &self.signature)?)
    }
}

impl DayMark {
    /// Signs the beginning of a day after a place of `national`.
    pub fn sign(day: Day, before: Point, root: &RootId, key: &SigningKey) -> Self {
        let signature = key.sign(&bytes("day", &day.to_string(), before, root));
        Self { day, before, key: key.public(), signature }
    }

    /// The mark as it is signed.
    pub fn to_mark(&self) -> Mark {
        Mark {
            kind: "day".to_owned(),
            value: self.day.to_string(),
            before: self.before,
            key: self.key,
            signature: self.signature,
        }
    }

    /// The hash by which the log knows it.
    pub fn hash(&self, root: &RootId) -> Digest {
        self.to_mark().hash(root)
    }

    /// Whether it may follow this place and this day; `key_is_log` says what its key holds there.
    ///
    /// The first day of a log is a person's word: `set day` by KPU RI.
    pub fn check(
        &self,
        before: Point,
        last: Option<Day>,
        key_is_log: bool,
        root: &RootId,
    ) -> Result<(), MarkError> {
        let step = last.map(|last| last.days_until(self.day));
        if !step.is_some_and(|days| (1..=LONGEST_STEP).contains(&days)) {
            return Err(MarkError::Step);
        }
        self.to_mark().check(before, key_is_log, root)
    }
}

fn bytes(kind: &str, value: &str, before: Point, root: &RootId) -> Vec<u8> {
    Frame::new("kecuali/1/mark")
        .bytes(root.as_ref())
        .text(kind)
        .number(before.position + 1)
        .bytes(&before.digest.0)
        .text(value)
        .finish()
}
