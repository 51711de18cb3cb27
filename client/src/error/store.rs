//! Why the store of an office is not opened.

use std::path::PathBuf;

use kecuali_storage_sqlite::OpenError;

use super::Exit;
use crate::catalogue;

/// Why the store of an office is not opened. Nothing of it was changed.
#[derive(Debug, thiserror::Error)]
#[error("{}", catalogue::store::sentence(self))]
pub enum StoreError {
    /// A newer version of this program wrote it.
    Newer(PathBuf),
    /// The office is set up, and its store is gone or empty.
    Missing(PathBuf),
    /// It cannot be opened.
    Unusable {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        error: OpenError,
    },
}

impl StoreError {
    /// Why a store was not opened.
    pub(crate) fn new(path: PathBuf, error: OpenError) -> Self {
        if matches!(error, OpenError::FromTheFuture { .. }) {
            Self::Newer(path)
        } else {
            Self::Unusable { path, error }
        }
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Newer(_) => "store_newer",
            Self::Missing(_) => "store_missing",
            Self::Unusable { error, .. } => error.code(),
        }
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Unusable { error: OpenError::Busy, .. } => Exit::Locked,
            Self::Unusable { error, .. } if !error.is_damage() => Exit::Failure,
            Self::Missing(_) | Self::Unusable { .. } => Exit::Integrity,
            Self::Newer(_) => Exit::Failure,
        }
    }
}
