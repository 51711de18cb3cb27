//! The public list in memory, as far as it is needed to find rows: an immutable snapshot, which
//! belongs to one [`Listing`](crate::publisher::Listing).
//!
//! A publish makes the next one from it: the rows of the offices that changed are listed anew, all
//! else is shared. No document is opened, and no body is kept: a page reads its bodies from the
//! store, by id.

mod entry;
mod groups;
mod query;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use kecuali_domain::{OfficeId, search::Words};
use kecuali_encoding::Digest;
use kecuali_publication::PublicRow;
use kecuali_storage::{Row, StorageError, Store};

pub use self::{
    entry::{Decided, DocumentType, Entry},
    groups::{Determination, Facets, Group, GroupKey, Reported, Reporting},
    query::{DeterminationName, Ground, Hits, Query, Standing},
};
use crate::country::Country;

const PAGE: usize = 1_000;

/// Every row that is public or was, in the order of their ids, which is by office first.
#[derive(Debug, Clone)]
pub struct Index {
    offices: Arc<BTreeMap<OfficeId, Arc<OfOffice>>>,
    decided: Arc<BTreeMap<Digest, Arc<Decided>>>,
    words: Arc<Words>,
    country: Arc<Country>,
    counted: Counted,
}

/// What is counted when it is first asked for, once for each snapshot.
#[derive(Debug, Clone, Default)]
struct Counted {
    reported: OnceLock<Reported>,
    facets: OnceLock<Facets>,
    determinations: OnceLock<Vec<Determination>>,
}

/// The rows of one office.
#[derive(Debug, Default)]
struct OfOffice {
    /// By id.
    rows: Vec<Arc<Entry>>,
    in_force: usize,
}

impl Index {
    /// An index without rows.
    pub fn empty(country: Country) -> Self {
        Self {
            offices: Arc::default(),
            decided: Arc::default(),
            words: Arc::default(),
            country: Arc::new(country),
            counted: Counted::default(),
        }
    }

    /// All rows of a store. One that is damaged is left out: the others are still the list.
    pub fn read(country: Country, store: &dyn Store) -> Result<Self, StorageError> {
        let (mut index, mut last) = (Self::empty(country), None::<String>);
        loop {
            let page = store.rows(None, false, last.as_deref(), PAGE)?;
            let Some(end) = page.last() else { return Ok(index) };
            last = Some(end.id.clone());
            let rows: Vec<PublicRow> = page.iter().filter_map(read_row).collect();
            index = index.with(&rows);
        }
    }

    /// The same with rows in place of those with the same ids.
    #[must_use]
    pub fn with<'a>(&self, rows: impl IntoIterator<Item = &'a PublicRow>) -> Self {
        let mut next = Self { counted: Counted::default(), ..self.clone() };
        let mut changed: BTreeMap<OfficeId, BTreeMap<Box<str>, Arc<Entry>>> = BTreeMap::new();
        for row in rows {
            let decided = next.decided(row);
            let entry = Arc::new(Entry::new(row, decided, &self.words));
            changed.entry(entry.office.clone()).or_default().insert(entry.id.clone(), entry);
        }
        if changed.is_empty() {
            return next;
        }
        let offices = Arc::make_mut(&mut next.offices);
        for (office, mut of_office) in changed {
            for old in offices.get(&office).into_iter().flat_map(|before| &before.rows) {
                of_office.entry(old.id.clone()).or_insert_with(|| Arc::clone(old));
            }
            let rows: Vec<_> = of_office.into_values().collect();
            let in_force = rows.iter().filter(|row| row.in_force).count();
            offices.insert(office, Arc::new(OfOffice { rows, in_force }));
        }
        next
    }

    /// The same rows in a country that may have changed.
    #[must_use]
    pub fn within(&self, country: Country) -> Self {
        if *self.country == country {
            return self.clone();
        }
        Self { country: Arc::new(country), counted: Counted::default(), ..self.clone() }
    }

    /// The offices.
    pub fn country(&self) -> &Country {
        &self.country
    }

    /// The rows of one office, by id.
    pub fn rows_of(&self, office: &OfficeId) -> &[Arc<Entry>] {
        self.offices.get(office).map_or(&[], |office| office.rows.as_slice())
    }

    /// All rows, by id.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.offices.values().flat_map(|office| &office.rows)
    }

    fn decided(&mut self, row: &PublicRow) -> Arc<Decided> {
        let decision = &row.facts.determination;
        if let Some(known) = self.decided.get(&decision.issue) {
            return Arc::clone(known);
        }
        let new = Arc::new(Decided::of(decision));
        Arc::make_mut(&mut self.decided).insert(decision.issue, Arc::clone(&new));
        new
    }
}

fn read_row(row: &Row) -> Option<PublicRow> {
    let read = serde_json::from_slice(&row.body);
    read.inspect_err(|error| tracing::error!(row = row.id, %error, "ALARM: a damaged row")).ok()
}
