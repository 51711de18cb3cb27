//! What is known of records that the store lost.

use std::collections::BTreeMap;

use kecuali_storage::{StorageError, Store};
use kecuali_sync::Book;

use super::Health;
use crate::data::Positions;

/// The value that says since when the server is being healed, in milliseconds since 1970, as text;
/// and behind it `unknown` where nobody knows how much was lost.
pub const HEALING: &str = "healing";
/// The value that says where each log ended when what had not come back was given up, as JSON.
pub const GIVEN_UP: &str = "given_up";

const UNKNOWN: &str = "unknown";

/// How much a server that is being healed has lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What lies between the store and the high-water: healing ends when all of it is back.
    Known,
    /// Nobody knows: a person ends healing, or the time.
    Unknown,
}

/// How far back the store is, as far as anyone knows.
#[derive(Debug, Clone)]
pub(super) struct Loss {
    /// Up to where each log was acknowledged before; empty where nobody knows.
    acknowledged: Positions,
    /// Where each log ended when the rest was given up, with what came back of it since.
    given_up: Option<Positions>,
}

impl Loss {
    pub(super) fn read(
        store: &dyn Store,
        health: Health,
        acknowledged: Positions,
    ) -> Result<Self, StorageError> {
        let is_unknown = matches!(health, Health::Healing { extent: Extent::Unknown, .. });
        let acknowledged = if is_unknown { Positions::new() } else { acknowledged };
        let given_up = store.value(GIVEN_UP)?;
        let given_up = given_up.and_then(|json| serde_json::from_slice(&json).ok());
        Ok(Self { acknowledged, given_up })
    }

    /// Whether every log is again as long as it was acknowledged. Where nobody knows how long that
    /// was, it never is.
    pub(super) fn is_made_up(&self, book: &Book) -> bool {
        let reached = |(log, position): (&String, &u64)| {
            log.parse().is_ok_and(|scope| book.head(&scope).position >= *position)
        };
        !self.acknowledged.is_empty() && self.acknowledged.iter().all(reached)
    }

    /// Records came back to a server that was not being healed. `moved` says for each log where it
    /// had ended and ends now. Whether that shows a loss that nobody knew of: what goes on exactly
    /// where it was given up belongs to that one, and what goes on later was stamped since.
    pub(super) fn finds(&mut self, moved: &BTreeMap<String, (u64, u64)>) -> bool {
        let ended = |log: &str| Some(self.given_up.as_ref()?.get(log).copied().unwrap_or(0));
        if moved.iter().all(|(log, (before, _))| ended(log) == Some(*before)) {
            let now = moved.iter().map(|(log, (_, now))| (log.clone(), *now));
            self.given_up.get_or_insert_default().extend(now);
            return false;
        }
        // The high-water went with the store, or it would have told.
        self.acknowledged.clear();
        true
    }

    /// Nothing more is waited for.
    pub(super) fn give_up(&mut self, book: &Book) {
        let ends = book.logs().into_iter();
        let ends = ends.map(|scope| (scope.to_string(), book.head(&scope).position));
        self.given_up = Some(ends.collect());
    }

    /// What is to be stored of it.
    pub(super) fn value(&self) -> (String, Option<Vec<u8>>) {
        given_up(self.given_up.as_ref())
    }
}

/// The value that says where logs ended when the rest was given up.
pub(crate) fn given_up(ends: Option<&Positions>) -> (String, Option<Vec<u8>>) {
    (GIVEN_UP.to_owned(), ends.map(|ends| serde_json::json!(ends).to_string().into_bytes()))
}

/// Since when the server is being healed, and how much it lost, as it is stored.
pub(super) fn write_health(health: Health) -> (String, Option<Vec<u8>>) {
    let value = match health {
        Health::Serving => None,
        Health::Healing { since, extent: Extent::Known } => Some(since.to_string()),
        Health::Healing { since, extent: Extent::Unknown } => Some(format!("{since} {UNKNOWN}")),
    };
    (HEALING.to_owned(), value.map(String::into_bytes))
}

/// Reads what [`write_health`] stored; none when the server was not being healed.
pub(super) fn read_health(store: &dyn Store, now: u64) -> Result<Option<Health>, StorageError> {
    let Some(value) = store.value(HEALING)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&value);
    let mut words = text.split_whitespace();
    let since = words.next().and_then(|since| since.parse().ok()).unwrap_or(now);
    let extent = if words.next() == Some(UNKNOWN) { Extent::Unknown } else { Extent::Known };
    Ok(Some(Health::Healing { since, extent }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(log: &str, before: u64, now: u64) -> BTreeMap<String, (u64, u64)> {
        BTreeMap::from([(log.to_owned(), (before, now))])
    }

    #[test]
    fn what_was_given_up_shows_no_new_loss_however_late_and_in_how_many_pieces_it_returns() {
        let given_up = Some(Positions::from([("office/3604".to_owned(), 7)]));
        let mut loss = Loss { acknowledged: Positions::new(), given_up };
        assert!(!loss.finds(&moved("office/3604", 7, 9)));
        assert!(!loss.finds(&moved("office/3604", 9, 10)));
        assert!(!loss.finds(&moved("office/1101", 0, 4)), "a log that was lost whole");
        assert!(loss.finds(&moved("office/3604", 11, 12)), "behind what was stamped since");
        assert!(loss.finds(&moved("office/1101", 5, 6)));
    }

    #[test]
    fn where_nothing_was_given_up_whatever_comes_back_was_lost_unnoticed() {
        let acknowledged = Positions::from([("national".to_owned(), 3)]);
        let mut loss = Loss { acknowledged, given_up: None };
        assert!(loss.finds(&moved("national", 3, 4)));
        assert!(loss.acknowledged.is_empty(), "the high-water is not believed any more");
    }
}
