//! Berita acara: that consequences were tested, of what, by whom and with which result; of an office,
//! that what it brings along for a test was talked over. It names who took part, so it is internal.

use std::collections::BTreeSet;

use kecuali_paper::{Align, Block, Paper, Section, Table};

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

/// The field that says what a test came to.
const CONCLUSION: &str = "test_conclusion";

impl Office {
    pub(super) fn minutes_paper(
        &mut self,
        names: &[Name],
        sender: &Sender<'_>,
    ) -> Result<Made, OfficeError> {
        let all = self.in_order(names, Self::shown_on_paper)?;
        let seen = versions(&all);
        let testing = sender.testing;
        let title = [words::MINUTES, testing.minutes_of].map(str::to_owned);
        let title = title.into_iter().chain([sender.office.to_uppercase()]).collect();
        let (done, open): (Vec<&Shown>, Vec<&Shown>) =
            all.iter().partition(|shown| is_concluded(shown));
        // Where nothing was tested yet, minutes are a form to be filled.
        let told = if done.is_empty() { &open } else { &done };
        let day = common(told, |shown| shown.day("test_date")).or(sender.signing.day);
        let written =
            |shown: &Shown| Some(shown.text("test_place")).filter(|text| !text.is_empty());
        let place = common(told, written).or_else(|| sender.signing.place.clone());
        let mut blocks = vec![sender.letterhead(), Block::Title(title)];
        blocks.extend(sender.numbered(sender.number_or_line()));
        blocks.push(Block::Text(testing.was_done(
            day,
            place.as_deref(),
            done.len(),
            &sender.office,
        )));
        if !open.is_empty() {
            blocks.push(Block::Text(testing.not_done(open.len(), all.len())));
        }
        blocks.extend([
            Block::Heading(testing.took_part.to_owned()),
            Block::Table(participants(told)),
            Block::Heading(testing.result.to_owned()),
            Block::Table(results(&all, testing)),
            Block::Text(testing.sheets_belong.to_owned()),
            Block::Text(words::MINUTES_CLOSE.to_owned()),
        ]);
        blocks.extend(sender.closing());
        let mut marked = vec![words::INTERNAL.to_owned()];
        marked.extend(sender.mark());
        marked.extend(marks(&all));
        let paper = Paper {
            title: format!("{} {}", testing.minutes_called, sender.office),
            trace: words::trace_of_list(&sender.office, all.len(), &seen),
            sections: vec![Section { wide: false, marks: marked, blocks }],
        };
        Ok(Made { paper, entries: all.len(), internal: true, seen })
    }
}

/// Whether a test of it came to a conclusion.
fn is_concluded(shown: &Shown) -> bool {
    !shown.text(CONCLUSION).is_empty()
}

/// What all tests say alike. Minutes are of one meeting: where tests say different things, what is
/// said for the paper stands, or room to write.
fn common<T: PartialEq>(all: &[&Shown], read: impl Fn(&Shown) -> Option<T>) -> Option<T> {
    let first = read(all.first()?)?;
    all.iter().all(|shown| read(shown).as_ref() == Some(&first)).then_some(first)
}

/// Who took part in these tests, each once, and room for them to sign; room to write where nobody
/// was named.
fn participants(all: &[&Shown]) -> Table {
    let texts = all.iter().map(|shown| shown.text("test_participants"));
    let lines: Vec<String> =
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let mut known = BTreeSet::new();
    let named: Vec<String> = lines
        .into_iter()
        .filter(|line| !line.trim().is_empty() && known.insert(line.clone()))
        .collect();
    let named = if named.is_empty() { vec![String::new(); 3] } else { named };
    let row = |(at, name): (usize, String)| {
        // A line to sign on is higher than one to read.
        vec![(at + 1).to_string(), name, "\n\u{a0}".to_owned()]
    };
    Table {
        columns: vec![
            column(words::NUMBER, 6, Align::Centre),
            column(words::NAME_AND_POSITION, 56, Align::Left),
            column(words::SIGNS, 38, Align::Left),
        ],
        rows: named.into_iter().enumerate().map(row).collect(),
    }
}

/// What was tested, and the unit that has it, which takes part in its test.
fn tested(shown: &Shown) -> String {
    let unit = shown.text("owning_unit");
    let unit = (!unit.is_empty()).then(|| words::unit(&unit));
    [Some(shown.text("information")), unit].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn conclusion(shown: &Shown) -> String {
    if is_concluded(shown) { shown.text(CONCLUSION) } else { words::NOT_CONCLUDED.to_owned() }
}

fn results(all: &[Shown], testing: &Testing) -> Table {
    let row = |(at, shown): (usize, &Shown)| {
        let under = shown.summary.under.as_ref().filter(|_| shown.is_decided());
        let remarks: Vec<String> =
            [Some(shown.summary.entry.clone()), under.cloned()].into_iter().flatten().collect();
        vec![
            (at + 1).to_string(),
            tested(shown),
            shown.text("legal_basis"),
            conclusion(shown),
            shown.text("period"),
            remarks.join("\n"),
        ]
    };
    Table {
        columns: vec![
            column(words::NUMBER, 6, Align::Centre),
            column(words::INFORMATION, 26, Align::Left),
            column(words::LEGAL_BASIS, 20, Align::Left),
            column(testing.conclusion, 15, Align::Left),
            column(words::PERIOD, 16, Align::Left),
            column(words::REMARKS, 17, Align::Left),
        ],
        rows: all.iter().enumerate().map(row).collect(),
    }
}
