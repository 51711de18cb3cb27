//! What there is to see: entries with where they stand, and the office as a whole.

use std::collections::BTreeMap;

use kecuali_domain::{
    Day, DocumentId, Kind, OfficeId, Scope,
    act::ItemRef,
    content::{Content, SALT},
    determination::determination_field,
    field::{self, Visibility},
    fold::Submitted,
    handle,
    office::Offices,
    rules::Finding,
    status::{Course, Status},
};
use kecuali_ledger::Document;
use kecuali_sync::WaitingState;
use serde::Serialize;

use super::{
    Name, Office,
    exchange::Alarm,
    expiry::{Expiring, expiring},
    history::Event,
    input::own_heading,
    progress::{Progress, Stages, is_determined},
    reading::is_shown,
    request::RequestView,
    view::Card,
};
use crate::{
    catalogue::{refusal, screen},
    error::OfficeError,
};

/// An entry in a list.
#[derive(Debug, Clone, Serialize)]
pub struct EntrySummary {
    /// Its log.
    #[serde(skip)]
    pub log: Scope,
    /// Its id.
    pub id: DocumentId,
    /// Its handle.
    pub entry: String,
    /// The name of the information.
    pub information: String,
    /// Where it stands.
    pub status: Status,
    /// The same in words.
    pub label: &'static str,
    /// Where what the office asks for stands, also beside a decision in force.
    #[serde(skip)]
    pub course: Option<Course>,
    /// What comes next, in words.
    pub next: String,
    /// How far it has come.
    pub progress: Progress,
    /// What is true of it beyond this disk.
    #[serde(skip)]
    pub stages: Stages,
    /// How many changes of it were not sent yet.
    pub unsent: usize,
    /// How many fields hold several values.
    pub conflicts: usize,
    /// How often its fields were changed since the version that was determined or, where none was,
    /// submitted.
    pub later_edits: usize,
    /// The item it is determined or submitted under, as people cite it.
    pub under: Option<String>,
    /// The last day of the exemption that is in force, when it has one.
    pub ends: Option<Day>,
    /// Whether that day is over: the information is open, whatever the decision says.
    pub lapsed: bool,
}

/// An entry with all its fields.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// Where it stands.
    #[serde(flatten)]
    pub summary: EntrySummary,
    /// Its fields.
    pub fields: Vec<FieldView>,
    /// What the rules find.
    pub findings: Vec<FindingView>,
    /// What the office asked about the determination in force.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<RequestView>,
    /// What ended it: when, by whom, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Event>,
}

/// A field as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct FieldView {
    /// The content key.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// Its values; more than one when they are in conflict.
    pub values: Vec<String>,
    /// Whether it becomes public when the entry is determined.
    pub public: bool,
}

/// A finding as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// The number of the rule.
    pub rule: &'static str,
    /// The stable code.
    pub code: &'static str,
    /// Whether it stands in the way of some act.
    pub blocks: Vec<&'static str>,
    /// The content key.
    pub field: String,
    /// What people read.
    pub message: &'static str,
    /// What it is about, where the field does not say it: the other document, the day, the years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// The office as a whole.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// The office.
    pub office: OfficeId,
    /// Its name.
    pub name: String,
    /// The day of the log.
    pub day: Day,
    /// How many entries stand where, by the id of the status.
    pub entries: BTreeMap<&'static str, usize>,
    /// How many of them are open by now, because their period is over.
    pub lapsed: usize,
    /// What ends soon, the earliest first.
    pub expiring: Vec<Expiring>,
    /// Signed, and sent with the next sync.
    pub ready: usize,
    /// Written, and waiting for the grant of its key.
    pub unsealed: usize,
    /// How much of that has its grant, and waits for the passphrase of its key.
    pub locked: usize,
    /// Refused for good and kept here.
    pub parked: Vec<Parked>,
    /// How many fields hold several values.
    pub conflicts: usize,
    /// When the server last answered, in milliseconds since 1970.
    pub last_sync: Option<u64>,
    /// Where the server is.
    pub server: Option<String>,
    /// What must be told.
    pub alarms: Vec<Alarm>,
}

/// Work that the server refused for good.
#[derive(Debug, Clone, Serialize)]
pub struct Parked {
    /// The document.
    pub document: String,
    /// The change.
    pub change: String,
    /// The stable code.
    pub code: String,
    /// What is wrong.
    pub sentence: String,
}

/// The small value that holds when the server last answered.
pub(crate) const LAST_SYNC: &str = "client/last_sync";

impl Office {
    /// Every entry that is read here.
    pub fn entries(&mut self) -> Result<Vec<EntrySummary>, OfficeError> {
        Ok(self.listing()?.entries.iter().map(|listed| listed.summary.clone()).collect())
    }

    /// One entry in short.
    pub fn summary(&mut self, name: &Name) -> Result<EntrySummary, OfficeError> {
        // A command that asks for one entry does not read all of them.
        let listing = self.fresh().listing.as_ref();
        if let Some(listed) = listing.and_then(|listing| listing.get(&name.0, name.1)) {
            return Ok(listed.summary.clone());
        }
        let required = self.national().now().entry_policy().required;
        let card = Card::of(self.document(name)?, &required);
        let (scope, id) = name;
        let waiting = self.desk.waiting().iter();
        let waiting = waiting.filter(|one| one.document == *id && one.scope == *scope);
        let unsent = waiting.filter(|one| is_shown(one)).count();
        let logged = self.desk.logged(scope, *id)?.map(|document| Card::of(document, &required));
        Ok(self.summarise(name.clone(), &card, logged.as_ref(), unsent))
    }

    /// Several entries in short.
    pub fn summaries(&mut self, names: &[Name]) -> Result<Vec<EntrySummary>, OfficeError> {
        names.iter().map(|name| self.summary(name)).collect()
    }

    /// An entry in short, from what is shown of it, what its log alone comes to, and how much waits.
    pub(super) fn summarise(
        &self,
        (log, id): Name,
        card: &Card,
        logged: Option<&Card>,
        unsent: usize,
    ) -> EntrySummary {
        let status = card.status(self.national());
        let stages = Stages::of(logged, self.desk.book().national(), status);
        let ends = if is_determined(status) { self.ends(card.ends, card.under) } else { None };
        let lapsed = self.is_over(ends);
        let course = card.course(self.national());
        EntrySummary {
            entry: handle(&log, id),
            log,
            id,
            information: card.information.clone(),
            status,
            label: if lapsed { screen::LAPSED } else { status.row().label },
            course,
            next: screen::next(next_of(status, course), ends, lapsed),
            progress: stages.progress(status, unsent),
            stages,
            unsent,
            conflicts: card.conflicts,
            later_edits: if status == Status::Revoked { 0 } else { card.later_edits },
            under: card.under.map(|item| self.cite(item)),
            ends,
            lapsed,
        }
    }

    /// One entry with all its fields and what the rules find.
    pub fn entry(&mut self, name: &Name) -> Result<EntryView, OfficeError> {
        let summary = self.summary(name)?;
        let has_ended = summary.status.is_final();
        let document = self.document(name)?;
        let content = document.content();
        let substance = self.substance_of(name)?;
        let findings = self.findings(name, &content, substance)?;
        Ok(EntryView {
            summary,
            fields: fields(&content, Kind::Entry),
            findings: findings.iter().map(FindingView::from).collect(),
            requests: self.requests(name)?,
            ended: if has_ended { self.said_at_its_end(name)? } else { None },
        })
    }

    /// The office in numbers.
    pub fn overview(&mut self) -> Result<Overview, OfficeError> {
        let (day, listing) = (self.day(), self.listing()?);
        let entries = listing.entries.iter().map(|listed| &listed.summary);
        let mut by_status = BTreeMap::new();
        for entry in entries.clone() {
            *by_status.entry(entry.status.id()).or_insert(0) += 1;
        }
        let waiting = self.waiting()?;
        Ok(Overview {
            office: self.id().clone(),
            name: self.own_name(),
            entries: by_status,
            lapsed: entries.clone().filter(|entry| entry.lapsed).count(),
            expiring: expiring(entries, day, &self.national().now().holidays()),
            ready: waiting.ready,
            unsealed: waiting.unsealed,
            locked: self.locked_work(),
            parked: self.parked_in_short(),
            conflicts: listing.conflicts,
            last_sync: waiting.last_sync,
            server: self.server().map(str::to_owned),
            alarms: self.day_alarm().into_iter().collect(),
            day,
        })
    }

    /// What this office is called; empty where only a policy knows it.
    pub(crate) fn own_name(&self) -> String {
        name_of(self.id())
    }

    fn parked_in_short(&self) -> Vec<Parked> {
        let waiting = self.desk.waiting().iter();
        let parked = waiting.filter_map(|waiting| match &waiting.state {
            WaitingState::Parked { code, sentence } => Some(Parked {
                document: handle(&waiting.scope, waiting.document),
                change: waiting.change.to_string(),
                code: code.clone(),
                sentence: refusal::known(code).unwrap_or(sentence).to_owned(),
            }),
            WaitingState::Ready | WaitingState::Unsealed => None,
        });
        parked.collect()
    }

    /// An item as people cite it: `731/2025 butir 3`.
    pub fn cite(&self, item: ItemRef) -> String {
        let issue = self.number_of(item);
        format!("{} butir {}", issue.unwrap_or_else(|| item.issue.to_string()), item.item)
    }

    /// The number and year of the determination of an item.
    pub(crate) fn number_of(&self, item: ItemRef) -> Option<String> {
        let issue = &self.national().issued(&item.issue)?.issue;
        Some(numbered(&issue.number, issue.year))
    }
}

impl EntrySummary {
    /// Where a change of what is determined stands, in words, once somebody has done something
    /// about it.
    pub fn beside(&self) -> Option<&'static str> {
        let course = self.course.filter(|_| is_determined(self.status));
        course.filter(|course| *course != Course::Draft).map(|course| course.status().row().label)
    }
}

/// The status that says what comes next: where something was done about a change of what is
/// determined, that of the change.
fn next_of(status: Status, course: Option<Course>) -> Status {
    course.filter(|course| *course != Course::Draft).map_or(status, Course::status)
}

impl From<&Finding> for FindingView {
    fn from(finding: &Finding) -> Self {
        let rule = finding.rule();
        Self {
            rule: rule.id,
            code: rule.code,
            blocks: rule.blocks.iter().map(|gate| gate.as_str()).collect(),
            field: finding.key.clone(),
            message: rule.message,
            about: finding.detail.clone(),
        }
    }
}

/// What an office is called; empty where only a policy knows it.
pub(crate) fn name_of(office: &OfficeId) -> String {
    let known = Offices::bundled().get(office);
    known.map(|office| office.local_name().to_owned()).unwrap_or_default()
}

/// A decision as people cite it. Numbers of some eras end with their year already
/// (`169/Kpts/KPU/TAHUN 2015`).
pub(crate) fn numbered(number: &str, year: u16) -> String {
    let year = year.to_string();
    if number.ends_with(&year) { number.to_owned() } else { format!("{number}/{year}") }
}

/// The fields of a document in the order of their keys; the salt is nobody's to read.
pub(crate) fn fields(content: &Content, kind: Kind) -> Vec<FieldView> {
    let visibility = |key: &str| match kind {
        Kind::DraftDetermination => kecuali_domain::determination::determination_visibility(key),
        Kind::Entry | Kind::Determination | Kind::Policy | Kind::Roster => field::visibility(key),
    };
    let view = |(key, values): (&str, &[String])| FieldView {
        field: key.to_owned(),
        label: label_of(key),
        values: values.to_vec(),
        public: visibility(key) == Visibility::Public,
    };
    content.iter().filter(|(key, _)| *key != SALT).map(view).collect()
}

/// What people call a content key.
pub(crate) fn label_of(key: &str) -> String {
    let known = field::field(key).or_else(|| determination_field(key));
    let known = known.map(|field| field.label.to_owned());
    known.or_else(|| own_heading(key)).unwrap_or_else(|| key.to_owned())
}

/// The value of a key for a list: several values side by side.
pub(crate) fn shown(content: &Content, key: &str) -> String {
    content.values(key).join(" | ")
}

/// What is shown of a document's open submission.
pub(crate) fn last_open(document: &Document) -> Option<&Submitted> {
    document.state().submissions().iter().rfind(|one| one.is_open())
}
