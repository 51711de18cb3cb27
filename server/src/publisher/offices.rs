//! The hash of the list, kept by office so that a change costs one office's rows.

use std::collections::BTreeMap;

use kecuali_domain::OfficeId;
use kecuali_encoding::Digest;
use kecuali_publication::{office_digest, row_digest};
use kecuali_storage::{Row, RowStatus, StorageError, Store};

const PAGE: usize = 1_000;

/// The rows in force of one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeRows {
    /// How many.
    pub rows: u64,
    /// The hash of all of them.
    pub digest: Digest,
}

/// Every office that has rows in force.
pub(super) fn read_all(store: &dyn Store) -> Result<BTreeMap<OfficeId, OfficeRows>, StorageError> {
    let mut rows: BTreeMap<OfficeId, BTreeMap<String, Digest>> = BTreeMap::new();
    read(store, None, |row| {
        if let Ok(office) = row.office.parse() {
            rows.entry(office).or_default().insert(row.id.clone(), digest(row));
        }
    })?;
    let of_office = |(office, rows)| {
        let all = all(&office, &rows);
        (office, all)
    };
    Ok(rows.into_iter().map(of_office).collect())
}

/// The same after some rows have changed that are not in the store yet.
pub(super) fn with(
    store: &dyn Store,
    before: &BTreeMap<OfficeId, OfficeRows>,
    changed: &[&Row],
) -> Result<BTreeMap<OfficeId, OfficeRows>, StorageError> {
    let mut by_office: BTreeMap<OfficeId, Vec<&Row>> = BTreeMap::new();
    for row in changed {
        if let Ok(office) = row.office.parse() {
            by_office.entry(office).or_default().push(row);
        }
    }
    let mut offices = before.clone();
    for (office, changed) in by_office {
        let mut rows = BTreeMap::new();
        read(store, Some(office.as_str()), |row| {
            rows.insert(row.id.clone(), digest(row));
        })?;
        for row in changed {
            match row.status {
                RowStatus::InForce => rows.insert(row.id.clone(), digest(row)),
                RowStatus::Withdrawn => rows.remove(&row.id),
            };
        }
        if rows.is_empty() {
            offices.remove(&office);
        } else {
            let all = all(&office, &rows);
            offices.insert(office, all);
        }
    }
    Ok(offices)
}

fn read(
    store: &dyn Store,
    office: Option<&str>,
    mut each: impl FnMut(&Row),
) -> Result<(), StorageError> {
    let mut last: Option<String> = None;
    loop {
        let page = store.rows(office, true, last.as_deref(), PAGE)?;
        page.iter().for_each(&mut each);
        match page.last() {
            Some(end) => last = Some(end.id.clone()),
            None => return Ok(()),
        }
    }
}

fn all(office: &OfficeId, rows: &BTreeMap<String, Digest>) -> OfficeRows {
    let digest = office_digest(office, rows.iter().map(|(id, row)| (id.as_str(), *row)));
    OfficeRows { rows: u64::try_from(rows.len()).unwrap_or(u64::MAX), digest }
}

fn digest(row: &Row) -> Digest {
    // A body is canonical JSON; one that were not even text would be seen by `verify`.
    row_digest(&row.id, &String::from_utf8_lossy(&row.body))
}
