//! The grants that travel with a checkpoint of `national` whose log key its reader has not come to.

use kecuali_encoding::KeyId;
use kecuali_ledger::Record;
use kecuali_protocol::{
    limits,
    sync::{CheckpointPart, LogPart},
};

use crate::{
    book::{Book, BookError},
    codec::{Found, read_found},
};

/// Puts the grants beside a checkpoint that one lacks who has read `national` up to a position. What
/// a replica was given with it and has not read up to yet itself stays as it was.
pub(crate) fn bring_grants(
    book: &Book,
    after: u64,
    checkpoint: &mut CheckpointPart,
) -> Result<(), BookError> {
    let mut grants = Vec::new();
    for grant in book.national().log_grants_behind(KeyId(checkpoint.key), after) {
        let member = book.store().member_by_change("national", &grant.0)?;
        grants.extend(member.map(|member| member.bytes));
    }
    let bytes: usize = grants.iter().map(Vec::len).sum();
    if !grants.is_empty() && grants.len() <= limits::GRANTS && bytes <= limits::GRANTS_BYTES {
        checkpoint.grants = Some(grants.into_iter().map(Into::into).collect());
    }
    Ok(())
}

/// Whether the key that closed a part of `national` is a log key by what is here and by the grants
/// that came with it.
pub(crate) fn brings_log_key(book: &Book, part: &LogPart) -> bool {
    let Some(checkpoint) = &part.checkpoint else { return false };
    let read = |bytes: &[u8]| match read_found(bytes).ok()? {
        Found::Known(record) => Some(record),
        Found::Newer(_) => None,
    };
    let grants = checkpoint.grants.iter().flatten();
    let grants: Vec<Record> = grants.filter_map(|bytes| read(bytes)).collect();
    book.national().is_log_key_with(KeyId(checkpoint.key), &grants)
}
