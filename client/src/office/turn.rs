//! Taking turns: several processes may have one data folder open, and one writes at a time.
//!
//! The lock file holds a number that is odd while someone writes and grows with every turn. Who
//! finds another number than it left reads the logs again. A process that dies in its turn leaves
//! an odd number, which no one ever takes for its own.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

/// How long one waits for another process before giving up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The order of turns, as far as this process knows it.
#[derive(Debug)]
pub(crate) struct Turns {
    path: PathBuf,
    seen: u64,
}

/// One turn; it ends when it is dropped, or when the process ends.
#[derive(Debug)]
pub(crate) struct Turn {
    file: File,
    number: u64,
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
        Self { path: folder.join("lock"), seen: 1 }
    }

    /// Whether someone else wrote, or is writing, since the last look.
    pub(crate) fn has_moved(&mut self) -> io::Result<bool> {
        let mut file = self.open()?;
        Ok(self.look(read(&mut file)?))
    }

    /// Waits for a turn, and says whether someone else had one since the last look.
    pub(crate) fn take(&mut self) -> Result<(Turn, bool), NoTurn> {
        let mut file = lock(self.open()?)?;
        let found = read(&mut file)?;
        let moved = self.look(found);
        let number = found + 1 + (found % 2);
        write(&mut file, number)?;
        self.seen = number + 1;
        Ok((Turn { file, number }, moved))
    }

    fn look(&mut self, found: u64) -> bool {
        let moved = found != self.seen || found % 2 == 1;
        self.seen = found;
        moved
    }

    fn open(&self) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&self.path)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // A number that cannot be written stays odd, and the others read the logs again.
        let _written: Result<(), io::Error> = write(&mut self.file, self.number + 1);
    }
}

/// Waits in a thread of its own, which lets go again when it comes too late.
fn lock(file: File) -> Result<File, NoTurn> {
    if file.try_lock().is_ok() {
        return Ok(file);
    }
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let locked = file.lock().map(|()| file);
        drop(send.send(locked));
    });
    Ok(receive.recv_timeout(PATIENCE).map_err(|_| NoTurn::Busy)??)
}

fn read(file: &mut File) -> io::Result<u64> {
    let mut text = String::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_string(&mut text)?;
    Ok(text.trim().parse().unwrap_or(0))
}

fn write(file: &mut File, number: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    // One width, so that a shorter number never leaves digits of a longer one behind.
    file.write_all(format!("{number:020}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_wrote_last_sees_nothing_new_and_the_other_does() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (Turns::new(folder.path()), Turns::new(folder.path()));
        assert!(one.has_moved().unwrap());
        assert!(other.has_moved().unwrap());
        let (turn, moved) = one.take().unwrap();
        assert!(!moved);
        assert!(other.has_moved().unwrap(), "someone is writing");
        drop(turn);
        assert!(!one.has_moved().unwrap());
        assert!(other.has_moved().unwrap(), "someone wrote");
        assert!(!other.has_moved().unwrap());
    }

    #[test]
    fn a_turn_that_never_ended_makes_everyone_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (Turns::new(folder.path()), Turns::new(folder.path()));
        let (turn, _) = one.take().unwrap();
        let file = turn.file.try_clone().unwrap();
        std::mem::forget(turn);
        file.unlock().unwrap();
        let (_turn, moved) = other.take().unwrap();
        assert!(moved);
    }
}
