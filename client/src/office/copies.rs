//! A copy a day, by itself: into a folder that was chosen once, a USB stick or another disk, one
//! file under a passphrase, read again after it was written.
//!
//! Older ones are erased as `rotation.rs` says; of what else lies in that folder nothing is touched.
//! A folder that is not there stands in nobody's way: Kesehatan and `doctor` say so.

mod rotation;
pub(super) mod sealed;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use kecuali_domain::Day;
use kecuali_storage::{Commit, Store as _};
use serde::{Deserialize, Serialize};

use self::sealed::Seal;
use super::{Office, folder::write, jakarta_day, sealed_key::Passphrase};
use crate::{catalogue::copies as words, error::OfficeError, os};

/// The small value that holds what the last copy of a day came to.
const LAST: &str = "client/copy_of_the_day";
/// How the name of a copy ends.
const END: &str = ".cadangan";

/// Where copies go, as it lies in the data folder. It is not in a copy: another machine has another
/// stick.
#[derive(Debug, Serialize, Deserialize)]
struct Setting {
    folder: PathBuf,
    seal: Seal,
}

/// What the last copy of a day came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Last {
    folder: PathBuf,
    day: Day,
    /// The code of what stood in the way.
    failed: Option<String>,
}

/// Copies of each day, as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copies {
    /// Where they go.
    pub folder: PathBuf,
    /// Whether that folder is there now.
    pub is_there: bool,
    /// The days that there are copies of in it.
    pub days: BTreeSet<Day>,
    /// The code of what stood in the way of the last one.
    pub failed: Option<String>,
}

/// What a copy of the day came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Daily {
    /// No folder was chosen.
    Off,
    /// That of this day is made already.
    Made,
    /// The folder is not there.
    NoFolder {
        /// Which one.
        folder: PathBuf,
    },
    /// It was written and read again.
    Written {
        /// The file.
        file: PathBuf,
        /// How many older ones were erased.
        erased: usize,
    },
}

impl Office {
    /// From now on, a copy a day goes into a folder. The passphrase opens them, and nothing else
    /// does; those that were written under another one keep it.
    pub fn begin_copies(
        &mut self,
        folder: &Path,
        passphrase: &Passphrase,
    ) -> Result<(), OfficeError> {
        if !folder.is_absolute() || !folder.is_dir() {
            return Err(OfficeError::Input(words::NOT_A_FOLDER.to_owned()));
        }
        self.judge_for(&[], passphrase)?;
        let path = setting_file(self.path());
        let seal = Seal::new(passphrase).map_err(OfficeError::file(&path))?;
        let setting = Setting { folder: folder.to_owned(), seal };
        let text = json(&setting);
        self.in_turn(|office| {
            write(&path, &text)?;
            let values = vec![(LAST.to_owned(), None)];
            Ok(office.store.commit(&Commit { values, ..Commit::default() })?)
        })
    }

    /// No more of them; those that are there stay.
    pub fn end_copies(&mut self) -> Result<(), OfficeError> {
        let path = setting_file(self.path());
        self.in_turn(|_| match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(OfficeError::file(&path)(error))
            }
            Ok(()) | Err(_) => Ok(()),
        })
    }

    /// How copies of each day stand, where a folder was chosen.
    pub fn copies(&self) -> Result<Option<Copies>, OfficeError> {
        let Some(Setting { folder, .. }) = setting(self.path())? else { return Ok(None) };
        let failed = self.last_copy().and_then(|last| last.failed);
        let days = self.copies_in(&folder).unwrap_or_default().into_iter().collect();
        Ok(Some(Copies { is_there: folder.is_dir(), days, folder, failed }))
    }

    /// Whether the copy of this day was not made yet in the folder that was chosen.
    pub(crate) fn is_copy_due(&mut self) -> Result<bool, OfficeError> {
        let day = jakarta_day(self.machine.now());
        let setting = setting(self.path())?;
        let is_made = |setting: &Setting| {
            self.last_copy().is_some_and(|last| {
                (last.day, &last.folder) == (day, &setting.folder) && last.failed.is_none()
            })
        };
        Ok(setting.is_some_and(|setting| !is_made(&setting)))
    }

    /// Writes the copy of this day, if it is due or asked for once more.
    pub fn copy_of_the_day(&mut self, once_more: bool) -> Result<Daily, OfficeError> {
        let Some(setting) = setting(self.path())? else { return Ok(Daily::Off) };
        let day = jakarta_day(self.machine.now());
        if !once_more && !self.is_copy_due()? {
            return Ok(Daily::Made);
        }
        if !setting.folder.is_dir() {
            return Ok(Daily::NoFolder { folder: setting.folder });
        }
        let lock = self.path().join("copies.lock");
        let lock = os::private_file(&lock).map_err(OfficeError::file(&lock))?;
        lock.try_lock().map_err(|_| OfficeError::Locked)?;
        let done = self.write_copy(&setting, day);
        let failed = done.as_ref().err().map(|error| error.code().to_owned());
        let last = Last { folder: setting.folder, day, failed };
        let text = json(&last);
        self.in_turn(|office| {
            let values = vec![(LAST.to_owned(), Some(text))];
            Ok(office.store.commit(&Commit { values, ..Commit::default() })?)
        })?;
        if done.is_ok() {
            self.note_backup()?;
        }
        done
    }

    /// Beside its place, and only when it was read again in it.
    fn write_copy(&mut self, setting: &Setting, day: Day) -> Result<Daily, OfficeError> {
        let passing = self.passing()?;
        let plain = passing.path().join("copy");
        let copied = self.copy_into(&plain);
        let file = setting.folder.join(format!("{}{day}{END}", self.copy_name()));
        let beside = file.with_extension("belum-selesai");
        drop(fs::remove_file(&beside));
        let written = copied.and_then(|()| {
            let written = setting.seal.write(&plain, &beside);
            let put = written.and_then(|()| fs::rename(&beside, &file));
            put.and_then(|()| os::keep_names(&setting.folder)).map_err(OfficeError::file(&file))
        });
        // What a copy is made of lies open no longer than it is needed.
        drop(passing);
        if let Err(error) = written {
            drop(fs::remove_file(&beside));
            return Err(error);
        }
        Ok(Daily::Written { erased: self.erase_old(&setting.folder, day), file })
    }

    /// Erases those that are not kept. What cannot be erased stays until the next time.
    fn erase_old(&self, folder: &Path, today: Day) -> usize {
        let days = self.copies_in(folder).unwrap_or_default();
        let kept = rotation::kept(&days);
        let old = days.iter().filter(|day| !kept.contains(day) && **day != today);
        let erase = |day: &&Day| {
            fs::remove_file(folder.join(format!("{}{day}{END}", self.copy_name()))).is_ok()
        };
        old.filter(erase).count()
    }

    /// The days of which a folder has copies of this installation.
    fn copies_in(&self, folder: &Path) -> io::Result<BTreeSet<Day>> {
        let name = self.copy_name();
        let of = |entry: io::Result<fs::DirEntry>| {
            let file = entry.ok()?.file_name();
            file.to_str()?.strip_prefix(&name)?.strip_suffix(END)?.parse().ok()
        };
        Ok(fs::read_dir(folder)?.filter_map(of).collect())
    }

    /// How names of copies begin. Two machines of an office may share a stick.
    fn copy_name(&self) -> String {
        let id: String = self.installation.id.chars().take(8).collect();
        format!("kecuali-{}-{id}-", self.id())
    }

    fn last_copy(&self) -> Option<Last> {
        serde_json::from_slice(&self.store.value(LAST).ok()??).ok()
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("plain data is JSON")
}

/// Whether a folder for copies was chosen, and is there: what can be told without opening an office.
pub fn can_copy(data: &Path) -> bool {
    setting(data).is_ok_and(|setting| setting.is_some_and(|setting| setting.folder.is_dir()))
}

fn setting_file(data: &Path) -> PathBuf {
    data.join("copies.json")
}

fn setting(data: &Path) -> Result<Option<Setting>, OfficeError> {
    let path = setting_file(data);
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|_| OfficeError::Damaged { path, why: words::BROKEN }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OfficeError::file(&path)(error)),
    }
}
