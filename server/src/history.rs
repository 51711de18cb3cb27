//! Which events are about a row: read once, then followed.
//!
//! The store keeps no such index, and needs none for anything but this; the bodies of events stay
//! there. 100,000 events take some ten megabytes here.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use kecuali_storage::{StorageError, Store};

const PAGE: usize = 1_000;

/// The numbers of each row's events.
#[derive(Debug, Default)]
pub(crate) struct History(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    upto: u64,
    of_row: HashMap<String, Vec<u64>>,
}

impl History {
    /// The number of the last event about a row, of those up to one.
    pub(crate) fn last_of_row(
        &self,
        store: &dyn Store,
        row: &str,
        upto: u64,
    ) -> Result<Option<u64>, StorageError> {
        let numbers = self.of_row(store, row)?;
        Ok(numbers.into_iter().rfind(|seq| *seq <= upto))
    }

    /// The numbers of the events about a row, oldest first.
    pub(crate) fn of_row(&self, store: &dyn Store, row: &str) -> Result<Vec<u64>, StorageError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let page = store.events(known.upto, PAGE)?;
            let Some(last) = page.last() else { break };
            known.upto = last.seq;
            for event in page {
                known.of_row.entry(event.row).or_default().push(event.seq);
            }
        }
        Ok(known.of_row.get(row).cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use kecuali_storage::{Commit, Event, MemoryStore};

    use super::*;

    fn event(seq: u64, row: &str) -> Event {
        Event {
            seq,
            name: format!("x.{seq}"),
            kind: "published".to_owned(),
            row: row.to_owned(),
            office: "3604".to_owned(),
            day: "2026-11-26".to_owned(),
            reason: None,
            body: None,
        }
    }

    #[test]
    fn what_came_since_is_known_too() {
        let (store, history) = (MemoryStore::default(), History::default());
        let add = |events| store.commit(&Commit { events, ..Commit::default() }).unwrap();
        assert!(history.of_row(&store, "a").unwrap().is_empty());
        add(vec![event(1, "a"), event(2, "b")]);
        assert_eq!(history.of_row(&store, "a").unwrap(), [1]);
        add(vec![event(3, "a")]);
        assert_eq!(history.of_row(&store, "a").unwrap(), [1, 3]);
        let last = |row, upto| history.last_of_row(&store, row, upto).unwrap();
        assert_eq!([last("a", 2), last("a", 3), last("b", 1)], [Some(1), Some(3), None]);
    }
}
