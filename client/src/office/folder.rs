//! The data folder: which files there are, and what is in them.
//!
//! ```text
//! store.sqlite        logs, and what waits
//! root.json           the trust root: public, the same everywhere
//! installation.json   which office this is, and who works here
//! keys/<name>.key     secret; readable by their owner alone; those of people may be under a
//!                     passphrase (`sealed_key.rs`)
//! keys/bundle.age     secret: opens bundles that are meant for this installation
//! lock, turn          see `turn.rs`
//! archive.sqlite      where documents lie (`archive.rs`)
//! archive/<aa>/<hash> softcopies of them
//! trash/              what was erased and can be brought back (`discard.rs`)
//! scratch/            what is typed in forms and not signed yet (`scratch.rs`)
//! scratch-determinations/  the same of determinations that are being prepared
//! rounds/             what is decided about many entries, part by part (`rounds.rs`)
//! uploads/            lists that were chosen in a page and not imported yet; for an hour
//! passing/            what only passes through, folder by folder (`os/passing.rs`)
//! copies.json         where the copy of each day goes, and what it is encrypted to (`copies.rs`)
//! nonce               what the server said to sign the next request with
//! pages.port          where the pages were served the last time
//! pages.lock          locked for as long as they are served
//! ```

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use kecuali_domain::{OfficeId, act::Position};
use kecuali_encoding::KeyId;
use kecuali_protocol::request::is_nonce;
use kecuali_storage_sqlite::SqliteStore;
use kecuali_trust::{RootFile, SigningKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    catalogue::input,
    error::{KeyError, OfficeError, StoreError},
    machine::{Machine, random},
    office::{role::Role, sealed_key::SealedKey},
    os,
};

/// The key of the installation itself.
pub(crate) const INSTALLATION_KEY: &str = "installation";

/// Which office this is, and who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Installation {
    /// The office.
    pub office: OfficeId,
    /// An opaque name of this installation.
    pub id: String,
    /// Where the server is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// Where its papers say that it is, where that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whereabouts: Option<Whereabouts>,
    /// The people with a key here.
    #[serde(default)]
    pub people: Vec<Person>,
}

/// What the papers of an office say of where it is, unless another is said for one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whereabouts {
    /// The lines below its name in the letterhead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// Where its papers are signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// A person with a key on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name of the key file, and what `--as` takes.
    pub key: String,
    /// An opaque name that stays the same on other machines.
    pub id: String,
    /// The name; it never leaves the office but in a join request.
    pub name: String,
    /// The position, in words.
    pub position: String,
    /// The role that was asked for.
    pub role: Role,
    /// The position endorsed for, when the role endorses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorses_as: Option<Position>,
}

/// A key file, and whether its key signs at once.
#[derive(Debug)]
pub(crate) enum KeyFile {
    /// It does.
    Open(SigningKey),
    /// It is under a passphrase.
    Sealed(SealedKey),
}

/// The folder.
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.0.join("store.sqlite")
    }

    /// Makes the store of a new office.
    pub(crate) fn new_store(&self) -> Result<SqliteStore, OfficeError> {
        // SQLite gives what it keeps beside a file the mode of that file.
        os::private_file(&self.store()).map_err(OfficeError::file(&self.store()))?;
        self.open_file()
    }

    fn open_file(&self) -> Result<SqliteStore, OfficeError> {
        let opened = SqliteStore::open(&self.store());
        opened.map_err(|error| StoreError::new(self.store(), error).into())
    }

    /// Opens the store. One that is gone is not begun anew: who sees an empty register believes it.
    pub(crate) fn open_store(&self) -> Result<SqliteStore, OfficeError> {
        let size = fs::metadata(self.store()).map_or(0, |found| found.len());
        if size == 0 { Err(StoreError::Missing(self.store()).into()) } else { self.open_file() }
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.0.join("archive.sqlite")
    }

    /// Opens the store of the archive; one that was never begun only where it is to be.
    pub(crate) fn open_archive(&self, make: bool) -> Result<Option<SqliteStore>, OfficeError> {
        let path = self.archive();
        if !make && !path.exists() {
            return Ok(None);
        }
        os::private_file(&path).map_err(OfficeError::file(&path))?;
        let opened = SqliteStore::open(&path);
        opened.map(Some).map_err(|error| StoreError::new(path, error).into())
    }

    /// Whether an office was set up here.
    pub(crate) fn is_set_up(&self) -> bool {
        self.installation_file().exists()
    }

    /// Begins an office: the last file written is the one that says that it is there.
    pub(crate) fn begin(
        &self,
        root: &RootFile,
        installation: &Installation,
    ) -> Result<(), OfficeError> {
        self.set_root(root)?;
        self.set_installation(installation)
    }

    pub(crate) fn root(&self) -> Result<RootFile, OfficeError> {
        read_root(&self.root_file())
    }

    pub(crate) fn set_root(&self, root: &RootFile) -> Result<(), OfficeError> {
        write(&self.root_file(), root.to_text().as_bytes())
    }

    pub(crate) fn installation(&self) -> Result<Installation, OfficeError> {
        let path = self.installation_file();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            // A folder that one may not look into is told as that.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(OfficeError::NoOffice(self.0.clone()));
            }
            Err(error) => return Err(OfficeError::file(&path)(error)),
        };
        serde_json::from_str(&text).map_err(|_| OfficeError::content(&path, input::NOT_AN_OFFICE))
    }

    pub(crate) fn set_installation(&self, installation: &Installation) -> Result<(), OfficeError> {
        let text = serde_json::to_string_pretty(installation).expect("plain data is JSON");
        write(&self.installation_file(), format!("{text}\n").as_bytes())
    }

    /// Makes a key and keeps it; a name that is taken is refused.
    pub(crate) fn new_key(
        &self,
        name: &str,
        machine: &mut dyn Machine,
    ) -> Result<SigningKey, OfficeError> {
        let key = SigningKey::from_bytes(&random(machine));
        self.keep_secret(&format!("{name}.key"), &key.to_secret_text())?;
        Ok(key)
    }

    /// A key that is under no passphrase.
    pub(crate) fn key(&self, name: &str) -> Result<SigningKey, OfficeError> {
        match self.key_file(name)? {
            KeyFile::Open(key) => Ok(key),
            KeyFile::Sealed(_) => Err(KeyError::Locked(name.to_owned()).into()),
        }
    }

    pub(crate) fn key_file(&self, name: &str) -> Result<KeyFile, OfficeError> {
        let path = self.key_path(name);
        let text = fs::read_to_string(&path).map_err(OfficeError::file(&path))?;
        let text = Zeroizing::new(text);
        Ok(match SealedKey::read(name, &text)? {
            Some(sealed) => KeyFile::Sealed(sealed),
            None => KeyFile::Open(SigningKey::from_secret_text(&text)?),
        })
    }

    /// The public half of a key, which no passphrase hides.
    pub(crate) fn public_key(&self, name: &str) -> Result<KeyId, OfficeError> {
        Ok(match self.key_file(name)? {
            KeyFile::Open(key) => key.public(),
            KeyFile::Sealed(sealed) => sealed.public(),
        })
    }

    /// Writes another text of the same key in the place of the one there.
    pub(crate) fn replace_key(&self, name: &str, text: &str) -> Result<(), OfficeError> {
        write(&self.key_path(name), text.as_bytes())
    }

    fn key_path(&self, name: &str) -> PathBuf {
        self.keys().join(format!("{name}.key"))
    }

    /// The names of the keys that are here, sorted.
    pub(crate) fn key_names(&self) -> Result<Vec<String>, OfficeError> {
        let keys = self.keys();
        let mut names = Vec::new();
        for entry in fs::read_dir(&keys).map_err(OfficeError::file(&keys))? {
            let name = entry.map_err(OfficeError::file(&keys))?.file_name();
            let name = name.to_str().and_then(|name| name.strip_suffix(".key"));
            names.extend(name.map(str::to_owned));
        }
        names.sort();
        Ok(names)
    }

    /// Keeps a secret text; one that is there is never replaced.
    pub(crate) fn keep_secret(&self, name: &str, text: &str) -> Result<(), OfficeError> {
        os::private_folder(&self.keys()).map_err(OfficeError::file(&self.keys()))?;
        let path = self.keys().join(name);
        os::write_secret(&path, text).map_err(OfficeError::file(&path))
    }

    /// A secret text, if there is one.
    pub(crate) fn secret(&self, name: &str) -> Result<Option<String>, OfficeError> {
        let path = self.keys().join(name);
        if !path.exists() {
            return Ok(None);
        }
        fs::read_to_string(&path).map(Some).map_err(OfficeError::file(&path))
    }

    pub(crate) fn nonce(&self) -> Option<String> {
        let text = fs::read_to_string(self.0.join("nonce")).ok()?;
        Some(text.trim().to_owned()).filter(|nonce| is_nonce(nonce))
    }

    pub(crate) fn set_nonce(&self, nonce: &str) -> Result<(), OfficeError> {
        write(&self.0.join("nonce"), nonce.as_bytes())
    }

    /// The file that holds the port of the pages.
    pub(crate) fn pages_port(&self) -> PathBuf {
        self.0.join("pages.port")
    }

    /// The file that is locked for as long as the pages are served.
    pub(crate) fn pages_lock(&self) -> PathBuf {
        self.0.join("pages.lock")
    }

    /// The port that the pages had the last time, or have.
    pub(crate) fn last_port(&self) -> Option<u16> {
        fs::read_to_string(self.pages_port()).ok()?.trim().parse().ok()
    }

    /// Whether the pages are being served. Two who look do not take each other for them.
    pub(crate) fn is_served(&self) -> bool {
        File::open(self.pages_lock())
            .is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    fn keys(&self) -> PathBuf {
        self.0.join("keys")
    }

    fn root_file(&self) -> PathBuf {
        self.0.join("root.json")
    }

    fn installation_file(&self) -> PathBuf {
        self.0.join("installation.json")
    }
}

/// That a data folder is this user's alone, before anything in it is believed. Whoever else may write
/// to it could lay a secret of the pages or a key there.
pub(crate) fn is_own(path: &Path) -> Result<(), OfficeError> {
    if os::is_own(path) { Ok(()) } else { Err(OfficeError::NotOwn(path.to_owned())) }
}

/// Makes a data folder where there is none; one that is there must be this user's alone.
pub(crate) fn own_folder(path: &Path) -> Result<(), OfficeError> {
    os::private_folder(path).map_err(OfficeError::file(path))?;
    is_own(path)
}

/// Reads a trust root.
pub(crate) fn read_root(path: &Path) -> Result<RootFile, OfficeError> {
    let text = fs::read_to_string(path).map_err(OfficeError::file(path))?;
    Ok(RootFile::read(text.trim_end())?)
}

/// Writes a file in place of the one there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), OfficeError> {
    os::write_durably(path, bytes).map_err(OfficeError::file(path))
}

/// A key file may be called so: letters, digits, `-`, `_`, `.`, not at the front.
pub(crate) fn check_key_name(name: &str) -> Result<(), OfficeError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let fits = (1..=40).contains(&name.len())
        && name.chars().all(plain)
        && name.starts_with(|c: char| c.is_ascii_alphanumeric());
    if fits {
        return Ok(());
    }
    Err(OfficeError::Input(input::not_a_key_name(name)))
}
