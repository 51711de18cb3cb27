//! `restore`: a backup in the place of the store.

use std::path::Path;

use kecuali_storage::{Commit, Store as _};
use kecuali_storage_sqlite::SqliteStore;

use super::CommandError;
use crate::{
    clock::{Clock as _, SystemClock},
    config::Config,
    data::DataFolder,
    hub::HEALING,
};

/// The backup is opened before anything is replaced: a file that is no store replaces nothing.
pub(crate) fn run(config: &Config, file: &Path, yes: bool) -> Result<String, CommandError> {
    let data = DataFolder::new(&config.data);
    let store = data.store_path();
    if store.exists() && !yes {
        let text = format!(
            "{} is there already; stop the server, and add --yes to replace it",
            store.display()
        );
        return Err(CommandError::Refused(text));
    }
    let _lock = data.lock()?;
    drop(SqliteStore::open_read_only(file)?);
    data.put_store(file)?;
    let since = SystemClock.milliseconds().to_string().into_bytes();
    let values = vec![(HEALING.to_owned(), Some(since))];
    data.store()?.commit(&Commit { values, ..Commit::default() })?;
    Ok(format!(
        "{} is in place. The server will heal first: offices give back what it lost.",
        store.display()
    ))
}
