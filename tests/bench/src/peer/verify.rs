//! What a server's store holds after it was killed, held against the corpus.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use kecuali_server::data::DataFolder;
use kecuali_storage_sqlite::SqliteStore;
use kecuali_sync::Book;
use serde_json::json;

use super::{
    driver::say,
    ids::{self, Name},
};
use crate::{
    Done,
    corpus::{self, Fields, STATUS, spread},
    country::Country,
    error::BenchError,
};

/// Prints how many of the first `n` documents hold every field of their entry. `k` of them carry
/// `tag` as their status; with −1 the status is not compared.
pub(crate) fn run(folder: &Path, ids: &Path, n: usize, k: i64, tag: &str) -> Done {
    let store = SqliteStore::open(&DataFolder::new(folder).store_path())?;
    let mut book = Book::open(Country::found()?.root, Arc::new(store))?;
    let names = ids::read(ids)?;
    let tagged: BTreeSet<usize> =
        usize::try_from(k).map_or_else(|_| BTreeSet::new(), |k| spread(n, k).collect());
    let mut bad = Vec::new();
    for (index, (name, fields)) in names.iter().zip(corpus::read(0, n)?).enumerate() {
        let status = tagged.contains(&index).then_some(tag);
        if !holds(&mut book, name, &fields, k < 0, status)? {
            bad.push(index);
        }
    }
    let ok = names.len().min(n) - bad.len();
    say(&json!({ "ok": ok, "bad": bad }))
}

/// Whether a document holds every field of an entry.
pub(super) fn holds(
    book: &mut Book,
    (scope, document): &Name,
    fields: &Fields,
    any_status: bool,
    status: Option<&str>,
) -> Result<bool, BenchError> {
    let Some(found) = book.document(scope, *document)? else { return Ok(false) };
    let content = found.content();
    let wanted = |key: &str, value: &str| match status {
        Some(tag) if key == STATUS => content.one(key) == Some(tag),
        _ => (any_status && key == STATUS) || content.one(key) == Some(value),
    };
    Ok(fields.iter().all(|(key, value)| wanted(key, value)))
}
