//! The promises kept in memory: the reference for other back ends, and fast tests.

mod log;
mod publication;
mod waiting;

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use self::{log::Logs, publication::Publication, waiting::Waiting};
use crate::{Commit, Event, Folded, LogHead, Member, Pending, Row, StorageError, Store};

/// A store that lives as long as its last clone. Clones are handles to the same store.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore(Arc<RwLock<Arc<State>>>);

/// One committed state. It is never changed: a commit works on a copy that shares what it leaves
/// alone, and the copy takes its place when every part has been applied.
#[derive(Debug, Clone, Default)]
struct State {
    logs: Logs,
    waiting: Arc<Waiting>,
    values: Arc<BTreeMap<String, Vec<u8>>>,
    folded: Arc<BTreeMap<(String, [u8; 16]), Folded>>,
    publication: Arc<Publication>,
}

impl MemoryStore {
    fn state(&self) -> Arc<State> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn apply(&mut self, commit: &Commit) -> Result<(), StorageError> {
        commit.appends.iter().try_for_each(|append| self.logs.append(append))?;
        if commit.touches_waiting() {
            Arc::make_mut(&mut self.waiting).apply(commit)?;
        }
        for (log, change, attachment) in &commit.attachments {
            self.attach(log, change, attachment.as_ref())?;
        }
        if !commit.values.is_empty() {
            set_values(Arc::make_mut(&mut self.values), &commit.values);
        }
        if !commit.folded.is_empty() {
            let rows = commit.folded.iter().map(|f| ((f.log.clone(), f.document), f.clone()));
            Arc::make_mut(&mut self.folded).extend(rows);
        }
        if commit.touches_publication() {
            Arc::make_mut(&mut self.publication).apply(commit)?;
        }
        Ok(())
    }

    fn attach(
        &mut self,
        log: &str,
        change: &[u8; 32],
        attachment: Option<&Vec<u8>>,
    ) -> Result<(), StorageError> {
        let logged = self.logs.attach(log, change, attachment);
        let waiting = Arc::make_mut(&mut self.waiting).attach(log, change, attachment);
        if logged || waiting {
            return Ok(());
        }
        Err(StorageError::NoSuchChange { log: log.to_owned(), change: *change })
    }
}

impl Commit {
    fn touches_waiting(&self) -> bool {
        !(self.pending_removed.is_empty()
            && self.pending_added.is_empty()
            && self.pending_parked.is_empty())
    }

    fn touches_publication(&self) -> bool {
        !(self.rows.is_empty() && self.events.is_empty() && self.event_bodies_erased.is_empty())
    }
}

fn set_values(values: &mut BTreeMap<String, Vec<u8>>, changes: &[(String, Option<Vec<u8>>)]) {
    for (name, value) in changes {
        match value {
            Some(value) => values.insert(name.clone(), value.clone()),
            None => values.remove(name),
        };
    }
}

impl Store for MemoryStore {
    fn commit(&self, commit: &Commit) -> Result<(), StorageError> {
        commit.check()?;
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = State::clone(&current);
        next.apply(commit)?;
        *current = Arc::new(next);
        Ok(())
    }

    fn heads(&self) -> Result<Vec<(String, LogHead)>, StorageError> {
        Ok(self.state().logs.heads())
    }

    fn head(&self, log: &str) -> Result<Option<LogHead>, StorageError> {
        Ok(self.state().logs.head(log))
    }

    fn members(
        &self,
        log: &str,
        after: u64,
        max_count: usize,
        max_bytes: usize,
    ) -> Result<Vec<Member>, StorageError> {
        let state = self.state();
        let members = state.logs.members(log, after);
        crate::within(members.map(|member| Ok(member.clone())), max_count, max_bytes)
    }

    fn member_by_change(
        &self,
        log: &str,
        change: &[u8; 32],
    ) -> Result<Option<Member>, StorageError> {
        Ok(self.state().logs.by_change(log, change).cloned())
    }

    fn member_by_hash(&self, log: &str, hash: &[u8; 32]) -> Result<Option<Member>, StorageError> {
        Ok(self.state().logs.members(log, 0).find(|member| member.hash == *hash).cloned())
    }

    fn document(&self, log: &str, document: &[u8; 16]) -> Result<Vec<Member>, StorageError> {
        let state = self.state();
        let members = state.logs.members(log, 0);
        Ok(members.filter(|member| member.document == Some(*document)).cloned().collect())
    }

    fn documents(&self, log: &str) -> Result<Vec<[u8; 16]>, StorageError> {
        Ok(self.state().logs.documents(log))
    }

    fn pending(&self, log: Option<&str>) -> Result<Vec<Pending>, StorageError> {
        Ok(self.state().waiting.list(log))
    }

    fn value(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(self.state().values.get(name).cloned())
    }

    fn folded(&self, log: &str, document: &[u8; 16]) -> Result<Option<Folded>, StorageError> {
        Ok(self.state().folded.get(&(log.to_owned(), *document)).cloned())
    }

    fn row(&self, id: &str) -> Result<Option<Row>, StorageError> {
        Ok(self.state().publication.row(id))
    }

    fn rows(
        &self,
        office: Option<&str>,
        only_in_force: bool,
        after_id: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Row>, StorageError> {
        Ok(self.state().publication.rows(office, only_in_force, after_id, limit))
    }

    fn count_in_force(&self, office: Option<&str>) -> Result<u64, StorageError> {
        Ok(self.state().publication.count_in_force(office))
    }

    fn rows_under(&self, issue: &[u8; 32], item: Option<u32>) -> Result<Vec<Row>, StorageError> {
        Ok(self.state().publication.rows_under(issue, item))
    }

    fn rows_ending_before(&self, day: &str) -> Result<Vec<Row>, StorageError> {
        Ok(self.state().publication.rows_ending_before(day))
    }

    fn events(&self, after_seq: u64, limit: usize) -> Result<Vec<Event>, StorageError> {
        Ok(self.state().publication.events(after_seq, limit))
    }

    fn event_by_name(&self, name: &str) -> Result<Option<Event>, StorageError> {
        Ok(self.state().publication.event_by_name(name))
    }

    fn last_event(&self) -> Result<Option<Event>, StorageError> {
        Ok(self.state().publication.last_event())
    }

    fn event_body(&self, seq: u64) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(self.state().publication.event(seq).and_then(|event| event.body.clone()))
    }
}
