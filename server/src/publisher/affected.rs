//! Which rows a batch can have changed.

use std::collections::BTreeSet;

use kecuali_domain::{Day, DocumentId, Kind, Scope, act::ItemRef};
use kecuali_ledger::NationalOutcome;
use kecuali_publication::RowId;
use kecuali_storage::Row;
use kecuali_sync::{Batch, Book};

use super::PublishError;

const PAGE: usize = 1_000;

/// Rows that are to be looked at again. Every other row says what it said.
pub(super) fn rows(
    book: &mut Book,
    batch: &Batch,
    day_before: Option<Day>,
) -> Result<BTreeSet<RowId>, PublishError> {
    let day = book.national().now().day();
    // With a first day the decisions before it become rows; with an earlier one than before, what
    // had lapsed is in force again. Both are a person's rare word.
    let forward = day_before.is_some_and(|before| day.is_some_and(|day| day >= before));
    if batch.refold || (batch.day && !forward) {
        return all(book);
    }
    let mut found = BTreeSet::new();
    for (scope, id) in &batch.documents {
        match scope.office() {
            Some(office) => {
                found.insert(RowId::Office { office: office.clone(), entry: *id });
            }
            None => determination(book, *id, &mut found)?,
        }
    }
    for (_, outcome) in &batch.national {
        if let NationalOutcome::Effect { ended } = outcome {
            for item in ended {
                ended_item(book, *item, &mut found)?;
            }
        }
    }
    if let Some(day) = day.filter(|_| batch.day) {
        add(book.store().rows_ending_before(&day.to_string())?, &mut found)?;
    }
    Ok(found)
}

/// Every row there is, and every document that could be one.
pub(super) fn all(book: &mut Book) -> Result<BTreeSet<RowId>, PublishError> {
    let mut found = BTreeSet::new();
    for issued in book.national().determinations() {
        let determination = issued.document;
        let items = issued.issue.items.keys();
        found.extend(items.map(|item| RowId::National { determination, item: *item }));
    }
    for scope in book.logs() {
        let Some(office) = scope.office() else { continue };
        for id in book.store().documents(&scope.to_string())? {
            found.insert(RowId::Office { office: office.clone(), entry: DocumentId(id) });
        }
    }
    let mut last: Option<String> = None;
    loop {
        let page = book.store().rows(None, false, last.as_deref(), PAGE)?;
        let Some(end) = page.last() else { return Ok(found) };
        last = Some(end.id.clone());
        add(page, &mut found)?;
    }
}

/// A determination's own rows, and the offices' rows under it, which show its title.
fn determination(
    book: &mut Book,
    id: DocumentId,
    found: &mut BTreeSet<RowId>,
) -> Result<(), PublishError> {
    let Some(document) = book.document(&Scope::National, id)? else { return Ok(()) };
    if document.kind() != Kind::Determination {
        return Ok(());
    }
    let changes: Vec<_> = document.acts().iter().map(|act| act.id).collect();
    for issued in changes.iter().filter_map(|change| book.national().issued(change)) {
        let items = issued.issue.items.keys();
        found.extend(items.map(|item| RowId::National { determination: id, item: *item }));
        add(book.store().rows_under(&issued.change.0, None)?, found)?;
    }
    Ok(())
}

fn ended_item(book: &Book, item: ItemRef, found: &mut BTreeSet<RowId>) -> Result<(), PublishError> {
    if let Some(issued) = book.national().issued(&item.issue) {
        found.insert(RowId::National { determination: issued.document, item: item.item });
    }
    add(book.store().rows_under(&item.issue.0, Some(item.item))?, found)
}

fn add(rows: Vec<Row>, found: &mut BTreeSet<RowId>) -> Result<(), PublishError> {
    for row in rows {
        let id = row.id.parse().map_err(|error: kecuali_domain::NotAName| PublishError::Row {
            id: row.id.clone(),
            what: error.to_string(),
        })?;
        found.insert(id);
    }
    Ok(())
}
