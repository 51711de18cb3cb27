//! The server, as a hub runs it: admit, commit, answer.

use std::sync::Arc;

use kecuali_encoding::KeyId;
use kecuali_protocol::sync::{SyncRequest, SyncResponse};
use kecuali_storage::Store;
use kecuali_sync::{Book, Outcome, Vectors, admit_push, answer, readable};
use kecuali_testkit::cast;

use super::{Picture, picture, root};

/// A server and its store.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) book: Book,
    pub(crate) vectors: Vectors,
}

/// Why a request got no answer. The code is what the office's program is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Trouble(pub(crate) &'static str);

impl Server {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        let book = Book::open(root(), store).unwrap();
        Self { book, vectors: Vectors::new(64) }
    }

    /// One request of an installation, through the bytes that travel.
    pub(crate) fn sync(
        &mut self,
        installation: KeyId,
        request: &SyncRequest,
    ) -> Result<SyncResponse, Trouble> {
        let request = SyncRequest::read(&request.to_bytes()).unwrap();
        let (outcomes, response) = self.work(installation, &request)?;
        let read = SyncResponse::read(&response.to_bytes(), request.push.len()).unwrap();
        assert_eq!(read, response, "what is read is what was written");
        assert_eq!(outcomes.len(), request.push.len());
        Ok(read)
    }

    fn work(
        &mut self,
        installation: KeyId,
        request: &SyncRequest,
    ) -> Result<(Vec<Outcome>, SyncResponse), Trouble> {
        let standing = |book: &Book| readable(book, installation).map_err(|e| Trouble(e.code()));
        standing(&self.book)?;
        let outcomes = admit_push(&mut self.book, &request.push);
        let (_, commit) = self.book.finish();
        if let Err(error) = self.book.store().commit(&commit) {
            self.book = self.book.reopen().unwrap();
            return Err(Trouble(error.code()));
        }
        // Asked again: the push may have begun a log, or given this installation another office.
        let logs = standing(&self.book)?;
        let key = cast::LOG.key();
        let answered = answer(&self.book, &logs, request, &outcomes, &mut self.vectors, &key);
        answered.map(|response| (outcomes, response)).map_err(|error| Trouble(error.code()))
    }

    /// The process ends and starts again.
    pub(crate) fn restart(&mut self) {
        *self = Self::new(Arc::clone(self.book.store()));
    }

    pub(crate) fn picture(&mut self) -> Picture {
        picture(&mut self.book)
    }
}
