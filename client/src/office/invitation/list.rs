//! A list of offices: the first column of a CSV file.

use std::{fs, path::Path};

use kecuali_domain::OfficeId;

use crate::{
    catalogue::input,
    error::OfficeError,
    office::{Office, import::RowProblem},
};

impl Office {
    /// The offices that a CSV file names in its first column, by their codes. Its first row may be a
    /// heading; whatever else is no office is told, and nothing is taken.
    pub fn offices_in_list(&self, path: &Path) -> Result<Vec<OfficeId>, OfficeError> {
        let text = fs::read_to_string(path).map_err(OfficeError::file(path))?;
        let (offices, problems) = self.offices_in_text(&text);
        if problems.is_empty() {
            return Ok(offices);
        }
        Err(OfficeError::Rows { path: path.to_owned(), problems })
    }

    /// The same of a text, with what in it is no office.
    pub fn offices_in_text(&self, text: &str) -> (Vec<OfficeId>, Vec<RowProblem>) {
        let (mut offices, mut problems) = (Vec::new(), Vec::new());
        let rows = text.trim_start_matches('\u{feff}').lines().enumerate();
        for (at, line) in rows.filter(|(_, line)| !line.trim().is_empty()) {
            let code = first_cell(line);
            match self.office_by_code(&code) {
                Ok(office) => offices.push(office),
                Err(_) if at == 0 && !code.contains(|c: char| c.is_ascii_digit()) => {}
                Err(_) => problems.push(RowProblem {
                    row: at + 1,
                    field: String::new(),
                    message: input::no_such_office(&code),
                }),
            }
        }
        (offices, problems)
    }
}

/// A spreadsheet in Indonesian writes 36.04 as `36,04`, and then separates by semicolons.
fn first_cell(line: &str) -> String {
    let plain = |cell: &str| cell.trim().trim_matches('"').trim().to_owned();
    let number = plain(line);
    let separator = [';', '\t', ','].into_iter().find(|one| line.contains(*one));
    let whole = number.len() == 5 && number.chars().all(|c| c.is_ascii_digit() || c == ',');
    let cell = match separator {
        Some(',') if whole => number,
        Some(separator) => plain(line.split(separator).next().unwrap_or_default()),
        None => number,
    };
    cell.replace(',', ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cell_is_a_code_however_a_spreadsheet_writes_it() {
        for line in [
            "36.04",
            "36,04",
            "\"36.04\",Serang",
            "36,04;Serang",
            "36.04\tSerang",
            " 36.04 ",
            "36.04,",
        ] {
            assert_eq!(first_cell(line), "36.04", "{line}");
        }
        assert_eq!(first_cell("3604,Serang"), "3604");
        assert_eq!(first_cell("36,Banten"), "36");
    }
}
