//! The server, as its hub runs it: admit, commit, answer.

use std::{collections::BTreeMap, sync::Arc};

use kecuali_domain::Scope;
use kecuali_encoding::KeyId;
use kecuali_protocol::sync::{PushedRecord, SyncRequest, SyncResponse};
use kecuali_storage::{MemoryStore, Store};
use kecuali_sync::{Book, Outcome, Strays, Vectors, admit_push, answer, readable, take_given};
use kecuali_testkit::{Actor, cast};
use kecuali_trust::NoStanding;

use super::{Picture, copy, picture, root};

/// A server and its store.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) book: Book,
    pub(crate) vectors: Vectors,
    /// How long each log was when its end was last acknowledged; it lies outside the store.
    acknowledged: BTreeMap<Scope, u64>,
    pub(crate) is_healing: bool,
    /// Whose key closes what it sends.
    pub(crate) log: Actor,
}

/// Why a request got no answer. The code is what the office's program is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Trouble(pub(crate) &'static str);

impl Server {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        let book = Book::open(root(), store).unwrap();
        let acknowledged = BTreeMap::new();
        Self { book, vectors: Vectors::new(64), acknowledged, is_healing: false, log: cast::LOG }
    }

    /// One request of an installation, through the bytes that travel.
    pub(crate) fn sync(
        &mut self,
        installation: KeyId,
        request: &SyncRequest,
    ) -> Result<SyncResponse, Trouble> {
        let request = SyncRequest::read(&request.to_bytes()).unwrap();
        let response = self.work(installation, &request)?;
        let read = SyncResponse::read(&response.to_bytes(), request.push.len()).unwrap();
        assert_eq!(read, response, "what is read is what was written");
        Ok(read)
    }

    fn work(
        &mut self,
        installation: KeyId,
        request: &SyncRequest,
    ) -> Result<SyncResponse, Trouble> {
        let readable = self.logs_of(installation)?;
        let strays = Strays::of(&self.book, &readable, request, &self.vectors);
        let strays = strays.map_err(|error| Trouble(error.code()))?;
        let put_off = |all: Strays| if self.is_healing { all.put_off("healing") } else { all };
        let outcomes = match strays.map(put_off) {
            Some(strays) => {
                strays.around(request.push.clone(), |push| Ok(self.take(&push, request)))?
            }
            None => self.take(&[], request),
        };
        let (_, commit) = self.book.finish();
        if let Err(error) = self.book.store().commit(&commit) {
            self.reopen();
            return Err(Trouble(error.code()));
        }
        self.acknowledge();
        // Asked again: the push may have begun a log, or given this installation another office.
        let logs = self.logs_of(installation)?;
        let key = self.log.key();
        let answered = answer(&self.book, &logs, request, &outcomes, &mut self.vectors, &key);
        let mut response = answered.map_err(|error| Trouble(error.code()))?;
        if self.is_healing {
            response.notice = Some("healing".to_owned());
        }
        Ok(response)
    }

    /// A disk that failed once does not fail twice in a row.
    fn reopen(&mut self) {
        let again = self.book.reopen().or_else(|_| self.book.reopen());
        self.book = again.unwrap();
    }

    /// One that nobody granted anything reads `national`; one whose key was ended reads nothing.
    fn logs_of(&self, installation: KeyId) -> Result<Vec<Scope>, Trouble> {
        match readable(&self.book, installation) {
            Ok(logs) => Ok(logs),
            Err(error @ NoStanding::Ended { .. }) => Err(Trouble(error.code())),
            Err(NoStanding::Absent | NoStanding::Expired { .. } | NoStanding::Void { .. }) => {
                Ok(vec![Scope::National])
            }
        }
    }

    fn take(&mut self, push: &[PushedRecord], request: &SyncRequest) -> Vec<Outcome> {
        let given = request.given.as_deref().unwrap_or_default();
        let errors = take_given(&mut self.book, given, self.log.id());
        let honest = errors.is_empty() || !self.is_healing;
        assert!(honest, "honest replicas give back what holds: {errors:?}");
        if !self.is_healing {
            return admit_push(&mut self.book, push);
        }
        let refused = |_| Outcome::Refused {
            code: "healing",
            sentence: "the server is being restored".to_owned(),
            retry: true,
        };
        push.iter().map(refused).collect()
    }

    fn acknowledge(&mut self) {
        if self.is_healing {
            let reached = |(scope, end): (&Scope, &u64)| self.book.head(scope).position >= *end;
            self.is_healing = !self.acknowledged.iter().all(reached);
        }
        if !self.is_healing {
            let ends = self.book.logs().into_iter();
            self.acknowledged = ends.map(|s| (s.clone(), self.book.head(&s).position)).collect();
        }
    }

    /// The process ends and starts again.
    pub(crate) fn restart(&mut self) {
        self.open(Arc::clone(self.book.store()));
    }

    pub(crate) fn backup(&self) -> MemoryStore {
        copy(self.book.store().as_ref())
    }

    /// The store is what it was when the backup was made, and the server knows.
    pub(crate) fn restore(&mut self, backup: &MemoryStore) {
        self.open(Arc::new(copy(backup)));
        self.is_healing = true;
        self.acknowledge();
    }

    /// An administrator says that what has not come back will not.
    pub(crate) fn end_healing(&mut self) {
        self.is_healing = false;
    }

    fn open(&mut self, store: Arc<dyn Store>) {
        self.book = Book::open(root(), store).unwrap();
        self.vectors = Vectors::new(64);
    }

    pub(crate) fn picture(&mut self) -> Picture {
        picture(&mut self.book)
    }
}
