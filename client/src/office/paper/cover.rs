//! Surat pengantar: the letter that goes to KPU RI with what an office submitted. Of new substance it
//! asks for a consequence test (PKPU 22/2023 Pasal 25); what applies an item is only told. It lists
//! what was submitted, whatever was written since.

use std::collections::BTreeSet;

use kecuali_domain::{office::Offices, status::Status};
use kecuali_paper::{Align, Block, Pair, Paper, Section, Table};

use super::{
    Made,
    letterhead::Sender,
    shown::{Shown, column, versions},
};
use crate::{
    catalogue::paper::{self as words, HandedOver},
    error::OfficeError,
    office::{Name, Office, standing::last_open},
};

/// What a letter goes with, and which way.
#[derive(Default)]
struct Course {
    handed: HandedOver,
    via_province: bool,
}

/// Where what was submitted stands while nobody decided.
pub(crate) const SUBMITTED: [Status; 2] = [Status::AtProvince, Status::AtNational];

impl Office {
    pub(super) fn cover_paper(
        &mut self,
        names: &[Name],
        sender: &Sender<'_>,
    ) -> Result<Made, OfficeError> {
        if self.id().is_national() {
            return Err(OfficeError::Input(words::COVER_GOES_UP.to_owned()));
        }
        let all = self.in_order(names, Self::shown_submitted)?;
        let seen = versions(&all);
        let course = self.course(names)?;
        let above = Offices::bundled().parent(self.id()).filter(|above| !above.id.is_national());
        let above = above.filter(|_| course.via_province);
        let through = above.map(|above| above.local_name().to_owned());
        let pair = |label: &str, value: &str| Pair { label: label.into(), value: value.into() };
        let pairs = vec![
            pair(words::LETTER_NUMBER, sender.number_or_line()),
            pair(words::NATURE, words::BLANK_DAY),
            pair(words::ENCLOSED, words::BLANK_DAY),
            pair(words::SUBJECT, &course.handed.subject(&sender.office)),
        ];
        let blocks = vec![
            sender.letterhead(),
            Block::Dateline(sender.dateline()),
            Block::Pairs(pairs),
            Block::Text(words::to_kpu_ri(through.as_deref())),
            Block::Text(course.handed.sentence(&sender.office)),
            Block::Table(table(&all)),
            Block::Text(words::COVER_CLOSES.to_owned()),
            sender.signatures(""),
        ];
        let paper = Paper {
            title: course.handed.subject(&sender.office),
            trace: words::trace_of_list(&sender.office, all.len(), &seen),
            sections: vec![Section { blocks, ..Section::default() }],
        };
        Ok(Made { paper, entries: all.len(), internal: false, seen })
    }

    /// What these entries were submitted as; one that is not submitted is taken as new substance.
    fn course(&mut self, names: &[Name]) -> Result<Course, OfficeError> {
        let new_via_province = self.national().now().entry_policy().new_substance_via_province;
        let mut course = Course::default();
        for name in names.iter().collect::<BTreeSet<_>>() {
            let document = self.document(name)?;
            let open = last_open(document).or_else(|| document.state().submissions().last());
            let via_province = open.map_or(new_via_province, |one| one.via_province);
            if open.is_some_and(|one| one.under.is_some()) {
                course.handed.applied += 1;
            } else {
                course.handed.new += 1;
            }
            course.via_province |= via_province;
        }
        Ok(course)
    }

    /// The entries of this office that were submitted and wait for a decision; that there are none is
    /// an error.
    pub fn all_submitted(&mut self) -> Result<Vec<Name>, OfficeError> {
        let own = self.scope();
        let all = self.entries()?.into_iter();
        let found: Vec<Name> = all
            .filter(|entry| entry.log == own && SUBMITTED.contains(&entry.status))
            .map(|entry| (entry.log, entry.id))
            .collect();
        if found.is_empty() {
            Err(OfficeError::Input(words::NOTHING_SUBMITTED.to_owned()))
        } else {
            Ok(found)
        }
    }
}

fn table(all: &[Shown]) -> Table {
    let row = |(at, shown): (usize, &Shown)| {
        let applies = shown.summary.under.as_deref();
        vec![
            (at + 1).to_string(),
            shown.summary.entry.clone(),
            shown.text("information"),
            shown.text("legal_basis"),
            shown.text("period"),
            applies.map_or_else(|| words::NEW_SUBSTANCE.to_owned(), words::applies),
        ]
    };
    Table {
        columns: vec![
            column(words::NUMBER, 6, Align::Centre),
            column(words::ENTRY, 17, Align::Left),
            column(words::INFORMATION, 24, Align::Left),
            column(words::LEGAL_BASIS, 20, Align::Left),
            column(words::PERIOD, 16, Align::Left),
            column(words::REMARKS, 17, Align::Left),
        ],
        rows: all.iter().enumerate().map(row).collect(),
    }
}
