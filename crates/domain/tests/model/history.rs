//! What is told to the model: acts by their places in the log, and who had seen what.

use kecuali_domain::{
    act::Position,
    fold::{Finality, Outcome, VersionCheck},
};

/// A set of places in the log; bit i is the act at place i.
pub(crate) type Places = u16;

pub(crate) const fn place(index: usize) -> Places {
    1 << index
}

pub(crate) const fn holds(places: Places, index: usize) -> bool {
    places & place(index) != 0
}

/// What somebody does. Contents are letters, items numbers, submissions places in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Endorse(char, Position),
    Decline(char, Position),
    Submit(char, Option<u32>),
    Withdraw(usize),
    Forward(usize),
    Return(usize),
    Determine(char, u32, Option<usize>),
    Open,
    TakeDown(&'static [&'static str]),
    Revoke,
    Comment,
    Seen,
    SetDay,
}

/// What policy asks at an act's judged-at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Policy {
    pub(crate) required: &'static [Position],
    pub(crate) province_for_applications: bool,
    pub(crate) province_for_new_substance: bool,
}

impl Policy {
    pub(crate) const NOTHING: Self =
        Self { required: &[], province_for_applications: false, province_for_new_substance: false };
    pub(crate) const EVERYTHING: Self = Self {
        required: &Position::ALL,
        province_for_applications: true,
        province_for_new_substance: true,
    };
    pub(crate) const USUAL: Self = Self {
        required: &[Position::Patron],
        province_for_applications: false,
        province_for_new_substance: true,
    };
    /// No office works like this; it tells the two routes apart.
    pub(crate) const REVERSE: Self =
        Self { required: &[], province_for_applications: true, province_for_new_substance: false };
}

/// One act of a history.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) deed: Deed,
    /// The acts before it that its signer had seen, with all that those had seen.
    pub(crate) seen: Places,
    pub(crate) policy: Policy,
    pub(crate) void: bool,
    pub(crate) version: VersionCheck,
    pub(crate) item_in_force: bool,
    pub(crate) by_province: bool,
}

impl Told {
    /// An act with nothing wrong.
    pub(crate) const fn sound(deed: Deed, policy: Policy) -> Self {
        let version = match deed {
            Deed::Endorse(..) | Deed::Decline(..) | Deed::Submit(..) | Deed::Determine(..) => {
                VersionCheck::Matches
            }
            Deed::Withdraw(_)
            | Deed::Forward(_)
            | Deed::Return(_)
            | Deed::Open
            | Deed::TakeDown(_)
            | Deed::Revoke
            | Deed::Comment
            | Deed::Seen
            | Deed::SetDay => VersionCheck::None,
        };
        Self {
            deed,
            seen: 0,
            policy,
            void: false,
            version,
            item_in_force: true,
            by_province: false,
        }
    }

    pub(crate) const fn having_seen(self, seen: Places) -> Self {
        Self { seen, ..self }
    }

    pub(crate) const fn has_seen(&self, index: usize) -> bool {
        holds(self.seen, index)
    }
}

/// What came of an act.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verdict {
    pub(crate) outcome: Outcome,
    /// For a determine: the submission it stands on.
    pub(crate) on: Option<usize>,
    /// Whether it closed a contest.
    pub(crate) closes: bool,
    /// How it ended the entry, if it did.
    pub(crate) ends: Option<Finality>,
    /// Whether it answered a request and did nothing else.
    pub(crate) only_answers: bool,
}

/// An act with what came of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Done {
    pub(crate) told: Told,
    pub(crate) verdict: Verdict,
}

/// The sets of places that an act after these may have seen: with an act all that it has seen.
pub(crate) fn sights(past: &[Done], at_least: Places) -> impl Iterator<Item = Places> + use<'_> {
    (0..place(past.len())).filter(move |seen| {
        seen & at_least == at_least
            && past
                .iter()
                .enumerate()
                .all(|(index, done)| !holds(*seen, index) || done.told.seen & !seen == 0)
    })
}

/// One line an act, for the eyes.
pub(crate) fn describe(past: &[Done]) -> String {
    let line = |(index, done): (usize, &Done)| {
        let told = &done.told;
        let seen: Vec<_> = (0..index).filter(|other| told.has_seen(*other)).collect();
        let flaws = format!("void {} {:?} item {}", told.void, told.version, told.item_in_force);
        format!("  {index} {:?} seen {seen:?} ({flaws}): {:?}\n", told.deed, done.verdict.outcome)
    };
    past.iter().enumerate().map(line).collect()
}
