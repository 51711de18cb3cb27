//! What is remembered of an entry between two acts, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_encoding::Digest;
use serde::{Deserialize, Serialize};

use super::{ActFact, Outcome};
use crate::{
    act::{ItemRef, Position},
    ids::Day,
};

/// An entry after some of its acts. It changes by [`EntryState::apply`] alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryState {
    pub(super) endorsements: BTreeMap<Digest, BTreeMap<Position, Word>>,
    pub(super) submissions: Vec<Submitted>,
    pub(super) opens: BTreeSet<Digest>,
    pub(super) decision: Option<Decision>,
    pub(super) conclusion: Option<Conclusion>,
    pub(super) contest: BTreeMap<Digest, Side>,
    pub(super) withheld: BTreeSet<String>,
    pub(super) requests: Vec<Request>,
    pub(super) outcomes: BTreeMap<Digest, Outcome>,
}

/// A position's last word on a content version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The endorse or decline.
    pub act: Digest,
    /// Whether it agrees.
    pub agrees: bool,
}

/// A submission that took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submitted {
    /// The submit; what others name it by.
    pub act: Digest,
    /// The content version submitted.
    pub content: Digest,
    /// The item it applies; absent for a new substance.
    pub under: Option<ItemRef>,
    /// Whether policy sends it through the province.
    pub via_province: bool,
    /// Whether it needs the province if it is determined under another item than it applies.
    pub elsewhere_via_province: bool,
    /// The forwards in effect on it.
    pub forwards: BTreeSet<Digest>,
    /// The determine that was last in effect on it.
    pub determined: Option<Digest>,
    /// What ended it; it is open while there is nothing.
    pub endings: BTreeMap<Digest, Ending>,
}

impl Submitted {
    /// Whether nothing ended it.
    pub fn is_open(&self) -> bool {
        self.endings.is_empty()
    }

    /// Whether the office took it back.
    pub fn is_withdrawn(&self) -> bool {
        self.ended_by(Ending::Withdraw)
    }

    /// Whether it was ended in this way, perhaps among others.
    pub fn ended_by(&self, ending: Ending) -> bool {
        self.endings.values().any(|other| *other == ending)
    }
}

/// How a submission ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The office took it back.
    Withdraw,
    /// KPU RI or the province sent it back.
    Return,
    /// KPU RI declared the information open.
    Open,
}

/// The determine in force. What it makes public also needs its item and its period in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The determine.
    pub act: Digest,
    /// The submission it stands on.
    pub submission: Digest,
    /// The content version determined.
    pub content: Digest,
    /// The item it is determined under.
    pub under: ItemRef,
    /// The salted hash of the public row.
    pub row: Digest,
    /// The last day of the exemption, when its period has one.
    pub ends: Option<Day>,
    /// The selection it was decided in.
    pub batch: Option<String>,
}

/// One side of a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Side {
    /// A determine, in force or waiting.
    Determine {
        /// The submission it stands on.
        submission: Digest,
    },
    /// A return that a determine had not seen.
    Return,
    /// An open that a determine had not seen, or that came while others were in contest; or a
    /// revoke or take-down that found nothing to end.
    Open,
}

/// The end of an entry: nothing after it has an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// The act that ended it.
    pub act: Digest,
    /// How.
    pub how: Finality,
}

/// How an entry ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finality {
    /// The decision was revoked.
    Revoked,
    /// The information was declared open.
    Opened,
    /// The public row was taken off the list.
    TakenDown,
}

/// A withdraw that came when its submission was determined: KPU RI answers it by ending the
/// decision, or by a return of the submission, which leaves the decision as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The withdraw.
    pub act: Digest,
    /// The submission the office asks to have back.
    pub submission: Digest,
    /// The return of KPU RI that said no; there is none while it waits.
    pub answer: Option<Digest>,
}

impl EntryState {
    /// The determine in force, also while another contests it. None after a final conclusion.
    pub fn decision(&self) -> Option<&Decision> {
        self.decision.as_ref()
    }

    /// The end of the entry, if it came.
    pub const fn conclusion(&self) -> Option<Conclusion> {
        self.conclusion
    }

    /// The sides of the open contest, by act; empty when there is none.
    pub const fn contest(&self) -> &BTreeMap<Digest, Side> {
        &self.contest
    }

    /// The submissions that took effect, oldest first.
    pub fn submissions(&self) -> &[Submitted] {
        &self.submissions
    }

    /// The submissions that wait for KPU RI or the province, oldest first, also while an earlier
    /// decision is in force.
    pub fn pending(&self) -> impl Iterator<Item = &Submitted> {
        let waits = |one: &&Submitted| one.is_open() && one.determined.is_none();
        self.submissions.iter().filter(waits).filter(|_| self.conclusion.is_none())
    }

    /// What the office asks KPU RI about the decision in force and nobody answered, oldest first.
    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        self.asked().filter(|request| request.answer.is_none())
    }

    /// What the office ever asked KPU RI about the decision in force, answered or not, oldest
    /// first.
    pub fn asked(&self) -> impl Iterator<Item = &Request> {
        let determined = self.decision.as_ref().map(|decision| decision.submission);
        self.requests.iter().filter(move |request| determined == Some(request.submission))
    }

    /// The public fields that are withheld from this row and every later one.
    pub const fn withheld(&self) -> &BTreeSet<String> {
        &self.withheld
    }

    /// A position's last word on a content version.
    pub fn word(&self, content: &Digest, position: Position) -> Option<Word> {
        self.endorsements.get(content)?.get(&position).copied()
    }

    /// Whether every required position's last word on a content version is an endorse.
    pub fn is_endorsed(&self, content: &Digest, required: &BTreeSet<Position>) -> bool {
        let agrees = |position: &Position| self.word(content, *position).is_some_and(|w| w.agrees);
        required.iter().all(agrees)
    }

    /// Whether a required position's last word on a content version is a decline.
    pub fn is_declined(&self, content: &Digest, required: &BTreeSet<Position>) -> bool {
        let declines =
            |position: &Position| self.word(content, *position).is_some_and(|w| !w.agrees);
        required.iter().any(declines)
    }

    /// What came of an act of this entry; absent for one that was never folded in.
    pub fn outcome(&self, act: &Digest) -> Option<Outcome> {
        self.outcomes.get(act).copied()
    }

    /// What came of every act, by change hash.
    pub const fn outcomes(&self) -> &BTreeMap<Digest, Outcome> {
        &self.outcomes
    }

    /// The place of a submission in effect that an act has seen.
    pub(super) fn place_of(&self, submission: &Digest, fact: &ActFact<'_>) -> Option<usize> {
        let seen = fact.has_seen(submission);
        self.submissions.iter().position(|one| one.act == *submission && seen)
    }

    /// Whether a determine that is a side of the contest stands on a submission.
    pub(super) fn is_contested(&self, submission: Digest) -> bool {
        self.contest.values().any(|side| *side == Side::Determine { submission })
    }

    /// Whether there is a contest and the signer had all of it on screen.
    pub(super) fn contest_is_seen(&self, fact: &ActFact<'_>) -> bool {
        !self.contest.is_empty() && self.contest.keys().all(|side| fact.has_seen(side))
    }

    /// Whether the office asks to have back what is determined of a submission, and the signer had
    /// that on screen.
    pub(super) fn is_asked_seen(&self, submission: Digest, fact: &ActFact<'_>) -> bool {
        let about = |request: &Request| request.submission == submission;
        self.requests().any(|request| about(request) && fact.has_seen(&request.act))
    }

    /// An act answers every request about a submission that its signer had on screen.
    pub(super) fn answer(&mut self, submission: Digest, fact: &ActFact<'_>) {
        let open = |one: &&mut Request| one.submission == submission && one.answer.is_none();
        for request in self.requests.iter_mut().filter(open) {
            request.answer = fact.has_seen(&request.act).then_some(fact.id);
        }
    }

    /// Ends the entry: nothing is in force or in contest any more.
    pub(super) fn conclude(&mut self, act: Digest, how: Finality) {
        self.conclusion = Some(Conclusion { act, how });
        self.decision = None;
        self.contest.clear();
    }
}
