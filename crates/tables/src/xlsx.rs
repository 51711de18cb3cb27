//! Workbooks of Excel: sheets, the strings they share, and what makes a number a date.

mod date;
mod relations;
mod sheet;
mod strings;
mod styles;

use crate::{
    Sink,
    archive::Archive,
    budget::Budget,
    error::{Over, TableError},
    limits,
    piece::{Format, Origin, Piece, Sheet},
    xml::Xml,
};
use relations::{Relation, relations};
use sheet::Around;

/// The part that an Office archive begins with.
pub(crate) fn main_part(archive: &Archive<'_>) -> Result<String, TableError> {
    if !archive.has("_rels/.rels") {
        return Err(TableError::Format);
    }
    let found = relations(archive, "_rels/.rels", "")?;
    let main = found.into_iter().find(|relation| relation.kind == "officeDocument");
    main.map(|relation| relation.target).ok_or(TableError::Format)
}

/// Reads all sheets.
pub(crate) fn read(
    archive: &Archive<'_>,
    main: &str,
    budget: &mut Budget,
    sink: &mut Sink<'_>,
) -> Result<(), TableError> {
    sink(Piece::Origin(Origin::of(Format::Xlsx)))?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let related = relations(archive, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let part = |kind: &str| related.iter().find(|relation| relation.kind == kind);
    let workbook = workbook(archive, main, &related)?;
    let around = Around {
        strings: part("sharedStrings").map_or_else(
            || Ok(strings::Strings::default()),
            |relation| strings::read(archive, &relation.target),
        )?,
        dates: part("styles")
            .map_or_else(|| Ok(Vec::new()), |relation| styles::dates(archive, &relation.target))?,
        since_1904: workbook.since_1904,
    };
    for listed in workbook.sheets {
        budget.sheet(listed.sheet, sink)?;
        sheet::read(archive, &listed.target, &around, budget, sink)?;
    }
    Ok(())
}

#[derive(Debug, Default)]
struct Workbook {
    since_1904: bool,
    sheets: Vec<Listed>,
}

#[derive(Debug)]
struct Listed {
    sheet: Sheet,
    target: String,
}

fn workbook(
    archive: &Archive<'_>,
    main: &str,
    related: &[Relation],
) -> Result<Workbook, TableError> {
    let mut found = Workbook::default();
    Xml::new(archive.part(main)?).each(|tag| {
        match tag.name() {
            "workbookPr" => {
                let flag = tag.attribute("date1904")?;
                found.since_1904 = matches!(flag.as_deref(), Some("1" | "true"));
            }
            "sheet" => {
                let id = tag.attribute("id")?.unwrap_or_default();
                // A chart is a sheet, too, and has no cells.
                let target = related.iter().find(|one| one.id == id && one.kind == "worksheet");
                let hidden = tag.attribute("state")?.is_some_and(|state| state != "visible");
                let name = tag.attribute("name")?.unwrap_or_default();
                let sheet = Sheet { name, hidden, title: String::new() };
                let listed = target.map(|one| Listed { sheet, target: one.target.clone() });
                found.sheets.extend(listed);
                if found.sheets.len() > limits::SHEETS {
                    return Err(Over::Sheets.into());
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}
