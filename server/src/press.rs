//! The press: the files of the list at an event, printed beside the work, kept for a while. The list
//! may go on while it is printed: an edition is of the event that was the last when it was begun.
//!
//! **Invariant:** an edition that is served has no value in it that was taken down. What the writer
//! commits of that kind is withdrawn here before anyone is answered, and an edition that was being
//! printed meanwhile is never taken up.

mod edition;
mod keep;
mod print;
mod task;

use std::{
    fs, io,
    path::PathBuf,
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use kecuali_publication::{EventName, ProofError};
use kecuali_storage::{StorageError, Store};

pub use self::keep::Keep;
pub(crate) use self::{
    edition::{Edition, Kept},
    print::print,
    task::keep_printed,
};
use crate::publisher::{PublishError, erased_before};

/// What is being printed; it is swept away at the next start.
const PARTIAL: &str = ".partial";

/// Why there is no edition of the last event.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// Values were taken down while it was printed.
    #[error("values were taken down while the list was printed")]
    Changed,
    /// Nobody may sign for the list, or not now.
    #[error("there is no list checkpoint to print under")]
    Unsigned,
    /// The rows are not those of the checkpoint.
    #[error("the rows are not those that the list checkpoint is of")]
    Differs,
    /// The grants of the log key cannot be shown.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The store fails, or holds what is not a row.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The folder fails.
    #[error("the files of the list: {0}")]
    File(#[from] io::Error),
}

impl From<StorageError> for PressError {
    fn from(error: StorageError) -> Self {
        Self::Publish(error.into())
    }
}

/// The editions there are, in the order of their events.
#[derive(Debug)]
pub struct Press {
    folder: PathBuf,
    changes: AtomicU64,
    kept: RwLock<Vec<Arc<Edition>>>,
}

impl Press {
    /// Takes up what was printed before. What is damaged, of an event that this store does not
    /// have, or older than the last take-down is swept away.
    pub fn open(folder: PathBuf, store: &dyn Store) -> Result<Self, StorageError> {
        let before = erased_before(store)?;
        let mut kept = Vec::new();
        for path in folder_entries(&folder) {
            let event =
                Edition::event_of(&path).map(|event| store.event_by_name(&event.to_string()));
            let seq = event.transpose()?.flatten().map(|event| event.seq);
            let seq = seq.filter(|seq| *seq >= before);
            match seq.and_then(|seq| Edition::read(&path, seq).ok()) {
                Some(edition) => kept.push(Arc::new(edition)),
                None => sweep(&path),
            }
        }
        kept.sort_by_key(|edition| edition.seq);
        Ok(Self { folder, changes: AtomicU64::new(0), kept: RwLock::new(kept) })
    }

    /// The edition of the newest event that has one.
    pub(crate) fn latest(&self) -> Option<Arc<Edition>> {
        self.kept().last().cloned()
    }

    /// The edition of an event.
    pub(crate) fn of(&self, event: EventName) -> Option<Arc<Edition>> {
        self.kept().iter().find(|edition| edition.event() == event).cloned()
    }

    /// A number that is another whenever there are other editions.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// Every edition, oldest first.
    pub(crate) fn all(&self) -> Vec<Arc<Edition>> {
        self.kept().clone()
    }

    /// Takes every edition older than an event away: values in it were taken down. It is not served
    /// from here on, whatever the disk says.
    pub(crate) fn withdraw(&self, before: u64) {
        let gone: Vec<_> = self.kept_mut().extract_if(.., |edition| edition.seq < before).collect();
        for edition in gone {
            sweep(edition.folder());
        }
    }

    /// Takes up an edition that lies in the folder, unless values were taken down since its event.
    fn take(&self, edition: Edition, store: &dyn Store) -> Result<(), PressError> {
        // A take-down is committed before it withdraws: it is seen here, or waits for the lock.
        let mut kept = self.kept_mut();
        if edition.seq < erased_before(store)? {
            return Err(PressError::Changed);
        }
        kept.push(Arc::new(edition));
        kept.sort_by_key(|edition| edition.seq);
        Ok(())
    }

    /// Takes away what need not be kept any longer.
    fn tidy(&self, keep: Keep) {
        let mut kept = self.kept_mut();
        let days: Vec<_> = kept.iter().map(|edition| edition.day()).collect();
        let mut wanted = keep.wanted(&days).into_iter();
        let gone: Vec<_> = kept.extract_if(.., |_| !wanted.next().unwrap_or(true)).collect();
        drop(kept);
        for edition in gone {
            sweep(edition.folder());
        }
    }

    fn kept(&self) -> RwLockReadGuard<'_, Vec<Arc<Edition>>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept_mut(&self) -> RwLockWriteGuard<'_, Vec<Arc<Edition>>> {
        let kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        self.changes.fetch_add(1, Ordering::AcqRel);
        kept
    }
}

fn folder_entries(folder: &std::path::Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// Removes a folder. One that stays is not served; the next start tries again.
fn sweep(folder: &std::path::Path) {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            let folder = folder.display();
            tracing::error!(%folder, %error, "ALARM: files of the list cannot be removed");
        }
        Ok(()) | Err(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use kecuali_storage::{Commit, Event, MemoryStore};

    use super::*;

    fn happens(store: &MemoryStore, seq: u64) {
        let event = Event {
            seq,
            name: format!("00000000000000aa.{seq}"),
            kind: "published".to_owned(),
            row: "RI-x".to_owned(),
            office: "RI".to_owned(),
            day: "2026-11-23".to_owned(),
            reason: None,
            body: None,
        };
        store.commit(&Commit { events: vec![event], ..Commit::default() }).unwrap();
    }

    /// A folder as it lies there when it was printed.
    fn printed(folder: &std::path::Path, seq: u64) -> Edition {
        let folder = folder.join(format!("00000000000000aa.{seq}"));
        fs::create_dir(&folder).unwrap();
        let (hash, signature) = ("ab".repeat(32), "ab".repeat(64));
        let manifest = serde_json::json!({
            "edition": {
                "day": "2026-11-23",
                "digest": hash,
                "event": format!("00000000000000aa.{seq}"),
                "files": [],
                "rows": 0,
            },
            "grant": hash,
            "grants": [],
            "key": hash,
            "signature": signature,
        });
        fs::write(folder.join(edition::MANIFEST), manifest.to_string()).unwrap();
        Edition::read(&folder, seq).unwrap()
    }

    #[test]
    fn an_edition_is_taken_up_though_the_list_went_on_but_not_past_a_take_down() {
        let folder = tempfile::tempdir().unwrap();
        let store = MemoryStore::default();
        let press = Press::open(folder.path().to_owned(), &store).unwrap();
        for seq in 1..=3 {
            happens(&store, seq);
        }
        press.take(printed(folder.path(), 1), &store).unwrap();
        let values = vec![("publication/erased".to_owned(), Some(b"3".to_vec()))];
        store.commit(&Commit { values, ..Commit::default() }).unwrap();
        let late = press.take(printed(folder.path(), 2), &store);
        assert!(matches!(late, Err(PressError::Changed)));
        press.take(printed(folder.path(), 3), &store).unwrap();
        assert_eq!(press.all().iter().map(|edition| edition.seq).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn what_is_withdrawn_is_served_no_more_though_the_disk_should_keep_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = MemoryStore::default();
        let press = Press::open(folder.path().to_owned(), &store).unwrap();
        for seq in [1, 2] {
            happens(&store, seq);
            press.take(printed(folder.path(), seq), &store).unwrap();
        }
        let gone = press.all()[0].folder().to_owned();
        press.withdraw(2);
        assert_eq!(press.all().len(), 1);
        assert_eq!(press.latest().unwrap().seq, 2);
        assert!(!gone.exists());
    }
}
