//! Spreadsheets and tables in texts of LibreOffice. Cells and rows stand there once with a number
//! of repetitions, which may be a billion: what is blank is counted, what is not is bounded.

use std::io::Read as _;

use crate::{
    Sink,
    archive::Archive,
    budget::Budget,
    error::{Over, TableError},
    limits,
    merged::{Area, Merged},
    piece::{Cell, Format, Origin, Piece, Row, Sheet},
    xml::{Tag, Token, Xml},
};

/// Which of these formats an archive is, if it is one.
pub(crate) fn format(archive: &Archive<'_>) -> Result<Option<Format>, TableError> {
    if !archive.has("mimetype") || !archive.has("content.xml") {
        return Ok(None);
    }
    let mut kind = String::new();
    let read = archive.part("mimetype")?.take(100).read_to_string(&mut kind);
    read.map_err(|_| TableError::Damaged)?;
    let kind = kind.trim().strip_prefix("application/vnd.oasis.opendocument.");
    let kind = kind.and_then(|kind| kind.split('-').next());
    let format = match kind {
        Some("spreadsheet") => Format::Ods,
        Some("text") => Format::Odt,
        Some(_) | None => return Err(TableError::Format),
    };
    if archive.has("META-INF/manifest.xml") {
        Xml::new(archive.part("META-INF/manifest.xml")?).each(|tag| match tag.name() {
            "encryption-data" => Err(TableError::Protected),
            _ => Ok(()),
        })?;
    }
    Ok(Some(format))
}

/// Reads all tables.
pub(crate) fn read(
    archive: &Archive<'_>,
    format: Format,
    budget: &mut Budget,
    sink: &mut Sink<'_>,
) -> Result<(), TableError> {
    sink(Piece::Origin(Origin::of(format)))?;
    let mut xml = Xml::new(archive.part("content.xml")?);
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "table" => {
                let name = tag.attribute("name")?.unwrap_or_default();
                budget.sheet(Sheet { name, hidden: false, title: String::new() }, sink)?;
                table(&mut xml, budget, sink)?;
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) => {}
            Token::End => return Ok(()),
        }
    }
}

fn table(xml: &mut Xml<'_>, budget: &mut Budget, sink: &mut Sink<'_>) -> Result<(), TableError> {
    let outside = xml.depth() - 1;
    let (mut merged, mut last) = (Merged::default(), 0_u32);
    while xml.depth() > outside {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "table-row" => {
                let times = tag.number("number-rows-repeated")?.unwrap_or(1).max(1);
                let first = last.saturating_add(1);
                last = last.saturating_add(times);
                let shown = tag.attribute("visibility")?;
                let hidden = matches!(shown.as_deref(), Some("collapse" | "filter"));
                let mut row = Row { number: first, hidden, ..Row::default() };
                cells(xml, &mut row, &mut merged, budget)?;
                merged.fill(&mut row, budget)?;
                repeated(row, times, budget, sink)?;
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
    }
    Ok(())
}

/// Hands out a row, as often as it stands there.
fn repeated(
    row: Row,
    times: u32,
    budget: &mut Budget,
    sink: &mut Sink<'_>,
) -> Result<(), TableError> {
    if row.cells.is_empty() {
        return Ok(());
    }
    for further in 1..times {
        let number = row.number.saturating_add(further);
        let mut copy = Row { number, hidden: row.hidden, ..Row::default() };
        for cell in &row.cells {
            budget.cell(&mut copy, cell.clone())?;
        }
        budget.row(copy, sink)?;
    }
    budget.row(row, sink)
}

fn cells(
    xml: &mut Xml<'_>,
    row: &mut Row,
    merged: &mut Merged,
    budget: &mut Budget,
) -> Result<(), TableError> {
    let mut column = 0_u32;
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "table-cell" => {
                let times = tag.number("number-columns-repeated")?.unwrap_or(1).max(1);
                let (wide, high) =
                    (tag.number("number-columns-spanned")?, tag.number("number-rows-spanned")?);
                let cell = cell(xml, &tag)?;
                if !cell.text.trim().is_empty() {
                    for further in 0..times {
                        let column = column.saturating_add(further);
                        budget.cell(row, Cell { column, ..cell.clone() })?;
                    }
                    let to = |from: u32, size: Option<u32>| {
                        (from, from.saturating_add(size.unwrap_or(1).saturating_sub(1)))
                    };
                    let area = Area { rows: to(row.number, high), columns: to(column, wide) };
                    merged.begin(area, &cell.text)?;
                }
                column = column.saturating_add(times);
            }
            Token::Open(tag) => {
                let covered = tag.name() == "covered-table-cell";
                let times = tag.number("number-columns-repeated")?.unwrap_or(1).max(1);
                column = column.saturating_add(if covered { times } else { 0 });
                xml.skip()?;
            }
            Token::Close(_) => return Ok(()),
            Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
    }
}

/// One cell, to behind its end. People see the text; of a day, the day counts.
fn cell(xml: &mut Xml<'_>, tag: &Tag) -> Result<Cell, TableError> {
    let value = ["date-value", "value", "boolean-value", "string-value"];
    let mut kept = None;
    for name in value {
        kept = kept.or(tag.attribute(name)?);
    }
    let is_date = tag.attribute("value-type")?.as_deref() == Some("date");
    let formula = tag.attribute("formula")?.is_some();
    let shown = paragraphs(xml)?;
    let (text, raw) = match kept {
        Some(day) if is_date => (day.trim_end_matches("T00:00:00").to_owned(), Some(shown)),
        Some(value) if shown.trim().is_empty() => (value, None),
        Some(value) => (shown, Some(value)),
        None => (shown, None),
    };
    let raw = raw.filter(|raw| *raw != text && !raw.is_empty());
    Ok(Cell { text, raw, formula, ..Cell::default() })
}

/// The text of the element that was just opened, a line for each paragraph; remarks aside.
fn paragraphs(xml: &mut Xml<'_>) -> Result<String, TableError> {
    let outside = xml.depth() - 1;
    let (mut text, mut inside) = (String::new(), 0_usize);
    while xml.depth() > outside {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "annotation" | "tracked-changes" => xml.skip()?,
                "p" | "h" => {
                    inside = xml.depth();
                    if !text.is_empty() {
                        text.push('\n');
                    }
                }
                "line-break" => text.push('\n'),
                "tab" => text.push('\t'),
                "s" => {
                    let spaces = tag.number("c")?.unwrap_or(1);
                    let spaces = usize::try_from(spaces).unwrap_or(usize::MAX);
                    text.push_str(&" ".repeat(spaces.min(limits::TITLE)));
                }
                _ => {}
            },
            // Between paragraphs there is only how the file was laid out.
            Token::Text(part) if inside > 0 && xml.depth() >= inside => text.push_str(&part),
            Token::Close(_) | Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
        if text.len() > limits::CELL {
            return Err(Over::Text.into());
        }
    }
    Ok(text)
}
