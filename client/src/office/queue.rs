//! What waits for a decision, oldest first: at KPU RI the submissions of every office, at a
//! province those that it may pass on.

mod wish;

use std::collections::BTreeSet;

use kecuali_domain::{
    Day, Kind, OfficeId, Scope,
    act::{Act, Batch, ReadAct},
    fold::Submitted,
    legal_basis::LegalBasis,
    status::Status,
};
use kecuali_ledger::{ActRecord, Document};
use serde::{Deserialize, Serialize};

pub use self::wish::Wish;
use super::{Office, jakarta_day, standing::EntrySummary, submission::covers_of, view::Card};
use crate::error::OfficeError;

/// What of an entry waits for a decision: kept with what a list shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pending {
    /// When it was submitted or, of a mere request, asked, by the signer's clock.
    time: u64,
    at_province: bool,
    is_new: bool,
    batch: Option<Batch>,
    bases: BTreeSet<String>,
    /// When the office asked to have back what is determined, where that waits for an answer.
    asked: Option<u64>,
    /// Whether that is all that waits.
    is_request: bool,
}

/// An entry that waits for a decision.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not, whatever the others are")]
pub struct QueueEntry {
    /// Where it stands.
    #[serde(flatten)]
    pub summary: EntrySummary,
    /// The office that submitted it.
    pub office: OfficeId,
    /// The day it was submitted or, of a mere request, asked, by the signer's clock.
    pub submitted: Day,
    /// How many days ago that was.
    pub age: i32,
    /// Whether its province has not passed it on yet.
    pub at_province: bool,
    /// Whether it is new substance, and applies no item.
    pub is_new: bool,
    /// The list it was submitted in.
    pub batch: Option<Batch>,
    /// The legal bases that were submitted, by their signed names.
    pub bases: BTreeSet<String>,
    /// Whether the office asks to have back what is determined.
    pub asks_back: bool,
    /// Whether that is all that waits, and nothing is to be determined.
    pub is_request: bool,
}

impl Pending {
    /// What waits of a document: its last submission that nobody decided about, also while an
    /// earlier decision is in force; the last of a contest; or a wish to have a decision back.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        if document.kind() != Kind::Entry {
            return None;
        }
        let state = document.state();
        let last = state.submissions().last();
        let contested = last.filter(|_| !state.contest().is_empty());
        let submitted = state.pending().last().or(contested);
        let request = state.requests().next();
        let asked = request.map(|request| request.submission);
        let asked = asked.and_then(|act| state.submissions().iter().find(|one| one.act == act));
        let about = submitted.or(asked)?;
        let is_request = submitted.is_none();
        let record = |act| document.acts().iter().find(|record| record.id == act);
        let asking = request.and_then(|request| record(request.act));
        let waits = if is_request { asking } else { record(about.act) }?;
        Some(Self {
            time: waits.time,
            at_province: !is_request && is_at_province(about),
            is_new: !is_request && about.under.is_none(),
            batch: batch(waits).cloned(),
            bases: bases(document, about),
            asked: asking.map(|record| record.time),
            is_request,
        })
    }

    /// When the office asked to have back what is determined, where KPU RI has not answered.
    pub(crate) const fn asks_back(&self) -> Option<u64> {
        self.asked
    }

    /// The same with whose it is, on a day.
    fn entry(&self, summary: &EntrySummary, today: Day) -> Option<QueueEntry> {
        let submitted = jakarta_day(self.time);
        Some(QueueEntry {
            summary: summary.clone(),
            office: summary.log.office()?.clone(),
            submitted,
            age: submitted.days_until(today).max(0),
            at_province: self.at_province,
            is_new: self.is_new,
            batch: self.batch.clone(),
            bases: self.bases.clone(),
            asks_back: self.asked.is_some(),
            is_request: self.is_request,
        })
    }
}

/// The list that a submit was sent in.
fn batch(record: &ActRecord) -> Option<&Batch> {
    let ReadAct::Known(act) = &record.act else { return None };
    if let Act::Submit(submission) = act.as_ref() { submission.batch.as_ref() } else { None }
}

fn is_at_province(submitted: &Submitted) -> bool {
    submitted.via_province && submitted.forwards.is_empty()
}

/// The legal bases of the version that was submitted.
fn bases(document: &Document, submitted: &Submitted) -> BTreeSet<String> {
    let covers = covers_of(document, &submitted.act);
    let content = covers.and_then(|covers| document.content_at(&covers.heads));
    let keys = content.iter().flat_map(|content| content.iter().map(|(key, _)| key));
    keys.filter_map(|key| LegalBasis::parse_key(key).ok()).map(|basis| basis.to_string()).collect()
}

impl Office {
    /// What waits for this office, oldest first.
    pub fn queue(&mut self) -> Result<Vec<QueueEntry>, OfficeError> {
        let (today, listing) = (self.day(), self.listing()?);
        let entries = listing.entries.iter();
        let mut all: Vec<(&Pending, &EntrySummary)> = entries
            .filter(|one| self.is_queued(&one.summary.log, &one.card))
            .filter_map(|one| Some((one.card.pending.as_ref()?, &one.summary)))
            .collect();
        all.sort_by_key(|(waits, summary)| (waits.time, &summary.entry));
        Ok(all.into_iter().filter_map(|(waits, summary)| waits.entry(summary, today)).collect())
    }

    /// How many wait for this office.
    pub fn queue_count(&mut self) -> Result<usize, OfficeError> {
        Ok(self.listing()?.queued)
    }

    /// Whether an entry waits for this office: at KPU RI whatever waits, at a province what one of
    /// its regencies submitted and it has not passed on.
    pub(super) fn is_queued(&self, scope: &Scope, card: &Card) -> bool {
        let from_below = |waits: &Pending| waits.at_province && *scope != self.scope();
        let here = |waits: &Pending| self.id().is_national() || from_below(waits);
        // Where the item above was ended, nothing is left to be taken back.
        let is_moot =
            |waits: &Pending| waits.is_request && card.status(self.national()) == Status::Revoked;
        card.pending.as_ref().is_some_and(|waits| here(waits) && !is_moot(waits))
    }

    /// The same as a list of entries: at a province what it may forward, at KPU RI what it may
    /// decide.
    pub fn inbox(&mut self) -> Result<Vec<EntrySummary>, OfficeError> {
        Ok(self.queue()?.into_iter().map(|one| one.summary).collect())
    }

    /// The province of an office; its own id for a province, and for KPU RI.
    pub fn province_of(&self, office: &OfficeId) -> OfficeId {
        let tree = self.national().now().offices();
        let above = tree.parent(office).filter(|parent| !parent.is_national());
        above.unwrap_or_else(|| office.clone())
    }
}
