//! The label of a box: what it holds, to be printed and put on it.

use kecuali_domain::{handle, office::Offices, similarity::fold};
use serde::Serialize;

use super::Level;
use crate::{
    catalogue::archive as words,
    error::{OfficeError, Sought},
    office::{Office, export::page::escaped},
};

/// What stands on a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoxLabel {
    /// The office.
    pub office: String,
    /// The box as it is called.
    #[serde(rename = "box")]
    pub carton: String,
    /// Where it stands: every room and rack that is written down for it.
    pub places: Vec<String>,
    /// The first and the last file number in it, in the order in which people count.
    pub file_numbers: Option<(String, String)>,
    /// What it holds, by folder and file number.
    pub lines: Vec<LabelLine>,
}

/// One piece in a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelLine {
    /// Folder.
    pub folder: String,
    /// Nomor berkas.
    pub file_number: String,
    /// What the document is called.
    pub document: String,
    /// Whether it is the original.
    pub copy: Level,
    /// The handle of the entry.
    pub entry: String,
}

const STYLE: &str = "body{font:14px/1.4 sans-serif;margin:1rem}h1{font-size:2.4rem;margin:.2rem 0}\
     table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:.2rem .4rem;\
     text-align:left;vertical-align:top}@page{size:A5;margin:10mm}tr{break-inside:avoid}";

impl Office {
    /// The label of a box, however its name is spelled.
    pub fn box_label(&mut self, typed: &str) -> Result<BoxLabel, OfficeError> {
        let wanted = fold(typed);
        let mut pieces = self.archive_all()?;
        pieces.retain(|piece| piece.removed.is_none() && fold(&piece.place.carton) == wanted);
        let first = pieces.first().filter(|_| !wanted.is_empty());
        let first = first.ok_or_else(|| OfficeError::not_found(Sought::Piece, typed))?;
        let carton = first.place.carton.clone();
        let mut places: Vec<String> = Vec::new();
        for place in pieces.iter().map(|piece| &piece.place) {
            let parts = [&place.room, &place.rack].into_iter().filter(|part| !part.is_empty());
            let text = parts.map(String::as_str).collect::<Vec<_>>().join(", ");
            if !text.is_empty() && !places.contains(&text) {
                places.push(text);
            }
        }
        let line = |piece: &super::Piece| LabelLine {
            folder: piece.place.folder.clone(),
            file_number: piece.place.file_number.clone(),
            document: piece.document.clone(),
            copy: piece.copy,
            entry: handle(&piece.about.0, piece.about.1),
        };
        let mut lines: Vec<LabelLine> = pieces.iter().map(line).collect();
        lines.sort_by_key(|line| (counted(&line.folder), counted(&line.file_number)));
        let mut numbers: Vec<&String> = lines.iter().map(|line| &line.file_number).collect();
        numbers.retain(|number| !number.is_empty());
        numbers.sort_by_key(|number| counted(number));
        let ends = numbers.first().zip(numbers.last());
        let file_numbers = ends.map(|(first, last)| ((*first).clone(), (*last).clone()));
        let known = Offices::bundled().get(self.id());
        let office = known.map_or_else(|| self.id().to_string(), |one| one.local_name().to_owned());
        Ok(BoxLabel { office, carton, places, file_numbers, lines })
    }
}

impl BoxLabel {
    /// A page to print.
    pub fn to_html(&self) -> String {
        let row = |line: &LabelLine| {
            let LabelLine { folder, file_number, document, copy, entry } = line;
            let cells = [folder, file_number, document, copy.label(), entry];
            let cells = cells.map(|cell| format!("<td>{}</td>", escaped(cell)));
            format!("<tr>{}</tr>", cells.concat())
        };
        let head = words::LABEL_COLUMNS.map(|column| format!("<th>{column}</th>")).concat();
        let rows: String = self.lines.iter().map(row).collect();
        let title = escaped(&words::label_title(&self.carton));
        let places = escaped(&self.places.join("; "));
        let range = escaped(&self.range());
        format!(
            "<!doctype html>\n<html lang=\"id\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <style>{STYLE}</style></head>\n<body><p>{}</p>\n<h1>{title}</h1>\n<p>{places}</p>\n\
             <p>{range}</p>\n<table><tr>{head}</tr>{rows}</table>\n</body></html>\n",
            escaped(&self.office)
        )
    }

    /// The file numbers in it, in words.
    pub fn range(&self) -> String {
        self.file_numbers
            .as_ref()
            .map_or_else(String::new, |(first, last)| words::label_range(first, last))
    }
}

/// A number as people count: `9` before `10`, and `A-9` before `A-10`.
fn counted(text: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = vec![(0, String::new())];
    let mut in_digits = false;
    for letter in text.to_lowercase().chars() {
        let digit = letter.to_digit(10);
        if digit.is_some() && !in_digits {
            parts.push((0, String::new()));
        }
        in_digits = digit.is_some();
        let last = parts.last_mut().expect("there is one at least");
        match digit {
            Some(digit) => last.0 = last.0.saturating_mul(10).saturating_add(u64::from(digit)),
            None => last.1.push(letter),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_the_order_in_which_people_count() {
        let mut all = ["A-10", "10", "A-9", "9", "", "2/b", "2/a", "B-1"];
        all.sort_by_key(|text| counted(text));
        assert_eq!(all, ["", "2/a", "2/b", "9", "10", "A-9", "A-10", "B-1"]);
    }
}
