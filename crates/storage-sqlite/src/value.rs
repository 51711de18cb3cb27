//! Named small values in SQLite.

use rusqlite::{Connection, OptionalExtension, params};

pub(crate) fn set(
    connection: &Connection,
    name: &str,
    value: Option<&[u8]>,
) -> rusqlite::Result<()> {
    match value {
        Some(value) => connection
            .prepare_cached(
                "insert into value (name, bytes) values (?1, ?2) \
                 on conflict (name) do update set bytes = excluded.bytes",
            )?
            .execute(params![name, value])?,
        None => connection.prepare_cached("delete from value where name = ?1")?.execute([name])?,
    };
    Ok(())
}

pub(crate) fn get(connection: &Connection, name: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("select bytes from value where name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}
