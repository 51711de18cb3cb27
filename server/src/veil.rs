//! What is public of the store, without the rows that must not be shown just now.
//!
//! A store that was restored from a backup holds again what was taken down since. Which rows those
//! are is known beside the store; until the logs have come back that say so themselves, nobody is
//! shown them, nor what their events said.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
};

use kecuali_storage::{Commit, Event, Folded, LogHead, Member, Pending, Row, StorageError, Store};

use crate::data::TakenDown;

/// A store as the public may see it.
#[derive(Debug)]
pub(crate) struct Veil {
    store: Arc<dyn Store>,
    hidden: RwLock<BTreeSet<String>>,
}

impl Veil {
    /// Over a store, hiding nothing.
    pub(crate) fn over(store: Arc<dyn Store>) -> Self {
        Self { store, hidden: RwLock::default() }
    }

    /// Hides the rows whose take-down this store does not have, and no others. Says whether there
    /// are now others hidden than before.
    pub(crate) fn hide(&self, taken_down: &TakenDown) -> Result<bool, StorageError> {
        let mut missing = BTreeSet::new();
        for (row, logs) in taken_down {
            for (log, position) in logs {
                if self.store.head(log)?.map_or(0, |head| head.position) < *position {
                    missing.insert(row.clone());
                }
            }
        }
        let mut hidden = self.hidden.write().unwrap_or_else(PoisonError::into_inner);
        let changed = *hidden != missing;
        *hidden = missing;
        Ok(changed)
    }

    fn hidden(&self) -> RwLockReadGuard<'_, BTreeSet<String>> {
        self.hidden.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn shown(&self, mut rows: Vec<Row>) -> Vec<Row> {
        let hidden = self.hidden();
        rows.retain(|row| !hidden.contains(&row.id));
        rows
    }

    /// An event without what its row said, where that is hidden.
    fn told(&self, event: Event) -> Event {
        let body = event.body.filter(|_| !self.hidden().contains(&event.row));
        Event { body, ..event }
    }
}

/// What is asked of the store below as it is.
macro_rules! as_below {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $what:ty;)*) => {
        $(fn $name(&self, $($argument: $kind),*) -> Result<$what, StorageError> {
            self.store.$name($($argument),*)
        })*
    };
}

impl Store for Veil {
    as_below! {
        commit(commit: &Commit) -> ();
        heads() -> Vec<(String, LogHead)>;
        head(log: &str) -> Option<LogHead>;
        members(log: &str, after: u64, max_count: usize, max_bytes: usize) -> Vec<Member>;
        member_by_change(log: &str, change: &[u8; 32]) -> Option<Member>;
        member_by_hash(log: &str, hash: &[u8; 32]) -> Option<Member>;
        document(log: &str, document: &[u8; 16]) -> Vec<Member>;
        documents(log: &str) -> Vec<[u8; 16]>;
        pending(log: Option<&str>) -> Vec<Pending>;
        value(name: &str) -> Option<Vec<u8>>;
        folded(log: &str, document: &[u8; 16]) -> Option<Folded>;
        count_in_force(office: Option<&str>) -> u64;
    }

    fn row(&self, id: &str) -> Result<Option<Row>, StorageError> {
        if self.hidden().contains(id) { Ok(None) } else { self.store.row(id) }
    }

    fn rows(
        &self,
        office: Option<&str>,
        only_in_force: bool,
        after_id: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Row>, StorageError> {
        let mut after = after_id.map(str::to_owned);
        loop {
            let rows = self.store.rows(office, only_in_force, after.as_deref(), limit)?;
            let Some(last) = rows.last() else {
                return Ok(rows);
            };
            after = Some(last.id.clone());
            // A page of which nothing is left is not the end.
            let shown = self.shown(rows);
            if !shown.is_empty() {
                return Ok(shown);
            }
        }
    }

    fn rows_under(&self, issue: &[u8; 32], item: Option<u32>) -> Result<Vec<Row>, StorageError> {
        Ok(self.shown(self.store.rows_under(issue, item)?))
    }

    fn rows_ending_before(&self, day: &str) -> Result<Vec<Row>, StorageError> {
        Ok(self.shown(self.store.rows_ending_before(day)?))
    }

    fn events(&self, after_seq: u64, limit: usize) -> Result<Vec<Event>, StorageError> {
        let events = self.store.events(after_seq, limit)?.into_iter();
        Ok(events.map(|event| self.told(event)).collect())
    }

    fn event_by_name(&self, name: &str) -> Result<Option<Event>, StorageError> {
        Ok(self.store.event_by_name(name)?.map(|event| self.told(event)))
    }

    fn last_event(&self) -> Result<Option<Event>, StorageError> {
        Ok(self.store.last_event()?.map(|event| self.told(event)))
    }

    fn event_body(&self, seq: u64) -> Result<Option<Vec<u8>>, StorageError> {
        let event = self.events(seq.saturating_sub(1), 1)?.into_iter().next();
        Ok(event.filter(|event| event.seq == seq).and_then(|event| event.body))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kecuali_storage::{MemoryStore, RowStatus};

    use super::*;
    use crate::data::Positions;

    fn row(number: u64) -> Row {
        Row {
            id: format!("3604-{number}"),
            office: "3604".to_owned(),
            issue: [1; 32],
            item: 1,
            ends: Some("2026-12-31".to_owned()),
            status: RowStatus::InForce,
            event: number,
            body: b"{}".to_vec(),
        }
    }

    fn event(seq: u64) -> Event {
        Event {
            seq,
            name: format!("x.{seq}"),
            kind: "published".to_owned(),
            row: format!("3604-{seq}"),
            office: "3604".to_owned(),
            day: "2026-11-26".to_owned(),
            reason: None,
            body: Some(b"{}".to_vec()),
        }
    }

    fn ids(rows: Vec<Row>) -> Vec<String> {
        rows.into_iter().map(|row| row.id).collect()
    }

    #[test]
    fn a_hidden_row_is_nowhere_and_its_events_say_nothing() {
        let (rows, events) = ((1..=4).map(row).collect(), (1..=4).map(event).collect());
        let store = Arc::new(MemoryStore::default());
        store.commit(&Commit { rows, events, ..Commit::default() }).unwrap();
        let veil = Veil::over(store);
        let logs = Positions::from([("office/3604".to_owned(), 1)]);
        let gone = BTreeMap::from([("3604-1", &logs), ("3604-2", &logs)]);
        let gone = gone.into_iter().map(|(id, logs)| (id.to_owned(), logs.clone())).collect();
        assert!(veil.hide(&gone).unwrap() && !veil.hide(&gone).unwrap());
        assert_eq!(veil.row("3604-1").unwrap(), None);
        assert!(veil.row("3604-3").unwrap().is_some());
        let page = veil.rows(Some("3604"), true, None, 2).unwrap();
        assert_eq!(ids(page), ["3604-3", "3604-4"], "a page of hidden rows is not the end");
        assert_eq!(ids(veil.rows(None, false, Some("3604-1"), 2).unwrap()), ["3604-3"]);
        assert_eq!(ids(veil.rows_under(&[1; 32], None).unwrap()), ["3604-3", "3604-4"]);
        assert_eq!(ids(veil.rows_ending_before("2027-01-01").unwrap()), ["3604-3", "3604-4"]);
        let told = |seq| {
            let by_name = veil.event_by_name(&format!("x.{seq}")).unwrap().unwrap();
            let listed = veil.events(seq - 1, 1).unwrap().remove(0);
            assert_eq!(by_name, listed);
            (listed.body.is_some(), veil.event_body(seq).unwrap().is_some())
        };
        assert_eq!(
            [1, 2, 3, 4].map(told),
            [(false, false), (false, false), (true, true), (true, true)]
        );
        assert!(veil.hide(&TakenDown::new()).unwrap());
        assert!(veil.row("3604-1").unwrap().is_some());
    }

    #[test]
    fn a_row_whose_take_down_is_in_the_logs_needs_no_hiding() {
        let veil = Veil::over(Arc::new(MemoryStore::default()));
        let logs = Positions::from([("national".to_owned(), 0)]);
        assert!(!veil.hide(&TakenDown::from([("3604-1".to_owned(), logs)])).unwrap());
    }
}
