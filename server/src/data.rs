//! The data folder: trust root, store, log key, high-water, what was taken down, and what is printed
//! from the store.

use std::{
    collections::BTreeMap,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use kecuali_storage_sqlite::{BackupError, OpenError, SqliteStore};
use kecuali_trust::{BadSecret, RootError, RootFile, SigningKey};

use crate::os;

/// Up to which position the server has acknowledged each log.
pub type Positions = BTreeMap<String, u64>;

/// The rows from which something was taken down, each with the logs that say so, and how far they
/// must be read for it.
pub type TakenDown = BTreeMap<String, Positions>;

/// One server's files.
///
/// The store alone is backed up. The log key is made anew where it is lost (a new grant), and neither
/// the high-water nor what was taken down may come from a backup: they tell what the store lacks.
#[derive(Debug, Clone)]
pub struct DataFolder(PathBuf);

/// A data folder that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is a server here already.
    #[error("{} is there already; `init` makes new servers only", .0.display())]
    Exists(PathBuf),
    /// Another server process works in this folder.
    #[error("a server works in {} already; stop it first", .0.display())]
    InUse(PathBuf),
    /// Not a trust root.
    #[error("root.json: {0}")]
    Root(#[from] RootError),
    /// Not a log key.
    #[error("log.key: {0}")]
    Key(#[from] BadSecret),
    /// Not a store of this program.
    #[error("store.sqlite: {0}")]
    Store(#[from] OpenError),
    /// There is no copy of the store.
    #[error("backup: {0}")]
    Backup(#[from] BackupError),
    /// The machine gives no randomness.
    #[error("no randomness: {0}")]
    Random(#[from] getrandom::Error),
}

impl DataFolder {
    /// The folder at a path, whether it holds a server or not.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where the store lies.
    pub fn store_path(&self) -> PathBuf {
        self.0.join("store.sqlite")
    }

    /// Where the files of the list lie. They are made again from the store.
    pub fn press_path(&self) -> PathBuf {
        self.0.join("public")
    }

    /// Makes a server: trust root, a new log key, an empty store.
    pub fn create(&self, root: &RootFile) -> Result<SigningKey, DataError> {
        os::private_folder(&self.0).map_err(at(&self.0))?;
        for path in [self.root_path(), self.key_path(), self.store_path()] {
            if path.exists() {
                return Err(DataError::Exists(path));
            }
        }
        let key = SigningKey::from_bytes(&random()?);
        let path = self.key_path();
        let mut file = os::create_private(&path).map_err(at(&path))?;
        let written = file.write_all(key.to_secret_text().as_bytes());
        written.and_then(|()| file.sync_all()).map_err(at(&path))?;
        let path = self.root_path();
        fs::write(&path, root.to_text()).map_err(at(&path))?;
        // SQLite gives what it lays beside its file the rights of the file.
        let path = self.store_path();
        drop(os::create_private(&path).map_err(at(&path))?);
        drop(self.store()?);
        Ok(key)
    }

    /// How many bytes may still be written where the folder is.
    pub fn free_space(&self) -> io::Result<u64> {
        fs4::available_space(&self.0)
    }

    /// Takes the folder for this process until what is given is dropped, or the process ends
    /// however it does. Two servers over one store would answer for records the other replaced.
    pub fn lock(&self) -> Result<fs::File, DataError> {
        self.keep_private();
        let path = self.0.join("lock");
        let file = os::rewrite_private(&path).map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(DataError::InUse(self.0.clone())),
            Err(fs::TryLockError::Error(source)) => Err(DataError::File { path, source }),
        }
    }

    /// Takes away what others may do here, however the folder was made or copied. Where this user
    /// does not own it, its owner decides.
    fn keep_private(&self) {
        let store = self.store_path();
        let files = ["", "-wal", "-shm"].map(|end| beside(&store, end));
        let beside_it = [self.key_path(), self.high_water_path(), self.taken_down_path()];
        let others = [self.0.clone()].into_iter().chain(beside_it);
        for path in files.into_iter().chain(others) {
            drop(os::keep_private(&path));
        }
    }

    /// The trust root.
    pub fn root(&self) -> Result<RootFile, DataError> {
        Ok(RootFile::read(&read(&self.root_path())?)?)
    }

    /// The log key.
    pub fn log_key(&self) -> Result<SigningKey, DataError> {
        Ok(SigningKey::from_secret_text(&read(&self.key_path())?)?)
    }

    /// The store, for one server at a time.
    pub fn store(&self) -> Result<SqliteStore, DataError> {
        Ok(SqliteStore::open(&self.store_path())?)
    }

    /// The store, to be looked at.
    pub fn store_read_only(&self) -> Result<SqliteStore, DataError> {
        Ok(SqliteStore::open_read_only(&self.store_path())?)
    }

    /// Up to where each log was acknowledged; none where that cannot be read.
    pub fn high_water(&self) -> Option<Positions> {
        serde_json::from_str(&fs::read_to_string(self.high_water_path()).ok()?).ok()
    }

    /// Writes up to where each log is acknowledged, whole or not at all.
    pub fn write_high_water(&self, positions: &Positions) -> Result<(), DataError> {
        write_whole(&self.high_water_path(), &serde_json::json!(positions).to_string())
    }

    /// The rows from which something was taken down, which a backup does not bring back: none where
    /// nothing was.
    pub fn taken_down(&self) -> Result<TakenDown, DataError> {
        let path = self.taken_down_path();
        match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).map_err(io::Error::from).map_err(at(&path)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(TakenDown::new()),
            Err(error) => Err(at(&path)(error)),
        }
    }

    /// Adds to the rows from which something was taken down.
    pub fn add_taken_down(&self, more: TakenDown) -> Result<(), DataError> {
        let mut all = self.taken_down()?;
        all.extend(more);
        write_whole(&self.taken_down_path(), &serde_json::json!(all).to_string())
    }

    /// Writes a copy of the store, for this user alone.
    pub fn back_up(&self, file: &Path) -> Result<(), DataError> {
        Ok(self.store_read_only()?.backup_to(file, os::create_private)?)
    }

    /// Puts a backup in the place of the store. What the store was is kept beside it.
    pub fn put_store(&self, backup: &Path) -> Result<(), DataError> {
        let store = self.store_path();
        let partial = self.0.join("store.sqlite.partial");
        // Not the file alone: what was written last to a store in use stands beside it.
        SqliteStore::open_read_only(backup)?.backup_to(&partial, os::create_private)?;
        // A write-ahead log belongs to the store it lies beside and to no other.
        for end in ["", "-wal", "-shm"] {
            let (old, kept) = (beside(&store, end), beside(&store, &format!("{end}.replaced")));
            match fs::rename(&old, &kept) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(DataError::File { path: old, source });
                }
                _ => {}
            }
        }
        fs::rename(&partial, &store).map_err(at(&store))
    }

    fn root_path(&self) -> PathBuf {
        self.0.join("root.json")
    }

    fn key_path(&self) -> PathBuf {
        self.0.join("log.key")
    }

    fn high_water_path(&self) -> PathBuf {
        self.0.join("high-water.json")
    }

    fn taken_down_path(&self) -> PathBuf {
        self.0.join("taken-down.json")
    }
}

/// Bytes of the machine's randomness.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file, whole or not at all.
fn write_whole(path: &Path, text: &str) -> Result<(), DataError> {
    let partial = beside(path, ".partial");
    let mut file = os::rewrite_private(&partial).map_err(at(&partial))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_data());
    written.map_err(at(&partial))?;
    fs::rename(&partial, path).map_err(at(path))
}

fn read(path: &Path) -> Result<String, DataError> {
    fs::read_to_string(path).map_err(at(path))
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> DataError {
    |source| DataError::File { path: path.to_owned(), source }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> RootFile {
        RootFile::first([SigningKey::from_bytes(&[1; 32]).public()]).unwrap()
    }

    #[test]
    fn a_server_is_made_once_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("new"));
        let key = data.create(&root()).unwrap();
        assert_eq!(data.log_key().unwrap().public(), key.public());
        assert_eq!(data.root().unwrap(), root());
        assert!(matches!(data.create(&root()), Err(DataError::Exists(_))));
    }

    #[test]
    fn the_high_water_is_read_back_and_a_damaged_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path());
        assert_eq!(data.high_water(), None);
        let positions = Positions::from([("national".to_owned(), 7)]);
        data.write_high_water(&positions).unwrap();
        assert_eq!(data.high_water(), Some(positions));
        fs::write(folder.path().join("high-water.json"), "{").unwrap();
        assert_eq!(data.high_water(), None);
    }

    #[test]
    fn what_was_taken_down_is_added_to_and_a_damaged_file_is_not_none() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path());
        let one = |row: &str, position| {
            let logs = Positions::from([("office/3604".to_owned(), position)]);
            TakenDown::from([(row.to_owned(), logs)])
        };
        assert_eq!(data.taken_down().unwrap(), TakenDown::new());
        data.add_taken_down(one("3604-x", 3)).unwrap();
        data.add_taken_down(one("3604-y", 4)).unwrap();
        data.add_taken_down(one("3604-x", 5)).unwrap();
        let all = one("3604-x", 5).into_iter().chain(one("3604-y", 4)).collect();
        assert_eq!(data.taken_down().unwrap(), all);
        fs::write(folder.path().join("taken-down.json"), "{").unwrap();
        assert!(data.taken_down().is_err());
    }
}
