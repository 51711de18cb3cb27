//! Folded states in SQLite.

use kecuali_storage::Folded;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{error::Failure, number};

pub(crate) fn keep(connection: &Connection, folded: &Folded) -> Result<(), Failure> {
    connection
        .prepare_cached(
            "insert into folded (log, document, position, version, bytes) \
             values (?1, ?2, ?3, ?4, ?5) on conflict (log, document) do update set \
             position = excluded.position, version = excluded.version, bytes = excluded.bytes",
        )?
        .execute(params![
            folded.log,
            folded.document,
            number::stored(folded.position)?,
            folded.version,
            folded.bytes
        ])?;
    Ok(())
}

pub(crate) fn get(
    connection: &Connection,
    log: &str,
    document: &[u8; 16],
) -> rusqlite::Result<Option<Folded>> {
    connection
        .prepare_cached(
            "select log, document, position, version, bytes from folded \
             where log = ?1 and document = ?2",
        )?
        .query_row(params![log, document], |row| {
            Ok(Folded {
                log: row.get(0)?,
                document: row.get(1)?,
                position: number::read(row, 2)?,
                version: row.get(3)?,
                bytes: row.get(4)?,
            })
        })
        .optional()
}
