//! Whole numbers: SQLite's are signed.

use kecuali_storage::StorageError;
use rusqlite::Row;

/// A number to be stored.
pub(crate) fn stored(number: u64) -> Result<i64, StorageError> {
    i64::try_from(number).map_err(|_| StorageError::TooLarge(number))
}

/// A bound to compare with: beyond the largest number there is nothing.
pub(crate) fn bound(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// A stored number of a row.
pub(crate) fn read(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}
