//! Tables in texts of Word. What was struck out under track changes is left out, as it is printed.

use std::collections::HashMap;

use crate::{
    Sink,
    archive::Archive,
    budget::Budget,
    error::{Over, TableError},
    limits,
    piece::{Cell, Format, Origin, Piece, Row, Sheet},
    xml::{Token, Xml},
};

/// Reads all tables; one inside another is text of its cell.
pub(crate) fn read(
    archive: &Archive<'_>,
    main: &str,
    budget: &mut Budget,
    sink: &mut Sink<'_>,
) -> Result<(), TableError> {
    sink(Piece::Origin(Origin::of(Format::Docx)))?;
    let mut xml = Xml::new(archive.part(main)?);
    let (mut title, mut tables) = (String::new(), 0_u32);
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "p" => {
                let text = text(&mut xml)?;
                if !text.trim().is_empty() {
                    title = text.trim().chars().take(limits::TITLE / 4).collect();
                }
            }
            Token::Open(tag) if tag.name() == "tbl" => {
                tables = tables.saturating_add(1);
                let title = std::mem::take(&mut title);
                budget.sheet(Sheet { name: tables.to_string(), hidden: false, title }, sink)?;
                table(&mut xml, budget, sink)?;
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) => {}
            Token::End => return Ok(()),
        }
    }
}

/// The cells that go on below, by column: where each begins, and its text.
type Going = HashMap<u32, (u32, String)>;

fn table(xml: &mut Xml<'_>, budget: &mut Budget, sink: &mut Sink<'_>) -> Result<(), TableError> {
    let outside = xml.depth() - 1;
    let (mut going, mut number) = (Going::new(), 0_u32);
    while xml.depth() > outside {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "tr" => {
                number = number.saturating_add(1);
                let mut row = Row { number, ..Row::default() };
                cells(xml, &mut row, &mut going, budget)?;
                budget.row(row, sink)?;
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
    }
    Ok(())
}

fn cells(
    xml: &mut Xml<'_>,
    row: &mut Row,
    going: &mut Going,
    budget: &mut Budget,
) -> Result<(), TableError> {
    let outside = xml.depth() - 1;
    let mut column = 0_u32;
    while xml.depth() > outside {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "gridBefore" => {
                column = column.saturating_add(tag.number("val")?.unwrap_or(0));
            }
            Token::Open(tag) if tag.name() == "tc" => {
                let read = cell(xml)?;
                let next = column.saturating_add(read.wide);
                place(row, column..next, read, going, budget)?;
                column = next;
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
    }
    Ok(())
}

/// Puts a cell into the columns it covers; what goes on from above has the text from there.
fn place(
    row: &mut Row,
    columns: std::ops::Range<u32>,
    read: Read,
    going: &mut Going,
    budget: &mut Budget,
) -> Result<(), TableError> {
    let first = columns.start;
    let (text, above) = match read.merge {
        Merge::Goes => match going.get(&first) {
            Some((above, text)) => (text.clone(), Some(*above)),
            None => (read.text, None),
        },
        Merge::Begins | Merge::None => (read.text, None),
    };
    if read.merge == Merge::Begins {
        going.insert(first, (row.number, text.clone()));
    } else if read.merge == Merge::None {
        going.remove(&first);
    }
    if text.trim().is_empty() {
        return Ok(());
    }
    for column in columns {
        let own = column == first && above.is_none();
        let merged = (!own).then_some((above.unwrap_or(row.number), first));
        budget.cell(row, Cell { column, text: text.clone(), merged, ..Cell::default() })?;
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Begins,
    Goes,
}

struct Read {
    text: String,
    wide: u32,
    merge: Merge,
}

/// One cell, to behind its end.
fn cell(xml: &mut Xml<'_>) -> Result<Read, TableError> {
    let outside = xml.depth() - 1;
    let mut read = Read { text: String::new(), wide: 1, merge: Merge::None };
    while xml.depth() > outside {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                // Beyond the last column it makes no difference how wide it is.
                "gridSpan" => {
                    let most = limits::COLUMNS.saturating_add(1);
                    read.wide = tag.number("val")?.unwrap_or(1).clamp(1, most);
                }
                "vMerge" => {
                    let begins = tag.attribute("val")?.as_deref() == Some("restart");
                    read.merge = if begins { Merge::Begins } else { Merge::Goes };
                }
                "p" => {
                    let line = text(xml)?;
                    if !read.text.is_empty() {
                        read.text.push('\n');
                    }
                    read.text.push_str(&line);
                }
                _ => {}
            },
            Token::Close(_) | Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
        if read.text.len() > limits::CELL {
            return Err(Over::Text.into());
        }
    }
    let trimmed = read.text.trim().to_owned();
    Ok(Read { text: trimmed, ..read })
}

/// The text of the paragraph that was just opened.
fn text(xml: &mut Xml<'_>) -> Result<String, TableError> {
    let outside = xml.depth() - 1;
    let (mut text, mut in_text) = (String::new(), false);
    while xml.depth() > outside {
        match xml.next()? {
            Token::Open(tag) => {
                in_text = tag.name() == "t";
                match tag.name() {
                    // The same once more for older programs, and what was moved away.
                    "Fallback" | "moveFrom" => xml.skip()?,
                    "tab" => text.push('\t'),
                    "br" | "cr" => text.push('\n'),
                    "noBreakHyphen" => text.push('-'),
                    _ => {}
                }
            }
            Token::Close(_) => in_text = false,
            Token::Text(part) if in_text => text.push_str(&part),
            Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
        if text.len() > limits::CELL {
            return Err(Over::Text.into());
        }
    }
    Ok(text)
}
