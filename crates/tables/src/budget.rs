//! How much of what a file may hold has been used.

use crate::{
    error::{Over, TableError},
    limits,
    piece::{Cell, Piece, Row, Sheet},
};

/// What has been read so far, over all sheets.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    sheets: usize,
    rows: usize,
    cells: usize,
    text: usize,
}

impl Budget {
    /// Hands out a sheet.
    pub(crate) fn sheet(
        &mut self,
        sheet: Sheet,
        sink: &mut crate::Sink<'_>,
    ) -> Result<(), TableError> {
        self.sheets += 1;
        if self.sheets > limits::SHEETS {
            return Err(Over::Sheets.into());
        }
        Ok(sink(Piece::Sheet(sheet))?)
    }

    /// Takes a cell into account and puts it into a row, unless it is blank.
    pub(crate) fn cell(&mut self, row: &mut Row, cell: Cell) -> Result<(), TableError> {
        if cell.text.trim().is_empty() {
            return Ok(());
        }
        if cell.column >= limits::COLUMNS {
            return Err(Over::Columns.into());
        }
        self.cells += 1;
        self.text += cell.text.len() + cell.raw.as_ref().map_or(0, String::len);
        if self.cells > limits::CELLS {
            return Err(Over::Cells.into());
        }
        if cell.text.len() > limits::CELL || self.text > limits::TEXT {
            return Err(Over::Text.into());
        }
        row.cells.push(cell);
        Ok(())
    }

    /// Hands out a row, unless nothing is in it.
    pub(crate) fn row(&mut self, row: Row, sink: &mut crate::Sink<'_>) -> Result<(), TableError> {
        if row.cells.is_empty() {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > limits::ROWS {
            return Err(Over::Rows.into());
        }
        Ok(sink(Piece::Row(row))?)
    }
}
