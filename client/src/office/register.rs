//! The register as a list: filtered, searched, sorted, a page at a time, with counts for each
//! filter.
//!
//! The rows lie in memory as they were shown last and are looked at again before they are used:
//! what nobody wrote is not made again, so that a page over ten thousand entries answers at once.

mod answer;

use std::sync::Arc;

use kecuali_domain::{
    OfficeId, article17::Article17, search::Words, similarity::fold, status::Status,
};
use serde::Serialize;

use super::{
    Office,
    listing::Listed,
    standing::{EntrySummary, numbered},
};
use crate::error::OfficeError;

/// What is asked for; what is absent is not asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// With all of these words, or parts of them, in the name, the columns or the handle. A word
    /// that stands nowhere is taken for those that are one slip of the finger away.
    pub text: Option<String>,
    /// Of this office.
    pub office: Option<OfficeId>,
    /// With this status.
    pub status: Option<Status>,
    /// With this document type, however it is spelled.
    pub document_type: Option<String>,
    /// On this ground of Pasal 17, or on one below it.
    pub basis: Option<Article17>,
    /// Under this determination, as people cite it (`731/2025`), or under an item of it
    /// (`731/2025/3`).
    pub determination: Option<String>,
    /// Of this year: that of the determination, else the one of its number in the register.
    pub year: Option<u16>,
    /// With fields in conflict, or without any.
    pub conflict: Option<bool>,
    /// In this order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
    /// Without so many at the beginning.
    pub offset: usize,
    /// No more than so many; none means all.
    pub limit: Option<usize>,
}

/// An order of rows; equal ones stand by register and age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Sort {
    /// By register, the oldest entry first
    #[default]
    Entry,
    /// By the name of the information
    Name,
    /// In the order of an entry's life
    Status,
    /// By the last day of the exemption; what has none comes last
    Ends,
    /// What was written longest ago first
    Changed,
}

/// A row of the register: the columns of the DIK.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterRow {
    /// The entry, and where it stands.
    #[serde(flatten)]
    pub summary: EntrySummary,
    /// The office whose entry it is.
    pub office: OfficeId,
    /// What sort of document holds the information.
    pub document_type: String,
    /// The legal bases as they are cited.
    pub legal_basis: Vec<String>,
    /// What follows from giving it out, in short.
    pub consequence_if_opened: String,
    /// What follows from withholding it, in short.
    pub consequence_if_closed: String,
    /// How long, in the words of the office.
    pub period: String,
    /// Who answers for it: a position.
    pub responsible: String,
    /// The determination it is determined or submitted under, as it is cited.
    pub determination: Option<String>,
    /// The year of that determination, else of its number in the register.
    pub year: Option<u16>,
    /// When it was written last, by the writer's clock, in milliseconds since 1970.
    pub changed: u64,
}

/// A page of what was asked for.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterPage {
    /// The rows of this page.
    pub rows: Vec<RegisterRow>,
    /// How many answer in all.
    pub total: usize,
    /// How many rows stand before this page.
    pub offset: usize,
    /// What each filter would leave, all others as they are.
    pub facets: Facets,
}

/// Counts for each filter: of the rows that all *other* filters let through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By status, in the order of an entry's life.
    pub status: Vec<Facet>,
    /// By document type.
    pub document_type: Vec<Facet>,
    /// By letter and by number of Pasal 17; a letter counts its numbers, too.
    pub basis: Vec<Facet>,
    /// By determination.
    pub determination: Vec<Facet>,
    /// By year.
    pub year: Vec<Facet>,
    /// By office.
    pub office: Vec<Facet>,
    /// With fields in conflict.
    pub conflict: usize,
}

/// One value of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// What the filter takes.
    pub value: String,
    /// What people read.
    pub label: String,
    /// How many rows have it.
    pub count: usize,
}

/// The lines of the register, by register and id.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Arc<Line>>,
    words: Arc<Words>,
}

/// An entry with what it is found by.
#[derive(Debug)]
struct Line {
    listed: Arc<Listed>,
    year: Option<u16>,
    articles: Vec<Article17>,
    /// The document type, folded.
    document_type: String,
    /// The determination as it is cited.
    determination: Option<String>,
    /// As it is typed, folded; and with the item.
    typed: Option<[String; 2]>,
    /// The name, folded: what it is sorted by.
    name: String,
    words: Box<[u32]>,
}

impl Office {
    /// The entries that are read here and answer a query: one page of them, and what there is.
    pub fn register(&mut self, query: &Query) -> Result<RegisterPage, OfficeError> {
        let lines = self.lines()?;
        Ok(answer::page(&lines, query))
    }

    fn lines(&mut self) -> Result<Arc<Lines>, OfficeError> {
        self.refresh()?;
        if let Some(lines) = &self.fresh().lines {
            return Ok(Arc::clone(lines));
        }
        let listing = self.listing()?;
        let last = self.reading.last_lines.take().unwrap_or_default();
        let mut lines = Lines { lines: Vec::new(), words: Arc::clone(&last.words) };
        // Both are by register and id.
        let mut rest = last.lines.iter().peekable();
        for listed in &listing.entries {
            while rest.next_if(|line| line.comes_before(listed)).is_some() {}
            let known = rest.next_if(|line| Arc::ptr_eq(&line.listed, listed));
            let line = known.map_or_else(|| Arc::new(self.line(listed, &lines.words)), Arc::clone);
            lines.lines.push(line);
        }
        let lines = Arc::new(lines);
        self.fresh().lines = Some(Arc::clone(&lines));
        Ok(lines)
    }

    fn line(&self, listed: &Arc<Listed>, words: &Words) -> Line {
        let (card, summary) = (&listed.card, &listed.summary);
        let issued = card.under.and_then(|item| self.national().issued(&item.issue));
        let determination = issued.map(|issued| numbered(&issued.issue.number, issued.issue.year));
        let year = issued.map(|issued| issued.issue.year).or(card.columns.register_year);
        let columns = &card.columns;
        let under = card.under.zip(determination.as_ref());
        let texts = [&summary.entry, &summary.information, &columns.document_type];
        let texts = texts.into_iter().chain(&columns.legal_basis);
        let texts = texts.chain([&columns.consequence_if_opened, &columns.consequence_if_closed]);
        let texts = texts.chain([&columns.period, &columns.responsible]).chain(&determination);
        Line {
            listed: Arc::clone(listed),
            year,
            articles: columns.articles.iter().filter_map(|text| text.parse().ok()).collect(),
            document_type: fold(&columns.document_type),
            typed: under
                .map(|(item, number)| [fold(number), fold(&format!("{number} {}", item.item))]),
            name: fold(&summary.information),
            words: words.of(texts.map(String::as_str)),
            determination,
        }
    }
}

impl Line {
    fn comes_before(&self, listed: &Listed) -> bool {
        let (one, other) = (&self.listed.summary, &listed.summary);
        (&one.log, one.id) < (&other.log, other.id)
    }

    /// The office whose entry it is; an entry stands in the log of an office.
    fn office(&self) -> Option<&OfficeId> {
        self.listed.summary.log.office()
    }

    /// As it is shown: made for the lines of a page alone.
    fn row(&self) -> Option<RegisterRow> {
        let (card, columns) = (&self.listed.card, &self.listed.card.columns);
        Some(RegisterRow {
            summary: self.listed.summary.clone(),
            office: self.office()?.clone(),
            document_type: columns.document_type.clone(),
            legal_basis: columns.legal_basis.clone(),
            consequence_if_opened: columns.consequence_if_opened.clone(),
            consequence_if_closed: columns.consequence_if_closed.clone(),
            period: columns.period.clone(),
            responsible: columns.responsible.clone(),
            determination: self.determination.clone(),
            year: self.year,
            changed: card.changed,
        })
    }
}
