//! What was submitted, as it was: who decides sees and signs that version, whatever was written
//! since.

pub mod items;

use kecuali_document::{Checked, Map};
use kecuali_domain::{
    Kind,
    act::{Covers, Position, ReadAct},
    content::Content,
    fold::Submitted,
};
use kecuali_encoding::Digest;
use kecuali_ledger::Document;
use serde::Serialize;

use super::{
    Name, Office,
    history::{Event, act_event},
    request::{RequestView, asked_back, is_all_that_waits},
    resubmission::Again,
    seen::Covered,
    standing::{EntrySummary, FieldView, FindingView, fields, last_open, shown},
};
use crate::{catalogue::input::not_now, error::OfficeError};

/// An entry as it was submitted: what a determine of it signs.
#[derive(Debug, Clone, Serialize)]
pub struct SubmissionView {
    /// Where the entry stands; its name and its item are those of the submission.
    #[serde(flatten)]
    pub summary: EntrySummary,
    /// What `--seen` takes to decide about this version and no other.
    pub seen: String,
    /// The submit: who, when, and where it stands.
    pub submitted: Event,
    /// How often its fields were changed since, in a version that nobody is asked to decide about.
    pub edits_since: usize,
    /// The fields of the submitted version.
    pub fields: Vec<FieldView>,
    /// What the rules find in that version.
    pub findings: Vec<FindingView>,
    /// The last word of each position on that version.
    pub endorsements: Vec<Event>,
    /// Why it came back before it was submitted again, and whether anything was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
    /// Whether nothing else waits than that the office asks to have the determination back.
    pub is_request: bool,
    /// What the office asked about the determination in force.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<RequestView>,
}

impl Office {
    /// What is decided about, with who asked for it and who agreed.
    pub fn submission(&mut self, name: &Name) -> Result<SubmissionView, OfficeError> {
        let (submitted, covers, content) = self.submitted(name)?;
        let substance = self.substance(Some(&submitted))?;
        let findings = self.findings(name, &content, substance)?;
        let mut summary = self.summary(name)?;
        summary.information = shown(&content, "information");
        summary.under = submitted.under.map(|item| self.cite(item));
        let seen = self.seen(std::slice::from_ref(name), Covered::Submitted(None))?;
        let requests = self.requests(name)?;
        let again = self.again(name, &submitted)?;
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        let event = |act: &Digest| {
            let record = document.acts().iter().find(|record| record.id == *act);
            record.map(|record| act_event(document, record, &holders))
        };
        let word = |position| document.state().word(&submitted.content, position);
        let words = Position::ALL.into_iter().filter_map(word);
        let elsewhere = || OfficeError::not_now(&name.0, name.1, not_now::SUBMISSION_ELSEWHERE);
        Ok(SubmissionView {
            summary,
            seen,
            submitted: event(&submitted.act).ok_or_else(elsewhere)?,
            edits_since: edits_since(document, &covers),
            fields: fields(&content, Kind::Entry),
            findings: findings.iter().map(FindingView::from).collect(),
            endorsements: words.filter_map(|word| event(&word.act)).collect(),
            again,
            is_request: is_all_that_waits(document.state()),
            requests,
        })
    }

    /// Whether what is decided about waits for its province to pass it on: until then KPU RI cannot
    /// determine it.
    pub(crate) fn waits_at_province(&mut self, name: &Name) -> Result<bool, OfficeError> {
        let (submitted, _, _) = self.submitted(name)?;
        Ok(submitted.via_province && submitted.forwards.is_empty())
    }

    /// The submission that is decided about: the open one, or the last of a contest, or that which the
    /// office asks to have back.
    pub(crate) fn submitted(
        &mut self,
        name: &Name,
    ) -> Result<(Submitted, Covers, Content), OfficeError> {
        let lacks = |why| OfficeError::not_now(&name.0, name.1, why);
        let document = self.document(name)?;
        let all = document.state().submissions();
        let in_contest = !document.state().contest().is_empty();
        let last = all.iter().rfind(|one| one.is_open() || in_contest);
        let asked = asked_back(document).and_then(|act| all.iter().find(|one| one.act == act));
        let last = if is_all_that_waits(document.state()) { asked } else { last };
        let submitted = last.ok_or_else(|| lacks(not_now::NOTHING_SUBMITTED))?.clone();
        let covers = covers_of(document, &submitted.act);
        let covers = covers.ok_or_else(|| lacks(not_now::SUBMISSION_ELSEWHERE))?.clone();
        let content = document.content_at(&covers.heads);
        let content = content.ok_or_else(|| lacks(not_now::VERSION_ELSEWHERE))?;
        Ok((submitted, covers, content))
    }
}

/// The version that an act of a document covers.
pub(crate) fn covers_of<'a>(document: &'a Document, act: &Digest) -> Option<&'a Covers> {
    let record = document.acts().iter().find(|record| record.id == *act)?;
    match &record.act {
        ReadAct::Known(act) => act.covers(),
        ReadAct::Unknown(_) => None,
    }
}

/// How often fields were changed: since the version that was determined, or, where
/// none was, since the one that waits for a decision.
pub(crate) fn later_edits(document: &Document) -> usize {
    let state = document.state();
    if state.conclusion().is_some() {
        return 0;
    }
    let decided = state.decision().map(|decision| decision.act);
    let about = decided.or_else(|| last_open(document).map(|one| one.act));
    let covers = about.and_then(|act| covers_of(document, &act));
    covers.map_or(0, |covers| edits_since(document, covers))
}

/// How many changes of fields a version does not know; none where they come to the same.
pub(crate) fn edits_since(document: &Document, covers: &Covers) -> usize {
    if document.version().content == covers.content {
        return 0;
    }
    let history = document.history();
    let is_known =
        |change: &Checked| covers.heads.iter().any(|head| history.has_seen(head, &change.hash()));
    history.changes().filter(|change| change.map() == Map::Content && !is_known(change)).count()
}
