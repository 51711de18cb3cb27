//! Slips: small files beside the store, one thing each, whole and on the disk before anyone is told.
//!
//! They hold what belongs to this machine alone and is written often, by several windows at once:
//! no log, no turn, no index that two writers would have to share.

use std::{
    fs, io,
    marker::PhantomData,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use serde::{Serialize, de::DeserializeOwned};

use crate::{catalogue::input, error::OfficeError, os};

const ENDING: &str = ".json";

/// One slip at a time is written by a process: two writers of one name would share what lies beside
/// it while it is written.
static WRITING: Mutex<()> = Mutex::new(());

/// A folder of slips of one kind.
#[derive(Debug, Clone)]
pub(super) struct Slips<T> {
    folder: PathBuf,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> Slips<T> {
    pub(super) const fn new(folder: PathBuf) -> Self {
        Self { folder, of: PhantomData }
    }

    /// Writes a slip in the place of the one of that name. When it returns, neither a killed process
    /// nor a power cut loses it.
    pub(super) fn write(&self, name: &str, slip: &T) -> Result<(), OfficeError> {
        let path = self.path(name)?;
        let text = serde_json::to_vec_pretty(slip).expect("plain data is JSON");
        let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let written =
            os::private_folder(&self.folder).and_then(|()| os::write_durably(&path, &text));
        written.map_err(OfficeError::file(&path))
    }

    /// The slip of a name, if there is one.
    pub(super) fn read(&self, name: &str) -> Result<Option<T>, OfficeError> {
        let path = self.path(name)?;
        match fs::read(&path) {
            Ok(bytes) => {
                let read = serde_json::from_slice(&bytes);
                read.map(Some).map_err(|_| OfficeError::content(&path, input::NOT_A_SLIP))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(OfficeError::file(&path)(error)),
        }
    }

    /// The names of all slips, sorted.
    pub(super) fn names(&self) -> Result<Vec<String>, OfficeError> {
        let found = match fs::read_dir(&self.folder) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(OfficeError::file(&self.folder)(error)),
        };
        let mut names = Vec::new();
        for entry in found {
            let name = entry.map_err(OfficeError::file(&self.folder))?.file_name();
            let name = name.to_str().and_then(|name| name.strip_suffix(ENDING));
            names.extend(name.filter(|name| is_name(name)).map(str::to_owned));
        }
        names.sort();
        Ok(names)
    }

    /// Every slip. One that cannot be read stays where it is, for whoever can mend it.
    pub(super) fn all(&self) -> Result<Vec<T>, OfficeError> {
        let names = self.names()?.into_iter();
        Ok(names.filter_map(|name| self.read(&name).ok().flatten()).collect())
    }

    /// Erases a slip; says whether there was one.
    pub(super) fn erase(&self, name: &str) -> Result<bool, OfficeError> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(OfficeError::file(&path)(error)),
        }
    }

    fn path(&self, name: &str) -> Result<PathBuf, OfficeError> {
        let known = is_name(name);
        let path = known.then(|| self.folder.join(format!("{name}{ENDING}")));
        path.ok_or_else(|| OfficeError::Input(input::not_a_slip_name()))
    }
}

/// Names are hex digits: none leads out of the folder, and none says what is inside.
fn is_name(name: &str) -> bool {
    let hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    (8..=64).contains(&name.len()) && name.chars().all(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let slips: Slips<String> = Slips::new(folder.path().join("slips"));
        for name in
            ["", "../../aaaaaaaa", "aaaa/aaaa", "AAAAAAAA", "aaaaaaa", "lock....", "aaaaaaa\0"]
        {
            assert_eq!(slips.write(name, &String::new()).unwrap_err().code(), "input", "{name}");
            assert_eq!(slips.erase(name).unwrap_err().code(), "input");
        }
        assert!(slips.names().unwrap().is_empty());
    }

    #[test]
    fn a_slip_that_cannot_be_read_hides_no_other_and_is_not_erased() {
        let folder = tempfile::tempdir().unwrap();
        let slips: Slips<String> = Slips::new(folder.path().to_owned());
        slips.write("00000001", &"satu".to_owned()).unwrap();
        fs::write(folder.path().join("00000002.json"), "{").unwrap();
        fs::write(folder.path().join("00000003.json.partial"), "\"tiga\"").unwrap();
        assert_eq!(slips.all().unwrap(), ["satu"]);
        assert_eq!(slips.read("00000002").unwrap_err().code(), "file_content");
        assert_eq!(slips.names().unwrap(), ["00000001", "00000002"]);
        assert!(slips.erase("00000001").unwrap() && !slips.erase("00000001").unwrap());
    }
}
