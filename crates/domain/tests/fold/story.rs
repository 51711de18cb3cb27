//! Acts by short names, and entries told as a list of them.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    act::{
        About, Act, Comment, Covers, Determine, Endorsement, ItemRef, Open, Position, Revoke, Seen,
        Submission, TakeDown,
    },
    fold::{ActFact, EntryPolicy, EntryState, Outcome, Reason, Sight, VersionCheck},
    status::{Course, Status},
};
use kecuali_encoding::Digest;

pub(crate) const EFFECT: Outcome = Outcome::Effect;

pub(crate) const fn no(reason: Reason) -> Outcome {
    Outcome::NoEffect(reason)
}

/// The hash of an act, a content version or anything else with a name.
pub(crate) fn id(name: &str) -> Digest {
    Digest::of(name.as_bytes())
}

fn covers(content: &str) -> Covers {
    Covers { heads: Vec::new(), content: id(content) }
}

fn word(content: &str, position: Position) -> Endorsement {
    Endorsement { covers: covers(content), position, note: None, recorded: None, batch: None }
}

pub(crate) fn endorse(content: &str) -> Act {
    Act::Endorse(word(content, Position::PpidSuperior))
}

pub(crate) fn endorse_as(content: &str, position: Position) -> Act {
    Act::Endorse(word(content, position))
}

pub(crate) fn decline(content: &str) -> Act {
    Act::Decline(word(content, Position::PpidSuperior))
}

pub(crate) fn submit(content: &str) -> Act {
    Act::Submit(Submission { covers: covers(content), under: None, batch: None })
}

pub(crate) fn apply_item(content: &str, item: u32) -> Act {
    let under = Some(ItemRef { issue: id("issue"), item });
    Act::Submit(Submission { covers: covers(content), under, batch: None })
}

fn about(submission: &str) -> About {
    About { submission: id(submission), reason: None }
}

pub(crate) fn withdraw(submission: &str) -> Act {
    Act::Withdraw(about(submission))
}

pub(crate) fn forward(submission: &str) -> Act {
    Act::Forward(about(submission))
}

pub(crate) fn give_back(submission: &str) -> Act {
    Act::Return(about(submission))
}

pub(crate) fn determine(submission: &str, content: &str, item: u32) -> Act {
    Act::Determine(Determine { submission: Some(id(submission)), ..unnamed(content, item) })
}

/// A determine that names no submission.
pub(crate) fn settle(content: &str, item: u32) -> Act {
    Act::Determine(unnamed(content, item))
}

fn unnamed(content: &str, item: u32) -> Determine {
    Determine {
        covers: covers(content),
        submission: None,
        under: ItemRef { issue: id("issue"), item },
        row: id("row"),
        ends: None,
        batch: None,
    }
}

pub(crate) fn open() -> Act {
    Act::Open(Open { reason: "terbuka".to_owned() })
}

pub(crate) fn take_down() -> Act {
    withhold(&[])
}

pub(crate) fn withhold(fields: &[&str]) -> Act {
    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
    Act::TakeDown(TakeDown { fields, item: None, reason: "data pribadi".to_owned() })
}

pub(crate) fn revoke() -> Act {
    let reason = "keliru".to_owned();
    Act::Revoke(Revoke { items: BTreeSet::new(), reason, decision: None, day: None })
}

pub(crate) fn comment() -> Act {
    Act::Comment(Comment { text: "catatan".to_owned(), field: None })
}

pub(crate) fn seen() -> Act {
    Act::Seen(Seen {})
}

/// What the caller looks up for an act, when it is not as usual.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) version: VersionCheck,
    pub(crate) void: bool,
    pub(crate) item_in_force: bool,
}

pub(crate) const FINE: Found =
    Found { version: VersionCheck::Matches, void: false, item_in_force: true };

/// An entry, told act by act in log order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    pub(crate) policy: EntryPolicy,
    pub(crate) state: EntryState,
    ancestors: BTreeMap<Digest, BTreeSet<Digest>>,
}

#[expect(clippy::needless_pass_by_value, reason = "an act is made where it is told")]
impl Story {
    /// A new entry; the superior must endorse, nothing goes through the province.
    pub(crate) fn new() -> Self {
        let required = BTreeSet::from([Position::PpidSuperior]);
        Self { policy: EntryPolicy { required, ..EntryPolicy::default() }, ..Self::default() }
    }

    /// An entry with content `A`, endorsed and submitted as `S`.
    pub(crate) fn submitted() -> Self {
        let mut story = Self::new();
        story.next("E", endorse("A"));
        story.next("S", submit("A"));
        story
    }

    /// The same, determined as `D` under item 1.
    pub(crate) fn determined() -> Self {
        let mut story = Self::submitted();
        story.next("D", determine("S", "A", 1));
        story
    }

    /// The next act in the log, by someone who has seen everything.
    pub(crate) fn next(&mut self, name: &str, act: Act) -> Outcome {
        let all = self.ancestors.keys().copied().collect();
        self.fold_in(name, &act, all, FINE)
    }

    /// The next act in the log, by the office or its province, who has seen everything.
    pub(crate) fn next_not_by_national(&mut self, name: &str, act: Act) -> Outcome {
        let all = self.ancestors.keys().copied().collect();
        self.fold_in_by(name, &act, all, FINE, false)
    }

    /// The next act in the log, by someone who has seen these acts and what they had seen.
    pub(crate) fn next_seeing(&mut self, seen: &[&str], name: &str, act: Act) -> Outcome {
        let seen = self.with_ancestors(seen.iter().map(|name| id(name)));
        self.fold_in(name, &act, seen, FINE)
    }

    pub(crate) fn next_found(&mut self, name: &str, act: Act, found: Found) -> Outcome {
        let all = self.ancestors.keys().copied().collect();
        self.fold_in(name, &act, all, found)
    }

    pub(crate) fn with_ancestors(
        &self,
        parents: impl IntoIterator<Item = Digest>,
    ) -> BTreeSet<Digest> {
        let own = |parent: Digest| self.ancestors[&parent].iter().copied().chain([parent]);
        parents.into_iter().flat_map(own).collect()
    }

    pub(crate) fn fold_in(
        &mut self,
        name: &str,
        act: &Act,
        seen: BTreeSet<Digest>,
        found: Found,
    ) -> Outcome {
        self.fold_in_by(name, act, seen, found, true)
    }

    pub(crate) fn fold_in_by(
        &mut self,
        name: &str,
        act: &Act,
        seen: BTreeSet<Digest>,
        found: Found,
        by_national: bool,
    ) -> Outcome {
        let Found { version, void, item_in_force } = found;
        let policy = &self.policy;
        let id = id(name);
        let seen_by = Sight::These(&seen);
        let fact =
            ActFact { id, act, seen: seen_by, by_national, version, void, policy, item_in_force };
        let outcome = self.state.apply(&fact);
        self.ancestors.insert(id, seen);
        outcome
    }

    pub(crate) fn status(&self, content: &str) -> Status {
        self.state.status(id(content), &self.policy.required)
    }

    pub(crate) fn course(&self, content: &str) -> Option<Course> {
        self.state.course(id(content), &self.policy.required)
    }

    /// The act of the decision in force.
    pub(crate) fn in_force(&self) -> Option<Digest> {
        self.state.decision().map(|decision| decision.act)
    }
}
