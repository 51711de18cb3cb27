//! Rows of the public list.

use kecuali_storage::{Row, RowStatus};
use rusqlite::{Connection, OptionalExtension, Params, params};

use crate::{error::Failure, number};

macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "select id, office, issue, item, ends, in_force, event, body from public_row ",
            $rest
        )
    };
}

const GET: &str = rows!("where id = ?1");
const ALL: &str = rows!("where id >= ?1 order by id limit ?2");
const IN_FORCE: &str = rows!("where id >= ?1 and in_force = 1 order by id limit ?2");
const OF_OFFICE: &str = rows!("where office = ?3 and id >= ?1 order by id limit ?2");
const OF_OFFICE_IN_FORCE: &str =
    rows!("where office = ?3 and id >= ?1 and in_force = 1 order by id limit ?2");
const UNDER_ISSUE: &str = rows!("where issue = ?1 order by id");
const UNDER_ITEM: &str = rows!("where issue = ?1 and item = ?2 order by id");
const ENDING: &str = rows!("where in_force = 1 and ends < ?1 order by ends, id");
const COUNT: &str = "select count(*) from public_row where in_force = 1";
const COUNT_OF_OFFICE: &str = "select count(*) from public_row where in_force = 1 and office = ?1";
const PUT: &str = "insert into public_row (id, office, issue, item, ends, in_force, event, body) \
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict (id) do update set \
     office = excluded.office, issue = excluded.issue, item = excluded.item, ends = excluded.ends, \
     in_force = excluded.in_force, event = excluded.event, body = excluded.body";

pub(crate) fn put(connection: &Connection, row: &Row) -> Result<(), Failure> {
    connection.prepare_cached(PUT)?.execute(params![
        row.id,
        row.office,
        row.issue,
        row.item,
        row.ends,
        row.status == RowStatus::InForce,
        number::stored(row.event)?,
        row.body,
    ])?;
    Ok(())
}

pub(crate) fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<Row>> {
    connection.prepare_cached(GET)?.query_row([id], read).optional()
}

pub(crate) fn rows(
    connection: &Connection,
    office: Option<&str>,
    only_in_force: bool,
    after_id: Option<&str>,
    limit: usize,
) -> rusqlite::Result<Vec<Row>> {
    // The least text that comes after an id is that id and a NUL.
    let first = after_id.map_or_else(String::new, |id| format!("{id}\0"));
    let limit = number::bound(limit);
    match (office, only_in_force) {
        (None, false) => list(connection, ALL, params![first, limit]),
        (None, true) => list(connection, IN_FORCE, params![first, limit]),
        (Some(office), false) => list(connection, OF_OFFICE, params![first, limit, office]),
        (Some(office), true) => list(connection, OF_OFFICE_IN_FORCE, params![first, limit, office]),
    }
}

pub(crate) fn under(
    connection: &Connection,
    issue: &[u8; 32],
    item: Option<u32>,
) -> rusqlite::Result<Vec<Row>> {
    match item {
        Some(item) => list(connection, UNDER_ITEM, params![issue, item]),
        None => list(connection, UNDER_ISSUE, [issue]),
    }
}

pub(crate) fn ending_before(connection: &Connection, day: &str) -> rusqlite::Result<Vec<Row>> {
    list(connection, ENDING, [day])
}

pub(crate) fn count_in_force(
    connection: &Connection,
    office: Option<&str>,
) -> rusqlite::Result<u64> {
    let count = |row: &rusqlite::Row<'_>| number::read(row, 0);
    match office {
        Some(office) => connection.prepare_cached(COUNT_OF_OFFICE)?.query_row([office], count),
        None => connection.prepare_cached(COUNT)?.query_row([], count),
    }
}

fn list(connection: &Connection, query: &str, bounds: impl Params) -> rusqlite::Result<Vec<Row>> {
    connection.prepare_cached(query)?.query_map(bounds, read)?.collect()
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let status = if row.get(5)? { RowStatus::InForce } else { RowStatus::Withdrawn };
    Ok(Row {
        id: row.get(0)?,
        office: row.get(1)?,
        issue: row.get(2)?,
        item: row.get(3)?,
        ends: row.get(4)?,
        status,
        event: number::read(row, 6)?,
        body: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migration::plan_of;

    #[test]
    fn every_list_is_one_walk_along_an_index() {
        let wanted = [
            (ALL, "sqlite_autoindex_public_row_1 (id>?)"),
            (IN_FORCE, "sqlite_autoindex_public_row_1 (id>?)"),
            (OF_OFFICE, "public_row_by_office (office=? AND id>?)"),
            (OF_OFFICE_IN_FORCE, "public_row_in_force (office=? AND id>?)"),
            (UNDER_ISSUE, "public_row_by_issue (issue=?)"),
            (UNDER_ITEM, "public_row_by_item (issue=? AND item=?)"),
            (ENDING, "public_row_ending (ends<?)"),
            (COUNT, "COVERING INDEX public_row_in_force"),
            (COUNT_OF_OFFICE, "COVERING INDEX public_row_in_force (office=?)"),
        ];
        for (query, index) in wanted {
            let plan = plan_of(query);
            assert!(plan.contains(index), "{query}\n{plan}");
            assert!(!plan.contains("TEMP"), "{query}\n{plan}");
        }
    }
}
