//! The strings that cells share, in one text.

use crate::{
    archive::Archive,
    error::{Over, TableError},
    limits,
    xml::{Token, Xml},
};

/// Strings by their place. What the file says of their number is not believed.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// The string at a place.
    pub(crate) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let start =
            place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..end)
    }
}

/// Reads them.
pub(crate) fn read(archive: &Archive<'_>, name: &str) -> Result<Strings, TableError> {
    let mut strings = Strings::default();
    let mut xml = Xml::new(archive.part(name)?);
    loop {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "si" => {
                rich_text(&mut xml, &mut strings.text)?;
                strings.ends.push(strings.text.len());
                if strings.ends.len() > limits::STRINGS {
                    return Err(Over::Declared.into());
                }
                if strings.text.len() > limits::TEXT {
                    return Err(Over::Text.into());
                }
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) => {}
            Token::End => return Ok(strings),
        }
    }
}

/// The text of the element that was just opened: what stands in its `t`, readings aside.
pub(crate) fn rich_text(xml: &mut Xml<'_>, into: &mut String) -> Result<(), TableError> {
    let outside = xml.depth() - 1;
    let from = into.len();
    let mut in_text = false;
    while xml.depth() > outside {
        match xml.next()? {
            Token::Open(tag) if tag.name() == "rPh" => xml.skip()?,
            Token::Open(tag) => in_text = tag.name() == "t",
            Token::Close(_) => in_text = false,
            Token::Text(text) if in_text => {
                into.push_str(&text);
                if into.len() - from > limits::CELL {
                    return Err(Over::Text.into());
                }
            }
            Token::Text(_) => {}
            Token::End => return Err(TableError::Damaged),
        }
    }
    Ok(())
}
