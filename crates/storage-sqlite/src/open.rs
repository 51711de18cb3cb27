//! Opening a file: only an empty one or one of ours, and none that a newer program wrote.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use crate::{
    error::is_damaged,
    migration::{known_version, migrate},
};

/// `KECU`, in the header of every file of ours.
pub(crate) const APPLICATION: i32 = 0x4b45_4355;

/// How long to wait for another process before [`kecuali_storage::StorageError::Busy`].
const PATIENCE: Duration = Duration::from_secs(10);

/// The most a write-ahead log keeps on the disk once its content is in the file.
const IDLE_WAL_BYTES: i64 = 64 << 20;

/// How often to try to switch a new file to a write-ahead log while others open it, too.
const SWITCHES: usize = 100;

/// Prepared statements kept for each connection; there are fewer than that.
const STATEMENTS: usize = 64;

/// Why a file was not opened. It was not changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file is not one of ours.
    #[error("the file belongs to another program; choose another file")]
    Foreign,
    /// A newer program wrote the file.
    #[error("the file has version {found} and this program knows {known}; install the newer one")]
    FromTheFuture {
        /// The version of the file.
        found: u32,
        /// The version this program writes.
        known: u32,
    },
    /// The file was opened for reading only and is older than this program, or empty.
    #[error("the file has version {found}, not {known}; open it once for writing to bring it up")]
    Outdated {
        /// The version of the file.
        found: u32,
        /// The version this program writes.
        known: u32,
    },
    /// The file system does not bear a write-ahead log, as some network drives do not.
    #[error("the file system cannot hold a store safely; move the file to a local disk")]
    NoWal,
    /// Other processes kept opening the file.
    #[error("other processes are opening the file; try again")]
    Busy,
    /// A migration failed; the file is as it was before.
    #[error("migration {step} failed; the file is as it was")]
    Migration {
        /// Which one.
        step: usize,
        /// How.
        source: rusqlite::Error,
    },
    /// SQLite cannot open the file or read it.
    #[error("the file cannot be opened")]
    Sqlite(#[from] rusqlite::Error),
}

impl OpenError {
    /// Whether the file is none of a store, or not whole; any other may be read another time.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Foreign => true,
            Self::Migration { source: error, .. } | Self::Sqlite(error) => is_damaged(error),
            Self::FromTheFuture { .. } | Self::Outdated { .. } | Self::NoWal | Self::Busy => false,
        }
    }

    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Foreign => "store_foreign",
            Self::FromTheFuture { .. } => "store_from_the_future",
            Self::Outdated { .. } => "store_outdated",
            Self::NoWal => "store_no_wal",
            Self::Busy => "store_busy",
            Self::Migration { .. } => "store_migration",
            Self::Sqlite(_) => "store_open",
        }
    }
}

/// What a file is before it is opened for work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Nothing,
    Ours(u32),
}

/// The connection that writes. Makes the file if there is none and brings it up to date.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = connect(path, flags)?;
    look(&connection)?;
    use_wal(&connection)?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is taken down is overwritten, not only unlinked.
    connection.pragma_update(None, "secure_delete", true)?;
    // Hashes as keys touch pages all over the indexes of a large commit.
    connection.pragma_update(None, "cache_size", -16 * 1024)?;
    connection.pragma_update_and_check(None, "journal_size_limit", IDLE_WAL_BYTES, |_| Ok(()))?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Switches to a write-ahead log, for good.
///
/// SQLite does not wait for the lock that the switch needs, and several that open one new file at
/// once are in each other's way. It does wait for the right to write, and whoever then has it
/// finds the switch made or can make it.
fn use_wal(connection: &Connection) -> Result<(), OpenError> {
    for _ in 0..SWITCHES {
        let switched: Result<String, _> =
            connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0));
        match switched {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                connection.execute_batch("begin immediate; commit")?;
            }
            other => return if other? == "wal" { Ok(()) } else { Err(OpenError::NoWal) },
        }
    }
    Err(OpenError::Busy)
}

/// A connection that only reads. The file must be there and up to date.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, OpenError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let found = match look(&connection)? {
        Found::Nothing => 0,
        Found::Ours(version) => version,
    };
    let known = known_version();
    if found == known { Ok(connection) } else { Err(OpenError::Outdated { found, known }) }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, OpenError> {
    // A connection is never used by two threads at a time; the types see to it.
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "trusted_schema", false)?;
    // A plan must not depend on what a parameter holds: beside a partial index SQLite would plan
    // a prepared statement anew each time that one is bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

fn look(connection: &Connection) -> Result<Found, OpenError> {
    let transaction = connection.unchecked_transaction()?;
    inspect(&transaction)
}

/// Looks at a file without changing it. The caller has a transaction open, so that a file that
/// another process is making is seen as nothing or as whole.
pub(crate) fn inspect(connection: &Connection) -> Result<Found, OpenError> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let application = number("application_id").map_err(not_a_database)?;
    let version = number("user_version")?;
    let objects: i64 =
        connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    if (application, version, objects) == (0, 0, 0) {
        return Ok(Found::Nothing);
    }
    let found = u32::try_from(version).map_err(|_| OpenError::Foreign)?;
    if application != APPLICATION || found == 0 {
        return Err(OpenError::Foreign);
    }
    let known = known_version();
    if found > known {
        Err(OpenError::FromTheFuture { found, known })
    } else {
        Ok(Found::Ours(found))
    }
}

fn not_a_database(error: rusqlite::Error) -> OpenError {
    if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) {
        OpenError::Foreign
    } else {
        OpenError::Sqlite(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acknowledged_commit_survives_a_power_cut() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open_writer(&folder.path().join("store")).unwrap();
        let number =
            |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let full = 2;
        assert_eq!(number("synchronous"), Ok(full));
        assert_eq!(number("foreign_keys"), Ok(1));
        assert_eq!(number("secure_delete"), Ok(1));
        let journal: String =
            connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(journal, "wal");
    }

    #[test]
    fn a_log_member_and_an_event_cannot_be_removed_even_by_hand() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open_writer(&folder.path().join("store")).unwrap();
        connection
            .execute_batch(
                "insert into log values (1, 'national', 1, zeroblob(32));
                 insert into member values (1, 1, zeroblob(32), 0, zeroblob(32), zeroblob(32),
                                            null, null, x'', null);
                 insert into event values (1, 'e.1', 'published', 'a', 'RI', '2026-01-01', null);",
            )
            .unwrap();
        for statement in ["delete from member", "delete from event", "update event set seq = 2"] {
            assert!(connection.execute_batch(statement).is_err(), "{statement}");
        }
    }
}
