//! One installation: its store, its desk, its line to the server.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use kecuali_domain::{DocumentId, Kind, Scope};
use kecuali_protocol::sync::{PushedRecord, vector_digest};
use kecuali_storage_sqlite::SqliteStore;
use kecuali_sync::{Composition, Desk, Saying, cursors};
use kecuali_trust::RootFile;
use reqwest::Client;
use tokio::sync::watch;

use super::{
    ids::{self, Name},
    line::Line,
};
use crate::{
    corpus::{self, Fields, STATUS},
    country::{Country, Seat},
    error::BenchError,
    time::now,
};

/// How far the first exchange after `connect` is.
#[derive(Debug, Clone, Default)]
pub(crate) enum Progress {
    #[default]
    UnderWay,
    InSync(f64),
    Failed(String),
}

/// One installation with a folder of its own.
#[derive(Debug)]
pub(crate) struct Installation {
    folder: PathBuf,
    seat: Seat,
    root: RootFile,
    desk: Mutex<Option<Desk>>,
    documents: Mutex<Vec<Name>>,
    line: OnceLock<Line>,
    /// One exchange at a time.
    turn: tokio::sync::Mutex<()>,
    progress: watch::Sender<Progress>,
    /// Counts exchanges that brought something.
    news: watch::Sender<u64>,
}

impl Installation {
    /// The installation of a seat in a folder. A new one gets the national log, as an office has
    /// it that was granted its keys; one that is there is left closed.
    pub(crate) fn new(folder: &Path, seat: Seat, country: &Country) -> Result<Self, BenchError> {
        let installation = Self {
            folder: folder.to_owned(),
            seat,
            root: country.root.clone(),
            desk: Mutex::default(),
            documents: Mutex::default(),
            line: OnceLock::new(),
            turn: tokio::sync::Mutex::default(),
            progress: watch::Sender::default(),
            news: watch::Sender::default(),
        };
        if !installation.store_path().exists() {
            fs::create_dir_all(folder)?;
            country.settle(&SqliteStore::open(&installation.store_path())?)?;
            installation.open()?;
        }
        Ok(installation)
    }

    /// Opens the store.
    pub(crate) fn open(&self) -> Result<(), BenchError> {
        let store = SqliteStore::open(&self.store_path())?;
        let desk = Desk::open(self.root.clone(), Arc::new(store))?;
        *self.desk.lock().unwrap_or_else(PoisonError::into_inner) = Some(desk);
        let ids = self.folder.join("ids.json");
        if ids.exists() {
            self.set_documents(ids::read(&ids)?);
        }
        Ok(())
    }

    /// Writes entries, without a server.
    pub(crate) fn create(&self, from: usize, entries: &[Fields]) -> Result<(), BenchError> {
        let scope = self.seat.scope();
        let mut documents = Vec::with_capacity(entries.len());
        for (index, fields) in (from..).zip(entries) {
            let document = corpus::document(&self.seat.office, index);
            self.write(&scope, document, corpus::written(index), fields)?;
            documents.push((scope.clone(), document));
        }
        self.set_documents(documents);
        self.keep_ids()
    }

    /// Sets the status of a document, without a server.
    pub(crate) fn set_status(&self, index: usize, tag: &str) -> Result<(), BenchError> {
        let (scope, document) = self.document_at(index)?;
        let fields = vec![(STATUS.to_owned(), tag.to_owned())];
        self.write(&scope, document, corpus::written(index) + 1, &fields)
    }

    /// The status that a document shows here.
    pub(crate) fn status(&self, index: usize) -> Result<Option<String>, BenchError> {
        let (scope, document) = self.document_at(index)?;
        self.at_desk(|desk| {
            let shown = desk.document(&scope, document)?;
            Ok(shown.and_then(|shown| shown.content().one(STATUS).map(str::to_owned)))
        })
    }

    /// How many documents there are.
    pub(crate) fn len(&self) -> usize {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The names of its documents, in the order of the corpus.
    #[cfg(test)]
    pub(crate) fn names(&self) -> Vec<Name> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes these documents for its own, all of which must be readable.
    pub(crate) fn adopt(&self, documents: Vec<Name>) -> Result<(), BenchError> {
        self.at_desk(|desk| {
            for (scope, document) in &documents {
                let shown = desk.document(scope, *document)?;
                let readable = shown.is_some_and(|shown| shown.content().has(STATUS));
                if !readable {
                    return Err(BenchError::odd(format!("{scope}/{document} is not here")));
                }
            }
            Ok(())
        })?;
        self.set_documents(documents);
        Ok(())
    }

    /// Writes `ids.json`.
    pub(crate) fn keep_ids(&self) -> Result<(), BenchError> {
        let documents = self.documents.lock().unwrap_or_else(PoisonError::into_inner);
        ids::write(&self.folder.join("ids.json"), &documents)
    }

    /// What waits to be sent.
    pub(crate) fn pending(&self) -> Result<Vec<PushedRecord>, BenchError> {
        self.at_desk(|desk| {
            let pending = desk.book().store().pending(None)?.into_iter();
            let pushed =
                pending.map(|one| PushedRecord { record: one.bytes, attachment: one.attachment });
            Ok(pushed.collect())
        })
    }

    /// Takes up the line to a server, with the nonce of the last time.
    pub(crate) fn connect(&self, client: Client, port: u16) -> Result<&Line, BenchError> {
        let nonce = fs::read_to_string(self.folder.join("nonce")).ok();
        let line = Line::new(client, port, self.root.id(), self.seat.machine(), nonce);
        self.line.set(line).map_err(|_| BenchError::odd("it is connected already"))?;
        self.line()
    }

    /// The line to the server.
    pub(crate) fn line(&self) -> Result<&Line, BenchError> {
        self.line.get().ok_or_else(|| BenchError::odd("it is not connected"))
    }

    /// Exchanges everything there is to exchange.
    pub(crate) async fn exchange(&self) -> Result<(), BenchError> {
        let line = self.line()?;
        let _turn = self.turn.lock().await;
        loop {
            let request = self.at_desk(|desk| Ok(desk.request()))?;
            let response = line.sync(&request).await?;
            let received = self.at_desk(|desk| Ok(desk.receive(&request, &response)?))?;
            let odd = received.alarms.first().map(ToString::to_string);
            let refused = || received.refused.first().map(|refused| refused.sentence.clone());
            if let Some(odd) = odd.or_else(refused) {
                return Err(BenchError::Odd(odd));
            }
            if received.arrived > 0 {
                self.news.send_modify(|news| *news += 1);
            }
            if !received.more {
                break;
            }
        }
        if let Some(nonce) = line.nonce() {
            fs::write(self.folder.join("nonce"), nonce)?;
        }
        Ok(())
    }

    /// Stays connected: exchanges whenever the server has something new.
    pub(crate) async fn follow(&self) -> Result<(), BenchError> {
        let here = || {
            self.at_desk(|desk| {
                let book = desk.book();
                Ok(vector_digest(&cursors(book, &book.logs())))
            })
        };
        loop {
            let waited = here()?;
            let changed = self.line()?.wait(waited).await?;
            // What moved may be what was pushed from here in the meantime.
            if changed && here()? == waited {
                self.exchange().await?;
            }
        }
    }

    /// Says how the first exchange ended.
    pub(crate) fn tell(&self, done: &Result<(), BenchError>) {
        let progress = match done {
            Ok(()) => Progress::InSync(now()),
            Err(error) => Progress::Failed(error.to_string()),
        };
        self.progress.send_replace(progress);
    }

    /// Waits until it knows that it and the server hold the same; says since when.
    pub(crate) async fn in_sync(&self) -> Result<f64, BenchError> {
        let mut progress = self.progress.subscribe();
        let over = |progress: &Progress| !matches!(progress, Progress::UnderWay);
        let ended = progress.wait_for(over).await;
        match ended.map_err(|_| BenchError::odd("it is gone"))?.clone() {
            Progress::InSync(at) => Ok(at),
            Progress::Failed(why) => Err(BenchError::Odd(why)),
            Progress::UnderWay => Err(BenchError::odd("it is under way")),
        }
    }

    /// Waits until these documents show a status; says since when.
    pub(crate) async fn watch(
        &self,
        mut indexes: Vec<usize>,
        tag: &str,
    ) -> Result<f64, BenchError> {
        let mut news = self.news.subscribe();
        loop {
            let mut left = Vec::new();
            for index in indexes {
                if self.status(index)?.as_deref() != Some(tag) {
                    left.push(index);
                }
            }
            if left.is_empty() {
                return Ok(now());
            }
            indexes = left;
            news.changed().await.map_err(|_| BenchError::odd("it is gone"))?;
        }
    }

    fn write(
        &self,
        scope: &Scope,
        document: DocumentId,
        time: u64,
        fields: &Fields,
    ) -> Result<(), BenchError> {
        let composition = Composition {
            scope,
            document,
            kind: Kind::Entry,
            say: Saying::Content(fields),
            deps: None,
            time,
            rows: None,
            unchecked: false,
        };
        self.at_desk(|desk| Ok(desk.compose(&self.seat.person, &composition)?)).map(drop)
    }

    /// Works at the desk. It may block, so the thread's other tasks go elsewhere meanwhile.
    pub(crate) fn at_desk<T>(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<T, BenchError>,
    ) -> Result<T, BenchError> {
        let work = || {
            let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
            work(desk.as_mut().ok_or_else(|| BenchError::odd("the store is not open"))?)
        };
        tokio::task::block_in_place(work)
    }

    fn document_at(&self, index: usize) -> Result<Name, BenchError> {
        let documents = self.documents.lock().unwrap_or_else(PoisonError::into_inner);
        documents.get(index).cloned().ok_or_else(|| BenchError::odd("there is no such document"))
    }

    fn set_documents(&self, documents: Vec<Name>) {
        *self.documents.lock().unwrap_or_else(PoisonError::into_inner) = documents;
    }

    fn store_path(&self) -> PathBuf {
        self.folder.join("store.sqlite")
    }
}
