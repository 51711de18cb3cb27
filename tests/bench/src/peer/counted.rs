//! A store that counts what was committed to it, durably.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use kecuali_storage::{Commit, Event, Folded, LogHead, Member, Pending, Row, StorageError, Store};
use kecuali_storage_sqlite::SqliteStore;
use tokio::sync::watch;

use crate::time::now;

/// The documents that were committed since a mark, counted when the commit has returned.
#[derive(Debug)]
pub(crate) struct Counted {
    store: SqliteStore,
    seen: Mutex<HashSet<(String, [u8; 16])>>,
    told: watch::Sender<Count>,
}

/// How many, and when the last of them was there.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) documents: usize,
    pub(crate) at: f64,
}

impl Counted {
    pub(crate) fn new(store: SqliteStore) -> Self {
        Self { store, seen: Mutex::default(), told: watch::Sender::default() }
    }

    /// Counts from nothing again.
    pub(crate) fn mark(&self) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.told.send_replace(Count { documents: 0, at: now() });
    }

    /// Tells of every commit.
    pub(crate) fn counted(&self) -> watch::Receiver<Count> {
        self.told.subscribe()
    }

    fn count(&self, commit: &Commit, at: f64) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for append in commit.appends.iter().filter(|append| append.log != "national") {
            let documents = append.members.iter().filter_map(|member| member.document);
            seen.extend(documents.map(|document| (append.log.clone(), document)));
        }
        self.told.send_replace(Count { documents: seen.len(), at });
    }
}

impl Store for Counted {
    fn commit(&self, commit: &Commit) -> Result<(), StorageError> {
        self.store.commit(commit)?;
        self.count(commit, now());
        Ok(())
    }

    fn heads(&self) -> Result<Vec<(String, LogHead)>, StorageError> {
        self.store.heads()
    }

    fn head(&self, log: &str) -> Result<Option<LogHead>, StorageError> {
        self.store.head(log)
    }

    fn members(
        &self,
        log: &str,
        after: u64,
        max_count: usize,
        max_bytes: usize,
    ) -> Result<Vec<Member>, StorageError> {
        self.store.members(log, after, max_count, max_bytes)
    }

    fn member_by_change(
        &self,
        log: &str,
        change: &[u8; 32],
    ) -> Result<Option<Member>, StorageError> {
        self.store.member_by_change(log, change)
    }

    fn member_by_hash(&self, log: &str, hash: &[u8; 32]) -> Result<Option<Member>, StorageError> {
        self.store.member_by_hash(log, hash)
    }

    fn document(&self, log: &str, document: &[u8; 16]) -> Result<Vec<Member>, StorageError> {
        self.store.document(log, document)
    }

    fn documents(&self, log: &str) -> Result<Vec<[u8; 16]>, StorageError> {
        self.store.documents(log)
    }

    fn pending(&self, log: Option<&str>) -> Result<Vec<Pending>, StorageError> {
        self.store.pending(log)
    }

    fn value(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.store.value(name)
    }

    fn folded(&self, log: &str, document: &[u8; 16]) -> Result<Option<Folded>, StorageError> {
        self.store.folded(log, document)
    }

    fn row(&self, id: &str) -> Result<Option<Row>, StorageError> {
        self.store.row(id)
    }

    fn rows(
        &self,
        office: Option<&str>,
        only_in_force: bool,
        after_id: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Row>, StorageError> {
        self.store.rows(office, only_in_force, after_id, limit)
    }

    fn count_in_force(&self, office: Option<&str>) -> Result<u64, StorageError> {
        self.store.count_in_force(office)
    }

    fn rows_under(&self, issue: &[u8; 32], item: Option<u32>) -> Result<Vec<Row>, StorageError> {
        self.store.rows_under(issue, item)
    }

    fn rows_ending_before(&self, day: &str) -> Result<Vec<Row>, StorageError> {
        self.store.rows_ending_before(day)
    }

    fn events(&self, after_seq: u64, limit: usize) -> Result<Vec<Event>, StorageError> {
        self.store.events(after_seq, limit)
    }

    fn event_by_name(&self, name: &str) -> Result<Option<Event>, StorageError> {
        self.store.event_by_name(name)
    }

    fn last_event(&self) -> Result<Option<Event>, StorageError> {
        self.store.last_event()
    }

    fn event_body(&self, seq: u64) -> Result<Option<Vec<u8>>, StorageError> {
        self.store.event_body(seq)
    }
}
