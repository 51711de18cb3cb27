//! From a store to a hub.

use std::{
    sync::{Arc, Mutex, RwLock, atomic::AtomicU64},
    thread,
};

use kecuali_storage::{Commit, StorageError, Store};
use kecuali_sync::{Book, BookError, Vectors};
use kecuali_trust::{RootFile, SigningKey};
use tokio::sync::{mpsc, watch};

use super::{
    Extent, Health, Hub, Moved, Share, Shared, WAITING,
    loss::{Loss, read_health, write_health},
    writer,
};
use crate::{
    clock::Clock,
    data::{DataFolder, Positions, TakenDown},
    history::History,
    press::Press,
    publisher::{PublishError, Publisher},
    veil::Veil,
};

/// How many cursor vectors are remembered: all replicas of many logs, several times over.
const VECTORS: usize = 1_024;

/// What a hub is started from.
#[derive(Debug)]
pub struct Start {
    /// The trust root.
    pub root: RootFile,
    /// The store, which nobody else writes to.
    pub store: Arc<dyn Store>,
    /// The server's key for marks and checkpoints.
    pub log_key: SigningKey,
    /// Eight random bytes that no start before has had.
    pub epoch: [u8; 8],
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Where the high-water lies; none for a store that is never backed up.
    pub data: Option<DataFolder>,
}

/// Why a hub does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The logs cannot be read.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The public list cannot be read or made.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The machine gives no thread.
    #[error("the writer cannot be started: {0}")]
    Thread(#[from] std::io::Error),
}

impl From<StorageError> for StartError {
    fn from(error: StorageError) -> Self {
        Self::Book(error.into())
    }
}

impl Hub {
    /// Reads the logs and starts the writer. The thread ends when the last handle is dropped.
    pub fn start(start: Start) -> Result<(Self, writer::WriterThread), StartError> {
        Self::start_sharing(start, Share::default())
    }

    /// The same where offices may take so much of the disk.
    pub fn start_sharing(
        start: Start,
        share: Share,
    ) -> Result<(Self, writer::WriterThread), StartError> {
        let Start { root, store, log_key, epoch, clock, data } = start;
        let mut book = Book::open(root.clone(), Arc::clone(&store))?;
        let known = data.as_ref().and_then(DataFolder::high_water);
        let health = health(store.as_ref(), known.as_ref(), clock.milliseconds())?;
        let missing = Loss::read(store.as_ref(), health, known.unwrap_or_default())?;
        let veil = Arc::new(Veil::over(Arc::clone(&store)));
        if health != Health::Serving {
            veil.hide(&taken_down(data.as_ref()))?;
        }
        let mut publisher = Publisher::open(&book, veil.as_ref(), epoch)?;
        if health == Health::Serving && Publisher::is_outdated(store.as_ref())? {
            let mut commit = Commit::default();
            let next = publisher.publish_all(&mut book, &mut commit)?;
            store.commit(&commit)?;
            publisher = next;
        }
        let listing = publisher.listing(&book, &log_key, health != Health::Serving, None);
        let logs = book.logs().len();
        let folder = data.as_ref().map(DataFolder::press_path);
        let press = folder.map(|folder| Press::open(folder, store.as_ref())).transpose()?;
        let shared = Arc::new(Shared {
            root,
            whole: store,
            store: Arc::<Veil>::clone(&veil),
            veil,
            log_key,
            book: RwLock::new(Some(book)),
            vectors: Mutex::new(Vectors::new(VECTORS)),
            moved: watch::Sender::new(Moved { commits: 0, logs }),
            listing: watch::Sender::new(listing),
            listings: AtomicU64::new(0),
            health: watch::Sender::new(health),
            data,
            share,
            clock,
            claimed: Mutex::default(),
            press,
            history: History::default(),
        });
        let (jobs, waiting) = mpsc::channel(WAITING);
        let mut writer = writer::Writer::new(Arc::clone(&shared), publisher, missing);
        let named = thread::Builder::new().name("writer".to_owned());
        let thread = named.spawn(move || writer.run(waiting))?;
        Ok((Self { jobs, shared }, writer::WriterThread(thread)))
    }
}

/// The rows from which something was taken down, as far as that can be read.
pub(super) fn taken_down(data: Option<&DataFolder>) -> TakenDown {
    let read = data.map(DataFolder::taken_down).transpose();
    let read = read.inspect_err(|error| {
        tracing::error!(%error, "ALARM: what was taken down since the backup may be shown again");
    });
    read.ok().flatten().unwrap_or_default()
}

/// A store that was restored, or is older than what was acknowledged, must be healed first.
fn health(store: &dyn Store, known: Option<&Positions>, now: u64) -> Result<Health, StorageError> {
    let nobody_knows = known.is_none_or(Positions::is_empty);
    match read_health(store, now)? {
        Some(Health::Healing { since, .. }) if nobody_knows => {
            return Ok(Health::Healing { since, extent: Extent::Unknown });
        }
        Some(healing) => return Ok(healing),
        None => {}
    }
    for (log, acknowledged) in known.into_iter().flatten() {
        let head = store.head(log)?.map_or(0, |head| head.position);
        if head < *acknowledged {
            tracing::error!(log, head, acknowledged, "ALARM: the store is older than it was");
            let healing = Health::Healing { since: now, extent: Extent::Known };
            let values = vec![write_health(healing)];
            store.commit(&Commit { values, ..Commit::default() })?;
            return Ok(healing);
        }
    }
    Ok(Health::Serving)
}
