//! The book: logs as state, over a store.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use kecuali_domain::{Day, DocumentId, Scope};
use kecuali_encoding::Digest;
use kecuali_ledger::{Document, National, NationalOutcome, Point, Refusal, log_start};
use kecuali_storage::{Append, Commit, StorageError, Store};
use kecuali_trust::RootFile;

use crate::{
    cache::{Cache, Name},
    codec::{CodecError, read_attachment},
};

mod reading;
mod taking;
mod withholding;

pub(crate) use taking::Parcel;

/// How many documents are kept ready: about 10 kB each. What was not committed yet is kept beyond
/// that, so a push finds its own documents again however many it brings.
const READY: usize = 1_024;
/// How many members are read from the store at a time.
const PAGE: usize = 1_024;
/// How many bytes are read from the store at a time.
const PAGE_BYTES: usize = 4 << 20;

/// What the logs come to, and where they end. All of it can be made again from the store.
///
/// Members taken since the last [`Book::finish`] are in the book and not yet in the store: the
/// caller commits the batch, or makes the book anew.
#[derive(Debug)]
pub struct Book {
    store: Arc<dyn Store>,
    national: National,
    heads: BTreeMap<Scope, Head>,
    documents: Cache,
    batch: Batch,
    openings: BTreeMap<(Scope, Digest), Vec<u8>>,
}

#[derive(Debug, Clone, Copy)]
struct Head {
    point: Point,
    /// The national position of the last member: judged-at never decreases.
    judged: u64,
}

/// What was taken since the last batch, to be committed at once.
#[derive(Debug, Default)]
pub struct Batch {
    appends: BTreeMap<Scope, Append>,
    changes: HashSet<(Scope, Digest)>,
    staff: BTreeMap<Scope, Vec<u64>>,
    attachments: Vec<(String, [u8; 32], Option<Vec<u8>>)>,
    /// Documents that changed.
    pub documents: BTreeSet<(Scope, DocumentId)>,
    /// What national records came to, in order, with the change.
    pub national: Vec<(Digest, NationalOutcome)>,
    /// A key was lost: every document may have changed.
    pub refold: bool,
    /// The day of the log changed.
    pub day: bool,
}

/// A member that was taken into the book.
#[derive(Debug, Clone)]
pub enum Taken {
    /// At this point of this log.
    At(Scope, Point),
    /// It stands in the log already.
    Before,
}

/// Why a book cannot be opened or read on.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// What the store holds is not what was put there.
    #[error("{log} is damaged at position {position}: {what}")]
    Damaged {
        /// The log.
        log: String,
        /// Where.
        position: u64,
        /// How, in words.
        what: String,
    },
}

impl BookError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Storage(error) => error.code(),
            Self::Damaged { .. } => "store_damaged",
        }
    }
}

/// Why a record is not taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeRefusal {
    /// The book failed, not the record.
    #[error(transparent)]
    Book(#[from] BookError),
    /// Not a record in the one form.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// Not one that may stand in its log.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl TakeRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Book(error) => error.code(),
            Self::Codec(error) => error.code(),
            Self::Refused(error) => error.code(),
        }
    }

    /// Whether it is worth sending again, unchanged.
    pub const fn is_retry(&self) -> bool {
        match self {
            Self::Book(_) => true,
            Self::Codec(error) => error.is_newer(),
            Self::Refused(error) => error.is_retry(),
        }
    }

    /// Whether it is a sign of tampering.
    pub const fn is_hostile(&self) -> bool {
        match self {
            Self::Book(_) => false,
            Self::Codec(error) => !error.is_newer(),
            Self::Refused(error) => error.is_hostile(),
        }
    }
}

impl Book {
    /// Reads the logs of a store.
    pub fn open(root: RootFile, store: Arc<dyn Store>) -> Result<Self, BookError> {
        let mut book = Self {
            national: National::new(root),
            store,
            heads: BTreeMap::new(),
            documents: Cache::new(READY),
            batch: Batch::default(),
            openings: BTreeMap::new(),
        };
        book.read_national()?;
        for (log, head) in book.store.heads()? {
            if let Some(scope) = log.parse::<Scope>().ok().filter(|s| *s != Scope::National) {
                book.read_head(scope, head)?;
            }
        }
        book.learn_cuts()?;
        Ok(book)
    }

    /// The same logs, read again: after a commit failed, what was not committed is forgotten.
    pub fn reopen(&self) -> Result<Self, BookError> {
        Self::open(self.national.root().clone(), Arc::clone(&self.store))
    }

    /// The national log.
    pub const fn national(&self) -> &National {
        &self.national
    }

    /// The store below.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// Where a log ends.
    pub fn head(&self, scope: &Scope) -> Point {
        if *scope == Scope::National {
            return self.national.head();
        }
        let start = || log_start(&self.national.root_id(), scope);
        self.heads.get(scope).map_or_else(start, |head| head.point)
    }

    /// The logs that have members, `national` first.
    pub fn logs(&self) -> Vec<Scope> {
        let national = (self.national.head().position > 0).then_some(Scope::National);
        national.into_iter().chain(self.heads.keys().cloned()).collect()
    }

    /// A document as its log has it; none before its first record.
    pub fn document(
        &mut self,
        scope: &Scope,
        id: DocumentId,
    ) -> Result<Option<&Document>, BookError> {
        let name = (scope.clone(), id);
        if self.documents.get(&name).is_none() {
            let Some(document) = self.load(scope, id)? else { return Ok(None) };
            self.bring_in(&name, document);
        }
        Ok(self.documents.get(&name))
    }

    /// The same for one of many who read: what is not ready is read for this time alone.
    pub fn read_document(
        &self,
        scope: &Scope,
        id: DocumentId,
    ) -> Result<Option<Cow<'_, Document>>, BookError> {
        match self.documents.get(&(scope.clone(), id)) {
            Some(ready) => Ok(Some(Cow::Borrowed(ready))),
            None => Ok(self.load(scope, id)?.map(Cow::Owned)),
        }
    }

    /// Keeps a document ready. What is not committed yet can be made again from nowhere.
    fn bring_in(&mut self, name: &Name, document: Document) {
        let changed = &self.batch.documents;
        self.documents.insert(name.clone(), document, |name| changed.contains(name));
    }

    /// The openings beside a record, as the log has them.
    pub fn openings(
        &self,
        scope: &Scope,
        change: &Digest,
    ) -> Result<Option<kecuali_ledger::Rows>, BookError> {
        let fresh = self.openings.get(&(scope.clone(), *change)).cloned();
        let kept = || -> Result<Option<Vec<u8>>, StorageError> {
            let member = self.store.member_by_change(&scope.to_string(), &change.0)?;
            Ok(member.and_then(|member| member.attachment))
        };
        let bytes = match fresh {
            Some(bytes) => Some(bytes),
            None => kept()?,
        };
        let damaged = |error: CodecError| damaged(scope, 0, &error);
        bytes.map(|bytes| read_attachment(&bytes).map_err(damaged)).transpose()
    }

    /// The day of the log, where it is later than the day that a clock shows. A server can run the
    /// day ahead, and KPU RI alone sets it right: its programs ask this of their own clocks.
    pub fn day_ahead_of(&self, today: Day) -> Option<Day> {
        self.national.now().day().filter(|day| *day > today)
    }

    /// What was taken since the last time, as one commit.
    pub fn finish(&mut self) -> (Batch, Commit) {
        let mut batch = std::mem::take(&mut self.batch);
        let attachments = std::mem::take(&mut batch.attachments);
        let mut commit = Commit { attachments, ..Commit::default() };
        for (scope, append) in std::mem::take(&mut batch.appends) {
            if scope == Scope::National {
                commit.appends.insert(0, append);
            } else {
                commit.appends.push(append);
            }
        }
        for (scope, positions) in std::mem::take(&mut batch.staff) {
            let bytes = positions.iter().flat_map(|position| position.to_be_bytes()).collect();
            commit.values.push((staff_key(&scope), Some(bytes)));
        }
        (batch, commit)
    }

    /// The judged-at of the last member of a log.
    pub(crate) fn last_judged(&self, scope: &Scope) -> u64 {
        self.heads.get(scope).map_or(0, |head| head.judged)
    }
}

fn staff_key(scope: &Scope) -> String {
    format!("staff/{scope}")
}

fn damaged(scope: &Scope, position: u64, what: &dyn std::fmt::Display) -> BookError {
    BookError::Damaged { log: scope.to_string(), position, what: what.to_string() }
}
