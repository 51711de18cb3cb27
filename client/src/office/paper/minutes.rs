//! Berita acara: that consequences were tested, of what, by whom and with which result. It names
//! who took part, so it is internal.

use std::collections::BTreeSet;

use kecuali_paper::{Align, Block, Pair, Paper, Section, Table};

use super::{
    Made,
    letterhead::Sender,
    shown::{Shown, column, marks, versions},
};
use crate::{
    catalogue::paper as words,
    error::OfficeError,
    office::{Name, Office},
};

impl Office {
    pub(super) fn minutes_paper(
        &mut self,
        names: &[Name],
        sender: &Sender<'_>,
    ) -> Result<Made, OfficeError> {
        let all = self.in_order(names, Self::shown_on_paper)?;
        let seen = versions(&all);
        let title = [words::MINUTES, words::MINUTES_OF].map(str::to_owned);
        let title = title.into_iter().chain([sender.office.to_uppercase()]).collect();
        let number = Pair {
            label: words::LETTER_NUMBER.to_owned(),
            value: sender.number_or_line().to_owned(),
        };
        let place = sender.signing.place.as_deref();
        let blocks = vec![
            sender.letterhead(),
            Block::Title(title),
            Block::Pairs(vec![number]),
            Block::Text(words::was_tested(sender.signing.day, place, all.len(), &sender.office)),
            Block::Heading(words::TOOK_PART.to_owned()),
            Block::Numbered(participants(&all)),
            Block::Heading(words::RESULT.to_owned()),
            Block::Table(results(&all)),
            Block::Text(words::SHEETS_BELONG.to_owned()),
            Block::Text(words::MINUTES_CLOSE.to_owned()),
            sender.signatures(&sender.dateline()),
        ];
        let mut marked = vec![words::INTERNAL.to_owned()];
        marked.extend(marks(&all));
        let paper = Paper {
            title: words::minutes_of(&sender.office),
            trace: words::trace_of_list(&sender.office, all.len(), &seen),
            sections: vec![Section { wide: false, marks: marked, blocks }],
        };
        Ok(Made { paper, entries: all.len(), internal: true, seen })
    }
}

/// Who took part in these tests, each once; room to write where nobody was named.
fn participants(all: &[Shown]) -> Vec<String> {
    let texts = all.iter().map(|shown| shown.text("test_participants"));
    let lines: Vec<String> =
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let mut known = BTreeSet::new();
    let named: Vec<String> = lines
        .into_iter()
        .filter(|line| !line.trim().is_empty() && known.insert(line.clone()))
        .collect();
    if named.is_empty() { vec![words::BLANK.to_owned(); 3] } else { named }
}

fn results(all: &[Shown]) -> Table {
    let row = |(at, shown): (usize, &Shown)| {
        let under = shown.summary.under.as_ref().filter(|_| shown.is_decided());
        let remarks: Vec<String> =
            [Some(shown.summary.entry.clone()), under.cloned()].into_iter().flatten().collect();
        vec![
            (at + 1).to_string(),
            shown.text("information"),
            shown.text("legal_basis"),
            shown.filled("test_conclusion"),
            shown.text("period"),
            remarks.join("\n"),
        ]
    };
    Table {
        columns: vec![
            column(words::NUMBER, 6, Align::Centre),
            column(words::INFORMATION, 26, Align::Left),
            column(words::LEGAL_BASIS, 20, Align::Left),
            column(words::CONCLUSION, 15, Align::Left),
            column(words::PERIOD, 16, Align::Left),
            column(words::REMARKS, 17, Align::Left),
        ],
        rows: all.iter().enumerate().map(row).collect(),
    }
}
