//! What only passes through the data folder: uploads, what is made to be downloaded, and what a copy
//! is made of before it is encrypted. It may hold scans, papers and keys, so it lies with the other
//! data, and not where all users of a machine meet.
//!
//! Each has a folder that is locked for as long as it is used. What is not locked was left by a
//! program that was killed, and is erased.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::{Builder, NamedTempFile};

use super::private_folder;

const PASSING: &str = "passing";
/// Beside each folder lies a file that is locked while it is used.
const FOLDER: &str = "d";
const LOCK: &str = "lock";
/// Where older programs laid the keys of the copy of each day, and what is locked while one is made.
const OLD_COPY: &str = "copying";
const OLD_COPY_LOCK: &str = "copies.lock";
/// How the names begin of folders in which older programs made a copy, and of files that are being
/// written and have no name of their own yet.
const UNNAMED: &str = ".tmp";
/// A file that is older than this is not being written any more.
const WRITTEN: Duration = Duration::from_mins(10);
/// Where such a file may hold a key.
const KEYS: &str = "keys";

/// A folder for what is only passing through, which its owner alone may enter. Erased when it is
/// dropped; where the program is killed before, by the next look.
#[derive(Debug)]
pub(crate) struct Passing {
    path: PathBuf,
    /// Erased after the folder.
    _lock: NamedTempFile,
}

impl Passing {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        // What stays is erased by the next look.
        let _stays = fs::remove_dir_all(&self.path);
    }
}

/// A new folder for what is only passing through.
pub(crate) fn passing(data: &Path) -> io::Result<Passing> {
    let within = data.join(PASSING);
    private_folder(&within)?;
    loop {
        let lock = Builder::new().suffix(&format!(".{LOCK}")).tempfile_in(&within)?;
        lock.as_file().lock()?;
        // One who looks between the two takes it for left.
        if lock.path().exists() {
            let path = lock.path().with_extension(FOLDER);
            private_folder(&path)?;
            return Ok(Passing { path, _lock: lock });
        }
    }
}

/// Erases what programs left that were killed. What another program uses stays.
pub(crate) fn forget_passing(data: &Path) -> io::Result<()> {
    forget_old(data)?;
    for entry in entries(&data.join(PASSING))? {
        let path = entry?.path();
        let lock = path.with_extension(LOCK);
        if !is_locked(&lock) {
            erase(&path)?;
        }
    }
    Ok(())
}

/// Erases a folder or a file; one that is gone already was erased by its own program.
fn erase(path: &Path) -> io::Result<()> {
    let erased = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match erased {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Erases what older programs left, who laid it beside.
fn forget_old(data: &Path) -> io::Result<()> {
    let copy = data.join(OLD_COPY);
    if copy.is_dir() && !is_locked(&data.join(OLD_COPY_LOCK)) {
        fs::remove_dir_all(copy)?;
    }
    for entry in entries(data)?.chain(entries(&data.join(KEYS))?) {
        let entry = entry?;
        let unnamed = entry.file_name().to_string_lossy().starts_with(UNNAMED);
        if unnamed && (entry.file_type()?.is_dir() || !is_being_written(&entry.path())) {
            erase(&entry.path())?;
        }
    }
    Ok(())
}

/// What lies in a folder; nothing in one that is not there.
fn entries(folder: &Path) -> io::Result<impl Iterator<Item = io::Result<fs::DirEntry>>> {
    match fs::read_dir(folder) {
        Ok(found) => Ok(Some(found).into_iter().flatten()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None.into_iter().flatten()),
        Err(error) => Err(error),
    }
}

/// Whether a file was written on a moment ago, by whatever this machine's clock says.
fn is_being_written(path: &Path) -> bool {
    let written = fs::metadata(path).and_then(|found| found.modified());
    written.is_ok_and(|written| written.elapsed().is_ok_and(|age| age < WRITTEN))
}

fn is_locked(path: &Path) -> bool {
    let file = File::open(path);
    file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_passes_through_is_for_its_owner_alone_and_gone_afterwards() {
        let mode = |path: &Path| super::super::mode(path).unwrap();
        let data = tempfile::tempdir().unwrap();
        let kept = passing(data.path()).unwrap();
        let within = kept.path().parent().unwrap().to_owned();
        assert_eq!((mode(&within), mode(kept.path())), (0o700, 0o700), "nobody else gets in");
        fs::write(kept.path().join("siti.key"), "x").unwrap();
        drop(kept);
        assert!(fs::read_dir(within).unwrap().next().is_none(), "nothing stays");
    }

    #[test]
    fn what_a_killed_program_left_is_erased_and_what_is_used_stays() {
        let data = tempfile::tempdir().unwrap();
        forget_passing(data.path()).unwrap();
        let used = passing(data.path()).unwrap();
        fs::write(used.path().join("siti.key"), "x").unwrap();
        let within = data.path().join(PASSING);
        let left = ["killed.d", ".tmpOfAnOlderOne"].map(|name| within.join(name));
        let old = [data.path().join(".tmpOlder"), data.path().join(OLD_COPY)];
        for folder in left.iter().chain(&old) {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("siti.key"), "x").unwrap();
        }
        let lock = within.join("killed.lock");
        fs::write(&lock, "").unwrap();
        forget_passing(data.path()).unwrap();
        for gone in left.iter().chain(&old).chain([&lock]) {
            assert!(!gone.exists(), "{}", gone.display());
        }
        assert!(used.path().join("siti.key").exists());
    }

    #[test]
    fn half_a_key_that_a_killed_program_left_is_erased_and_one_being_written_stays() {
        let data = tempfile::tempdir().unwrap();
        let keys = data.path().join(KEYS);
        private_folder(&keys).unwrap();
        let [left, written, key] = [".tmpLeft", ".tmpNow", "siti.key"].map(|name| keys.join(name));
        for path in [&left, &written, &key] {
            fs::write(path, "KECUALI-SECRET-1").unwrap();
        }
        let written_at = fs::metadata(&left).unwrap().modified().unwrap();
        let long_ago = written_at - WRITTEN * 2;
        for path in [&left, &key] {
            File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
        }
        forget_passing(data.path()).unwrap();
        assert_eq!([&left, &written, &key].map(|path| path.exists()), [false, true, true]);
    }
}
