//! The cells of one sheet.

use std::collections::HashMap;

use super::{
    date,
    strings::{Strings, rich_text},
};
use crate::{
    Sink,
    archive::Archive,
    budget::Budget,
    error::{Over, TableError},
    limits,
    merged::{Area, Merged},
    piece::{Cell, Row},
    xml::{Tag, Token, Xml},
};

/// What a sheet takes from the workbook around it.
#[derive(Debug)]
pub(crate) struct Around {
    pub(crate) strings: Strings,
    /// For each format of cells, whether it shows a date.
    pub(crate) dates: Vec<bool>,
    pub(crate) since_1904: bool,
}

/// Reads the rows of a sheet: once for the merged cells, which stand at its end, and once for all.
pub(crate) fn read(
    archive: &Archive<'_>,
    name: &str,
    around: &Around,
    budget: &mut Budget,
    sink: &mut Sink<'_>,
) -> Result<(), TableError> {
    let areas = areas(archive, name)?;
    let mut xml = Xml::new(archive.part(name)?);
    let (mut merged, mut last) = (Merged::default(), 0_u32);
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "row" => {
                let number = tag.number("r")?.unwrap_or_else(|| last.saturating_add(1));
                last = number;
                let hidden = matches!(tag.attribute("hidden")?.as_deref(), Some("1" | "true"));
                let mut row = Row { number, hidden, ..Row::default() };
                cells(&mut xml, around, &mut row, budget)?;
                for cell in &row.cells {
                    if let Some(area) = areas.get(&(number, cell.column)) {
                        merged.begin(*area, &cell.text)?;
                    }
                }
                merged.fill(&mut row, budget)?;
                budget.row(row, sink)?;
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) => {}
            Token::End => return Ok(()),
        }
    }
}

/// The merged cells, by where each begins.
fn areas(archive: &Archive<'_>, name: &str) -> Result<HashMap<(u32, u32), Area>, TableError> {
    let mut found = HashMap::new();
    Xml::new(archive.part(name)?).each(|tag| {
        if tag.name() == "mergeCell"
            && let Some(area) = tag.attribute("ref")?.as_deref().and_then(area)
        {
            found.insert((area.rows.0, area.columns.0), area);
        }
        if found.len() > limits::MERGED { Err(Over::Declared.into()) } else { Ok(()) }
    })?;
    Ok(found)
}

fn cells(
    xml: &mut Xml<'_>,
    around: &Around,
    row: &mut Row,
    budget: &mut Budget,
) -> Result<(), TableError> {
    let mut next = 0_u32;
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "c" => {
                let place = tag.attribute("r")?;
                let place = place.as_deref().and_then(place_of).map(|(column, _)| column);
                let column = place.unwrap_or(next);
                next = column.saturating_add(1);
                let cell = cell(xml, &tag, column, around)?;
                budget.cell(row, cell)?;
            }
            Token::Open(_) => xml.skip()?,
            Token::Close(_) => return Ok(()),
            Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
    }
}

/// One cell, to behind its end.
fn cell(xml: &mut Xml<'_>, tag: &Tag, column: u32, around: &Around) -> Result<Cell, TableError> {
    let kind = tag.attribute("t")?.unwrap_or_default();
    let style = tag.number("s")?.and_then(|style| usize::try_from(style).ok());
    let is_date = style.and_then(|style| around.dates.get(style)).copied().unwrap_or(false);
    let (mut value, mut formula) = (String::new(), None::<String>);
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "v" => plain(xml, &mut value)?,
                "is" => rich_text(xml, &mut value)?,
                "f" => plain(xml, formula.insert(String::new()))?,
                _ => xml.skip()?,
            },
            Token::Close(_) => break,
            Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
    }
    let mut cell = Cell { column, formula: formula.is_some(), ..Cell::default() };
    match (kind.as_str(), formula) {
        // Nothing was ever worked out: what stands there is said, not nothing.
        (_, Some(formula)) if value.is_empty() => cell.text = format!("={formula}"),
        ("s", _) => {
            let place = value.trim().parse().ok();
            let shared = place.and_then(|place| around.strings.get(place));
            shared.ok_or(TableError::Damaged)?.clone_into(&mut cell.text);
        }
        ("" | "n", _) if is_date => match date::written(&value, around.since_1904) {
            Some(day) => (cell.text, cell.raw) = (day, Some(value)),
            None => cell.text = value,
        },
        ("d", _) => value.trim_end_matches("T00:00:00").clone_into(&mut cell.text),
        ("b", _) => {
            let word = if value.trim() == "1" { "TRUE" } else { "FALSE" };
            word.clone_into(&mut cell.text);
        }
        _ => cell.text = value,
    }
    Ok(cell)
}

/// The text of the element that was just opened.
fn plain(xml: &mut Xml<'_>, into: &mut String) -> Result<(), TableError> {
    let outside = xml.depth() - 1;
    while xml.depth() > outside {
        match xml.next()? {
            Token::Text(text) => into.push_str(&text),
            Token::Open(_) | Token::Close(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
        if into.len() > limits::CELL {
            return Err(Over::Text.into());
        }
    }
    Ok(())
}

/// `B2:D2` as an area.
fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':')?;
    let ((left, top), (right, bottom)) = (place_of(from)?, place_of(to)?);
    Some(Area { rows: (top, bottom), columns: (left, right) })
}

/// `B2` as column, from 0, and row, from 1.
fn place_of(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at_checked(digits)?;
    let mut column = 0_u32;
    for letter in letters.bytes().filter(|byte| *byte != b'$') {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        column = column.checked_mul(26)?.checked_add(value + 1)?;
        if value >= 26 {
            return None;
        }
    }
    Some((column.checked_sub(1)?, row.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_and_nonsense_is_none() {
        assert_eq!(place_of("A1"), Some((0, 1)));
        assert_eq!(place_of("XFD1048576"), Some((16_383, 1_048_576)));
        assert_eq!(place_of("AA10"), Some((26, 10)));
        for none in ["", "A", "1", "A-1", "é1", "ZZZZZZZZZZ1", "A99999999999", "a b1"] {
            assert_eq!(place_of(none), None, "{none}");
        }
    }
}
