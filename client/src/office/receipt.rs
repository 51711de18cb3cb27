//! Who signed a change, and whether the server's log holds it: since which day and where, or what it
//! still waits for here.

use kecuali_domain::{Day, Scope};
use kecuali_encoding::{Digest, KeyId};
use kecuali_storage::Store as _;
use kecuali_sync::{WaitingState, read_record};
use serde::Serialize;

use super::Office;
use crate::error::OfficeError;

/// What is known here of one change beside what it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Receipt {
    /// Who signed; none where its record is not here.
    pub(crate) signer: Option<KeyId>,
    /// Where the server's log holds it.
    pub(crate) place: Option<Place>,
    /// What it waits for where no log holds it.
    pub(crate) waits: Option<Waits>,
}

/// Where a log holds a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its position in that log.
    pub(crate) position: u64,
    /// The hash of the record.
    pub(crate) record: Digest,
    /// The day of the national log when the server took it; none before the first.
    pub(crate) day: Option<Day>,
}

/// What a change waits for that was signed here and that no log holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// The next sync.
    Ready,
    /// The grant of its key: it is signed, and sent, when that arrives.
    Unsealed,
    /// A person: the server refused it for good, and it is kept here.
    Parked,
}

impl Office {
    /// Who signed a change and how far it has come.
    pub(crate) fn receipt(&self, scope: &Scope, change: &Digest) -> Result<Receipt, OfficeError> {
        let Some(member) = self.store.member_by_change(&scope.to_string(), &change.0)? else {
            let waiting = self.desk.waiting().iter().find(|waiting| waiting.change == *change);
            return Ok(waiting.map_or_else(Receipt::default, |waiting| Receipt {
                signer: Some(waiting.signer),
                place: None,
                waits: Some(Waits::of(&waiting.state)),
            }));
        };
        // A record is judged by where `national` ends when the server takes it, and the day is a
        // mark in there: no clock of an office has a part in it.
        let of_national =
            if *scope == Scope::National { member.position } else { member.judged_position };
        let place = Place {
            position: member.position,
            record: Digest(member.hash),
            day: self.national().at(of_national).day(),
        };
        let signer = read_record(&member.bytes).ok().map(|record| record.sealed.signer);
        Ok(Receipt { signer, place: Some(place), waits: None })
    }
}

impl Waits {
    const fn of(state: &WaitingState) -> Self {
        match state {
            WaitingState::Ready => Self::Ready,
            WaitingState::Unsealed => Self::Unsealed,
            WaitingState::Parked { .. } => Self::Parked,
        }
    }
}
