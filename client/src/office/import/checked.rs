//! What was imported, to be held against its file: each row with the draft that it became and what
//! was to be looked at in it, and the rows that became none.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{DocumentId, handle};
use kecuali_storage::Store as _;
use serde::{Deserialize, Serialize};

use super::{
    aside::Left,
    batch::{Batch, BatchView, RowFacts},
    flags::Flag,
    plan::{Planned, Table},
};
use crate::{
    error::OfficeError,
    office::{Office, standing::FindingView},
};

/// A longer row is cut: the file says the rest.
const LINE: usize = 300;

/// Something to look at in a row, as it was told before the import; what rules find is found anew.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Told {
    /// The field, or the letter of the column where there is none; empty for the whole row.
    pub field: String,
    /// What people read.
    pub sentence: String,
    /// What it is about in this row.
    pub detail: Option<String>,
}

/// A row of the file that became no draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Omitted {
    /// The sheet.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// Why.
    pub why: Omission,
    /// What stands in it, in one line.
    pub line: String,
}

/// Why a row became no draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Omission {
    /// A person said so.
    Said,
    /// Nothing stood in it but its number.
    Empty,
    /// It counts the others.
    Total,
    /// It belongs to what is signed below the list.
    Signature,
    /// It has the headings of the columns.
    Heading,
    /// It is the title of a part of the list.
    Title,
}

/// What became of a draft since it was imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It can be taken back.
    Unsent,
    /// It was written on since.
    Edited,
    /// It stands in the log.
    Sent,
    /// It is here no more.
    Gone,
}

/// A row and the draft that it became.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// The draft.
    pub entry: String,
    /// The sheet.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// What became of the draft.
    pub fate: Fate,
    /// The name of the information as it is now.
    pub information: String,
    /// What was told of the row.
    pub told: Vec<Told>,
    /// What the rules find in the entry as it is now.
    pub findings: Vec<FindingView>,
}

/// A batch with its rows.
#[derive(Debug, Clone, Serialize)]
pub struct CheckView {
    /// The batch.
    #[serde(flatten)]
    pub batch: BatchView,
    /// How many rows of it are there.
    pub total: usize,
    /// The rows that were asked for, in the order of the file.
    pub entries: Vec<RowView>,
    /// The rows that became none; nothing where an earlier program imported them.
    pub left_out: Option<Vec<Omitted>>,
}

impl Office {
    /// A batch with so many of its rows, from the one that is chosen of how many there are.
    pub fn check_import(
        &mut self,
        typed: &str,
        first: impl FnOnce(usize) -> usize,
        most: usize,
    ) -> Result<CheckView, OfficeError> {
        let batch = self.import_by(typed)?;
        let facts = self.facts(&batch.batch)?;
        let entries: Vec<DocumentId> = facts.iter().map(|row| row.entry).collect();
        let fates = self.fates(&entries)?;
        let total = facts.len();
        let shown = facts.into_iter().zip(fates).skip(first(total)).take(most);
        let shown: Vec<(RowFacts, Fate)> = shown.collect();
        let mut entries = Vec::with_capacity(shown.len());
        for (row, fate) in shown {
            entries.push(self.row_view(&batch.batch, row, fate)?);
        }
        let left_out = self.omitted(&batch.batch)?;
        Ok(CheckView { batch, total, entries, left_out })
    }

    fn row_view(
        &mut self,
        batch: &Batch,
        row: RowFacts,
        fate: Fate,
    ) -> Result<RowView, OfficeError> {
        let name = (self.scope(), row.entry);
        let (information, findings) = if fate == Fate::Gone {
            Default::default()
        } else {
            let entry = self.entry(&name)?;
            let has_ended = entry.summary.status.is_final();
            let findings = if has_ended { Vec::new() } else { entry.findings };
            (entry.summary.information, findings)
        };
        Ok(RowView {
            entry: handle(&name.0, name.1),
            sheet: batch.tables.get(row.table).map(|one| one.sheet.clone()).unwrap_or_default(),
            row: row.row,
            fate,
            information,
            told: row.told,
            findings,
        })
    }

    /// What became of each draft of a batch.
    pub(super) fn fates(&mut self, entries: &[DocumentId]) -> Result<Vec<Fate>, OfficeError> {
        let scope = self.scope();
        let mut records: BTreeMap<DocumentId, usize> = BTreeMap::new();
        for waiting in self.desk.waiting().iter().filter(|waiting| waiting.scope == scope) {
            *records.entry(waiting.document).or_default() += 1;
        }
        let logged: BTreeSet<DocumentId> =
            self.store.documents(&scope.to_string())?.into_iter().map(DocumentId).collect();
        let out = self.carried_out()?;
        let fate = |entry: &DocumentId| {
            // What a bundle took along may stand elsewhere already.
            let is_out = records.contains_key(entry) && out.contains(&(scope.clone(), *entry));
            match (logged.contains(entry) || is_out, records.get(entry)) {
                (true, _) => Fate::Sent,
                (false, Some(1)) => Fate::Unsent,
                (false, Some(_)) => Fate::Edited,
                (false, None) => Fate::Gone,
            }
        };
        Ok(entries.iter().map(fate).collect())
    }
}

impl Told {
    /// What was told of a row beside what the rules find.
    pub(super) fn of(row: &mut Planned) -> Vec<Self> {
        let flags = std::mem::take(&mut row.flags);
        let told = |flag: Flag| Self {
            field: flag.field().to_owned(),
            sentence: flag.sentence(),
            detail: flag.detail(),
        };
        flags.into_iter().filter(|flag| flag.rule().is_none()).map(told).collect()
    }
}

impl Omitted {
    /// The rows of a table that become no draft, in its order.
    pub(super) fn of(table: &Table) -> Vec<Self> {
        let one = |row: u32, why, line: &str| Self {
            sheet: table.sheet.clone(),
            row,
            why,
            line: line.chars().take(LINE).collect(),
        };
        let headings: Vec<&str> =
            table.columns.iter().map(|column| column.heading.as_str()).collect();
        let headings = headings.join(" ");
        let header = table.header.filter(|(first, _)| *first > 0);
        let header = header.map(|(first, last)| first..=last).into_iter().flatten();
        let repeated = header.chain(table.again.iter().copied());
        let mut all: Vec<Self> =
            repeated.map(|row| one(row, Omission::Heading, &headings)).collect();
        // What stands in the first place is the name of the sheet.
        let titles = table.titles.iter().filter(|(row, _)| *row > 0);
        all.extend(titles.map(|(row, text)| one(*row, Omission::Title, text)));
        let aside = table.aside.iter();
        all.extend(aside.map(|row| one(row.row, Omission::of(row.left), &row.line())));
        all.sort_by_key(|omitted| omitted.row);
        all.dedup_by_key(|omitted| omitted.row);
        all
    }
}

impl Omission {
    const fn of(left: Option<Left>) -> Self {
        match left {
            None | Some(Left::Said) => Self::Said,
            Some(Left::Empty) => Self::Empty,
            Some(Left::Total) => Self::Total,
            Some(Left::Signature) => Self::Signature,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_program_kept_of_a_row_is_read() {
        let (entry, none) = (DocumentId([7; 16]), serde_json::json!(null));
        let row = serde_json::json!({
            "entry": entry, "table": 0, "row": 2, "title": none, "cells": [],
        });
        let row: RowFacts = serde_json::from_value(row).unwrap();
        assert!(row.told.is_empty());
    }
}
