//! The desk: one installation's book, and what was signed there that no log holds yet.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fmt,
    sync::Arc,
};

use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::Digest;
use kecuali_ledger::{Document, National, Record};
use kecuali_protocol::sync::Cursor;
use kecuali_storage::{Commit, Pending, Store};
use kecuali_trust::RootFile;

use crate::{
    book::{Batch, Book, BookError},
    cache::{Cache, Name},
    codec::read_record,
    waiting::{UNSEALED, Waiting, WaitingState},
};

mod compare;
mod compose;
mod exchange;
mod forget;
mod parked;
mod shown;

pub use compose::{ComposeError, Composed, Composition, Saying};
pub use exchange::{ReceiveError, Received, Refused};

/// How many documents with waiting records are kept ready: about 4 kB each, as most are drafts.
const READY: usize = 1_024;

/// What one installation has: the logs it follows, and its own work on top.
///
/// What is shown is provisional as far as it stands on waiting records; what the logs have is in
/// the book. Every method that changes something has stored it durably when it returns.
#[derive(Debug)]
pub struct Desk {
    pub(crate) book: Book,
    pub(crate) waiting: Vec<Waiting>,
    /// The national log with waiting records on top, when some of them bear on authority.
    ahead: Option<National>,
    /// Where in `waiting` the records of each document lie.
    places: BTreeMap<Name, Vec<usize>>,
    /// Documents that have waiting records, as shown: those read last, and all while `ahead` has
    /// something, since nobody could tell later how much of that a record was laid upon.
    shown: Cache,
    /// The changes among what waits that were refused for good, or lean on one that was.
    parked: BTreeSet<Digest>,
    /// The server did not know the digest of the cursors: send all of them next time.
    pub(crate) send_vector: bool,
    /// What the server asked back.
    pub(crate) asked: Vec<Cursor>,
    /// What was refused for now: it is sent again when all else was tried.
    pub(crate) put_off: BTreeSet<Digest>,
    edition: u64,
}

impl Desk {
    /// Opens the store of an installation.
    pub fn open(root: RootFile, store: Arc<dyn Store>) -> Result<Self, BookError> {
        Self::open_keeping(root, store, READY)
    }

    /// The same, with at most so many documents with waiting records kept ready. What is shown does
    /// not depend on it.
    pub fn open_keeping(
        root: RootFile,
        store: Arc<dyn Store>,
        ready: usize,
    ) -> Result<Self, BookError> {
        let book = Book::open(root, store)?;
        let mut desk = Self {
            book,
            waiting: Vec::new(),
            ahead: None,
            places: BTreeMap::new(),
            shown: Cache::new(ready),
            parked: BTreeSet::new(),
            send_vector: false,
            asked: Vec::new(),
            put_off: BTreeSet::new(),
            edition: 0,
        };
        desk.lay_out()?;
        Ok(desk)
    }

    /// The logs alone.
    pub const fn book(&self) -> &Book {
        &self.book
    }

    /// The logs alone, to read documents from.
    pub const fn book_mut(&mut self) -> &mut Book {
        &mut self.book
    }

    /// Another number whenever the logs or what waits may have changed: what was made of them stays
    /// true until it does. Another desk of the same store counts for itself.
    pub const fn edition(&self) -> u64 {
        self.edition
    }

    /// The national log, with own waiting records on top.
    pub fn national(&self) -> &National {
        self.ahead.as_ref().unwrap_or_else(|| self.book.national())
    }

    /// What waits, in the order in which it was signed.
    pub fn waiting(&self) -> &[Waiting] {
        &self.waiting
    }

    /// A document as it is shown here: with waiting records on top.
    pub fn document(
        &mut self,
        scope: &Scope,
        id: DocumentId,
    ) -> Result<Option<&Document>, BookError> {
        let name = (scope.clone(), id);
        if self.laid(&name).next().is_none() {
            return self.book.document(scope, id);
        }
        self.make_ready(&name)?;
        Ok(self.shown.get(&name))
    }

    /// A document as its log has it.
    pub fn logged(
        &mut self,
        scope: &Scope,
        id: DocumentId,
    ) -> Result<Option<&Document>, BookError> {
        self.book.document(scope, id)
    }

    /// The documents of a log, those that only wait included, by id.
    pub fn documents(&self, scope: &Scope) -> Result<Vec<DocumentId>, BookError> {
        let logged = self.book.store().documents(&scope.to_string())?;
        let waiting = self.waiting.iter().filter(|waiting| waiting.scope == *scope);
        let mut all: Vec<DocumentId> = logged.into_iter().map(DocumentId).collect();
        all.extend(waiting.map(|waiting| waiting.document));
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }

    /// Makes what is shown anew, from the logs and what waits.
    pub(crate) fn lay_out(&mut self) -> Result<(), BookError> {
        self.edition += 1;
        let pending = self.book.store().pending(None)?;
        self.ahead = None;
        self.shown.clear();
        self.parked.clear();
        self.waiting.clear();
        self.places.clear();
        pending.into_iter().try_for_each(|pending| self.lay(pending))
    }

    /// The same after a commit, touching only what it touched. What bears on authority, on refusals
    /// or on lost keys can change how anything is shown, so then all is made anew.
    pub(crate) fn lay_again(&mut self, batch: &Batch, commit: &Commit) -> Result<(), BookError> {
        let bears_on_all = !batch.national.is_empty()
            || batch.refold
            || batch.day
            || !commit.pending_parked.is_empty()
            || self.ahead.is_some();
        if bears_on_all {
            return self.lay_out();
        }
        if batch.documents.is_empty()
            && commit.appends.is_empty()
            && commit.pending_removed.is_empty()
        {
            return Ok(());
        }
        self.edition += 1;
        let landed: HashSet<(&str, [u8; 32])> =
            commit.pending_removed.iter().map(|(log, change)| (log.as_str(), *change)).collect();
        let stays = |waiting: &Waiting| {
            !landed.contains(&(waiting.scope.to_string().as_str(), waiting.change.0))
        };
        self.waiting.retain(stays);
        self.find_places();
        for name in &batch.documents {
            if self.laid(name).next().is_none() {
                self.shown.forget(name);
            } else if self.lay_document(name)?.is_err() {
                return self.lay_out();
            }
        }
        Ok(())
    }

    /// Puts one waiting record on top of what is shown.
    pub(crate) fn lay(&mut self, pending: Pending) -> Result<(), BookError> {
        self.edition += 1;
        let record = readable(&pending.bytes, &pending.log)?;
        let sealed = &record.sealed;
        let state = match &pending.parked {
            Some(reason) => Waiting::read_parked(reason),
            None if sealed.grant == UNSEALED => WaitingState::Unsealed,
            None => WaitingState::Ready,
        };
        let mut waiting = Waiting {
            scope: sealed.scope.clone(),
            document: sealed.document,
            kind: sealed.kind,
            change: sealed.change,
            signer: sealed.signer,
            state,
            leans_on: None,
            bytes: pending.bytes,
            attachment: pending.attachment,
        };
        let parked = matches!(waiting.state, WaitingState::Parked { .. });
        if !parked && let Err(unshown) = self.show(&waiting, &record)? {
            let code = unshown.code.to_owned();
            waiting.state = WaitingState::Parked { code, sentence: unshown.sentence };
            waiting.leans_on = unshown.leans_on;
        }
        if matches!(waiting.state, WaitingState::Parked { .. }) {
            self.parked.insert(waiting.change);
        }
        let name = (waiting.scope.clone(), waiting.document);
        self.places.entry(name).or_default().push(self.waiting.len());
        self.waiting.push(waiting);
        Ok(())
    }
}

/// A record that this store keeps.
fn readable(bytes: &[u8], log: &impl fmt::Display) -> Result<Record, BookError> {
    let damaged = |what| BookError::Damaged { log: log.to_string(), position: 0, what };
    read_record(bytes).map_err(|error| damaged(error.to_string()))
}
