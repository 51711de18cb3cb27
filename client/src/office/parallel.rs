//! What people wrote into the same entry unseen of each other and what went together by itself:
//! fields that only one of them wrote, or all alike. Nothing of that is to be decided; what is, is a
//! conflict.

use std::collections::BTreeSet;

use kecuali_domain::{content::SALT, handle};
use kecuali_encoding::Digest;
use kecuali_ledger::Document;
use serde::Serialize;

use super::{Name, Office, entry::Side, standing::label_of};
use crate::error::OfficeError;

/// A field that was written beside other edits, and has one value.
#[derive(Debug, Clone, Serialize)]
pub struct Parallel {
    /// The entry.
    pub entry: String,
    /// The content key.
    pub field: String,
    /// What people call the field.
    pub label: String,
    /// The value, once for each who wrote it unseen of the others.
    pub values: Vec<Side>,
}

impl Office {
    /// The fields that were written beside other edits and went together with them, up to `most`
    /// entries; and in how many more there are such fields. A field is none any more once somebody
    /// wrote or signed on top of all of them.
    pub fn parallel(&mut self, most: usize) -> Result<(Vec<Parallel>, usize), OfficeError> {
        let listing = self.listing()?;
        let apart = listing.entries.iter().filter(|listed| listed.card.parallel > 0);
        let mut names: Vec<Name> = apart.map(|listed| listed.name()).collect();
        let more = names.len().saturating_sub(most);
        names.truncate(most);
        let mut found = Vec::new();
        for name in names {
            found.extend(self.parallel_of(&name)?);
        }
        Ok((found, more))
    }

    /// The fields of one entry that were written apart and went together.
    pub fn parallel_of(&mut self, name: &Name) -> Result<Vec<Parallel>, OfficeError> {
        let fields = went_together(self.document(name)?);
        let mut found = Vec::with_capacity(fields.len());
        for (field, sources) in fields {
            let mut values = Vec::with_capacity(sources.len());
            for (value, change, time) in sources {
                values.push(Side { value, by: self.author(name, &change)?, time });
            }
            let label = label_of(&field);
            found.push(Parallel { entry: handle(&name.0, name.1), field, label, values });
        }
        Ok(found)
    }
}

/// Who wrote a value: the value, the change, its writer's clock.
type Source = (String, Digest, u64);

/// The fields of a document that were written apart and have one value.
pub(crate) fn went_together(document: &Document) -> Vec<(String, Vec<Source>)> {
    let history = document.history();
    let apart: BTreeSet<Digest> = history.apart().into_iter().collect();
    if apart.is_empty() {
        return Vec::new();
    }
    let edits = history.changes().filter(|change| apart.contains(&change.hash()));
    let mut keys = BTreeSet::new();
    for change in edits {
        keys.extend(change.puts().map(|(key, _)| key.to_owned()));
    }
    let content = document.content();
    let together = |key: &String| key != SALT && content.values(key).len() < 2;
    let sources = |key: String| {
        let mut all = history.sources(&key);
        all.retain(|(_, change, _)| apart.contains(change));
        (key, all)
    };
    keys.into_iter().filter(together).map(sources).collect()
}
