//! SQLite's errors in the words of the storage promises.

use kecuali_storage::StorageError;
use rusqlite::{ErrorCode, ffi};

/// Why a commit ended: a promise refused it, or SQLite failed.
#[derive(Debug)]
pub(crate) enum Failure {
    Refused(StorageError),
    Sqlite(rusqlite::Error),
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Refused(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Failure> for StorageError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => error,
            Failure::Sqlite(error) => failed(error),
        }
    }
}

/// What SQLite says, as far as a caller can do something about it.
pub(crate) fn failed(error: rusqlite::Error) -> StorageError {
    let code = error.sqlite_error_code();
    let is = |one: ErrorCode| code == Some(one);
    if is(ErrorCode::DatabaseBusy) || is(ErrorCode::DatabaseLocked) {
        StorageError::Busy
    } else if is(ErrorCode::DiskFull) {
        StorageError::Full
    } else if is(ErrorCode::ReadOnly) {
        StorageError::ReadOnly
    } else if is_damaged(&error) {
        StorageError::Corrupt(error.into())
    } else {
        StorageError::Failed(error.into())
    }
}

/// Whether a unique index (not a primary key) refused a row.
pub(crate) fn is_taken(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|e| e.extended_code == ffi::SQLITE_CONSTRAINT_UNIQUE)
}

/// Whether a file is no database, or not whole.
pub(crate) fn is_damaged(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    let damaged = [ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase];
    code.is_some_and(|code| damaged.contains(&code)) || unreadable(error)
}

/// Whether a stored value is not of the form in which it was stored.
fn unreadable(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(code: i32) -> StorageError {
        failed(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
    }

    #[test]
    fn what_a_person_can_act_on_has_its_own_error() {
        assert_eq!(sqlite(ffi::SQLITE_BUSY).code(), "store_busy");
        assert_eq!(sqlite(ffi::SQLITE_FULL).code(), "store_full");
        assert_eq!(sqlite(ffi::SQLITE_READONLY).code(), "store_read_only");
        assert_eq!(sqlite(ffi::SQLITE_CORRUPT).code(), "store_corrupt");
        assert_eq!(sqlite(ffi::SQLITE_IOERR).code(), "store_failed");
    }

    #[test]
    fn a_value_of_another_form_is_damage() {
        let error = failed(rusqlite::Error::IntegralValueOutOfRange(1, -1));
        assert_eq!(error.code(), "store_corrupt");
    }
}
