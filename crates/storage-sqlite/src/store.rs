//! The store itself: one connection that writes, a few that read.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use kecuali_storage::{Commit, Event, Folded, LogHead, Member, Pending, Row, StorageError, Store};
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::{
    error::{Failure, failed},
    folded, log,
    migration::known_version,
    open::{OpenError, open_writer},
    pending, publication,
    readers::Readers,
    value,
};

/// A store in one SQLite file (and its `-wal` and `-shm` beside it while it is open).
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    /// None where the file was opened for reading only.
    writer: Option<Mutex<Connection>>,
    readers: Readers,
}

impl SqliteStore {
    /// Opens a file, makes it if there is none, and brings an older one up to date.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let writer = Some(Mutex::new(open_writer(path)?));
        Ok(Self { path: path.to_owned(), writer, readers: Readers::new(path.to_owned())? })
    }

    /// Opens a file that is there and up to date; every commit is refused.
    pub fn open_read_only(path: &Path) -> Result<Self, OpenError> {
        let readers = Readers::new(path.to_owned())?;
        Ok(Self { path: path.to_owned(), writer: None, readers })
    }

    /// The version of the schema that this program writes.
    pub fn known_version() -> u32 {
        known_version()
    }

    /// Whether SQLite finds the structures of the file whole. Reads all of it.
    pub fn is_sound(&self) -> Result<bool, StorageError> {
        self.read(|connection| {
            let report = connection.pragma_query_value(None, "quick_check", |row| row.get(0));
            match report {
                Ok(report) => Ok::<String, _>(report).map(|report| report == "ok"),
                Err(error) if is_damage(&error) => Ok(false),
                Err(error) => Err(error),
            }
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn readers(&self) -> &Readers {
        &self.readers
    }

    fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StorageError> {
        let read = |connection: &Connection| query(connection).map_err(OpenError::Sqlite);
        self.readers.with(read).map_err(|error| match error {
            OpenError::Sqlite(error) => failed(error),
            OpenError::Busy => StorageError::Busy,
            OpenError::Foreign
            | OpenError::FromTheFuture { .. }
            | OpenError::Outdated { .. }
            | OpenError::NoWal
            | OpenError::Migration { .. } => StorageError::Failed(error.into()),
        })
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

fn apply(connection: &mut Connection, commit: &Commit) -> Result<(), Failure> {
    // Immediate: a commit waits for its turn before it reads what it depends on.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    commit.appends.iter().try_for_each(|append| log::append(&transaction, append))?;
    pending::apply(&transaction, commit)?;
    for (log, change, attachment) in &commit.attachments {
        attach(&transaction, log, change, attachment.as_deref())?;
    }
    for (name, value) in &commit.values {
        value::set(&transaction, name, value.as_deref())?;
    }
    commit.folded.iter().try_for_each(|folded| folded::keep(&transaction, folded))?;
    commit.rows.iter().try_for_each(|row| publication::put(&transaction, row))?;
    commit.events.iter().try_for_each(|event| publication::happen(&transaction, event))?;
    for seq in &commit.event_bodies_erased {
        publication::erase_body(&transaction, *seq)?;
    }
    Ok(transaction.commit()?)
}

fn attach(
    connection: &Connection,
    log: &str,
    change: &[u8; 32],
    attachment: Option<&[u8]>,
) -> Result<(), Failure> {
    let logged = log::attach(connection, log, change, attachment)?;
    let waiting = pending::attach(connection, log, change, attachment)?;
    if logged || waiting {
        return Ok(());
    }
    Err(StorageError::NoSuchChange { log: log.to_owned(), change: *change }.into())
}

impl Store for SqliteStore {
    fn commit(&self, commit: &Commit) -> Result<(), StorageError> {
        commit.check()?;
        let writer = self.writer.as_ref().ok_or(StorageError::ReadOnly)?;
        // A panic while a commit was made has rolled it back, and left nothing half done.
        let mut connection = writer.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(apply(&mut connection, commit)?)
    }

    fn heads(&self) -> Result<Vec<(String, LogHead)>, StorageError> {
        self.read(log::heads)
    }

    fn head(&self, log: &str) -> Result<Option<LogHead>, StorageError> {
        self.read(|connection| log::head(connection, log))
    }

    fn members(
        &self,
        log: &str,
        after: u64,
        max_count: usize,
        max_bytes: usize,
    ) -> Result<Vec<Member>, StorageError> {
        self.read(|connection| log::members(connection, log, after, max_count, max_bytes))
    }

    fn member_by_change(
        &self,
        log: &str,
        change: &[u8; 32],
    ) -> Result<Option<Member>, StorageError> {
        self.read(|connection| log::by_change(connection, log, change))
    }

    fn member_by_hash(&self, log: &str, hash: &[u8; 32]) -> Result<Option<Member>, StorageError> {
        self.read(|connection| log::by_hash(connection, log, hash))
    }

    fn document(&self, log: &str, document: &[u8; 16]) -> Result<Vec<Member>, StorageError> {
        self.read(|connection| log::document(connection, log, document))
    }

    fn documents(&self, log: &str) -> Result<Vec<[u8; 16]>, StorageError> {
        self.read(|connection| log::documents(connection, log))
    }

    fn pending(&self, log: Option<&str>) -> Result<Vec<Pending>, StorageError> {
        self.read(|connection| pending::list(connection, log))
    }

    fn value(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.read(|connection| value::get(connection, name))
    }

    fn folded(&self, log: &str, document: &[u8; 16]) -> Result<Option<Folded>, StorageError> {
        self.read(|connection| folded::get(connection, log, document))
    }

    fn row(&self, id: &str) -> Result<Option<Row>, StorageError> {
        self.read(|connection| publication::get(connection, id))
    }

    fn rows(
        &self,
        office: Option<&str>,
        only_in_force: bool,
        after_id: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Row>, StorageError> {
        self.read(|c| publication::rows(c, office, only_in_force, after_id, limit))
    }

    fn count_in_force(&self, office: Option<&str>) -> Result<u64, StorageError> {
        self.read(|connection| publication::count_in_force(connection, office))
    }

    fn rows_under(&self, issue: &[u8; 32], item: Option<u32>) -> Result<Vec<Row>, StorageError> {
        self.read(|connection| publication::under(connection, issue, item))
    }

    fn rows_ending_before(&self, day: &str) -> Result<Vec<Row>, StorageError> {
        self.read(|connection| publication::ending_before(connection, day))
    }

    fn events(&self, after_seq: u64, limit: usize) -> Result<Vec<Event>, StorageError> {
        self.read(|connection| publication::events(connection, after_seq, limit))
    }

    fn event_by_name(&self, name: &str) -> Result<Option<Event>, StorageError> {
        self.read(|connection| publication::by_name(connection, name))
    }

    fn last_event(&self) -> Result<Option<Event>, StorageError> {
        self.read(publication::last)
    }

    fn event_body(&self, seq: u64) -> Result<Option<Vec<u8>>, StorageError> {
        self.read(|connection| publication::body(connection, seq))
    }
}
