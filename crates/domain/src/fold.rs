//! The fold of an entry: its acts in log order, to what is remembered of them.
//!
//! This is `docs/PROTOCOL.md` section 6, rule by rule; the pairwise table in `docs/FOLD.md` is
//! rendered from it. A published schema number is judged by the same fold for ever.

mod determining;
mod ending;
mod endorsing;
mod outcome;
mod pairs;
mod returning;
mod state;
mod submitting;

use std::{collections::BTreeSet, fmt};

use kecuali_encoding::Digest;

pub use outcome::{Outcome, Reason};
pub use pairs::pairwise_table;
pub use state::{
    Conclusion, Decision, Ending, EntryState, Finality, Request, Side, Submitted, Word,
};

use crate::act::{Act, Position};

/// Folds the acts of one entry, given in log order and then the unlogged ones in causal order.
///
/// An act is given after every act it has seen. The fold has no error: whatever is signed and
/// admitted either takes effect or is kept with a [`Reason`].
pub fn fold<'a>(acts: impl IntoIterator<Item = ActFact<'a>>) -> EntryState {
    acts.into_iter().fold(EntryState::default(), |mut state, fact| {
        state.apply(&fact);
        state
    })
}

/// One act as the fold sees it; what it cites was looked up by the caller at its judged-at.
#[derive(Debug, Clone, Copy)]
pub struct ActFact<'a> {
    /// The hash of the change that holds the act.
    pub id: Digest,
    /// What was signed.
    pub act: &'a Act,
    /// The acts of this document among its ancestors: with each of them, all that one has seen.
    pub seen: Sight<'a>,
    /// What its `covers` comes to when it is recomputed.
    pub version: VersionCheck,
    /// Whether its key was lost before it, or a grant it stands on was.
    pub void: bool,
    /// Whether a key of KPU RI signed.
    pub by_national: bool,
    /// The policy at its judged-at.
    pub policy: &'a EntryPolicy,
    /// For a determine: the cited item is issued, and neither revoked nor ended by a successor,
    /// at its judged-at.
    pub item_in_force: bool,
}

impl ActFact<'_> {
    /// Whether the signer had another act on screen.
    pub fn has_seen(&self, act: &Digest) -> bool {
        match self.seen {
            Sight::These(acts) => acts.contains(act),
            Sight::Ask(ask) => ask(act),
        }
    }
}

/// What an act has seen: a list, or whoever knows.
#[derive(Clone, Copy)]
pub enum Sight<'a> {
    /// These acts.
    These(&'a BTreeSet<Digest>),
    /// Those for which this says so.
    Ask(&'a dyn Fn(&Digest) -> bool),
}

impl fmt::Debug for Sight<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::These(acts) => acts.fmt(f),
            Self::Ask(_) => f.write_str("Ask(..)"),
        }
    }
}

/// What the `covers` of an act comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionCheck {
    /// The act covers no version.
    None,
    /// Its heads are its ancestors, and the content version there is the one it names.
    Matches,
    /// Its heads are not its ancestors, or the content version there is another.
    Mismatch,
    /// Two people's values of one field are both visible there.
    Conflict,
}

/// What national policy asks of an entry on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryPolicy {
    /// The positions of the office that must endorse what is submitted.
    pub required: BTreeSet<Position>,
    /// Whether an application of an item in force goes through the province.
    pub application_via_province: bool,
    /// Whether a new substance goes through the province.
    pub new_substance_via_province: bool,
}

impl EntryState {
    /// Folds one more act in, and says what came of it. An act that is known already changes
    /// nothing.
    pub fn apply(&mut self, fact: &ActFact<'_>) -> Outcome {
        if let Some(known) = self.outcomes.get(&fact.id) {
            return *known;
        }
        let outcome = Outcome::from(admit(self, fact).and_then(|()| decide(self, fact)));
        self.outcomes.insert(fact.id, outcome);
        outcome
    }
}

/// What is asked of every act before its own rule.
fn admit(state: &EntryState, fact: &ActFact<'_>) -> Result<(), Reason> {
    // Voiding never puts back what was taken away: nobody decided to publish it again.
    let takes_away = matches!(fact.act, Act::Open(_) | Act::TakeDown(_) | Act::Revoke(_));
    if fact.void && !takes_away {
        return Err(Reason::Void);
    }
    if fact.act.covers().is_some() {
        match fact.version {
            VersionCheck::Matches => {}
            VersionCheck::None | VersionCheck::Mismatch => return Err(Reason::CoversMismatch),
            VersionCheck::Conflict => return Err(Reason::CoversConflict),
        }
    }
    let decides_nothing = matches!(fact.act, Act::Comment(_) | Act::Seen(_));
    if state.conclusion.is_some() && !decides_nothing { Err(Reason::Final) } else { Ok(()) }
}

fn decide(state: &mut EntryState, fact: &ActFact<'_>) -> Result<(), Reason> {
    match fact.act {
        Act::Endorse(word) => {
            endorsing::endorse(state, fact, word);
            Ok(())
        }
        Act::Decline(word) => {
            endorsing::decline(state, fact, word);
            Ok(())
        }
        Act::Submit(submission) => submitting::submit(state, fact, submission),
        Act::Withdraw(about) => submitting::withdraw(state, fact, about),
        Act::Forward(about) => submitting::forward(state, fact, about),
        Act::Return(about) => returning::return_submission(state, fact, about),
        Act::Determine(determine) => determining::determine(state, fact, determine),
        Act::Open(_) => ending::open(state, fact),
        Act::TakeDown(take_down) => ending::take_down(state, fact, take_down),
        Act::Revoke(_) => ending::revoke(state, fact),
        Act::Comment(_) | Act::Seen(_) => Ok(()),
        Act::Issue(_) | Act::SetPolicy(_) | Act::SetDay(_) | Act::Grant(_) | Act::RevokeKey(_) => {
            Err(Reason::WrongKind)
        }
    }
}
