//! What a paper shows of an entry.

use std::collections::BTreeSet;

use kecuali_domain::{
    Day, DocumentId, Scope,
    content::Content,
    field::{FIELDS, FieldKind, Visibility},
    status::Status,
};
use kecuali_encoding::{Digest, Frame};
use kecuali_paper::{Align, Column};
use kecuali_publication::format::WITHHELD;

use crate::{
    catalogue::{input::not_now, paper as words, written_day},
    error::OfficeError,
    office::{
        Name, Office,
        export::in_words,
        standing::{EntrySummary, last_open},
        submission::covers_of,
    },
};

/// How many digits of a digest are shown, as for what was seen.
const DIGITS: usize = 16;

/// A version of an entry.
pub(super) struct Shown {
    pub(super) summary: EntrySummary,
    pub(super) said: Said,
    /// The day of the decision that it stands under.
    pub(super) decided_on: Option<Day>,
    version: Digest,
}

/// What fields say, as people read it.
pub(super) struct Said {
    content: Content,
    withheld: BTreeSet<String>,
    /// Whether all that was public in it was taken down.
    is_whole_down: bool,
}

impl Office {
    /// What a paper shows of an entry: what a decision in force covers; else what stands here.
    pub(super) fn shown_on_paper(&mut self, name: &Name) -> Result<Shown, OfficeError> {
        let current = self.shown_now(name)?;
        if !is_decided(current.summary.status) {
            return Ok(current);
        }
        let document = self.document(name)?;
        let Some(decision) = document.state().decision() else { return Ok(current) };
        let content = covers_of(document, &decision.act)
            .and_then(|covers| document.content_at(&covers.heads));
        let elsewhere = || OfficeError::not_now(&name.0, name.1, not_now::VERSION_ELSEWHERE);
        let version = decision.content;
        let said = Said { content: content.ok_or_else(elsewhere)?, ..current.said };
        Ok(Shown { said, version, ..current })
    }

    /// What an open submission covers, whatever was written since; without one, as on any paper.
    pub(super) fn shown_submitted(&mut self, name: &Name) -> Result<Shown, OfficeError> {
        let current = self.shown_on_paper(name)?;
        let document = self.document(name)?;
        let Some(open) = last_open(document) else { return Ok(current) };
        let content =
            covers_of(document, &open.act).and_then(|covers| document.content_at(&covers.heads));
        let elsewhere = || OfficeError::not_now(&name.0, name.1, not_now::VERSION_ELSEWHERE);
        let version = open.content;
        let said = Said { content: content.ok_or_else(elsewhere)?, ..current.said };
        Ok(Shown { said, version, ..current })
    }

    /// What stands here, whatever was determined: who endorses it endorses that.
    pub(super) fn shown_now(&mut self, name: &Name) -> Result<Shown, OfficeError> {
        let summary = self.summary(name)?;
        let decided_on = self.decided_on(name)?;
        let document = self.document(name)?;
        let said = Said {
            content: document.content(),
            withheld: document.state().withheld().clone(),
            is_whole_down: summary.status == Status::TakenDown,
        };
        Ok(Shown { summary, decided_on, version: document.version().content, said })
    }
}

/// Whether a decision is in force, whatever was written since.
const fn is_decided(status: Status) -> bool {
    matches!(status, Status::Determined | Status::DeterminedEdited | Status::Contesting)
}

impl Said {
    /// What content says of which nothing was taken down.
    pub(super) const fn of(content: Content) -> Self {
        Self { content, withheld: BTreeSet::new(), is_whole_down: false }
    }

    /// The value of a field as people read it; one that was taken down is not shown.
    pub(super) fn text(&self, name: &str) -> String {
        let Some(field) = FIELDS.iter().find(|field| field.name == name) else {
            return String::new();
        };
        let is_public = field.visibility() == Visibility::Public;
        if self.withheld.contains(name) || (is_public && self.is_whole_down) {
            return WITHHELD.to_owned();
        }
        match field.kind {
            FieldKind::LegalBasisSet => self.bases(field.name),
            FieldKind::Day => {
                let text = in_words(field, &self.content);
                text.parse::<Day>().map_or(text, written_day)
            }
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Period
            | FieldKind::WholeNumber
            | FieldKind::Choice(_)
            | FieldKind::ChoiceSet(_) => in_words(field, &self.content),
        }
    }

    /// The day that a field says.
    pub(super) fn day(&self, name: &str) -> Option<Day> {
        let field = FIELDS.iter().find(|field| field.name == name)?;
        in_words(field, &self.content).parse().ok()
    }

    /// What a field says, or that it says nothing.
    pub(super) fn filled(&self, name: &str) -> String {
        let text = self.text(name);
        if text.is_empty() { words::NOT_FILLED.to_owned() } else { text }
    }

    /// Legal bases, a line each. A text in which several were found stands under each of them.
    fn bases(&self, name: &str) -> String {
        let mut lines: Vec<String> = Vec::new();
        for (_, values) in self.content.set(name) {
            let text = values.join(" | ");
            if !text.is_empty() && !lines.contains(&text) {
                lines.push(text);
            }
        }
        lines.join("\n")
    }
}

impl Shown {
    /// The value of a field as people read it; one that was taken down is not shown.
    pub(super) fn text(&self, name: &str) -> String {
        self.said.text(name)
    }

    /// The day that a field says.
    pub(super) fn day(&self, name: &str) -> Option<Day> {
        self.said.day(name)
    }

    /// Whether a decision is in force on it.
    pub(super) const fn is_decided(&self) -> bool {
        is_decided(self.summary.status)
    }

    /// What must be seen on a page that shows it.
    pub(super) const fn mark(&self) -> Option<&'static str> {
        match self.summary.status {
            Status::Determined | Status::DeterminedEdited if self.summary.lapsed => {
                Some(words::OVER)
            }
            Status::Determined | Status::DeterminedEdited => None,
            Status::Contesting => Some(words::CONTESTED),
            Status::ConcludedOpen | Status::Revoked | Status::Opened | Status::TakenDown => {
                Some(words::OVER)
            }
            Status::Draft
            | Status::Declined
            | Status::Endorsed
            | Status::AtProvince
            | Status::AtNational
            | Status::Returned
            | Status::Withdrawn => Some(words::DRAFT),
        }
    }
}

/// A column of a table.
pub(super) fn column(heading: &str, share: u8, align: Align) -> Column {
    Column { heading: heading.to_owned(), share, align }
}

/// What must be seen on pages that show these, each once.
pub(super) fn marks(all: &[Shown]) -> Vec<String> {
    let marks: BTreeSet<&str> = all.iter().filter_map(Shown::mark).collect();
    marks.into_iter().rev().map(str::to_owned).collect()
}

/// What tells the versions that are shown, however they are ordered.
pub(super) fn versions(all: &[Shown]) -> String {
    token(all.iter().map(|one| (&one.summary.log, &one.summary.id, &one.version)))
}

/// The same of documents by their scopes and names.
pub(super) fn token<'a>(
    all: impl Iterator<Item = (&'a Scope, &'a DocumentId, &'a Digest)>,
) -> String {
    let one = |(log, id, version): (&Scope, &DocumentId, &Digest)| {
        Frame::new("kecuali/1/paper")
            .text(&log.to_string())
            .bytes(&id.0)
            .bytes(version.as_bytes())
            .finish()
    };
    let mut items: Vec<Vec<u8>> = all.map(one).collect();
    items.sort_unstable();
    items.dedup();
    let digest = Frame::new("kecuali/1/paper").list(items).digest();
    digest.to_string().chars().take(DIGITS).collect()
}
