//! Determinations while they are being prepared: begun, shown, thrown away.

use std::collections::BTreeMap;

use kecuali_domain::{
    Capability, Kind, OfficeId, Scope,
    content::Content,
    determination::{DeterminationDraft, determination_rows},
    handle,
};
use kecuali_ledger::{Issued, Opening, Rows};
use serde::Serialize;

use super::{
    Name, Office,
    input::Fields,
    standing::{FieldView, FindingView, fields, numbered},
    whole,
};
use crate::{
    catalogue::input::{self, not_now},
    error::OfficeError,
};

/// A determination that is being prepared, in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DraftSummary {
    /// Its handle.
    pub draft: String,
    /// The number and year that it is to have, as far as they are written.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// How many items it has.
    pub items: usize,
    /// Whether a determination with this number was issued already, with other words.
    pub number_taken: bool,
}

/// One with all its fields.
#[derive(Debug, Clone, Serialize)]
pub struct DraftView {
    /// Which one.
    #[serde(flatten)]
    pub summary: DraftSummary,
    /// Its fields.
    pub fields: Vec<FieldView>,
    /// What the rules find.
    pub findings: Vec<FindingView>,
}

impl Office {
    /// Begins a determination. Says its name.
    pub fn draft_determination(
        &mut self,
        acting: Option<&str>,
        fields: &Fields,
    ) -> Result<Name, OfficeError> {
        let scope = Scope::Office(OfficeId::national());
        let signer = self.signer(acting, &[Capability::Draft], &scope)?;
        let fields = whole::once(fields)?;
        if fields.iter().all(|(_, value)| value.is_empty()) {
            return Err(OfficeError::Input(input::empty_draft()));
        }
        self.in_turn(|office| {
            let name = (scope, office.new_id());
            office.write(&signer, &name, Kind::DraftDetermination, &fields)?;
            Ok(name)
        })
    }

    /// What is being prepared: neither thrown away, nor issued as it stands here.
    pub fn drafts(&mut self) -> Result<Vec<DraftSummary>, OfficeError> {
        let mut all = Vec::new();
        for name in self.all(Kind::DraftDetermination)? {
            let content = self.document(&name)?.content();
            if !is_empty(&content) && !self.is_issued(&content)? {
                all.push(self.draft_summary(&name, &content));
            }
        }
        Ok(all)
    }

    /// One that is being prepared, with all its fields.
    pub fn draft(&mut self, name: &Name) -> Result<DraftView, OfficeError> {
        let content = self.document(name)?.content();
        let findings = self.determination_findings(name)?;
        Ok(DraftView {
            summary: self.draft_summary(name, &content),
            fields: fields(&content, Kind::DraftDetermination),
            findings: findings.iter().map(FindingView::from).collect(),
        })
    }

    /// Throws away what was prepared: every field is cleared, and the draft is listed no more. What
    /// someone writes into it unseen meanwhile brings that back.
    pub fn discard_draft(&mut self, acting: Option<&str>, name: &Name) -> Result<(), OfficeError> {
        let signer = self.signer(acting, &[Capability::Draft], &name.0)?;
        self.in_turn(|office| {
            office.check_discardable(name)?;
            let content = office.document(name)?.content();
            let cleared = content.iter().map(|(key, _)| (key.to_owned(), String::new())).collect();
            office.write(&signer, name, Kind::DraftDetermination, &cleared)
        })
    }

    /// That there is something to throw away.
    pub fn check_discardable(&mut self, name: &Name) -> Result<(), OfficeError> {
        if is_empty(&self.document(name)?.content()) {
            return Err(OfficeError::not_now(&name.0, name.1, not_now::DISCARDED));
        }
        Ok(())
    }

    fn draft_summary(&self, name: &Name, content: &Content) -> DraftSummary {
        let read = DeterminationDraft::read(content);
        let number = match (&read.number, read.year) {
            (Some(number), Some(year)) => numbered(number, year),
            (Some(number), None) => number.clone(),
            (None, _) => String::new(),
        };
        DraftSummary {
            draft: handle(&name.0, name.1),
            number,
            title: read.title.clone().unwrap_or_default(),
            items: read.items.len(),
            number_taken: self.issued_under(&read).next().is_some(),
        }
    }

    /// What was issued under the number of a draft.
    fn issued_under<'a>(&'a self, read: &DeterminationDraft) -> impl Iterator<Item = &'a Issued> {
        let own = read.number.clone().zip(read.year);
        let office = read.authority.clone().unwrap_or_else(OfficeId::national);
        let all = self.national().determinations().into_iter();
        all.filter(move |issued| {
            let issue = &issued.issue;
            let same = own
                .as_ref()
                .is_some_and(|(number, year)| (number, *year) == (&issue.number, issue.year));
            same && issue.authority == office
        })
    }

    /// The draft that a determination was issued from, where it is read here: its public fields
    /// are those that were issued, as far as they still stand open.
    pub(crate) fn draft_of(&mut self, issued: &Issued) -> Result<Option<Name>, OfficeError> {
        let openings = self.openings(&Scope::National, &issued.change)?.unwrap_or_default();
        for name in self.all(Kind::DraftDetermination)? {
            let content = self.document(&name)?.content();
            let read = DeterminationDraft::read(&content);
            let mut same = self.issued_under(&read);
            let is_of_it = same.any(|one| one.change == issued.change);
            let Ok(rows) = determination_rows(&content) else { continue };
            if is_of_it && says_the_same(&rows, &openings) {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// Whether exactly these rows were issued under this number: then nothing is being prepared.
    fn is_issued(&self, content: &Content) -> Result<bool, OfficeError> {
        let Ok(rows) = determination_rows(content) else { return Ok(false) };
        for issued in self.issued_under(&DeterminationDraft::read(content)) {
            let openings = self.openings(&Scope::National, &issued.change)?;
            if openings.is_some_and(|openings| is_same(&rows, &openings)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_empty(content: &Content) -> bool {
    content.iter().all(|(_, values)| values.iter().all(String::is_empty))
}

/// Whether all that was issued and stands open says what these rows say.
fn says_the_same(rows: &BTreeMap<String, BTreeMap<&'static str, String>>, issued: &Rows) -> bool {
    let same = |label: &str, field: &str, opening: &Opening| match opening {
        Opening::Open { value, .. } => {
            rows.get(label).and_then(|row| row.get(field)) == value.as_ref()
        }
        Opening::Withheld(_) => true,
    };
    rows.len() == issued.len()
        && issued
            .iter()
            .all(|(label, row)| row.iter().all(|(field, opening)| same(label, field, opening)))
}

fn is_same(rows: &BTreeMap<String, BTreeMap<&'static str, String>>, issued: &Rows) -> bool {
    let value = |opening: &Opening| match opening {
        Opening::Open { value, .. } => value.clone(),
        Opening::Withheld(_) => None,
    };
    rows.len() == issued.len()
        && rows.iter().all(|(label, row)| {
            issued.get(label).is_some_and(|openings| {
                let same = |(field, text): (&&'static str, &String)| {
                    openings.get(*field).and_then(value).as_ref() == Some(text)
                };
                openings.len() == row.len() && row.iter().all(same)
            })
        })
}
