//! One file for each command.

pub(crate) mod backup;
pub(crate) mod config_check;
pub(crate) mod end_healing;
pub(crate) mod init;
pub(crate) mod restore;
pub(crate) mod serve;
pub(crate) mod verify;

use std::{io, path::PathBuf};

use kecuali_storage::StorageError;
use kecuali_trust::RootError;

use crate::{data::DataError, hub::StartError, verification::Wrong};

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("the trust root: {0}")]
    Root(#[from] RootError),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("logging: {0}")]
    Log(String),
    #[error("cannot serve on {address}: {source}")]
    Serve { address: std::net::SocketAddr, source: io::Error },
    #[error("{0}")]
    Refused(String),
    #[error(transparent)]
    Wrong(#[from] Wrong),
}

impl From<kecuali_sync::BookError> for CommandError {
    fn from(error: kecuali_sync::BookError) -> Self {
        StartError::from(error).into()
    }
}

impl From<kecuali_storage_sqlite::OpenError> for CommandError {
    fn from(error: kecuali_storage_sqlite::OpenError) -> Self {
        DataError::from(error).into()
    }
}
