//! Keeping a copy, and coming back from one.
//!
//! A copy is a folder like the data folder: the store as it was at one moment, the trust root, who
//! works here, the keys, and the archive with its softcopies, which nothing else could bring back.
//! What was typed and not signed, and the trash, are not in it. Whoever holds it can sign for these people, so it is as secret as the
//! keys are. Coming back from an old copy loses nothing: the next sync brings what is newer, and
//! no two changes of one key can collide.

use std::{fs, path::Path};

use kecuali_storage::{Commit, Store as _};
use kecuali_storage_sqlite::{BackupError, SqliteStore};

use super::{
    Office,
    archive::softcopy,
    folder::{Folder, own_folder},
};
use crate::{
    catalogue::refusal,
    error::{OfficeError, StoreError},
    os,
};

/// The small value that holds when a copy was last made.
pub(crate) const LAST_BACKUP: &str = "client/last_backup";

impl Office {
    /// Writes a copy of this office into a folder that does not exist yet.
    pub fn backup(&mut self, to: &Path) -> Result<(), OfficeError> {
        self.copy_into(to)?;
        self.note_backup()
    }

    /// The copy alone. Nobody waits for it: a store is copied as it is at one moment, a key is
    /// replaced whole, and no softcopy is ever changed or erased.
    pub(super) fn copy_into(&mut self, to: &Path) -> Result<(), OfficeError> {
        if to.exists() {
            return Err(OfficeError::OfficeExists(to.to_owned()));
        }
        os::private_folder(to).map_err(OfficeError::file(to))?;
        let copy = Folder::new(to);
        self.refresh()?;
        let store = copy.store();
        let failed =
            |error: BackupError| OfficeError::content(&store, &refusal::clause(error.code()));
        self.store.backup_to(&store, os::private_file).map_err(failed)?;
        if let Some(archive) = self.archive_store(false)? {
            archive.backup_to(&copy.archive(), os::private_file).map_err(failed)?;
        }
        copy_keys(self.folder.path(), to)?;
        softcopy::copy_all(self.folder.path(), to)?;
        copy.begin(&self.folder.root()?, &self.installation)
    }

    /// Notes that a copy is kept now.
    pub(super) fn note_backup(&mut self) -> Result<(), OfficeError> {
        self.in_turn(|office| {
            let now = office.machine.now().to_string().into_bytes();
            let values = vec![(LAST_BACKUP.to_owned(), Some(now))];
            Ok(office.store.commit(&Commit { values, ..Commit::default() })?)
        })
    }
}

/// What of a copy is put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// All but the store, which is lost: the next sync brings what the server has.
    KeysOnly,
}

/// Puts a copy where no office is yet. A copy whose store cannot be opened is not taken.
pub fn restore(from: &Path, to: &Path, part: Part) -> Result<(), OfficeError> {
    let (copy, folder) = (Folder::new(from), Folder::new(to));
    if folder.is_set_up() {
        return Err(OfficeError::OfficeExists(to.to_owned()));
    }
    let (root, installation) = (copy.root()?, copy.installation()?);
    own_folder(to)?;
    if part == Part::Whole {
        copy_store(&copy.store(), &folder.store())?;
        drop(folder.open_store()?);
    } else {
        drop(folder.new_store()?);
    }
    if copy.archive().exists() {
        copy_store(&copy.archive(), &folder.archive())?;
        drop(folder.open_archive(false)?);
    }
    softcopy::copy_all(from, to)?;
    copy_keys(from, to)?;
    folder.begin(&root, &installation)
}

/// Copies a store. Beside the store of a folder in use, or of one that was copied by hand, stands
/// what was written last and is not in the file yet: that comes along.
fn copy_store(from: &Path, to: &Path) -> Result<(), OfficeError> {
    let mut beside = from.as_os_str().to_owned();
    beside.push("-wal");
    if fs::metadata(beside).is_ok_and(|found| found.len() > 0) {
        let failed =
            |error: BackupError| OfficeError::content(from, &refusal::clause(error.code()));
        let opened = SqliteStore::open_read_only(from);
        let store = opened.map_err(|error| StoreError::new(from.to_owned(), error))?;
        return store.backup_to(to, os::private_file).map_err(failed);
    }
    let store = fs::read(from).map_err(OfficeError::file(from))?;
    os::write_whole(to, &store).map_err(OfficeError::file(to))
}

fn copy_keys(from: &Path, to: &Path) -> Result<(), OfficeError> {
    let keys = from.join("keys");
    for entry in fs::read_dir(&keys).map_err(OfficeError::file(&keys))? {
        let path = entry.map_err(OfficeError::file(&keys))?.path();
        let text = fs::read_to_string(&path).map_err(OfficeError::file(&path))?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let folder = Folder::new(to);
        // A copy that was cut short is made again over what it left.
        if folder.secret(name)?.as_ref() != Some(&text) {
            folder.keep_secret(name, &text)?;
        }
    }
    Ok(())
}
