//! One writer, many readers: the logs, what follows from them, and who waits for news.

mod budget;
mod loss;
mod reading;
mod start;
mod writer;

use std::{
    collections::BTreeSet,
    sync::{
        Arc, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use kecuali_domain::{Day, Scope};
use kecuali_ledger::Point;
use kecuali_protocol::sync::{LogPart, PushedRecord};
use kecuali_storage::Store;
use kecuali_sync::{Book, Outcome, Vectors};
use kecuali_trust::{RootFile, RootId, SigningKey};
use tokio::sync::{mpsc, oneshot, watch};

pub(crate) use self::loss::given_up;
pub use self::{
    budget::Share,
    loss::{Extent, GIVEN_UP, HEALING},
    reading::{Reader, Unreadable},
    start::{Start, StartError},
    writer::WriterThread,
};
use crate::{
    clock::Clock,
    data::DataFolder,
    history::History,
    press::{Keep, Press, PressError, print},
    publisher::Listing,
    veil::Veil,
};

/// Pushes that wait for the writer; syncs in flight are bounded below this.
const WAITING: usize = 256;

/// What the server is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// Its work.
    Serving,
    /// Its store is older than what it acknowledged once: it stamps nothing, writes no day and no
    /// event, and serves the list marked stale, until it has back what it lost.
    Healing {
        /// Since when, in milliseconds since 1970.
        since: u64,
        /// How much it lost.
        extent: Extent,
    },
}

/// What every commit changes for those who wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// How many commits there were.
    pub commits: u64,
    /// How many logs there are.
    pub logs: usize,
}

/// Nothing was written, and it is worth trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server is busy; try again")]
pub struct Busy;

/// A handle to the hub.
#[derive(Debug, Clone)]
pub struct Hub {
    jobs: mpsc::Sender<Job>,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    root: RootFile,
    /// The store as it is: what the logs are read from and written to.
    whole: Arc<dyn Store>,
    /// The same without the rows that must not be shown, and what hides them.
    store: Arc<dyn Store>,
    veil: Arc<Veil>,
    log_key: SigningKey,
    /// None while it must be read again: it held what could not be committed.
    book: RwLock<Option<Book>>,
    vectors: std::sync::Mutex<Vectors>,
    moved: watch::Sender<Moved>,
    listing: watch::Sender<Arc<Listing>>,
    /// How many listings there were before, counted when one has taken the place of another.
    listings: AtomicU64,
    health: watch::Sender<Health>,
    data: Option<DataFolder>,
    share: Share,
    clock: Arc<dyn Clock>,
    /// The logs of which a caller has claimed to have read what is not here: that is told once.
    claimed: std::sync::Mutex<BTreeSet<String>>,
    /// The files of the list; none without a folder for them.
    press: Option<Press>,
    history: History,
}

/// What the writer is asked to do.
#[derive(Debug)]
enum Job {
    Push { push: Vec<PushedRecord>, given: Vec<LogPart>, done: oneshot::Sender<Vec<Outcome>> },
    Day { day: Day, done: oneshot::Sender<Option<Point>> },
    EndHealing { done: oneshot::Sender<()> },
}

impl Hub {
    /// Takes what is given back, and admits a push, durably; while the server is being healed, a
    /// push is put off. Blocks until the writer has worked it off.
    pub fn push(&self, push: Vec<PushedRecord>, given: Vec<LogPart>) -> Result<Vec<Outcome>, Busy> {
        let (done, outcomes) = oneshot::channel();
        self.jobs.try_send(Job::Push { push, given, done }).map_err(|_| Busy)?;
        outcomes.blocking_recv().map_err(|_| Busy)
    }

    /// Writes the mark of a day, if it is due and this server may; and with it, what lapses.
    pub async fn keep_day(&self, day: Day) -> Result<Option<Point>, Busy> {
        let (done, kept) = oneshot::channel();
        self.jobs.send(Job::Day { day, done }).await.map_err(|_| Busy)?;
        kept.await.map_err(|_| Busy)
    }

    /// Ends healing: from now on positions are given out again.
    pub async fn end_healing(&self) -> Result<(), Busy> {
        let (done, ended) = oneshot::channel();
        self.jobs.send(Job::EndHealing { done }).await.map_err(|_| Busy)?;
        ended.await.map_err(|_| Busy)
    }

    /// What the server is doing.
    pub fn health(&self) -> Health {
        *self.shared.health.borrow()
    }

    /// What the public list is.
    pub fn listing(&self) -> Arc<Listing> {
        Arc::clone(&self.shared.listing.borrow())
    }

    /// A number that is another whenever the public list is. What was read between two looks at the
    /// same number is of the list of that number, or of the next, which nobody was told of yet.
    pub(crate) fn listings(&self) -> u64 {
        self.shared.listings.load(Ordering::Acquire)
    }

    /// The files of the list, where there is a folder for them.
    pub(crate) fn press(&self) -> Option<&Press> {
        self.shared.press.as_ref()
    }

    /// Which events are about a row.
    pub(crate) fn history(&self) -> &History {
        &self.shared.history
    }

    /// Prints the list as it is now, if that was not done yet. Blocks while it works.
    pub fn print(&self, keep: Keep) -> Result<(), PressError> {
        self.press().map_or(Ok(()), |press| print(self, press, keep))
    }

    /// Tells of every commit.
    pub fn moved(&self) -> watch::Receiver<Moved> {
        self.shared.moved.subscribe()
    }

    /// The store, as the public may see it.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.shared.store
    }

    /// The trust root, as whoever verifies needs it.
    pub(crate) fn root_text(&self) -> String {
        self.shared.root.to_text()
    }

    /// The name of the trust root.
    pub fn root_id(&self) -> RootId {
        self.shared.root.id()
    }

    /// Whether this server's key may sign checkpoints and marks.
    pub fn is_granted(&self) -> Result<bool, Unreadable> {
        let key = self.shared.log_key.public();
        self.read(|book| book.national().now().is_log_key(key))
    }

    /// Whether the thread that writes is there.
    pub fn is_writing(&self) -> bool {
        !self.jobs.is_closed() && self.shared.book().is_some()
    }

    /// Whether the disk has room for KPU RI's records and `national` alone.
    pub fn is_disk_low(&self) -> bool {
        self.shared.is_disk_low()
    }

    /// Where a log ends.
    pub fn head(&self, scope: &Scope) -> Result<Point, Unreadable> {
        self.read(|book| book.head(scope))
    }
}

impl Shared {
    fn book(&self) -> RwLockReadGuard<'_, Option<Book>> {
        self.book.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where nobody can say how much is free, there is room: the disk itself says when there is none.
    fn is_disk_low(&self) -> bool {
        let free = self.data.as_ref().and_then(|data| data.free_space().ok());
        free.is_some_and(|free| free < self.share.free)
    }

    fn claims(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.claimed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn book_mut(&self) -> RwLockWriteGuard<'_, Option<Book>> {
        self.book.write().unwrap_or_else(PoisonError::into_inner)
    }
}
