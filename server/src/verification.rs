//! Every log again from scratch, and the public list from the logs alone.

use std::sync::Arc;

use kecuali_domain::Scope;
use kecuali_ledger::Point;
use kecuali_storage::{Commit, Member, MemoryStore, Row, StorageError, Store};
use kecuali_sync::{Book, BookError, Taken, read_mark};
use kecuali_trust::RootFile;

use crate::publisher::{PublishError, Publisher};

const PAGE: usize = 512;
const PAGE_BYTES: usize = 4 << 20;

/// What was found right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Members of logs.
    pub members: u64,
    /// Rows of the public list, in force or withdrawn.
    pub rows: usize,
}

/// What is stored is not what the records come to.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// A member that may not stand where it stands.
    #[error("{log} is wrong at position {position}: {what}")]
    Log {
        /// The log.
        log: String,
        /// Where.
        position: u64,
        /// How.
        what: String,
    },
    /// A row that says something else, is missing, or has no ground.
    #[error("the row {0} is not what the logs come to")]
    Row(String),
    /// The store cannot be read.
    #[error(transparent)]
    Unreadable(#[from] PublishError),
}

impl From<StorageError> for Wrong {
    fn from(error: StorageError) -> Self {
        PublishError::from(error).into()
    }
}

impl From<BookError> for Wrong {
    fn from(error: BookError) -> Self {
        PublishError::from(error).into()
    }
}

/// Admits every member again into memory, as a replica would, and makes every row again.
pub fn verify(root: RootFile, store: &dyn Store) -> Result<Verified, Wrong> {
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut book = Book::open(root, Arc::clone(&memory))?;
    let mut members = follow(&mut book, store, &Scope::National)?;
    for (log, _) in store.heads()? {
        match log.parse::<Scope>() {
            Ok(Scope::National) => {}
            Ok(scope) => members += follow(&mut book, store, &scope)?,
            Err(error) => return Err(wrong(&log, 0, &error)),
        }
    }
    let rows = compare_rows(book, &memory, store)?;
    Ok(Verified { members, rows })
}

fn follow(book: &mut Book, store: &dyn Store, scope: &Scope) -> Result<u64, Wrong> {
    let log = scope.to_string();
    let mut after = 0;
    loop {
        let page = store.members(&log, after, PAGE, PAGE_BYTES)?;
        let Some(last) = page.last() else { return Ok(after) };
        after = last.position;
        for member in &page {
            let point = take(book, scope, member)?;
            if point.position != member.position || point.digest.0 != member.digest {
                return Err(wrong(&log, member.position, &"the running digest"));
            }
        }
        let (_, commit) = book.finish();
        book.store().commit(&commit)?;
    }
}

fn take(book: &mut Book, scope: &Scope, member: &Member) -> Result<Point, Wrong> {
    let log = scope.to_string();
    let position = member.position;
    if member.change.is_none() {
        let mark = read_mark(&member.bytes).map_err(|error| wrong(&log, position, &error))?;
        return book.mark(&mark).map_err(|error| wrong(&log, position, &error));
    }
    let judged = Point {
        position: member.judged_position,
        digest: kecuali_encoding::Digest(member.judged_digest),
    };
    match book.follow(&member.bytes, member.attachment.as_deref(), judged) {
        Ok(Taken::At(_, point)) => Ok(point),
        Ok(Taken::Before) => Err(wrong(&log, position, &"the same change twice")),
        Err(error) => Err(wrong(&log, position, &error)),
    }
}

/// Rows made from nothing but the logs say what the stored rows say, events apart.
fn compare_rows(
    mut book: Book,
    memory: &Arc<dyn Store>,
    store: &dyn Store,
) -> Result<usize, Wrong> {
    // The stored rows are what was published before, so every event is a difference.
    memory.commit(&Commit { rows: stored_rows(store)?, ..Commit::default() })?;
    let publisher = Publisher::open(&book, book.store().as_ref(), [0; 8])?;
    let mut commit = Commit::default();
    publisher.publish_all(&mut book, &mut commit)?;
    match commit.rows.first() {
        Some(row) => Err(Wrong::Row(row.id.clone())),
        None => Ok(stored_rows(store)?.len()),
    }
}

fn stored_rows(store: &dyn Store) -> Result<Vec<Row>, Wrong> {
    let mut all: Vec<Row> = Vec::new();
    loop {
        let page = store.rows(None, false, all.last().map(|row| row.id.as_str()), PAGE)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

fn wrong(log: &str, position: u64, what: &dyn std::fmt::Display) -> Wrong {
    Wrong::Log { log: log.to_owned(), position, what: what.to_string() }
}
