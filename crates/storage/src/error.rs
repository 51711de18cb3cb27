//! Why a store refused or failed.

use std::{error::Error, fmt};

use crate::LogHead;

/// Why a store did not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The log does not end where the caller saw it end.
    #[error("log `{log}` was expected to end at {}, and ends at {}; read it again",
        expected.position, found.map_or(0, |head| head.position))]
    HeadMoved {
        /// The log.
        log: String,
        /// The head the caller saw.
        expected: LogHead,
        /// The head it has; none while it has no member.
        found: Option<LogHead>,
    },
    /// The members of an append do not follow each other.
    #[error("log `{log}` continues at position {expected}, and {found} was given")]
    Gap {
        /// The log.
        log: String,
        /// The position that comes next.
        expected: u64,
        /// The position given.
        found: u64,
    },
    /// The log already holds this change.
    #[error("log `{log}` already holds the change {}", Hex(change))]
    DuplicateChange {
        /// The log.
        log: String,
        /// The change.
        change: [u8; 32],
    },
    /// The change to be parked is not pending.
    #[error("the change {} is not pending for log `{log}`", Hex(change))]
    NotPending {
        /// The log.
        log: String,
        /// The change.
        change: [u8; 32],
    },
    /// The change whose attachment was named is neither in the log nor pending for it.
    #[error("the change {} is neither in log `{log}` nor pending for it", Hex(change))]
    NoSuchChange {
        /// The log.
        log: String,
        /// The change.
        change: [u8; 32],
    },
    /// An event does not follow the last one; a number below `expected` is taken for ever.
    #[error("the next event has the number {expected}, and {found} was given")]
    EventOrder {
        /// The number that comes next.
        expected: u64,
        /// The number given.
        found: u64,
    },
    /// An event of this name exists; names are not used twice.
    #[error("an event named `{name}` exists, and names are never used twice")]
    EventNameTaken {
        /// The name.
        name: String,
    },
    /// There is no event of this number.
    #[error("there is no event with the number {seq}")]
    NoSuchEvent {
        /// The number.
        seq: u64,
    },
    /// A number above 2^63 − 1, which not every back end can hold.
    #[error("the number {0} is too large to be stored")]
    TooLarge(u64),
    /// The store was opened for reading only.
    #[error("the store was opened for reading only")]
    ReadOnly,
    /// Another process held the store for too long.
    #[error("another process is using the store; try again")]
    Busy,
    /// There is no room left.
    #[error("the disk is full; make room and try again")]
    Full,
    /// What is stored cannot be what was stored.
    #[error("the stored data is damaged; restore it from a backup")]
    Corrupt(#[source] Box<dyn Error + Send + Sync>),
    /// The back end failed in another way.
    #[error("the store failed")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}

impl StorageError {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HeadMoved { .. } => "store_head_moved",
            Self::Gap { .. } => "store_gap",
            Self::DuplicateChange { .. } => "store_duplicate_change",
            Self::NotPending { .. } => "store_not_pending",
            Self::NoSuchChange { .. } => "store_no_such_change",
            Self::EventOrder { .. } => "store_event_order",
            Self::EventNameTaken { .. } => "store_event_name_taken",
            Self::NoSuchEvent { .. } => "store_no_such_event",
            Self::TooLarge(_) => "store_too_large",
            Self::ReadOnly => "store_read_only",
            Self::Busy => "store_busy",
            Self::Full => "store_full",
            Self::Corrupt(_) => "store_corrupt",
            Self::Failed(_) => "store_failed",
        }
    }
}

/// Lets a number pass that every back end can hold: SQL knows no larger one.
pub(crate) fn storable(number: u64) -> Result<u64, StorageError> {
    if i64::try_from(number).is_ok() { Ok(number) } else { Err(StorageError::TooLarge(number)) }
}

struct Hex<'a>(&'a [u8; 32]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
