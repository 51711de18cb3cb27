//! What must not be read in old events any more.

use std::collections::BTreeSet;

use kecuali_publication::{PublicRow, Reason};
use kecuali_storage::{StorageError, Store};
use serde_json::Value;

const PAGE: usize = 1_000;

/// Whether a row shows less than before, so that its older events must not show it either.
pub(super) fn hides_more(before: Option<&PublicRow>, now: &PublicRow) -> bool {
    let Some(before) = before else { return false };
    let gone = |row: &PublicRow| match row.status.reason {
        Some(Reason::TakenDown | Reason::Void) => true,
        Some(Reason::Revoked | Reason::Opened | Reason::Lapsed | Reason::Superseded) | None => {
            false
        }
    };
    (gone(now) && !gone(before)) || withheld(now) > withheld(before)
}

/// The numbers of these rows' events that still have a body. All events are read for it, once for
/// all rows of a commit: a take-down is rare, and an index for it would be written with every event.
pub(super) fn bodies_of(
    store: &dyn Store,
    rows: &BTreeSet<String>,
) -> Result<Vec<u64>, StorageError> {
    let (mut found, mut after) = (Vec::new(), 0);
    if rows.is_empty() {
        return Ok(found);
    }
    loop {
        let page = store.events(after, PAGE)?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.seq;
        let of_rows =
            page.into_iter().filter(|event| rows.contains(&event.row) && event.body.is_some());
        found.extend(of_rows.map(|event| event.seq));
    }
}

/// How many columns are withheld.
fn withheld(row: &PublicRow) -> usize {
    let columns = serde_json::to_value(&row.facts).unwrap_or_default();
    let is_withheld = |column: &&Value| column.get("withheld").is_some();
    let own = columns.as_object().map_or(0, |all| all.values().filter(is_withheld).count());
    let title = columns.pointer("/determination/title").filter(is_withheld);
    own + usize::from(title.is_some())
}
