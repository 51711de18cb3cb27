//! Lembar pengujian konsekuensi: everything that the test of an entry says; of an office that is what
//! it brings along with its request for a test. It is internal.

use kecuali_domain::field::{FIELDS, Field};
use kecuali_paper::{Align, Block, Pair, Paper, Section, Table};

use super::{
    Made,
    letterhead::Sender,
    shown::{Shown, column, marks, versions},
};
use crate::{
    catalogue::paper::{self as words, Testing},
    error::OfficeError,
    office::{Name, Office},
};

/// What is tested.
const INFORMATION: [&str; 8] = [
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
        let testing = sender.testing;
        let shown = self.shown_on_paper(name)?;
        let (entry, under) = (shown.summary.entry.clone(), shown.summary.under.clone());
        let mut about = vec![pair(words::ENTRY, &entry), pair(words::STATUS, shown.summary.label)];
        about.extend(under.map(|under| pair(words::UNDER, &under)));
        about.extend(pairs(&shown, testing, &INFORMATION));
        let all = [shown];
        let [shown] = &all;
        let seen = versions(&all);
        let mut blocks = vec![sender.letterhead(), Block::Title(vec![testing.sheet.to_owned()])];
        blocks.extend(sender.numbered(sender.number()));
        blocks.extend(testing.prepared_by(&sender.office).map(Block::Text));
        blocks.extend([
            Block::Heading(testing.about_information.to_owned()),
            Block::Pairs(about),
            Block::Heading(testing.about_test.to_owned()),
            Block::Pairs(pairs(shown, testing, &TEST)),
            Block::Heading(testing.about_parts.to_owned()),
            Block::Table(parts(shown, testing)),
            Block::Heading(words::ABOUT_EXEMPTION.to_owned()),
            Block::Pairs(pairs(shown, testing, &EXEMPTION)),
        ]);
        blocks.extend(sender.closing());
        let mut marked = vec![words::INTERNAL.to_owned()];
        marked.extend(sender.mark());
        marked.extend(marks(&all));
        let paper = Paper {
            title: format!("{} {entry}", testing.sheet_of),
            trace: words::trace_of_sheet(&entry, &seen),
            sections: vec![Section { wide: false, marks: marked, blocks }],
        };
        Ok(Made { paper, entries: 1, internal: true, seen })
    }
}

fn parts(shown: &Shown, testing: &Testing) -> Table {
    let row = |(at, field): (usize, &Field)| {
        vec![(at + 1).to_string(), testing.label(field).to_owned(), shown.filled(field.name)]
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

fn pairs(shown: &Shown, testing: &Testing, names: &[&str]) -> Vec<Pair> {
    let is_said =
        |field: &&Field| !NOT_ALWAYS.contains(&field.name) || !shown.text(field.name).is_empty();
    fields(names)
        .filter(is_said)
        .map(|field| pair(testing.label(field), &shown.filled(field.name)))
        .collect()
}

fn fields(names: &[&str]) -> impl Iterator<Item = &'static Field> {
    names.iter().filter_map(|name| FIELDS.iter().find(|field| field.name == *name))
}

fn pair(label: &str, value: &str) -> Pair {
    Pair { label: label.to_owned(), value: value.to_owned() }
}
