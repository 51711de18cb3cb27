//! The index of all grants and revocations, and its answers for a point of the log.

use std::collections::HashMap;

use kecuali_encoding::{Digest, KeyId};

use crate::{
    Ending, GrantFact, KeyEndFact, Link, NATIONAL, Place, Point, RootId, RosterAt,
    at::Departure,
    fact::Source,
    grants::{Grants, Ground},
    losses::{Loss, Losses},
};

/// Tells at which position of a log a record stands, by its hash.
///
/// Asked only for the records that revocations name as cuts; [`Roster::cuts`] lists them.
pub type Positions<'a> = &'a dyn Fn(&str, &Digest) -> Option<u64>;

/// Who was given what, and whose key was ended: a growing index of facts from all logs.
///
/// Facts of one log are added in its order; how the logs are interleaved does not matter as long
/// as a fact comes after the grant it relies on. A question costs as much as the key it is about
/// has grants.
#[derive(Debug, Clone)]
pub struct Roster {
    pub(crate) grants: Grants,
    pub(crate) losses: Losses,
    pub(crate) departures: HashMap<KeyId, Vec<Departure>>,
    heads: HashMap<String, u64>,
}

impl Roster {
    /// A roster in which only the root keys hold anything.
    pub fn new(root: RootId) -> Self {
        Self {
            grants: Grants::new(root),
            losses: Losses::default(),
            departures: HashMap::new(),
            heads: HashMap::new(),
        }
    }

    /// Adds a grant.
    pub fn add_grant(&mut self, fact: GrantFact) -> Result<(), RosterError> {
        if self.grants.get(&fact.id).is_some() {
            return Err(RosterError::Duplicate { id: fact.id });
        }
        self.check(&fact.link(), &fact.place)?;
        self.heads.insert(fact.place.log().to_owned(), fact.place.position());
        self.grants.add(fact);
        Ok(())
    }

    /// Adds a revocation. `positions` is asked for the cut of the revocation's own log, which
    /// stands before it.
    pub fn add_end(
        &mut self,
        fact: KeyEndFact,
        positions: Positions<'_>,
    ) -> Result<(), RosterError> {
        let KeyEndFact { id, relied_on, by, key, how, place } = fact;
        let source = Source { id, by, relied_on, place };
        self.check(&source.link(), &source.place)?;
        self.heads.insert(source.place.log().to_owned(), source.place.position());
        match how {
            Ending::Left { until } => {
                self.departures.entry(key).or_default().push(Departure { source, until });
            }
            Ending::Lost { cuts } => {
                let (log, position) = (source.place.log(), source.place.position());
                let cut = cuts.get(log).and_then(|record| positions(log, record));
                let cut = cut.filter(|cut| *cut < position);
                self.losses.add(Loss::new(source, key, cuts, cut), &self.grants);
            }
        }
        Ok(())
    }

    /// The roster as everyone sees it who has read up to this point.
    pub fn at<'a>(&'a self, point: Point<'a>, positions: Positions<'a>) -> RosterAt<'a> {
        RosterAt::new(self, point, positions)
    }

    /// A grant by its name, whether in force or not.
    pub fn grant(&self, id: &Digest) -> Option<&GrantFact> {
        self.grants.get(id)
    }

    /// Every grant a key was ever given, in the order in which they were added.
    pub fn grants_of(&self, key: KeyId) -> impl Iterator<Item = &GrantFact> {
        self.grants.of(key)
    }

    /// The grants from the named one up to the last below the root: what proves its authority.
    pub fn chain(&self, id: &Digest) -> Vec<&GrantFact> {
        let above = |grant: &&GrantFact| match self.grants.ground(&grant.link()) {
            Ground::Grant(next) => Some(next),
            Ground::Root | Ground::Nothing => None,
        };
        std::iter::successors(self.grants.get(id), above).collect()
    }

    /// The records of office logs that revocations name as cuts, as (log, record hash): all that
    /// [`Positions`] is ever asked about later.
    pub fn cuts(&self) -> impl Iterator<Item = (&str, &Digest)> {
        self.losses.cuts()
    }

    /// How many revocations of lost keys there are, in all logs.
    pub fn losses(&self) -> usize {
        self.losses.len()
    }

    fn check(&self, link: &Link<'_>, place: &Place) -> Result<(), RosterError> {
        if self.heads.get(place.log()).is_some_and(|head| place.position() <= *head) {
            return Err(RosterError::OutOfOrder { log: place.log().to_owned() });
        }
        let seen = |grant: &GrantFact| {
            let at = &grant.place;
            at.log() != NATIONAL || at.position() <= place.judged_at()
        };
        match self.grants.ground(link) {
            Ground::Root => Ok(()),
            Ground::Grant(grant) if seen(grant) => Ok(()),
            Ground::Grant(_) | Ground::Nothing => {
                Err(RosterError::NoGround { grant: link.relied_on })
            }
        }
    }
}

/// Why a fact cannot be added to a roster. Never happens with the facts of a valid log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// Not after the last fact of its log.
    #[error("a fact of the log {log} was added out of order")]
    OutOfOrder {
        /// The log.
        log: String,
    },
    /// A grant that is there already.
    #[error("the grant {id} was added before")]
    Duplicate {
        /// The grant.
        id: Digest,
    },
    /// Relies on something that its author could not rely on.
    #[error("{grant} is neither the root nor a grant of the signer that was known there")]
    NoGround {
        /// What it says to rely on.
        grant: Digest,
    },
}

impl RosterError {
    /// The stable name of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OutOfOrder { .. } => "roster_out_of_order",
            Self::Duplicate { .. } => "roster_duplicate",
            Self::NoGround { .. } => "roster_no_ground",
        }
    }
}
