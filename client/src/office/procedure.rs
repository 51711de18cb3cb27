//! Where entries stand in the procedure of their office: which version it is, who agreed to it,
//! what stands in the way, and why it came back.

use std::collections::{BTreeSet, HashMap};

use kecuali_document::Map;
use kecuali_domain::{
    Capability,
    act::{Act, Position, ReadAct},
    field::Gate,
    fold::{Ending, Submitted},
    handle,
    status::Course,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::Document;
use serde::Serialize;

use super::{
    Name, Office,
    approval::Done,
    history::{Event, act_event, called},
    standing::{EntrySummary, FindingView, label_of},
};
use crate::{catalogue::screen, error::OfficeError};

/// The steps of the procedure, as a PPID works through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Stage {
    /// Those who must agree are to be asked.
    Ask,
    /// All agree: it can be submitted.
    Submit,
    /// It waits for the province or KPU RI.
    Sent,
    /// It came back with a reason.
    Returned,
}

impl Stage {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [Self::Ask, Self::Submit, Self::Sent, Self::Returned];

    /// The step at which what an office asks for stands.
    pub const fn of(course: Course) -> Self {
        match course {
            Course::Draft | Course::Declined | Course::Withdrawn | Course::ConcludedOpen => {
                Self::Ask
            }
            Course::Endorsed => Self::Submit,
            Course::AtProvince | Course::AtNational => Self::Sent,
            Course::Returned => Self::Returned,
        }
    }
}

/// An entry as those see it who approve it.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Which entry.
    #[serde(flatten)]
    pub summary: EntrySummary,
    /// The version that an approval given now covers.
    pub version: Version,
    /// The last word of each position that is asked, on this version.
    pub words: Vec<Opinion>,
    /// Whether all that policy requires agree to this version.
    pub is_agreed: bool,
    /// Whether a submission of it is open.
    pub is_sent: bool,
    /// What stands in the way of endorsing or submitting it.
    pub hindrances: Vec<FindingView>,
    /// Why it came back, where that was the last thing that happened to it.
    pub returned: Option<Returned>,
}

/// A version of an entry, as people tell it from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// How often its fields were written.
    pub number: usize,
    /// What no other version has: the same on the screen, on paper and in another office.
    pub mark: String,
}

/// What a position said about a version.
#[derive(Debug, Clone, Serialize)]
pub struct Opinion {
    /// The position.
    pub position: Position,
    /// The same in words.
    pub label: &'static str,
    /// Whether it agrees; none while it has not said anything.
    pub agrees: Option<bool>,
    /// Who said it, and from what paper.
    pub event: Option<Event>,
}

/// Why an entry came back.
#[derive(Debug, Clone, Serialize)]
pub struct Returned {
    /// The return: who, when, and the reason.
    pub event: Event,
    /// What was said about it since it was submitted, field by field.
    pub remarks: Vec<Remark>,
    /// Whether its fields were written since.
    pub is_mended: bool,
}

/// Something that was said about an entry.
#[derive(Debug, Clone, Serialize)]
pub struct Remark {
    /// The field; none where it is about the whole.
    pub field: Option<String>,
    /// What people call it.
    pub label: String,
    /// What was said.
    pub text: String,
    /// Who said it.
    pub by: String,
}

/// A selection, parted by whether an act could be signed on it now.
#[derive(Debug, Default)]
pub struct Apart {
    /// Those that it could be signed on.
    pub fitting: Vec<Name>,
    /// The others.
    pub hindered: Vec<Hindered>,
}

/// An entry that an act cannot be signed on now, and why.
#[derive(Debug, Clone, Serialize)]
pub struct Hindered {
    /// The entry.
    pub entry: String,
    /// The name of the information.
    pub information: String,
    /// Why.
    pub sentence: String,
    /// What the rules find in the way.
    pub findings: Vec<FindingView>,
}

impl Office {
    /// The positions that are asked before something is submitted: those that policy requires;
    /// all of them where it requires none.
    pub fn asked_positions(&self) -> Vec<Position> {
        let required = self.national().now().entry_policy().required;
        if required.is_empty() { Position::ALL.to_vec() } else { required.into_iter().collect() }
    }

    /// The own entries, each with the step that it stands at.
    pub fn staged(&mut self) -> Result<Vec<(Stage, EntrySummary)>, OfficeError> {
        let own = self.scope();
        let listing = self.listing()?;
        let summaries = listing.entries.iter().map(|listed| &listed.summary);
        let own = summaries.filter(|entry| entry.log == own);
        let staged = |entry: &EntrySummary| Some((Stage::of(entry.course?), entry.clone()));
        let mut all: Vec<_> = own.filter_map(staged).collect();
        all.sort_by(|(_, one), (_, next)| one.entry.cmp(&next.entry));
        Ok(all)
    }

    /// These entries as those see them who approve them.
    pub fn steps(&mut self, names: &[Name]) -> Result<Vec<Step>, OfficeError> {
        let holders = self.holders(&self.scope())?;
        names.iter().map(|name| self.step(name, &holders)).collect()
    }

    /// Why an entry came back, where that is the last that happened to it.
    pub fn returned(&mut self, name: &Name) -> Result<Option<Returned>, OfficeError> {
        let holders = self.holders(&name.0)?;
        Ok(returned(self.document(name)?, &holders))
    }

    /// Who declined an entry as it is there now, each with the note.
    pub fn declines(&mut self, name: &Name) -> Result<Vec<Opinion>, OfficeError> {
        let document = self.document(name)?;
        let content = document.version().content;
        let word = |one| document.state().word(&content, one);
        if Position::ALL.into_iter().filter_map(word).all(|word| word.agrees) {
            return Ok(Vec::new());
        }
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        let all = Position::ALL.iter().map(|one| opinion(document, *one, &holders));
        Ok(all.filter(|one| one.agrees == Some(false)).collect())
    }

    fn step(&mut self, name: &Name, holders: &HashMap<KeyId, String>) -> Result<Step, OfficeError> {
        let required = self.national().now().entry_policy().required;
        let asked = self.asked_positions();
        let view = self.entry(name)?;
        let document = self.document(name)?;
        let content = document.version().content;
        let state = document.state();
        let mut hindrances = view.findings;
        hindrances.retain(stands_in_the_way);
        Ok(Step {
            version: Version::of(document),
            words: asked.iter().map(|one| opinion(document, *one, holders)).collect(),
            is_agreed: state.is_endorsed(&content, &required),
            is_sent: state.pending().next().is_some(),
            returned: returned(document, holders),
            summary: view.summary,
            hindrances,
        })
    }

    /// Parts a selection by whether an act could be signed on each of it now. What concerns all of
    /// them, as a key that may not do it, is an error of the whole.
    pub fn apart(
        &mut self,
        names: &[Name],
        act: impl Fn(&mut Self, &[Name]) -> Result<Vec<Done>, OfficeError>,
    ) -> Result<Apart, OfficeError> {
        let mut parted = Apart::default();
        for name in names {
            let tried = self.try_out(|office| act(office, std::slice::from_ref(name)));
            let (sentence, findings) = match tried {
                Ok(_) => {
                    parted.fitting.push(name.clone());
                    continue;
                }
                Err(OfficeError::Blocked { findings, .. }) => {
                    let mut found: Vec<FindingView> =
                        findings.iter().map(FindingView::from).collect();
                    found.retain(stands_in_the_way);
                    (screen::FINDINGS_IN_THE_WAY.to_owned(), found)
                }
                Err(
                    error @ (OfficeError::InConflict { .. }
                    | OfficeError::NotNow { .. }
                    | OfficeError::WithoutEffect { .. }),
                ) => (error.to_string(), Vec::new()),
                Err(error) => return Err(error),
            };
            let summary = self.summary(name)?;
            let (entry, information) = (summary.entry, summary.information);
            // What an error says of an entry begins with its name, which stands beside it here.
            let sentence = sentence.strip_prefix(&format!("{entry}: ")).unwrap_or(&sentence);
            let sentence = sentence.to_owned();
            parted.hindered.push(Hindered { entry, information, sentence, findings });
        }
        Ok(parted)
    }

    /// Parts a selection by whether it can be laid before those who approve it: what rules or
    /// conflicts keep from being endorsed would be signed in vain.
    pub fn printable(&mut self, names: &[Name]) -> Result<(Vec<Name>, Vec<Hindered>), OfficeError> {
        let (mut fitting, mut hindered) = (Vec::new(), Vec::new());
        for (name, step) in names.iter().zip(self.steps(names)?) {
            if step.hindrances.is_empty() && step.summary.conflicts == 0 {
                fitting.push(name.clone());
                continue;
            }
            let conflict = step.summary.conflicts > 0;
            let why =
                if conflict { screen::CONFLICT_IN_THE_WAY } else { screen::FINDINGS_IN_THE_WAY };
            hindered.push(Hindered {
                entry: step.summary.entry,
                information: step.summary.information,
                sentence: why.to_owned(),
                findings: step.hindrances,
            });
        }
        Ok((fitting, hindered))
    }

    /// What who acts may do here: the key named, or that of the only person there is.
    pub fn held_by(&self, acting: Option<&str>) -> Result<BTreeSet<Capability>, OfficeError> {
        let people: Vec<_> =
            self.whoami()?.into_iter().filter(|held| held.name.is_some()).collect();
        let one = match (acting, people.as_slice()) {
            (Some(key), all) => all.iter().find(|held| held.key == key),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        Ok(one.map(|held| held.capabilities.iter().copied().collect()).unwrap_or_default())
    }
}

impl Version {
    fn of(document: &Document) -> Self {
        let changes = document.history().changes();
        let content = document.version().content.to_string();
        Self {
            number: changes.filter(|change| change.map() == Map::Content).count(),
            mark: grouped(&content.chars().take(8).collect::<String>()),
        }
    }
}

/// A name of digits, in groups of four that are compared at a glance.
pub(crate) fn grouped(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    digits.chunks(4).map(|four| four.iter().collect()).collect::<Vec<String>>().join(" ")
}

fn stands_in_the_way(finding: &FindingView) -> bool {
    let gates = [Gate::Endorse.as_str(), Gate::Submit.as_str()];
    finding.blocks.iter().any(|gate| gates.contains(gate))
}

fn opinion(document: &Document, position: Position, holders: &HashMap<KeyId, String>) -> Opinion {
    let word = document.state().word(&document.version().content, position);
    let event = word.and_then(|word| event_of(document, &word.act, holders));
    let agrees = word.map(|word| word.agrees);
    Opinion { position, label: screen::position(position), agrees, event }
}

fn event_of(document: &Document, act: &Digest, holders: &HashMap<KeyId, String>) -> Option<Event> {
    let record = document.acts().iter().find(|record| record.id == *act)?;
    Some(act_event(document, record, holders))
}

fn returned(document: &Document, holders: &HashMap<KeyId, String>) -> Option<Returned> {
    let last = document.state().submissions().last()?;
    // A return of what is determined says no to a request: nothing came back.
    if last.determined.is_some() {
        return None;
    }
    let back = |(act, ending): (&Digest, &Ending)| (*ending == Ending::Return).then_some(*act);
    let act = last.endings.iter().find_map(back)?;
    Some(Returned {
        event: event_of(document, &act, holders)?,
        remarks: remarks(document, last, holders),
        is_mended: document.version().content != last.content,
    })
}

/// What was said since a submission.
fn remarks(
    document: &Document,
    since: &Submitted,
    holders: &HashMap<KeyId, String>,
) -> Vec<Remark> {
    let after = document.acts().iter().skip_while(|record| record.id != since.act);
    let remark = |record: &kecuali_ledger::ActRecord| {
        let ReadAct::Known(act) = &record.act else { return None };
        let Act::Comment(comment) = act.as_ref() else { return None };
        Some(Remark {
            label: comment.field.as_deref().map(label_of).unwrap_or_default(),
            field: comment.field.clone(),
            text: comment.text.clone(),
            by: called(holders, record.signer),
        })
    };
    after.filter_map(remark).collect()
}

/// The name of an entry, as forms carry it.
pub(crate) fn written((scope, id): &Name) -> String {
    handle(scope, *id)
}
