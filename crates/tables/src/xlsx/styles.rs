//! Which formats of cells show a number as a date.

use std::collections::BTreeSet;

use crate::{
    archive::Archive,
    error::{Over, TableError},
    limits,
    xml::{Token, Xml},
};

/// For each format of cells, by its place, whether it shows a date.
pub(crate) fn dates(archive: &Archive<'_>, name: &str) -> Result<Vec<bool>, TableError> {
    let (mut own, mut formats) = (BTreeSet::new(), Vec::new());
    let (mut xml, mut in_cells) = (Xml::new(archive.part(name)?), false);
    loop {
        match xml.next()? {
            Token::Open(tag) => match tag.name() {
                "numFmt" => {
                    let code = tag.attribute("formatCode")?.unwrap_or_default();
                    own.extend(tag.number("numFmtId")?.filter(|_| shows_a_date(&code)));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = tag.number("numFmtId")?.unwrap_or(0);
                    formats.push(is_built_in_date(id) || own.contains(&id));
                }
                _ => {}
            },
            Token::Close(name) if name == "cellXfs" => in_cells = false,
            Token::Close(_) | Token::Text(_) => {}
            Token::End => return Ok(formats),
        }
        if formats.len().max(own.len()) > limits::STYLES {
            return Err(Over::Declared.into());
        }
    }
}

/// The dates among the formats that every workbook has (ECMA-376, 18.8.30); times alone are none.
const fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57..=58)
}

/// Whether a format has a day or a year in it, outside of quoted words and colours.
fn shows_a_date(code: &str) -> bool {
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    for c in code.chars() {
        let plain = !quoted && !bracket && !escaped;
        escaped = false;
        match c {
            '"' if !bracket => quoted = !quoted,
            '[' if plain => bracket = true,
            ']' if bracket => bracket = false,
            '\\' | '_' | '*' if plain => escaped = true,
            'd' | 'D' | 'y' | 'Y' if plain => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_told_from_a_number_that_mentions_one() {
        for code in ["dd/mm/yyyy", "[$-421]d mmmm yyyy;@", "yyyy\\-mm\\-dd", "mmm yy"] {
            assert!(shows_a_date(code), "{code}");
        }
        for code in ["0.00", "#,##0 \"hari dd\"", "[Red]0", "hh:mm", "General", "0\\d", "_d0"] {
            assert!(!shows_a_date(code), "{code}");
        }
    }
}
