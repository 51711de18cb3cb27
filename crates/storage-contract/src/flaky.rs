//! A store that fails once, at a call of one's choice, and works before and after.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use kecuali_storage::{Commit, Event, Folded, LogHead, Member, Pending, Row, StorageError, Store};

type Result<T> = std::result::Result<T, StorageError>;

/// A store that fails once.
#[derive(Debug)]
pub struct Flaky {
    below: Arc<dyn Store>,
    calls: AtomicU64,
    fails_at: AtomicU64,
}

impl Flaky {
    /// Over a store that works.
    pub fn over(below: Arc<dyn Store>) -> Arc<Self> {
        let (calls, fails_at) = (AtomicU64::new(0), AtomicU64::new(NEVER));
        Arc::new(Self { below, calls, fails_at })
    }

    /// It fails at the next commit, whatever else is asked before.
    pub fn fail_next_commit(&self) {
        self.fails_at.store(COMMIT, Ordering::Relaxed);
    }

    /// It fails at the call that follows so many others from now on.
    pub fn fail_in(&self, calls: u64) {
        let now = self.calls.load(Ordering::Relaxed);
        self.fails_at.store(now + calls, Ordering::Relaxed);
    }

    /// From now on it works. Says whether it failed before.
    pub fn calm(&self) -> bool {
        let failed_at = self.fails_at.swap(NEVER, Ordering::Relaxed);
        self.calls.load(Ordering::Relaxed) > failed_at
    }

    fn call(&self) -> Result<&dyn Store> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        if call == self.fails_at.load(Ordering::Relaxed) {
            return Err(StorageError::Busy);
        }
        Ok(self.below.as_ref())
    }
}

/// Stands for the next commit; no store is called so often.
const COMMIT: u64 = u64::MAX;
/// Stands for no call at all.
const NEVER: u64 = u64::MAX - 1;

impl Store for Flaky {
    fn commit(&self, commit: &Commit) -> Result<()> {
        if self.fails_at.load(Ordering::Relaxed) == COMMIT {
            self.fails_at.store(NEVER, Ordering::Relaxed);
            return Err(StorageError::Full);
        }
        self.call()?.commit(commit)
    }

    fn heads(&self) -> Result<Vec<(String, LogHead)>> {
        self.call()?.heads()
    }

    fn head(&self, log: &str) -> Result<Option<LogHead>> {
        self.call()?.head(log)
    }

    fn members(
        &self,
        log: &str,
        after: u64,
        max_count: usize,
        max_bytes: usize,
    ) -> Result<Vec<Member>> {
        self.call()?.members(log, after, max_count, max_bytes)
    }

    fn member_by_change(&self, log: &str, change: &[u8; 32]) -> Result<Option<Member>> {
        self.call()?.member_by_change(log, change)
    }

    fn member_by_hash(&self, log: &str, hash: &[u8; 32]) -> Result<Option<Member>> {
        self.call()?.member_by_hash(log, hash)
    }

    fn document(&self, log: &str, document: &[u8; 16]) -> Result<Vec<Member>> {
        self.call()?.document(log, document)
    }

    fn documents(&self, log: &str) -> Result<Vec<[u8; 16]>> {
        self.call()?.documents(log)
    }

    fn pending(&self, log: Option<&str>) -> Result<Vec<Pending>> {
        self.call()?.pending(log)
    }

    fn value(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.call()?.value(name)
    }

    fn folded(&self, log: &str, document: &[u8; 16]) -> Result<Option<Folded>> {
        self.call()?.folded(log, document)
    }

    fn row(&self, id: &str) -> Result<Option<Row>> {
        self.call()?.row(id)
    }

    fn rows(
        &self,
        office: Option<&str>,
        only_in_force: bool,
        after_id: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Row>> {
        self.call()?.rows(office, only_in_force, after_id, limit)
    }

    fn count_in_force(&self, office: Option<&str>) -> Result<u64> {
        self.call()?.count_in_force(office)
    }

    fn rows_under(&self, issue: &[u8; 32], item: Option<u32>) -> Result<Vec<Row>> {
        self.call()?.rows_under(issue, item)
    }

    fn rows_ending_before(&self, day: &str) -> Result<Vec<Row>> {
        self.call()?.rows_ending_before(day)
    }

    fn events(&self, after_seq: u64, limit: usize) -> Result<Vec<Event>> {
        self.call()?.events(after_seq, limit)
    }

    fn event_by_name(&self, name: &str) -> Result<Option<Event>> {
        self.call()?.event_by_name(name)
    }

    fn last_event(&self) -> Result<Option<Event>> {
        self.call()?.last_event()
    }

    fn event_body(&self, seq: u64) -> Result<Option<Vec<u8>>> {
        self.call()?.event_body(seq)
    }
}
