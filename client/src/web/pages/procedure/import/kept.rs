//! The file of an import between the look at it and the yes: kept in the data folder, named by what
//! is in it, and gone when it was imported or after an hour.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{OfficeError, Sought},
    machine::Machine,
    office::scan::hash_file,
    os,
};

/// The folder in the data folder.
const FOLDER: &str = "uploads";
/// So long a file is kept, in milliseconds.
const HOUR: u64 = 60 * 60 * 1_000;

/// Keeps a copy of a file. Says by what it is found again.
pub(super) fn keep(
    data: &Path,
    file: &Path,
    machine: &mut dyn Machine,
) -> Result<String, OfficeError> {
    sweep(data, machine);
    let digest = hash_file(file)?.to_string();
    forget(data, &digest);
    let folder = data.join(FOLDER).join(format!("{}-{digest}", machine.now()));
    os::private_folder(&folder).map_err(OfficeError::file(&folder))?;
    let copy = folder.join(file.file_name().unwrap_or_default());
    fs::copy(file, &copy).map_err(OfficeError::file(&copy))?;
    Ok(digest)
}

/// A file that is kept.
pub(super) fn find(
    data: &Path,
    digest: &str,
    machine: &mut dyn Machine,
) -> Result<PathBuf, OfficeError> {
    sweep(data, machine);
    let folder = folders(data).into_iter().find(|(_, name, _)| name == digest);
    let file = folder.and_then(|(_, _, path)| fs::read_dir(path).ok()?.next()?.ok());
    file.map(|file| file.path())
        .ok_or_else(|| OfficeError::not_found(Sought::Import, crate::catalogue::import::UPLOADED))
}

/// Throws a file away; one that is gone already is gone.
pub(super) fn forget(data: &Path, digest: &str) {
    for (_, name, path) in folders(data) {
        if name == digest {
            let _gone = fs::remove_dir_all(path);
        }
    }
}

/// Throws away what nobody said yes to in time.
fn sweep(data: &Path, machine: &mut dyn Machine) {
    let now = machine.now();
    for (since, _, path) in folders(data) {
        if now.abs_diff(since) > HOUR {
            let _gone = fs::remove_dir_all(path);
        }
    }
}

/// What is kept: since when, by what it is found, and where.
fn folders(data: &Path) -> Vec<(u64, String, PathBuf)> {
    let all = fs::read_dir(data.join(FOLDER)).into_iter().flatten().filter_map(Result::ok);
    let read = |one: fs::DirEntry| {
        let name = one.file_name().into_string().ok()?;
        let (since, digest) = name.split_once('-')?;
        Some((since.parse().ok()?, digest.to_owned(), one.path()))
    };
    all.filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Replay;

    #[test]
    fn a_file_is_kept_for_an_hour_as_it_was() {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("daftar.csv");
        fs::write(&file, "Judul\nA\n").unwrap();
        let mut noon = Replay::new(1_000_000_000, "a".to_owned());
        let digest = keep(data.path(), &file, &mut noon).unwrap();
        let found = find(data.path(), &digest, &mut noon).unwrap();
        assert_eq!(fs::read_to_string(&found).unwrap(), "Judul\nA\n");
        assert_eq!(found.file_name().unwrap(), "daftar.csv");
        let mut later = Replay::new(1_000_000_000 + HOUR + 10_000, "b".to_owned());
        assert!(find(data.path(), &digest, &mut later).is_err());
        assert!(!found.exists());
    }
}
