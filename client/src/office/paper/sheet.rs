//! Lembar pengujian konsekuensi: everything that the test of an entry says; of an office that is what
//! it brings along with its request for a test. It is internal.

use kecuali_domain::field::{FIELDS, Field};
use kecuali_paper::{Align, Block, Pair, Paper, Section, Table};

use super::{
    Made,
    letterhead::Sender,
    shown::{Said, column, marks, versions},
};
use crate::{
    catalogue::paper::{self as words, Testing},
    error::OfficeError,
    office::{Name, Office},
};

/// What is tested.
pub(super) const INFORMATION: [&str; 8] = [
    "information",
    "description",
    "document_type",
    "owning_unit",
    "responsible_position",
    "scope",
    "register_number",
    "register_year",
];
/// How the test came about.
const TEST: [&str; 8] = [
    "test_trigger",
    "test_case",
    "test_ordered_on",
    "test_due",
    "test_date",
    "test_place",
    "test_participants",
    "similar_checked",
];
/// The test itself (PKPU 22/2023 Pasal 25(3)).
const PARTS: [&str; 7] = [
    "test_material",
    "test_scope",
    "test_harm",
    "test_laws",
    "test_public_interest",
    "test_balancing",
    "test_conclusion",
];
/// What follows from it.
const EXEMPTION: [&str; 5] =
    ["legal_basis", "consequence_if_opened", "consequence_if_closed", "period", "exceptions"];

/// Of these a sheet says nothing where they say nothing: they are not part of every test.
const NOT_ALWAYS: [&str; 7] = [
    "scope",
    "register_number",
    "register_year",
    "test_case",
    "test_ordered_on",
    "test_due",
    "exceptions",
];

impl Office {
    pub(super) fn test_paper(
        &mut self,
        name: &Name,
        sender: &Sender<'_>,
    ) -> Result<Made, OfficeError> {
        self.check_sheet(name)?;
        let shown = self.shown_on_paper(name)?;
        let (entry, under) = (shown.summary.entry.clone(), shown.summary.under.clone());
        let mut about = vec![pair(words::ENTRY, &entry), pair(words::STATUS, shown.summary.label)];
        about.extend(under.map(|under| pair(words::UNDER, &under)));
        let all = [shown];
        let [shown] = &all;
        let seen = versions(&all);
        let paper = Paper {
            title: format!("{} {entry}", sender.testing.sheet_of),
            trace: words::trace_of_sheet(&entry, &seen),
            sections: vec![section(sender, about, &shown.said, &INFORMATION, marks(&all))],
        };
        Ok(Made { paper, entries: 1, internal: true, seen })
    }

    /// That an entry has a sheet of its own: of what applies an item, the item was tested.
    pub(crate) fn check_sheet(&mut self, name: &Name) -> Result<(), OfficeError> {
        let state = self.document(name)?.state();
        let last = state.pending().last().or_else(|| state.submissions().last());
        let Some(item) = last.and_then(|one| one.under) else { return Ok(()) };
        Err(OfficeError::Input(words::tested_with_its_item(&self.cite(item))))
    }
}

/// One sheet: what it is about, what is tested, and the test.
pub(super) fn section(
    sender: &Sender<'_>,
    mut about: Vec<Pair>,
    said: &Said,
    information: &[&str],
    marks: Vec<String>,
) -> Section {
    let testing = sender.testing;
    about.extend(pairs(said, testing, information));
    let mut blocks = vec![sender.letterhead(), Block::Title(vec![testing.sheet.to_owned()])];
    blocks.extend(sender.numbered(sender.number()));
    blocks.extend(testing.prepared_by(&sender.office).map(Block::Text));
    blocks.extend([
        Block::Heading(testing.about_information.to_owned()),
        Block::Pairs(about),
        Block::Heading(testing.about_test.to_owned()),
        Block::Pairs(pairs(said, testing, &TEST)),
        Block::Heading(testing.about_parts.to_owned()),
        Block::Table(parts(said, testing)),
        Block::Heading(words::ABOUT_EXEMPTION.to_owned()),
        Block::Pairs(pairs(said, testing, &EXEMPTION)),
    ]);
    blocks.extend(sender.closing());
    let mut marked = vec![words::INTERNAL.to_owned()];
    marked.extend(sender.mark());
    marked.extend(marks);
    Section { wide: false, marks: marked, blocks }
}

fn parts(said: &Said, testing: &Testing) -> Table {
    let row = |(at, field): (usize, &Field)| {
        vec![(at + 1).to_string(), testing.label(field).to_owned(), said.filled(field.name)]
    };
    Table {
        columns: vec![
            column(words::NUMBER, 6, Align::Centre),
            column(words::PART, 28, Align::Left),
            column(words::FOUND, 66, Align::Left),
        ],
        rows: fields(&PARTS).enumerate().map(row).collect(),
    }
}

fn pairs(said: &Said, testing: &Testing, names: &[&str]) -> Vec<Pair> {
    let is_said =
        |field: &&Field| !NOT_ALWAYS.contains(&field.name) || !said.text(field.name).is_empty();
    fields(names)
        .filter(is_said)
        .map(|field| pair(testing.label(field), &said.filled(field.name)))
        .collect()
}

fn fields(names: &[&str]) -> impl Iterator<Item = &'static Field> {
    names.iter().filter_map(|name| FIELDS.iter().find(|field| field.name == *name))
}

pub(super) fn pair(label: &str, value: &str) -> Pair {
    Pair { label: label.to_owned(), value: value.to_owned() }
}
