//! The desk: one installation's book, and what was signed there that no log holds yet.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fmt,
    sync::Arc,
};

use kecuali_domain::{DocumentId, Kind, Scope};
use kecuali_encoding::Digest;
use kecuali_ledger::{Admitted, Document, National, Point, Record, readmit};
use kecuali_protocol::sync::Cursor;
use kecuali_storage::{Commit, Pending, Store};
use kecuali_trust::RootFile;

use crate::{
    book::{Batch, Book, BookError},
    cache::Name,
    codec::read_record,
    waiting::{UNSEALED, Waiting, WaitingState},
};

mod compare;
mod compose;
mod exchange;
mod forget;
mod parked;

pub use compose::{ComposeError, Composed, Composition, Saying};
pub use exchange::{ReceiveError, Received, Refused};

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
    /// Documents that have waiting records, as shown. Boxed: a map has room for twice as many as it
    /// holds, and a document is large.
    shown: BTreeMap<Name, Box<Document>>,
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
        let book = Book::open(root, store)?;
        let mut desk = Self {
            book,
            waiting: Vec::new(),
            ahead: None,
            shown: BTreeMap::new(),
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
        if self.shown.contains_key(&name) {
            return Ok(self.shown.get(&name).map(AsRef::as_ref));
        }
        self.book.document(scope, id)
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
        let (mut kept, mut again) = (Vec::new(), Vec::new());
        for waiting in std::mem::take(&mut self.waiting) {
            let log = waiting.scope.to_string();
            if !landed.contains(&(log.as_str(), waiting.change.0)) {
                let name = (waiting.scope.clone(), waiting.document);
                if batch.documents.contains(&name) {
                    again.push(waiting.clone());
                }
                kept.push(waiting);
            }
        }
        self.waiting = kept;
        for name in &batch.documents {
            self.shown.remove(name);
        }
        for waiting in again {
            let parked = matches!(waiting.state, WaitingState::Parked { .. });
            if !parked && self.show(&waiting, &readable(&waiting.bytes, &waiting.scope)?)?.is_err()
            {
                return self.lay_out();
            }
        }
        Ok(())
    }

    /// What is cited, or the grant relied on, may be a parked record of this desk: no server will
    /// ever have it, so what leans on it would be sent again for ever.
    fn leans_on_parked(&self, admitted: &Admitted) -> Option<Unshown> {
        let parked = |change: &Digest| self.parked.contains(change);
        let cited = admitted.cites().map(|item| item.issue).filter(&parked);
        let cited = cited.map(|on| Unshown::leaning(CITES, "the determination", on));
        let granted = Some(admitted.grant).filter(parked);
        cited.or_else(|| granted.map(|on| Unshown::leaning(RELIES_ON, "the grant", on)))
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
        self.waiting.push(waiting);
        Ok(())
    }

    /// Shows a waiting record, unless what it stands on is not shown.
    fn show(
        &mut self,
        waiting: &Waiting,
        record: &Record,
    ) -> Result<Result<(), Unshown>, BookError> {
        let name = (waiting.scope.clone(), waiting.document);
        if !self.shown.contains_key(&name) {
            let logged = self.book.document(&waiting.scope, waiting.document)?.cloned();
            let new = || Document::new(waiting.scope.clone(), waiting.document, waiting.kind);
            self.shown.insert(name.clone(), Box::new(logged.unwrap_or_else(new)));
        }
        let national = self.ahead.as_ref().unwrap_or_else(|| self.book.national());
        let document = self.shown.get_mut(&name).expect("put there just now");
        let admitted = match readmit(national, document, record) {
            Ok(admitted) => admitted,
            Err(refusal) => return Ok(Err(Unshown::on_parent(refusal.to_string()))),
        };
        if let Some(unshown) = self.leans_on_parked(&admitted) {
            return Ok(Err(unshown));
        }
        let national = self.ahead.as_ref().unwrap_or_else(|| self.book.national());
        let document = self.shown.get_mut(&name).expect("put there just now");
        let judged = national.head();
        if waiting.scope == Scope::National || waiting.kind == Kind::Roster {
            let ahead = self.ahead.get_or_insert_with(|| self.book.national().clone());
            if waiting.scope == Scope::National {
                ahead.take(&admitted);
            } else {
                let position = self.book.head(&waiting.scope).position;
                let later = u64::try_from(self.waiting.len()).unwrap_or(u64::MAX);
                let at = Point { position: position + 1 + later, digest: UNSEALED };
                ahead.take_staff(&admitted, &waiting.scope, at, judged);
            }
        }
        let national = self.ahead.as_ref().unwrap_or_else(|| self.book.national());
        document.take(&admitted, None, judged, national);
        Ok(Ok(()))
    }
}

/// A record that this store keeps.
fn readable(bytes: &[u8], log: &impl fmt::Display) -> Result<Record, BookError> {
    let damaged = |what| BookError::Damaged { log: log.to_string(), position: 0, what };
    read_record(bytes).map_err(|error| damaged(error.to_string()))
}

/// The code of a waiting record whose parent was refused for good.
const STANDS_ON: &str = "stands_on_parked";
/// The code of one that cites a determination which was.
const CITES: &str = "cites_parked";
/// The code of one that relies on a grant which was.
const RELIES_ON: &str = "grant_parked";

/// Why a waiting record is not shown: it is parked with what it stands on.
struct Unshown {
    code: &'static str,
    sentence: String,
    leans_on: Option<Digest>,
}

impl Unshown {
    const fn on_parent(sentence: String) -> Self {
        Self { code: STANDS_ON, sentence, leans_on: None }
    }

    fn leaning(code: &'static str, what: &str, on: Digest) -> Self {
        let sentence = format!("{what} {on} was refused for good");
        Self { code, sentence, leans_on: Some(on) }
    }
}
