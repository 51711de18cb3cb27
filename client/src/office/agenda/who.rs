//! Whose turn it is: what is to be done with an entry, by what the keys of a person may do.

use std::collections::BTreeSet;

use kecuali_domain::{
    Capability,
    act::Position,
    status::{Course, Status},
};

use super::Task;
use crate::{
    error::{OfficeError, Sought},
    office::{Office, listing::Listed, view::Card},
};

/// Someone, as far as it decides what is waiting.
pub(super) struct Who {
    may: BTreeSet<Capability>,
    positions: BTreeSet<Position>,
}

impl Office {
    /// A person of this machine, or all of them together.
    pub(super) fn who(&self, acting: Option<&str>) -> Result<Who, OfficeError> {
        let (mut may, mut positions) = (BTreeSet::new(), BTreeSet::new());
        let meant = |key: &str, name: &str| acting.is_none_or(|one| one == key || one == name);
        let people: Vec<_> =
            self.people().iter().filter(|one| meant(&one.key, &one.name)).cloned().collect();
        if let (Some(named), true) = (acting, people.is_empty()) {
            return Err(OfficeError::not_found(Sought::Person, named));
        }
        for person in people {
            // What a key may do is known without it: nobody is asked for a passphrase to be told
            // what waits. One that cannot be read does nothing.
            let holds = |one: &Capability| self.may(&person, &[*one], &self.scope());
            may.extend(Capability::ALL.into_iter().filter(|one| holds(one).unwrap_or(false)));
            positions.extend(person.endorses_as);
        }
        Ok(Who { may, positions })
    }

    /// Those of this machine for whom a task waits, by name.
    pub fn whose_turn(&self, task: Task) -> Result<Vec<String>, OfficeError> {
        let mut names = Vec::new();
        for person in self.people() {
            if self.who(Some(&person.key))?.does(task, self.id().is_national()) {
                names.push(person.name.clone());
            }
        }
        Ok(names)
    }
}

impl Who {
    /// Whether this is someone who works on the register of the office.
    pub(super) fn keeps_register(&self) -> bool {
        self.may.contains(&Capability::Draft)
    }

    /// Whether this is someone who ends what KPU RI determined, or determines it anew.
    pub(super) fn keeps_determinations(&self) -> bool {
        self.may(Capability::Issue) || self.may(Capability::Revoke)
    }

    /// Whether a task is for this person where it waits at all.
    fn does(&self, task: Task, national: bool) -> bool {
        match task {
            Task::SettleContest | Task::Answer | Task::Decide => self.may(Capability::Review),
            Task::Forward => self.may(Capability::Forward),
            Task::Endorse => self.may(Capability::Endorse) && !self.positions.is_empty(),
            Task::Submit => self.may(Capability::Submit),
            Task::Expire if national => self.keeps_determinations() || self.keeps_register(),
            Task::Mend
            | Task::Ended
            | Task::Declined
            | Task::Resolve
            | Task::Unpark
            | Task::Expire
            | Task::Review
            | Task::AskApproval => self.keeps_register(),
        }
    }

    fn may(&self, capability: Capability) -> bool {
        self.may.contains(&capability)
    }

    /// What is to be done with an entry: by where what is asked for stands, whatever was decided
    /// about it before.
    pub(super) fn tasks(&self, listed: &Listed, own: bool) -> Vec<Task> {
        let Listed { card, summary, .. } = listed;
        let mut tasks = Vec::new();
        if own && self.keeps_register() && card.conflicts > 0 {
            tasks.push(Task::Resolve);
        }
        if summary.status == Status::Contesting && self.may(Capability::Review) {
            tasks.push(Task::SettleContest);
        }
        let asks_back = card.pending.as_ref().is_some_and(|waits| waits.asks_back().is_some());
        if asks_back && summary.status != Status::Revoked && self.may(Capability::Review) {
            tasks.push(Task::Answer);
        }
        let Some(course) = summary.course else { return tasks };
        if own {
            tasks.extend(self.own(card, course));
            let declined = card.words.values().any(|agrees| !agrees);
            let stays = declined && matches!(course, Course::Draft | Course::Declined);
            tasks.extend(Some(Task::Declined).filter(|_| stays && self.keeps_register()));
        }
        tasks.extend(match course {
            Course::AtProvince if !own && self.may(Capability::Forward) => Some(Task::Forward),
            Course::AtNational if self.may(Capability::Review) => Some(Task::Decide),
            Course::Draft
            | Course::Declined
            | Course::Endorsed
            | Course::AtProvince
            | Course::AtNational
            | Course::Returned
            | Course::Withdrawn
            | Course::ConcludedOpen => None,
        });
        tasks
    }

    /// What an office is to do about what it asks for. Content that was sent already is endorsed by
    /// nobody again.
    fn own(&self, card: &Card, course: Course) -> Option<Task> {
        let drafts = self.keeps_register();
        let lacks_word = || self.positions.iter().any(|one| !card.words.contains_key(one));
        let is_open = card.is_news && card.ready;
        let endorses = is_open && self.may(Capability::Endorse) && lacks_word();
        let asks = is_open && card.words.is_empty() && drafts;
        let then = match course {
            Course::AtProvince | Course::AtNational => return None,
            Course::Endorsed => return self.may(Capability::Submit).then_some(Task::Submit),
            Course::Draft | Course::Withdrawn | Course::ConcludedOpen => {
                asks.then_some(Task::AskApproval)
            }
            Course::Returned => drafts.then_some(Task::Mend),
            Course::Declined => None,
        };
        if endorses { Some(Task::Endorse) } else { then }
    }
}
