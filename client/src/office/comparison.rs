//! What changed between the versions of an entry that someone decided or decides about.

use kecuali_domain::{Kind, act::Covers, content::Content, fold::Submitted, handle};
use kecuali_ledger::Document;
use serde::Serialize;

use super::{
    Name, Office,
    standing::{FieldView, fields},
    submission::{covers_of, edits_since},
};
use crate::{catalogue::input::not_now, error::OfficeError};

/// A version of an entry, by what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Version {
    /// The one that was determined.
    Determined,
    /// The one that was submitted before the last.
    SubmittedBefore,
    /// The one that was submitted last.
    Submitted,
    /// What is there now.
    Current,
}

/// What changed up to the version that was submitted, and what was changed after it.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// The entry.
    pub entry: String,
    /// What a decision about the submission would change: against the version that was determined,
    /// or, where none was, the one submitted before. None where there is neither, or no change.
    pub submitted: Option<Difference>,
    /// What was written after the submission, and nobody was asked about yet.
    pub later: Option<Difference>,
}

/// The fields that differ between two versions.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// The earlier version.
    pub from: Version,
    /// The later one.
    pub to: Version,
    /// The fields as they were; one that was not there is not here.
    pub before: Vec<FieldView>,
    /// The same fields as they became.
    pub after: Vec<FieldView>,
}

impl Office {
    /// What changed in an entry up to its last submission, and since.
    pub fn compare(&mut self, name: &Name) -> Result<Comparison, OfficeError> {
        let lacks = |why| OfficeError::not_now(&name.0, name.1, why);
        let document = self.document(name)?;
        let submissions = document.state().submissions();
        // What is decided about is the open one; where all have ended, the last shows what it was.
        let place = submissions.iter().rposition(Submitted::is_open);
        let place = place.or_else(|| submissions.len().checked_sub(1));
        let place = place.ok_or_else(|| lacks(not_now::NEVER_SUBMITTED))?;
        let version = |covers: &Covers| document.content_at(&covers.heads);
        let covers = covers_of(document, &submissions[place].act);
        let covers = covers.ok_or_else(|| lacks(not_now::SUBMISSION_ELSEWHERE))?;
        let content = version(covers).ok_or_else(|| lacks(not_now::VERSION_ELSEWHERE))?;
        let before = earlier(document, place);
        let before = before.and_then(|(from, covers)| Some((from, version(covers)?)));
        let later = (edits_since(document, covers) > 0).then(|| document.content());
        Ok(Comparison {
            entry: handle(&name.0, name.1),
            submitted: before.and_then(|(from, before)| {
                Difference::between((from, &before), (Version::Submitted, &content))
            }),
            later: later.and_then(|later| {
                Difference::between((Version::Submitted, &content), (Version::Current, &later))
            }),
        })
    }
}

/// What a submission is held against.
fn earlier(document: &Document, place: usize) -> Option<(Version, &Covers)> {
    let state = document.state();
    if let Some(decision) = state.decision() {
        return Some((Version::Determined, covers_of(document, &decision.act)?));
    }
    let before = state.submissions().get(place.checked_sub(1)?)?;
    Some((Version::SubmittedBefore, covers_of(document, &before.act)?))
}

impl Difference {
    fn between(
        (from, before): (Version, &Content),
        (to, after): (Version, &Content),
    ) -> Option<Self> {
        let differing = |one: &Content, other: &Content| {
            let mut all = fields(one, Kind::Entry);
            all.retain(|field| other.values(&field.field) != field.values);
            all
        };
        let (before, after) = (differing(before, after), differing(after, before));
        let differs = !before.is_empty() || !after.is_empty();
        differs.then_some(Self { from, to, before, after })
    }
}
