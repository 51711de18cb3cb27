//! The only place that prints: data on stdout, talk on stderr, no colour.

pub(crate) mod plain;
mod working;

use std::io::{self, IsTerminal as _, Write as _};

use kecuali_domain::{field::Gate, office::Zone};
use serde::Serialize;
use serde_json::json;

use self::{plain::Columns, working::Working};
use crate::{
    catalogue::{screen, written_day},
    error::OfficeError,
    office::{
        import::RowProblem, preview::PublicRow, sealed_key::Passphrase, standing::FindingView,
    },
    wall_clock::local,
};

/// Who is spoken to: a person, or a program that wants JSON or lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ui {
    json: bool,
    /// The columns of a list that is wanted as lines.
    plain: Option<Columns>,
    /// How many letters a line of the terminal holds.
    columns: usize,
}

impl Ui {
    pub(crate) const fn new(json: bool, columns: usize) -> Self {
        Self { json, plain: None, columns }
    }

    /// The same for a script that wants the lines of a list.
    pub(crate) const fn plainly(self, columns: Columns) -> Self {
        Self { plain: Some(columns), ..self }
    }

    /// Rows in columns, each on one line: what is longer is cut, and can be read elsewhere.
    pub(crate) fn list(self, rows: &[Vec<String>]) -> String {
        let one_line = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let kept = |cell: &String| if cell.contains('\n') { one_line(cell) } else { cell.clone() };
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(kept).collect()).collect();
        let lines = table(&rows);
        lines.lines().map(|line| cut(line, self.columns)).collect::<Vec<_>>().join("\n")
    }

    /// The outcome: a value for programs, a text for people.
    pub(crate) fn show<T: Serialize>(self, value: &T, text: impl FnOnce(&T) -> String) {
        self.show_rows(value, value, text);
    }

    /// The same where the rows of a list are a part of it.
    pub(crate) fn show_rows<T: Serialize, R: Serialize + ?Sized>(
        self,
        value: &T,
        rows: &R,
        text: impl FnOnce(&T) -> String,
    ) {
        let lines = self.plain.and_then(|columns| plain::lines(rows, columns));
        if self.json {
            let json = serde_json::to_string_pretty(value).expect("what is shown is JSON");
            out(&json);
        } else if let Some(lines) = lines {
            for line in &lines {
                out(&tame_line(line));
            }
        } else {
            let text = text(value);
            if !text.is_empty() {
                out(&tame(text.trim_end()));
            }
        }
    }

    /// A help that was asked for.
    #[expect(clippy::unused_self, reason = "whoever prints asks here")]
    pub(crate) fn help(self, text: &str) {
        out(text.trim_end());
    }

    /// Asks for a passphrase on the terminal, without showing what is typed; none without a terminal.
    #[expect(clippy::unused_self, reason = "whoever asks asks here")]
    pub(crate) fn ask_secret(self, question: &str) -> io::Result<Option<Passphrase>> {
        if !io::stdin().is_terminal() {
            return Ok(None);
        }
        rpassword::prompt_password(question).map(|typed| Some(Passphrase::new(typed)))
    }

    /// Something that may take long begins; who waits for it at a terminal is told, until what this
    /// gives is dropped.
    pub(crate) fn working(self, what: &'static str) -> Working {
        let dumb = std::env::var_os("TERM").is_some_and(|kind| kind == "dumb");
        if self.json || self.plain.is_some() || dumb || !io::stderr().is_terminal() {
            return Working::silent();
        }
        Working::told(io::stderr(), what)
    }

    /// A remark that is no data; programs do without.
    pub(crate) fn remark(self, text: &str) {
        if !self.json && self.plain.is_none() {
            talk(text);
        }
    }

    /// A code, for the program that started this one.
    pub(crate) fn complain(code: &str) {
        talk(code);
    }

    /// Why it was not done, and what to do next. A person reads what stands in the way alone; a
    /// program gets every finding.
    pub(crate) fn fail(self, error: &OfficeError) {
        let findings: Vec<FindingView> = error.findings().iter().map(FindingView::from).collect();
        if self.json {
            let problem = json!({
                "error": error.code(),
                "sentence": error.to_string(),
                "hint": error.hint(),
                "exit": error.exit().code(),
                "findings": findings,
                "rows": error.rows(),
            });
            talk(&format!("{problem:#}"));
            return;
        }
        talk(&screen::error(&error.to_string(), error.code()));
        let gate = error.gate().map(Gate::as_str);
        let blocks =
            |finding: &&FindingView| gate.is_some_and(|gate| finding.blocks.contains(&gate));
        let findings: Vec<&FindingView> = findings.iter().filter(blocks).collect();
        if !findings.is_empty() {
            talk(&findings_text(findings));
        }
        if !error.rows().is_empty() {
            talk(&problems_text(error.rows()));
        }
        if !error.usage().is_empty() {
            talk(&format!("\n{}", error.usage()));
        }
        if let Some(hint) = error.hint() {
            talk(&screen::hint(hint));
        }
    }
}

/// Findings as lines, those that stand in the way of something marked.
pub(crate) fn findings_text<'a>(findings: impl IntoIterator<Item = &'a FindingView>) -> String {
    let line = |finding: &FindingView| {
        let mark = if finding.blocks.is_empty() { "-" } else { "!" };
        let about = finding.about.as_ref().map(|about| format!(" ({about})")).unwrap_or_default();
        format!("  {mark} {} {}: {}{about}", finding.rule, finding.field, finding.message)
    };
    findings.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Public rows with all that is public of them.
pub(crate) fn public_rows(rows: &[PublicRow]) -> String {
    rows.iter().map(public_row).collect::<Vec<_>>().join("\n\n")
}

fn public_row(row: &PublicRow) -> String {
    let under = row.under.as_ref().map(|item| format!("  di bawah {item}")).unwrap_or_default();
    let ends = row.ends.map(|day| format!("  s.d. {}", written_day(day))).unwrap_or_default();
    let mut lines = vec![format!("{}{under}{ends}", row.row)];
    lines.extend(row.replaces.as_ref().map(|item| format!("  menggantikan penetapan {item}")));
    for field in &row.fields {
        let text = field.text.replace('\n', "\n    ");
        let text = if field.withheld { "(disembunyikan)" } else { &text };
        lines.push(format!("  {}:\n    {text}", field.label));
    }
    lines.extend(Some(findings_text(&row.warnings)).filter(|text| !text.is_empty()));
    lines.join("\n")
}

/// What is wrong with the rows of a list, a line each.
fn problems_text(problems: &[RowProblem]) -> String {
    let line = |one: &RowProblem| screen::row_problem(one.row, &one.field, &one.message);
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Rows in columns as wide as they need to be.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(wide).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A line no longer than that, with a sign where it was cut.
fn cut(line: &str, columns: usize) -> String {
    if line.chars().count() <= columns {
        return line.to_owned();
    }
    let kept: String = line.chars().take(columns.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A time by a signer's clock, where this office is; that of Jakarta needs no name.
pub(crate) fn time(milliseconds: u64) -> String {
    let here = local(milliseconds);
    let time = format!("{} {}", written_day(here.day()), here.minutes());
    if here.zone == Zone::Wib { time } else { format!("{time} {}", here.zone.label()) }
}

// A reader that went away has seen what it wanted.
fn out(text: &str) {
    drop(writeln!(io::stdout().lock(), "{text}"));
}

fn talk(text: &str) {
    drop(writeln!(io::stderr().lock(), "{}", tame(text)));
}

/// The same where tabs part the cells.
fn tame_line(line: &str) -> String {
    line.split('\t').map(tame).collect::<Vec<_>>().join("\t")
}

/// What someone else wrote neither steers the terminal nor turns the reading around.
fn tame(text: &str) -> String {
    let steers = |one: char| {
        (one.is_control() && one != '\n')
            || matches!(one, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.replace(steers, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_line_for_each_row_and_says_where_it_was_cut() {
        let rows = [
            vec!["3604-A".to_owned(), "Rekam\nmedis pegawai".to_owned()],
            vec!["3604-B".to_owned(), "Berkas".to_owned()],
        ];
        let list = |columns| Ui::new(false, columns).list(&rows);
        assert_eq!(list(100), "3604-A  Rekam medis pegawai\n3604-B  Berkas");
        assert_eq!(list(20), "3604-A  Rekam medis…\n3604-B  Berkas");
        assert_eq!(list(14), "3604-A  Rekam…\n3604-B  Berkas", "not one letter is cut in vain");
        assert_eq!(cut("é".repeat(5).as_str(), 4), "ééé…", "letters, not bytes");
    }
}
