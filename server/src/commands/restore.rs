//! `restore`: a backup in the place of the store.

use std::{path::Path, sync::Arc};

use kecuali_storage::{Commit, Store as _};
use kecuali_storage_sqlite::SqliteStore;
use kecuali_sync::{Book, BookError};
use kecuali_trust::RootFile;

use super::CommandError;
use crate::{
    clock::{Clock as _, SystemClock},
    config::Config,
    data::DataFolder,
    hub::HEALING,
};

/// The backup is read before anything is replaced: what is no store of this system, or is damaged,
/// replaces nothing.
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
    is_of(&data.root()?, file)?;
    data.put_store(file)?;
    let since = SystemClock.milliseconds().to_string().into_bytes();
    let values = vec![(HEALING.to_owned(), Some(since))];
    data.store()?.commit(&Commit { values, ..Commit::default() })?;
    Ok(format!(
        "{} is in place. The server will heal first: offices give back what it lost.",
        store.display()
    ))
}

/// That the logs of a backup begin with this trust root: each digest says so.
fn is_of(root: &RootFile, file: &Path) -> Result<(), CommandError> {
    let store = Arc::new(SqliteStore::open_read_only(file)?);
    match Book::open(root.clone(), store) {
        Ok(_) => Ok(()),
        Err(BookError::Damaged { log, position: 1, .. }) => Err(CommandError::Refused(format!(
            "{} is of another system: its log `{log}` does not begin with this trust root",
            file.display()
        ))),
        Err(error) => Err(error.into()),
    }
}
