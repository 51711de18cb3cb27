//! Daftar Informasi yang Dikecualikan, as a table on pages that lie on their side.

use kecuali_domain::{Day, status::Status};
use kecuali_paper::{Align, Block, Column, Paper, Section, Table};

use super::{
    Made,
    letterhead::Sender,
    shown::{Shown, marks, versions},
};
use crate::{
    catalogue::{paper as words, written_day},
    error::OfficeError,
    office::{Name, Office},
};

/// The columns of the list and their parts of the width.
const COLUMNS: [(&str, u8, Align); 8] = [
    (words::NUMBER, 4, Align::Centre),
    (words::INFORMATION, 20, Align::Left),
    (words::LEGAL_BASIS, 15, Align::Left),
    (words::IF_OPENED, 17, Align::Left),
    (words::IF_CLOSED, 15, Align::Left),
    (words::PERIOD, 12, Align::Left),
    (words::RESPONSIBLE, 10, Align::Left),
    (words::REMARKS, 12, Align::Left),
];

impl Office {
    pub(super) fn list_paper(
        &mut self,
        names: &[Name],
        sender: &Sender<'_>,
    ) -> Result<Made, OfficeError> {
        let all = self.in_order(names, Self::shown_on_paper)?;
        let seen = versions(&all);
        let mut section = list(&all, sender, self.day());
        section.blocks.insert(0, sender.letterhead());
        section.blocks.push(sender.signatures(&sender.dateline()));
        let paper = Paper {
            title: words::list_of(&sender.office),
            trace: words::trace_of_list(&sender.office, all.len(), &seen),
            sections: vec![section],
        };
        Ok(Made { paper, entries: all.len(), internal: false, seen })
    }

    /// Entries by their handles, each once.
    pub(super) fn in_order(
        &mut self,
        names: &[Name],
        read: impl Fn(&mut Self, &Name) -> Result<Shown, OfficeError>,
    ) -> Result<Vec<Shown>, OfficeError> {
        let mut all: Vec<Shown> =
            names.iter().map(|name| read(self, name)).collect::<Result<_, _>>()?;
        all.sort_by(|one, next| one.summary.entry.cmp(&next.summary.entry));
        all.dedup_by(|one, next| one.summary.entry == next.summary.entry);
        Ok(all)
    }

    /// The entries of this office that are exempted now: what its list is made of.
    pub fn in_force(&mut self) -> Result<Vec<Name>, OfficeError> {
        let own = self.scope();
        let mut found = Vec::new();
        for entry in self.entries()? {
            let name = (entry.log, entry.id);
            let is_decided = match entry.status {
                Status::Determined | Status::DeterminedEdited => !entry.lapsed,
                // A decision that is contested is in force until KPU RI chooses; there may be none.
                Status::Contesting => self.document(&name)?.state().decision().is_some(),
                Status::Draft
                | Status::Declined
                | Status::Endorsed
                | Status::AtProvince
                | Status::AtNational
                | Status::Returned
                | Status::Withdrawn
                | Status::ConcludedOpen
                | Status::Revoked
                | Status::Opened
                | Status::TakenDown => false,
            };
            if name.0 == own && is_decided {
                found.push(name);
            }
        }
        Ok(found)
    }
}

/// The list with its title and nothing around it.
pub(super) fn list(all: &[Shown], sender: &Sender<'_>, day: Day) -> Section {
    let columns = COLUMNS.iter();
    let columns = columns.map(|(heading, share, align)| Column {
        heading: (*heading).to_owned(),
        share: *share,
        align: *align,
    });
    let rows = all.iter().enumerate().map(|(at, shown)| row(at + 1, shown));
    let table = Table { columns: columns.collect(), rows: rows.collect() };
    let title = vec![words::LIST.to_owned(), sender.office.to_uppercase()];
    let as_of = Block::Text(format!("{} {}", words::AS_OF, written_day(day)));
    let blocks = vec![Block::Title(title), as_of, Block::Table(table)];
    Section { wide: true, marks: marks(all), blocks }
}

fn row(number: usize, shown: &Shown) -> Vec<String> {
    let text = |name: &str| shown.text(name);
    let labelled = |label: &str, text: String| match text.as_str() {
        "" => text,
        _ => format!("{label}: {text}"),
    };
    let ends = shown.summary.ends.map(written_day).unwrap_or_default();
    let cited = shown.summary.under.clone();
    let decided = shown.decided_on.map(written_day);
    let under: Vec<String> = cited.into_iter().chain(decided).collect();
    let under = under.join(", tanggal ");
    let remarks = [
        shown.summary.label.to_owned(),
        labelled(words::UNDER, under),
        shown.summary.entry.clone(),
        later(shown),
    ];
    vec![
        number.to_string(),
        lines([
            text("information"),
            text("description"),
            labelled(words::DOCUMENT_TYPE, text("document_type")),
        ]),
        text("legal_basis"),
        text("consequence_if_opened"),
        text("consequence_if_closed"),
        lines([
            text("period"),
            labelled(words::ENDS, ends),
            labelled(words::EXCEPTIONS, text("exceptions")),
        ]),
        text("responsible_position"),
        lines(remarks),
    ]
}

/// What a reader must know of the text beside it.
fn later(shown: &Shown) -> String {
    match (shown.summary.status, shown.summary.conflicts) {
        (Status::DeterminedEdited, _) => words::AS_DETERMINED.to_owned(),
        (Status::Determined, _) | (_, 0) => String::new(),
        _ => words::IN_CONFLICT.to_owned(),
    }
}

fn lines<const N: usize>(texts: [String; N]) -> String {
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}
