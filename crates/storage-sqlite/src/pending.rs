//! Pending records in SQLite.

use kecuali_storage::{Commit, Pending, StorageError};
use rusqlite::{Connection, Row, params};

use crate::error::Failure;

const LIST: &str = "select log, document, change, bytes, attachment, parked from pending \
     where ?1 is null or log = ?1 order by added";
const ADD: &str = "insert into pending (log, document, change, bytes, attachment, parked) \
     values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (log, change) do update set \
     document = excluded.document, bytes = excluded.bytes, attachment = excluded.attachment, \
     parked = excluded.parked";

pub(crate) fn apply(connection: &Connection, commit: &Commit) -> Result<(), Failure> {
    for (log, change) in &commit.pending_removed {
        connection
            .prepare_cached("delete from pending where log = ?1 and change = ?2")?
            .execute(params![log, change])?;
    }
    for p in &commit.pending_added {
        connection.prepare_cached(ADD)?.execute(params![
            p.log,
            p.document,
            p.change,
            p.bytes,
            p.attachment,
            p.parked
        ])?;
    }
    for (log, change, reason) in &commit.pending_parked {
        let parked = connection
            .prepare_cached("update pending set parked = ?3 where log = ?1 and change = ?2")?
            .execute(params![log, change, reason])?;
        if parked == 0 {
            return Err(StorageError::NotPending { log: log.clone(), change: *change }.into());
        }
    }
    Ok(())
}

/// Replaces or erases the attachment of a pending change, if there is one of that name.
pub(crate) fn attach(
    connection: &Connection,
    log: &str,
    change: &[u8; 32],
    attachment: Option<&[u8]>,
) -> rusqlite::Result<bool> {
    let changed = connection
        .prepare_cached("update pending set attachment = ?3 where log = ?1 and change = ?2")?
        .execute(params![log, change, attachment])?;
    Ok(changed > 0)
}

pub(crate) fn list(connection: &Connection, log: Option<&str>) -> rusqlite::Result<Vec<Pending>> {
    let mut statement = connection.prepare_cached(LIST)?;
    statement.query_map([log], pending)?.collect()
}

fn pending(row: &Row<'_>) -> rusqlite::Result<Pending> {
    Ok(Pending {
        log: row.get(0)?,
        document: row.get(1)?,
        change: row.get(2)?,
        bytes: row.get(3)?,
        attachment: row.get(4)?,
        parked: row.get(5)?,
    })
}
