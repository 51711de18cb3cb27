//! The internal approval on paper: a letter that asks, the list, and the sheet that is signed.
//!
//! What is signed comes back by hand and is recorded with its letter and day. The token on the sheet
//! is the one that `endorse --seen` takes: it binds the record to what was on the paper.

use kecuali_domain::act::Position;
use kecuali_paper::{Align, Block, Pair, Paper, Section, Signature, Table};

use super::{Made, letterhead::Sender, list::list, shown::column};
use crate::{
    catalogue::{paper as words, screen},
    error::OfficeError,
    office::{Name, Office, approval::Under, seen::Covered},
};

impl Office {
    pub(super) fn approval_paper(
        &mut self,
        names: &[Name],
        sender: &Sender<'_>,
    ) -> Result<Made, OfficeError> {
        let all = self.in_order(names, Self::shown_now)?;
        let seen = self.seen(names, Covered::Shown(Under::New))?;
        let required = self.national().now().entry_policy().required;
        let positions: Vec<Position> =
            Position::ALL.into_iter().filter(|one| required.contains(one)).collect();
        let mut attached = list(&all, sender, self.day());
        attached.blocks.insert(0, Block::Text(words::ATTACHED.to_owned()));
        let paper = Paper {
            title: words::approval_of(&sender.office),
            trace: words::trace_of_list(&sender.office, all.len(), &seen),
            sections: vec![
                letter(&positions, all.len(), sender),
                attached,
                sheet(&positions, all.len(), &seen, sender),
            ],
        };
        Ok(Made { paper, entries: all.len(), internal: false, seen })
    }
}

/// The letter of the PPID.
fn letter(positions: &[Position], entries: usize, sender: &Sender<'_>) -> Section {
    let to: Vec<String> = positions.iter().map(|one| screen::position(*one).to_owned()).collect();
    let pairs = vec![
        pair(words::LETTER_NUMBER, sender.number()),
        pair(words::ENCLOSED, words::ENCLOSED_HOW),
        pair(words::SUBJECT, &words::approval_of(&sender.office)),
    ];
    let blocks = vec![
        sender.letterhead(),
        Block::Dateline(sender.dateline()),
        Block::Pairs(pairs),
        Block::Text(words::TO.to_owned()),
        Block::Numbered(to),
        Block::Text(words::TO_PLACE.to_owned()),
        Block::Text(words::asks(entries, &sender.office)),
        Block::Text(words::ASKS_FOR.to_owned()),
        Block::Text(words::CLOSES.to_owned()),
        sender.signatures(""),
    ];
    Section { blocks, ..Section::default() }
}

/// The sheet on which approval is given.
fn sheet(positions: &[Position], entries: usize, seen: &str, sender: &Sender<'_>) -> Section {
    let row = |(at, position): (usize, &Position)| {
        let label = screen::position(*position).to_owned();
        vec![(at + 1).to_string(), label, words::YES_OR_NO.to_owned(), String::new()]
    };
    let table = Table {
        columns: vec![
            column(words::NUMBER, 6, Align::Centre),
            column(words::POSITION, 28, Align::Left),
            column(words::OPINION, 30, Align::Left),
            column(words::NOTE, 36, Align::Left),
        ],
        rows: positions.iter().enumerate().map(row).collect(),
    };
    let numbered = vec![pair(words::LETTER_NUMBER, ""), pair(words::DAY, "")];
    let signatures: Vec<Signature> =
        positions.iter().map(|position| sender.endorser(*position)).collect();
    let blocks = vec![
        sender.letterhead(),
        Block::Title(vec![words::APPROVAL_SHEET.to_owned(), words::LIST.to_owned()]),
        Block::Pairs(numbered),
        Block::Text(words::declares(entries, seen)),
        Block::Table(table),
        Block::Signatures(signatures),
        Block::Note(words::how_recorded(seen)),
    ];
    Section { blocks, ..Section::default() }
}

fn pair(label: &str, value: &str) -> Pair {
    Pair { label: label.to_owned(), value: value.to_owned() }
}
