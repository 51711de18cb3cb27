//! Merged cells: what they cover has their text, and says where it stands.

use crate::{
    budget::Budget,
    error::{Over, TableError},
    limits,
    piece::{Cell, Row},
};

/// A rectangle of cells that are one: rows from 1, columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) rows: (u32, u32),
    pub(crate) columns: (u32, u32),
}

/// The merged cells that reach into the row that is being read.
#[derive(Debug, Default)]
pub(crate) struct Merged(Vec<(Area, String)>);

impl Merged {
    /// A merged cell begins. One without a text covers nothing that matters.
    pub(crate) fn begin(&mut self, area: Area, text: &str) -> Result<(), TableError> {
        let one = area.rows.0 >= area.rows.1 && area.columns.0 >= area.columns.1;
        if one || text.trim().is_empty() {
            return Ok(());
        }
        if self.0.len() >= limits::MERGED {
            return Err(Over::Declared.into());
        }
        self.0.push((area, text.to_owned()));
        Ok(())
    }

    /// Fills what is covered in a row, and puts its cells in order.
    pub(crate) fn fill(&mut self, row: &mut Row, budget: &mut Budget) -> Result<(), TableError> {
        let number = row.number;
        self.0.retain(|(area, _)| area.rows.1 >= number);
        if !row.cells.is_empty() {
            for (area, text) in &self.0 {
                cover(row, *area, text, budget)?;
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
        row.cells.dedup_by_key(|cell| cell.column);
        Ok(())
    }
}

fn cover(row: &mut Row, area: Area, text: &str, budget: &mut Budget) -> Result<(), TableError> {
    let origin = (area.rows.0, area.columns.0);
    // What reaches beyond the last column covers nothing that could be told apart there.
    let last = area.columns.1.min(limits::COLUMNS - 1);
    if row.number < area.rows.0 {
        return Ok(());
    }
    for column in area.columns.0..=last {
        let own = row.number == origin.0 && column == origin.1;
        if own || row.cells.iter().any(|cell| cell.column == column) {
            continue;
        }
        let text = text.to_owned();
        let cell = Cell { column, text, merged: Some(origin), ..Cell::default() };
        budget.cell(row, cell)?;
    }
    Ok(())
}
