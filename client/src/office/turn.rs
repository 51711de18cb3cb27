//! Taking turns: several processes may have one data folder open, and one writes at a time.
//!
//! Beside the lock file lies a number that is odd while someone writes and grows with every turn.
//! Who finds another number than it left reads the logs again, while no one writes: what is read
//! in parts would be of two moments otherwise. A process that dies in its turn leaves an odd
//! number, which no one ever takes for its own, until the next one who looks makes it even.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use crate::os;

/// How long one waits for another process before giving up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The order of turns, as far as this process knows it.
#[derive(Debug)]
pub(crate) struct Turns {
    /// What is locked; never read, because Windows lets nobody else read a locked file.
    lock: PathBuf,
    /// Where the number is.
    number: PathBuf,
    seen: u64,
    /// Whether this is its own turn: then nobody else writes.
    own: Arc<AtomicBool>,
    pub(super) patience: Duration,
}

/// A time in which no one writes; it ends when it is dropped, or when the process ends.
#[derive(Debug)]
pub(crate) struct Calm {
    /// Locked while it is open.
    _lock: Option<File>,
}

/// One turn; it ends when it is dropped, or when the process ends.
#[derive(Debug)]
pub(crate) struct Turn {
    /// Locked while it is open.
    _lock: File,
    path: PathBuf,
    number: u64,
    own: Arc<AtomicBool>,
}

/// Why there is no turn.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoTurn {
    /// Another process writes for longer than one waits.
    #[error("another process is writing to this folder")]
    Busy,
    /// The lock file cannot be used.
    #[error(transparent)]
    File(#[from] io::Error),
}

impl Turns {
    /// Before anything was read: whatever number is found is taken for new.
    pub(crate) fn new(folder: &Path) -> Self {
        let (lock, number) = (folder.join("lock"), folder.join("turn"));
        Self { lock, number, seen: 1, own: Arc::default(), patience: PATIENCE }
    }

    /// Whether someone else wrote, or is writing, since the last look.
    pub(crate) fn have_moved(&self) -> bool {
        if self.own.load(Ordering::Relaxed) {
            return false;
        }
        let found = read(&self.number);
        found != self.seen || found % 2 == 1
    }

    /// Whether someone is in a turn, or died in it.
    pub(crate) fn is_taken(&self) -> bool {
        read(&self.number) % 2 == 1
    }

    /// Waits until no one writes, and looks. Nothing may be written meanwhile, here neither. A folder
    /// in which nobody can lock anything is read as it lies.
    pub(crate) fn look(&mut self) -> Result<Calm, NoTurn> {
        let lock = match self.lock() {
            Ok(lock) => Some(lock),
            Err(NoTurn::File(_)) => None,
            Err(NoTurn::Busy) => return Err(NoTurn::Busy),
        };
        self.seen = read(&self.number);
        // While nobody else can write, an odd number is that of one who died.
        if lock.is_some() && self.seen % 2 == 1 && write(&self.number, self.seen + 1).is_ok() {
            self.seen += 1;
        }
        Ok(Calm { _lock: lock })
    }

    /// Waits for a turn, and says whether someone else had one since the last look.
    pub(crate) fn take(&mut self) -> Result<(Turn, bool), NoTurn> {
        let lock = self.lock()?;
        let found = read(&self.number);
        let moved = found != self.seen;
        let number = found + 1 + (found % 2);
        write(&self.number, number)?;
        self.seen = number + 1;
        self.own.store(true, Ordering::Relaxed);
        let (path, own) = (self.number.clone(), Arc::clone(&self.own));
        Ok((Turn { _lock: lock, path, number, own }, moved))
    }

    fn lock(&self) -> Result<File, NoTurn> {
        lock(os::private_file(&self.lock)?, self.patience)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // A number that cannot be written stays odd, and the others read the logs again.
        let _written: Result<(), io::Error> = write(&self.path, self.number + 1);
        self.own.store(false, Ordering::Relaxed);
    }
}

/// Waits in a thread of its own, which lets go again when it comes too late.
fn lock(file: File, patience: Duration) -> Result<File, NoTurn> {
    if file.try_lock().is_ok() {
        return Ok(file);
    }
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let locked = file.lock().map(|()| file);
        drop(send.send(locked));
    });
    Ok(receive.recv_timeout(patience).map_err(|_| NoTurn::Busy)??)
}

fn read(path: &Path) -> u64 {
    fs::read_to_string(path).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

fn write(path: &Path, number: u64) -> io::Result<()> {
    // Always as long, in one write: at no moment does it read as a number that was there before.
    let mut file = os::private_file(path)?;
    file.write_all(format!("{number:020}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::OfficeError;

    #[test]
    fn who_wrote_last_sees_nothing_new_and_the_other_does() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (Turns::new(folder.path()), Turns::new(folder.path()));
        assert!(one.have_moved() && other.have_moved());
        drop(other.look().unwrap());
        let (turn, moved) = one.take().unwrap();
        assert!(moved, "nothing was read yet");
        assert!(!one.have_moved(), "in one's own turn nobody else writes");
        assert!(other.have_moved(), "someone is writing");
        drop(turn);
        assert!(!one.have_moved());
        assert!(other.have_moved(), "someone wrote");
        drop(other.look().unwrap());
        assert!(!other.have_moved());
        let (_turn, moved) = one.take().unwrap();
        assert!(!moved, "to look is not to write");
    }

    #[test]
    fn who_looks_waits_for_who_writes_and_who_writes_for_who_looks() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (Turns::new(folder.path()), Turns::new(folder.path()));
        (one.patience, other.patience) = (Duration::ZERO, Duration::ZERO);
        let (turn, _) = one.take().unwrap();
        assert!(matches!(other.look(), Err(NoTurn::Busy)));
        assert!(other.have_moved(), "it has not looked");
        drop(turn);
        let calm = other.look().unwrap();
        assert!(matches!(one.take(), Err(NoTurn::Busy)));
        drop(calm);
        assert!(one.take().is_ok());
    }

    #[test]
    fn who_waits_too_long_is_told_that_the_folder_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let mut one = Turns::new(folder.path());
        let (_turn, _) = one.take().unwrap();
        let other = Turns { patience: Duration::ZERO, ..Turns::new(folder.path()) };
        let error = OfficeError::from(other.lock().unwrap_err());
        assert_eq!((error.code(), error.exit().code()), ("locked", 7));
        assert!(error.hint().is_some());
    }

    #[test]
    fn a_turn_that_never_ended_makes_everyone_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut turns = Turns::new(folder.path());
        drop(turns.take().unwrap());
        assert!(!turns.have_moved());
        write(&turns.number, turns.seen + 1).unwrap();
        let (_turn, moved) = turns.take().unwrap();
        assert!(moved);
    }

    #[test]
    fn a_turn_that_never_ended_is_read_after_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut turns = Turns::new(folder.path());
        drop(turns.take().unwrap());
        write(&turns.number, turns.seen + 1).unwrap();
        assert!(turns.have_moved() && turns.is_taken());
        drop(turns.look().unwrap());
        assert!(!turns.have_moved() && !turns.is_taken(), "or every page reads all of it again");
    }
}
