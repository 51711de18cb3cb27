//! Copies of a store that is in use.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use crate::{
    SqliteStore,
    open::{OpenError, open_reader},
};

/// Why there is no backup. A backup that was there before is still there.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The path is that of the store itself.
    #[error("a store cannot be its own backup; choose another file")]
    Itself,
    /// Another process kept the store busy.
    #[error("another process is using the store; try again")]
    Busy,
    /// The copy is damaged, so the store is likely to be, too.
    #[error("the copy is damaged ({0}); check the disk and keep the older backups")]
    Damaged(String),
    /// A file cannot be written, named or removed.
    #[error("the backup cannot be written to `{}`", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// How.
        source: io::Error,
    },
    /// The store cannot be read, or the copy cannot be opened.
    #[error("the store cannot be copied")]
    Open(#[from] OpenError),
}

impl BackupError {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Itself => "backup_itself",
            Self::Busy => "backup_busy",
            Self::Damaged(_) => "backup_damaged",
            Self::File { .. } => "backup_file",
            Self::Open(_) => "backup_open",
        }
    }

    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self::File { path: path.to_owned(), source }
    }
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Open(error.into())
    }
}

impl SqliteStore {
    /// Writes a copy of the store, as it is at one moment, to `path`, in place of a file there.
    ///
    /// Nobody waits for it. The copy is made beside `path`, opened again and checked, flushed to
    /// the disk, and only then given its name. It is one file, and opens as a store. `create` makes
    /// that file, empty and new, with the rights that it is to have before anything stands in it.
    pub fn backup_to(
        &self,
        path: &Path,
        create: impl FnOnce(&Path) -> io::Result<File>,
    ) -> Result<(), BackupError> {
        if is_same_file(self.path(), path) {
            return Err(BackupError::Itself);
        }
        let partial = beside(path);
        remove_if_there(&partial)?;
        drop(create(&partial).map_err(BackupError::file(&partial))?);
        self.readers().with(|source| copy(source, &partial))?;
        verify(&partial)?;
        flush(&partial)?;
        fs::rename(&partial, path).map_err(BackupError::file(path))?;
        flush_folder(path)
    }
}

fn copy(source: &Connection, partial: &Path) -> Result<(), BackupError> {
    let mut copy = Connection::open(partial)?;
    // All pages in one step: one read transaction, so no commit can make it begin again.
    if Backup::new(source, &mut copy)?.step(-1)? != StepResult::Done {
        return Err(BackupError::Busy);
    }
    // One file, without a write-ahead log beside it. Opened as a store, it gets one again.
    copy.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error.into())
}

fn verify(partial: &Path) -> Result<(), BackupError> {
    let copy = open_reader(partial)?;
    let report: String = copy.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if report == "ok" { Ok(()) } else { Err(BackupError::Damaged(report)) }
}

fn flush(partial: &Path) -> Result<(), BackupError> {
    let file = OpenOptions::new().write(true).open(partial).map_err(BackupError::file(partial))?;
    file.sync_all().map_err(BackupError::file(partial))
}

/// Makes the new name survive a power cut. Windows has no such call, and needs none.
fn flush_folder(path: &Path) -> Result<(), BackupError> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(BackupError::file(folder))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

/// What an interrupted backup left.
fn remove_if_there(partial: &Path) -> Result<(), BackupError> {
    match fs::remove_file(partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::file(partial)(error))
        }
        _ => Ok(()),
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
