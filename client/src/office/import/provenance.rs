//! Where a draft comes from, as people read it.

use kecuali_domain::{DocumentId, handle};
use kecuali_tables::Cell;
use serde::{Deserialize, Serialize};

use super::{
    apart::Source,
    batch::{Batch, RowFacts, chunk_name},
    columns::letters,
};
use crate::{
    error::OfficeError,
    office::{Name, Office},
};

/// Where a draft comes from, to be read by people.
#[derive(Debug, Clone, Serialize)]
pub struct Provenance {
    /// The draft.
    pub entry: String,
    /// The batch.
    pub batch: String,
    /// The file.
    pub file: String,
    /// Its bytes.
    #[serde(flatten)]
    pub source: Source,
    /// The sheet.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// The title of the part of the list.
    pub title: Option<String>,
    /// Every cell of the row.
    pub cells: Vec<CellView>,
}

/// A cell as it was read.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// The letter of its column.
    pub column: String,
    /// The heading of its column.
    pub heading: String,
    /// What the column became.
    pub becomes: String,
    /// Its text.
    pub text: String,
    /// The number behind it, where it was made from one.
    pub raw: Option<String>,
}

/// What is looked at of the facts of a row, to find its entry.
#[derive(Debug, Deserialize)]
struct Whose {
    entry: DocumentId,
}

/// An import takes minutes at most; a name says when it was made.
const MOST: u64 = 3_600_000;

impl Office {
    /// Whether an entry was imported here. Reads no more than imports of the hour it was made in.
    pub(crate) fn is_imported(&self, (_, id): &Name) -> Result<bool, OfficeError> {
        let made = id.0.iter().take(6).fold(0, |made, byte| (made << 8) | u64::from(*byte));
        let mut batches = self.batches()?;
        batches.retain(|batch| batch.time.abs_diff(made) < MOST);
        for batch in batches {
            for place in 0..batch.chunks {
                let rows: Vec<Whose> = self.kept_value(&chunk_name(&batch.batch, place))?;
                if rows.iter().any(|row| row.entry == *id) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Where an entry comes from, if it was imported here.
    pub fn provenance(&mut self, name: &Name) -> Result<Option<Provenance>, OfficeError> {
        for batch in self.batches()? {
            let found = self.facts(&batch)?.into_iter().find(|row| row.entry == name.1);
            if let Some(row) = found {
                return Ok(Some(provenance(handle(&name.0, name.1), batch, row)));
            }
        }
        Ok(None)
    }
}

fn provenance(entry: String, batch: Batch, row: RowFacts) -> Provenance {
    let table = batch.tables.get(row.table);
    let view = |cell: Cell| {
        let column = table.and_then(|table| table.columns.get(&cell.column)).cloned();
        let (heading, becomes) = column.unwrap_or_default();
        CellView { column: letters(cell.column), heading, becomes, text: cell.text, raw: cell.raw }
    };
    Provenance {
        entry,
        sheet: table.map(|table| table.sheet.clone()).unwrap_or_default(),
        batch: batch.batch,
        file: batch.file,
        source: batch.source,
        row: row.row,
        title: row.title,
        cells: row.cells.into_iter().map(view).collect(),
    }
}
