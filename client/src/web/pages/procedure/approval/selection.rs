//! A list that something is about to be said of: what is part of it, and what is not.

use axum::response::Response;

use crate::{
    catalogue::procedure as words,
    error::OfficeError,
    office::{
        Name, Office,
        approval::Done,
        changes::FieldChange,
        procedure::{Hindered, Step, grouped, written as named},
        seen::Covered,
        sheet::Sheet,
    },
    web::{session::Notice, visit::Visit},
};

/// How many bytes of what entries say stand on one page; whoever signs reads the others on their
/// own pages. A page stays within 100 kB.
const ROOM: usize = 48_000;

/// What is signed, and what is not.
#[derive(Debug)]
pub(super) struct Selection {
    /// The entries that it is about.
    pub(super) rows: Vec<Row>,
    /// The chosen entries that it is not about.
    pub(super) hindered: Vec<Hindered>,
    /// The entries, as the form carries them.
    pub(super) entries: String,
    /// What the selection comes to, as the form carries it.
    pub(super) token: String,
    /// The same, to be compared by people.
    pub(super) mark: String,
}

/// An entry that something is about to be said of.
#[derive(Debug)]
pub(super) struct Row {
    /// The version, and who agreed to it.
    pub(super) step: Step,
    /// What the version says; none where the page is full.
    pub(super) sheet: Option<Sheet>,
    /// What was written since who acts said a word of it.
    pub(super) since: Option<Vec<FieldChange>>,
}

impl Selection {
    /// Parts the chosen entries by whether an act could be signed on them now.
    pub(super) fn of(
        office: &mut Office,
        names: &[Name],
        covered: Covered,
        act: impl Fn(&mut Office, &[Name]) -> Result<Vec<Done>, OfficeError>,
    ) -> Result<Self, OfficeError> {
        let parted = office.apart(names, act)?;
        Self::showing(office, &parted.fitting, parted.hindered, covered)
    }

    /// A list of these entries.
    pub(super) fn showing(
        office: &mut Office,
        names: &[Name],
        hindered: Vec<Hindered>,
        covered: Covered,
    ) -> Result<Self, OfficeError> {
        let token = office.seen(names, covered)?;
        let mut room = ROOM;
        let rows = office.steps(names)?.into_iter().zip(office.sheets(names)?);
        let rows =
            rows.map(|(step, sheet)| Row { step, sheet: fitting(sheet, &mut room), since: None });
        Ok(Self {
            rows: rows.collect(),
            hindered,
            entries: names.iter().map(named).collect::<Vec<_>>().join(" "),
            mark: grouped(&token),
            token,
        })
    }

    /// Adds what was written since who acts said a word of each.
    pub(super) fn with_since(
        mut self,
        office: &mut Office,
        acting: Option<&str>,
    ) -> Result<Self, OfficeError> {
        let Some(key) = office.key_of(acting)? else { return Ok(self) };
        let mut room = ROOM / 2;
        for row in &mut self.rows {
            let name = (row.step.summary.log.clone(), row.step.summary.id);
            let since = office.since_word_of(key, &name)?;
            let texts =
                since.iter().flatten().flat_map(|change| change.before.iter().chain(&change.after));
            let size = texts.map(|text| written(text)).sum();
            row.since = since.filter(|_| takes(&mut room, size));
        }
        Ok(self)
    }

    /// Whether nothing is left to be signed.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A sheet, if it still fits on the page.
fn fitting(sheet: Sheet, room: &mut usize) -> Option<Sheet> {
    let size = sheet.fields.iter().map(|field| written(&field.text) + field.label.len());
    takes(room, size.sum()).then_some(sheet)
}

/// How many bytes a text takes on a page, where signs that mean something to it are written longer.
fn written(text: &str) -> usize {
    let longer = text.bytes().filter(|byte| b"&<>\"'".contains(byte)).count();
    text.len() + 4 * longer
}

/// Takes so much of the room that is left, if there is so much.
fn takes(room: &mut usize, size: usize) -> bool {
    let left = room.checked_sub(size);
    *room = left.unwrap_or(*room);
    left.is_some()
}

/// Says what was signed, and what of it decides nothing.
pub(super) fn told(visit: &Visit, sentence: String, done: &[Done], to: &str) -> Response {
    if let Some(why) = done.iter().find_map(|one| one.sentence) {
        let without = done.iter().filter(|one| one.sentence == Some(why));
        let entries: Vec<String> = without.map(|one| one.document.clone()).collect();
        visit.tell(Notice { text: words::without_effect(&entries, why), warns: true });
    }
    visit.go(to, sentence)
}
