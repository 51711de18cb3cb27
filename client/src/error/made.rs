//! How errors come about: from those of the crates below, and from what a method knows.

use std::{io, path::PathBuf};

use kecuali_domain::{DocumentId, Kind, NotAName, Scope, handle};
use kecuali_storage::StorageError;
use kecuali_sync::{ComposeError, ReceiveError};

use super::{OfficeError, Sought};
use crate::{catalogue, office::turn::NoTurn};

impl OfficeError {
    /// A field of a document that holds several values.
    pub(crate) fn conflict(
        kind: Kind,
        (scope, id): &(Scope, DocumentId),
        key: impl Into<String>,
    ) -> Self {
        Self::InConflict { handle: handle(scope, *id), kind, key: key.into() }
    }

    /// Nothing that is called so.
    pub(crate) fn not_found(what: Sought, name: impl Into<String>) -> Self {
        Self::NotFound { what, name: name.into() }
    }

    /// An entry that is not where this act begins.
    pub(crate) fn not_now(scope: &Scope, id: DocumentId, why: &'static str) -> Self {
        Self::NotNow { handle: handle(scope, id), why }
    }

    /// A file that cannot be used.
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        |source| Self::File { path, source }
    }

    /// A file that does not hold what it should.
    pub(crate) fn content(path: &std::path::Path, why: &(impl ToString + ?Sized)) -> Self {
        Self::Content { path: path.to_owned(), why: why.to_string() }
    }
}

impl From<ComposeError> for OfficeError {
    fn from(error: ComposeError) -> Self {
        match error {
            ComposeError::Book(error) => Self::Book(error),
            ComposeError::Write(_) | ComposeError::Refused(_) | ComposeError::RowsTooLarge(_) => {
                Self::Compose(error)
            }
        }
    }
}

impl From<StorageError> for OfficeError {
    fn from(error: StorageError) -> Self {
        Self::Book(error.into())
    }
}

impl From<ReceiveError> for OfficeError {
    fn from(error: ReceiveError) -> Self {
        match error {
            ReceiveError::Book(error) => Self::Book(error),
            ReceiveError::Storage(error) => Self::Book(error.into()),
        }
    }
}

impl From<NoTurn> for OfficeError {
    fn from(error: NoTurn) -> Self {
        match error {
            NoTurn::Busy => Self::Locked,
            NoTurn::File(source) => Self::File { path: PathBuf::from("lock"), source },
        }
    }
}

impl From<NotAName> for OfficeError {
    fn from(error: NotAName) -> Self {
        Self::Input(catalogue::input::not_a_name(&error))
    }
}
