//! What waits for whom: by what the keys of a person may do, the first of each and how many.

mod coming;
mod who;

use kecuali_domain::{
    Day, Scope,
    act::{Act, ItemRef, ReadAct},
    handle,
};
use kecuali_sync::WaitingState;
use serde::Serialize;

use self::coming::{Calendar, Coming, NearItem, stages};
pub use self::coming::{Expiry, Review, Stage};
use super::{
    Name, Office,
    history::{Event, called},
    listing::Listed,
    queue::Pending,
};
use crate::{
    catalogue::{agenda as words, refusal},
    error::OfficeError,
};

/// What waits for someone.
#[derive(Debug, Clone, Serialize)]
pub struct Agenda {
    /// The day it was made for.
    pub day: Day,
    /// What waits, by what is to be done; nothing that is empty, nor what this person may not do.
    pub sections: Vec<Section>,
}

/// Everything with which the same is to be done.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// What is to be done.
    pub task: Task,
    /// The same in words.
    pub label: &'static str,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub first: Vec<Waits>,
    /// Of those that come with a day: how many there are of each stage, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Task {
    /// KPU RI: decisions that did not know of each other.
    SettleContest,
    /// KPU RI: what offices ask to have back, the oldest first.
    Answer,
    /// KPU RI: submissions, the oldest first.
    Decide,
    /// A province: submissions of its regencies, the oldest first.
    Forward,
    /// An endorser: entries without one's own word on what is there now.
    Endorse,
    /// Sent back, with the reason.
    Mend,
    /// Revoked, opened or taken down by KPU RI within the last thirty days: told, and not to be done.
    Ended,
    /// Not endorsed, with the note of who declined.
    Declined,
    /// Fields that two people wrote unseen of each other.
    Resolve,
    /// Refused by the server for good.
    Unpark,
    /// Exemptions whose end is near, the earliest first.
    Expire,
    /// Exemptions without a last day whose yearly review is near or was missed, the earliest first.
    Review,
    /// Endorsed by all.
    Submit,
    /// Drafts that no rule stands in the way of.
    AskApproval,
}

/// One thing that waits.
#[derive(Debug, Clone, Serialize)]
pub struct Waits {
    /// The handle; of an item of a determination, how it is cited.
    pub entry: String,
    /// Whether it is an entry of another office.
    #[serde(skip)]
    pub below: bool,
    /// The determination, where it is one of its items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub determination: Option<String>,
    /// The name of the information.
    pub information: String,
    /// Since when, by a writer's clock, in milliseconds since 1970.
    pub since: Option<u64>,
    /// Why: the reason that was given, or why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When KPU RI ended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Day>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Expiry>,
    /// When it is to be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
}

/// For so many days of the log an office is told what KPU RI ended.
const TOLD_FOR: i32 = 30;

/// A reason, and who gave it.
type Why = (Option<String>, Option<String>);

impl Office {
    /// What waits for a person of this machine, or for all of them together: of each task the first
    /// few, and how many.
    pub fn agenda(&mut self, acting: Option<&str>, first: usize) -> Result<Agenda, OfficeError> {
        self.refresh()?;
        let who = self.who(acting)?;
        let day = self.day();
        let own = self.scope();
        let mut calendar = Calendar::new(day, self.national().now().holidays());
        let listing = self.listing()?;
        let keeps = self.id().is_national() && who.keeps_determinations();
        let parked = if who.keeps_register() { self.parked_waits() } else { Vec::new() };
        let mut found: Vec<Found<'_>> = parked.iter().map(Found::parked).collect();
        for listed in &listing.entries {
            let is_own = listed.summary.log == own;
            let tasks = who.tasks(listed, is_own);
            found.extend(tasks.into_iter().map(|task| Found::entry(task, listed)));
            let kept = Some(listed).filter(|_| is_own && who.keeps_register());
            let ended = kept.and_then(|listed| self.ended_on(&listed.card));
            let is_news = |ended: &Day| (0..=TOLD_FOR).contains(&ended.days_until(day));
            if let Some(ended) = ended.filter(is_news) {
                found.push(Found { ended: Some(ended), ..Found::entry(Task::Ended, listed) });
            }
            let coming = match kept {
                Some(listed) => self.coming(listed, &mut calendar),
                None if keeps && !is_own => self.coming_below(listed, &mut calendar),
                None => None,
            };
            if let Some(coming) = coming {
                let found_as = Found::entry(coming.task(), listed);
                found.push(Found { coming: Some(coming), ..found_as });
            }
        }
        let near = if keeps { self.near_items(&mut calendar) } else { Vec::new() };
        found.extend(near.iter().map(Found::item));
        found.sort_by(|one, other| one.order().cmp(&other.order()));
        let mut sections = Vec::new();
        for same in found.chunk_by(|one, other| one.task == other.task) {
            let Some(Found { task, .. }) = same.first() else { continue };
            let shown = same.iter().take(first).map(|one| self.waits_of(one));
            let (label, shown) = (words::task(*task), shown.collect::<Result<_, _>>()?);
            let stages = stages(same.iter().filter_map(|one| one.coming.as_ref()));
            sections.push(Section { task: *task, label, count: same.len(), first: shown, stages });
        }
        Ok(Agenda { day, sections })
    }

    fn waits_of(&mut self, found: &Found<'_>) -> Result<Waits, OfficeError> {
        let listed = match found.what {
            What::Parked(waits) => return Ok(waits.clone()),
            What::Item(near) => return self.item_waits(near),
            What::Entry(listed) => listed,
        };
        let (reason, by) = self.why(found.task, listed)?;
        let (expiry, review) = found.coming.clone().map(Coming::parted).unwrap_or_default();
        Ok(Waits {
            entry: listed.summary.entry.clone(),
            below: listed.summary.log != self.scope(),
            determination: None,
            information: listed.summary.information.clone(),
            since: found.since,
            reason,
            by,
            ended: found.ended,
            expiry,
            review,
        })
    }

    /// An item that ends soon, by its number and its name.
    fn item_waits(&mut self, near: &NearItem) -> Result<Waits, OfficeError> {
        let (expiry, review) = near.coming.clone().parted();
        Ok(Waits {
            entry: self.cite(near.item),
            below: false,
            determination: self.number_of(near.item),
            information: self.item_name(near.item)?,
            since: None,
            reason: None,
            by: None,
            ended: None,
            expiry,
            review,
        })
    }

    /// The reason that was given, and who gave it.
    fn why(&mut self, task: Task, listed: &Listed) -> Result<Why, OfficeError> {
        match task {
            Task::Mend => self.why_returned(&listed.name()),
            Task::Answer => self.why_asked(&listed.name()),
            Task::Declined => self.why_declined(&listed.name()),
            Task::Ended => {
                let said = self.said_at_its_end(&listed.name())?;
                let why = |event: Event| (Some(event.detail.join(", ")), Some(event.by));
                Ok(said.map(why).unwrap_or_default())
            }
            Task::SettleContest
            | Task::Decide
            | Task::Forward
            | Task::Endorse
            | Task::Resolve
            | Task::Unpark
            | Task::Expire
            | Task::Review
            | Task::Submit
            | Task::AskApproval => Ok(Why::default()),
        }
    }

    /// The notes of those who declined what is there now, and who they are.
    fn why_declined(&mut self, name: &Name) -> Result<Why, OfficeError> {
        let said: Vec<Event> =
            self.declines(name)?.into_iter().filter_map(|one| one.event).collect();
        let all = |texts: Vec<String>, sep| (!texts.is_empty()).then(|| texts.join(sep));
        let notes = said.iter().map(|event| event.detail.join(", ")).collect();
        let people = said.iter().map(|event| event.by.clone()).collect();
        Ok((all(notes, "; "), all(people, ", ")))
    }

    /// The last reason for which an entry was sent back, and who gave it.
    fn why_returned(&mut self, name: &Name) -> Result<Why, OfficeError> {
        let holders = self.holders(&Scope::National)?;
        let document = self.document(name)?;
        let said = document.acts().iter().rev().find_map(|record| match &record.act {
            ReadAct::Known(act) => {
                let Act::Return(about) = act.as_ref() else { return None };
                Some((about.reason.clone(), called(&holders, record.signer)))
            }
            ReadAct::Unknown(_) => None,
        });
        Ok(said.map_or((None, None), |(reason, by)| (reason, Some(by))))
    }

    fn parked_waits(&self) -> Vec<Waits> {
        let parked = self.desk.waiting().iter().filter_map(|one| match &one.state {
            WaitingState::Parked { code, sentence } => {
                let sentence = refusal::known(code).unwrap_or(sentence).to_owned();
                Some(Waits {
                    entry: handle(&one.scope, one.document),
                    below: false,
                    determination: None,
                    information: String::new(),
                    since: Some(one.time()),
                    reason: Some(sentence),
                    by: None,
                    ended: None,
                    expiry: None,
                    review: None,
                })
            }
            WaitingState::Ready | WaitingState::Unsealed => None,
        });
        parked.collect()
    }
}

/// Something that waits, before it is known whether it stands among the first.
struct Found<'a> {
    task: Task,
    since: Option<u64>,
    coming: Option<Coming>,
    ended: Option<Day>,
    what: What<'a>,
}

enum What<'a> {
    Entry(&'a Listed),
    Parked(&'a Waits),
    Item(&'a NearItem),
}

impl<'a> Found<'a> {
    fn entry(task: Task, listed: &'a Listed) -> Self {
        let asked = listed.card.pending.as_ref().and_then(Pending::asks_back);
        let asked = asked.filter(|_| task == Task::Answer);
        let since = asked.or(listed.card.submitted).unwrap_or(listed.card.changed);
        Self { task, since: Some(since), coming: None, ended: None, what: What::Entry(listed) }
    }

    const fn parked(waits: &'a Waits) -> Self {
        let since = waits.since;
        Self { task: Task::Unpark, since, coming: None, ended: None, what: What::Parked(waits) }
    }

    fn item(near: &'a NearItem) -> Self {
        let coming = Some(near.coming.clone());
        let task = near.coming.task();
        Self { task, since: None, coming, ended: None, what: What::Item(near) }
    }

    /// By task; within it what ends first, then what has waited longest.
    fn order(&self) -> (Task, Option<Day>, Option<u64>, &str, Option<ItemRef>) {
        let (entry, item) = match self.what {
            What::Entry(listed) => (listed.summary.entry.as_str(), None),
            What::Parked(waits) => (waits.entry.as_str(), None),
            What::Item(near) => ("", Some(near.item)),
        };
        (self.task, self.coming.as_ref().map(Coming::day), self.since, entry, item)
    }
}
