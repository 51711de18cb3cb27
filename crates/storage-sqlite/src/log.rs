//! Logs in SQLite.

use kecuali_storage::{Append, LogHead, Member, StorageError, within};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    error::{Failure, is_taken},
    number,
};

macro_rules! members {
    ($where:literal) => {
        concat!(
            "select member.position, member.digest, judged_position, judged_digest, hash, change, ",
            "document, bytes, attachment ",
            "from log join member on member.log = log.id where log.name = ?1 ",
            $where
        )
    };
}

const AFTER: &str = members!("and member.position > ?2 order by member.position limit ?3");
const BY_CHANGE: &str = members!("and change = ?2");
const BY_HASH: &str = members!("and hash = ?2 order by member.position limit 1");
const OF_DOCUMENT: &str = members!("and document = ?2 order by member.position");
const DOCUMENTS: &str = "select distinct document from log join member on member.log = log.id \
     where log.name = ?1 and document is not null order by document";
const INSERT: &str = "insert into member (log, position, digest, judged_position, judged_digest, \
     hash, change, document, bytes, attachment) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

/// A log's number in the file, and its head.
struct Known {
    id: i64,
    head: LogHead,
}

pub(crate) fn append(connection: &Connection, append: &Append) -> Result<(), Failure> {
    let known = find(connection, &append.log)?;
    let continues = match &known {
        Some(known) => known.head == append.after,
        None => append.after.position == 0,
    };
    if !continues {
        let found = known.map(|known| known.head);
        return refuse_unless_there(connection, append, found);
    }
    let Some(last) = append.members.last() else { return Ok(()) };
    let id = move_head(connection, &append.log, known.as_ref(), last)?;
    append.members.iter().try_for_each(|member| insert(connection, id, &append.log, member))
}

/// Lets an append pass that was made already.
fn refuse_unless_there(
    connection: &Connection,
    append: &Append,
    found: Option<LogHead>,
) -> Result<(), Failure> {
    let mut statement = connection.prepare_cached(AFTER)?;
    let bounds = params![
        append.log,
        number::bound(append.after.position),
        number::bound(append.members.len())
    ];
    let there = statement.query_map(bounds, member)?;
    let mut repeated = 0;
    for (kept, given) in there.zip(&append.members) {
        if !kept?.is_same_as(given) {
            break;
        }
        repeated += 1;
    }
    if repeated > 0 && repeated == append.members.len() {
        return Ok(());
    }
    let (log, expected) = (append.log.clone(), append.after);
    Err(StorageError::HeadMoved { log, expected, found }.into())
}

fn find(connection: &Connection, name: &str) -> rusqlite::Result<Option<Known>> {
    let mut statement =
        connection.prepare_cached("select id, position, digest from log where name = ?1")?;
    let known = |row: &Row<'_>| {
        let head = LogHead { position: number::read(row, 1)?, digest: row.get(2)? };
        Ok(Known { id: row.get(0)?, head })
    };
    statement.query_row([name], known).optional()
}

fn move_head(
    connection: &Connection,
    name: &str,
    known: Option<&Known>,
    last: &Member,
) -> Result<i64, Failure> {
    let position = number::stored(last.position)?;
    if let Some(known) = known {
        connection
            .prepare_cached("update log set position = ?2, digest = ?3 where id = ?1")?
            .execute(params![known.id, position, last.digest])?;
        return Ok(known.id);
    }
    let id = connection
        .prepare_cached("insert into log (name, position, digest) values (?1, ?2, ?3)")?
        .insert(params![name, position, last.digest])?;
    Ok(id)
}

fn insert(connection: &Connection, log: i64, name: &str, member: &Member) -> Result<(), Failure> {
    let inserted = connection.prepare_cached(INSERT)?.execute(params![
        log,
        number::stored(member.position)?,
        member.digest,
        number::stored(member.judged_position)?,
        member.judged_digest,
        member.hash,
        member.change,
        member.document,
        member.bytes,
        member.attachment,
    ]);
    match (inserted, member.change) {
        (Ok(_), _) => Ok(()),
        (Err(error), Some(change)) if is_taken(&error) => {
            Err(StorageError::DuplicateChange { log: name.to_owned(), change }.into())
        }
        (Err(error), _) => Err(error.into()),
    }
}

/// Replaces or erases the attachment of a logged change, if there is one of that name.
pub(crate) fn attach(
    connection: &Connection,
    log: &str,
    change: &[u8; 32],
    attachment: Option<&[u8]>,
) -> rusqlite::Result<bool> {
    let changed = connection
        .prepare_cached(
            "update member set attachment = ?3 \
             where log = (select id from log where name = ?1) and change = ?2",
        )?
        .execute(params![log, change, attachment])?;
    Ok(changed > 0)
}

pub(crate) fn heads(connection: &Connection) -> rusqlite::Result<Vec<(String, LogHead)>> {
    let mut statement =
        connection.prepare_cached("select name, position, digest from log order by name")?;
    let head = |row: &Row<'_>| {
        Ok((row.get(0)?, LogHead { position: number::read(row, 1)?, digest: row.get(2)? }))
    };
    statement.query_map([], head)?.collect()
}

pub(crate) fn head(connection: &Connection, log: &str) -> rusqlite::Result<Option<LogHead>> {
    Ok(find(connection, log)?.map(|known| known.head))
}

pub(crate) fn members(
    connection: &Connection,
    log: &str,
    after: u64,
    max_count: usize,
    max_bytes: usize,
) -> rusqlite::Result<Vec<Member>> {
    let mut statement = connection.prepare_cached(AFTER)?;
    let bounds = params![log, number::bound(after), number::bound(max_count)];
    within(statement.query_map(bounds, member)?, max_count, max_bytes)
}

pub(crate) fn by_change(
    connection: &Connection,
    log: &str,
    change: &[u8; 32],
) -> rusqlite::Result<Option<Member>> {
    connection.prepare_cached(BY_CHANGE)?.query_row(params![log, change], member).optional()
}

pub(crate) fn by_hash(
    connection: &Connection,
    log: &str,
    hash: &[u8; 32],
) -> rusqlite::Result<Option<Member>> {
    connection.prepare_cached(BY_HASH)?.query_row(params![log, hash], member).optional()
}

pub(crate) fn document(
    connection: &Connection,
    log: &str,
    document: &[u8; 16],
) -> rusqlite::Result<Vec<Member>> {
    let mut statement = connection.prepare_cached(OF_DOCUMENT)?;
    statement.query_map(params![log, document], member)?.collect()
}

pub(crate) fn documents(connection: &Connection, log: &str) -> rusqlite::Result<Vec<[u8; 16]>> {
    let mut statement = connection.prepare_cached(DOCUMENTS)?;
    statement.query_map([log], |row| row.get(0))?.collect()
}

fn member(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        position: number::read(row, 0)?,
        digest: row.get(1)?,
        judged_position: number::read(row, 2)?,
        judged_digest: row.get(3)?,
        hash: row.get(4)?,
        change: row.get(5)?,
        document: row.get(6)?,
        bytes: row.get(7)?,
        attachment: row.get(8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migration::plan_of;

    #[test]
    fn no_read_scans_or_sorts_members() {
        let wanted = [
            (AFTER, "sqlite_autoindex_member_1 (log=? AND position>?)"),
            (BY_CHANGE, "member_by_change (log=? AND change=?)"),
            (BY_HASH, "member_by_hash (log=? AND hash=?)"),
            (OF_DOCUMENT, "member_by_document (log=? AND document=?)"),
            (DOCUMENTS, "member_by_document (log=?"),
        ];
        for (query, index) in wanted {
            let plan = plan_of(query);
            assert!(plan.contains(index), "{query}\n{plan}");
            assert!(!plan.contains("SCAN") && !plan.contains("TEMP"), "{query}\n{plan}");
        }
    }
}
