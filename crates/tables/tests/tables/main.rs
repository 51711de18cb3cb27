//! Files as offices have them, as nobody should have them, and as an attacker makes them.

mod formats;
mod hostile;
mod laws;
mod ugly;

use kecuali_tables::{Cell, Origin, Piece, Row, Sheet, TableError, read};

/// Everything that a file gave.
#[derive(Debug, Default)]
struct Given {
    origin: Option<Origin>,
    sheets: Vec<(Sheet, Vec<Row>)>,
}

fn given(bytes: &[u8]) -> Result<Given, TableError> {
    let mut given = Given::default();
    read(bytes, &mut |piece| {
        match piece {
            Piece::Origin(origin) => given.origin = Some(origin),
            Piece::Sheet(sheet) => given.sheets.push((sheet, Vec::new())),
            Piece::Row(row) => given.sheets.last_mut().expect("a sheet comes first").1.push(row),
        }
        Ok(())
    })?;
    Ok(given)
}

/// The rows of the only sheet.
fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut given = given(bytes).expect("a list");
    assert_eq!(given.sheets.len(), 1);
    given.sheets.remove(0).1
}

/// The texts of a row, blank where there is no cell.
fn texts(row: &Row) -> Vec<&str> {
    let last = row.cells.last().map_or(0, |cell| cell.column + 1);
    (0..last).map(|column| text(row, column)).collect()
}

fn cell(row: &Row, column: u32) -> Option<&Cell> {
    row.cells.iter().find(|cell| cell.column == column)
}

fn text(row: &Row, column: u32) -> &str {
    cell(row, column).map_or("", |cell| cell.text.as_str())
}
