//! What waits here, in numbers: what stands in the head of every page.

use kecuali_domain::Kind;
use kecuali_storage::Store as _;
use kecuali_sync::WaitingState;
use serde::Serialize;

use super::{Office, standing::LAST_SYNC};
use crate::error::OfficeError;

/// How much waits, and for what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct WaitingCount {
    /// Signed, and sent with the next sync.
    pub ready: usize,
    /// Written, and waiting for the grant of its key.
    pub unsealed: usize,
    /// Refused for good and kept here.
    pub parked: usize,
    /// When the server last answered, in milliseconds since 1970.
    pub last_sync: Option<u64>,
}

impl Office {
    /// What waits here.
    pub fn waiting(&self) -> Result<WaitingCount, OfficeError> {
        let mut count = WaitingCount { last_sync: self.last_sync()?, ..WaitingCount::default() };
        for waiting in self.desk.waiting() {
            match waiting.state {
                WaitingState::Ready => count.ready += 1,
                WaitingState::Unsealed => count.unsealed += 1,
                WaitingState::Parked { .. } => count.parked += 1,
            }
        }
        Ok(count)
    }

    /// How many fields of entries hold several values.
    pub fn conflict_count(&mut self) -> Result<usize, OfficeError> {
        let mut count = 0;
        for scope in self.registers() {
            let index = self.cards(&scope)?;
            let entries = index.cards.values().filter(|card| card.kind == Kind::Entry);
            count += entries.map(|card| card.conflicts).sum::<usize>();
        }
        Ok(count)
    }

    /// When the server last answered, in milliseconds since 1970.
    fn last_sync(&self) -> Result<Option<u64>, OfficeError> {
        let kept = self.store.value(LAST_SYNC)?;
        Ok(kept.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok()))
    }
}
