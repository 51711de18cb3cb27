//! Events of the public list.

use kecuali_storage::{Event, StorageError};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    error::{Failure, is_taken},
    number,
};

macro_rules! events {
    ($rest:literal) => {
        concat!(
            "select event.seq, name, kind, about_row, office, day, reason, body ",
            "from event left join event_body on event_body.seq = event.seq ",
            $rest
        )
    };
}

const AFTER: &str = events!("where event.seq > ?1 order by event.seq limit ?2");
const BY_NAME: &str = events!("where name = ?1");
const LAST: &str = events!("order by event.seq desc limit 1");

pub(crate) fn happen(connection: &Connection, event: &Event) -> Result<(), Failure> {
    let expected = connection
        .prepare_cached("select coalesce(max(seq), 0) + 1 from event")?
        .query_row([], |row| number::read(row, 0))?;
    if event.seq != expected {
        return Err(StorageError::EventOrder { expected, found: event.seq }.into());
    }
    let seq = number::stored(event.seq)?;
    let e = event;
    let inserted = connection
        .prepare_cached(
            "insert into event (seq, name, kind, about_row, office, day, reason) \
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![seq, e.name, e.kind, e.row, e.office, e.day, e.reason]);
    match inserted {
        Err(error) if is_taken(&error) => {
            return Err(StorageError::EventNameTaken { name: event.name.clone() }.into());
        }
        other => other?,
    };
    if let Some(body) = &event.body {
        connection
            .prepare_cached("insert into event_body (seq, body) values (?1, ?2)")?
            .execute(params![seq, body])?;
    }
    Ok(())
}

pub(crate) fn erase_body(connection: &Connection, seq: u64) -> Result<(), Failure> {
    let stored = number::bound(seq);
    let happened =
        connection.prepare_cached("select 1 from event where seq = ?1")?.exists([stored])?;
    if !happened {
        return Err(StorageError::NoSuchEvent { seq }.into());
    }
    connection.prepare_cached("delete from event_body where seq = ?1")?.execute([stored])?;
    Ok(())
}

pub(crate) fn events(
    connection: &Connection,
    after: u64,
    limit: usize,
) -> rusqlite::Result<Vec<Event>> {
    let mut statement = connection.prepare_cached(AFTER)?;
    statement.query_map([number::bound(after), number::bound(limit)], read)?.collect()
}

pub(crate) fn by_name(connection: &Connection, name: &str) -> rusqlite::Result<Option<Event>> {
    connection.prepare_cached(BY_NAME)?.query_row([name], read).optional()
}

pub(crate) fn last(connection: &Connection) -> rusqlite::Result<Option<Event>> {
    connection.prepare_cached(LAST)?.query_row([], read).optional()
}

pub(crate) fn body(connection: &Connection, seq: u64) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("select body from event_body where seq = ?1")?
        .query_row([number::bound(seq)], |row| row.get(0))
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        seq: number::read(row, 0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        row: row.get(3)?,
        office: row.get(4)?,
        day: row.get(5)?,
        reason: row.get(6)?,
        body: row.get(7)?,
    })
}
