//! The roster's answers for a point of the log.

use std::fmt;

use kecuali_encoding::{Digest, KeyId};

use crate::{
    GrantFact, Link, NATIONAL, Place, Point, Positions, Roster, fact::Source, grants::Ground,
    losses::Loss,
};

/// The roster at a point of the log. Cheap to make; good for any number of questions there.
pub struct RosterAt<'a> {
    roster: &'a Roster,
    point: Point<'a>,
    positions: Positions<'a>,
    /// The revocations of lost keys in the office's log that have effect, newest first.
    own_losses: Vec<&'a Loss>,
}

impl<'a> RosterAt<'a> {
    pub(crate) fn new(roster: &'a Roster, point: Point<'a>, positions: Positions<'a>) -> Self {
        let mut at = Self { roster, point, positions, own_losses: Vec::new() };
        for loss in roster.losses.in_log(point.log).iter().rev() {
            if at.has_read(&loss.source.place) && !at.is_cut_off(&loss.source.link()) {
                at.own_losses.push(loss);
            }
        }
        at
    }

    /// The grants in force for a key, never none of them; or why there is none.
    ///
    /// `day` is that of the log, none before its first. `cursor` is the national position that the
    /// signer says, under the signature, to have read up to.
    pub fn standing(
        &self,
        key: KeyId,
        day: Option<&str>,
        cursor: u64,
    ) -> Result<Vec<&'a GrantFact>, NoStanding> {
        if let Some(revocation) = self.ended_by(key, day, cursor) {
            return Err(NoStanding::Ended { revocation });
        }
        let mut held = Vec::new();
        let mut why_not = NoStanding::Absent;
        for grant in self.roster.grants.of(key).filter(|grant| self.has_read(&grant.place)) {
            if self.is_cut_off(&grant.link()) {
                why_not = why_not.or(NoStanding::Void { grant: grant.id });
            } else if has_passed(day, grant.until.as_deref()) {
                why_not = NoStanding::Expired { grant: grant.id };
            } else {
                held.push(grant);
            }
        }
        if held.is_empty() { Err(why_not) } else { Ok(held) }
    }

    /// The revocation that ends a key here, for a record with this signed cursor. Answers for root
    /// keys too, which hold no grant.
    pub fn ended_by(&self, key: KeyId, day: Option<&str>, cursor: u64) -> Option<Digest> {
        let left = self.roster.departures.get(&key).into_iter().flatten().find(|departure| {
            self.has_read(&departure.source.place)
                && !departure.still_admits(day, cursor)
                && !self.is_cut_off(&departure.source.link())
        });
        let left = left.map(|departure| departure.source.id);
        left.or_else(|| {
            let own = self.own_losses.iter().copied().filter(|loss| loss.key == key);
            self.national_losses(key).chain(own).next().map(|loss| loss.source.id)
        })
    }

    /// Whether a record of the point's log, or a national one, has lost its effect: its key was
    /// lost and it lies after the cut, or a grant that it stands on is void in this way.
    ///
    /// A revocation of a lost key is void only through newer ones, so that none undoes itself.
    pub fn is_void(&self, record: &Link<'_>) -> bool {
        let loss = self.roster.losses.at(record.log, record.position);
        let itself =
            |loss: &&Loss| loss.source.link() == *record && self.has_read(&loss.source.place);
        match loss.filter(itself) {
            Some(loss) => !self.has_effect(loss),
            None => self.stands_on_unread(record) || self.is_cut_off(record),
        }
    }

    fn stands_on_unread(&self, record: &Link<'_>) -> bool {
        match self.roster.grants.ground(record) {
            Ground::Grant(grant) => !self.has_read(&grant.place),
            Ground::Root | Ground::Nothing => false,
        }
    }

    fn has_effect(&self, loss: &Loss) -> bool {
        if loss.source.place.log() == NATIONAL {
            return loss.has_effect_at(self.point.national);
        }
        self.own_losses.iter().any(|effective| effective.source.id == loss.source.id)
    }

    fn has_read(&self, place: &Place) -> bool {
        self.point.covers(place.log(), place.position())
    }

    fn national_losses(&self, key: KeyId) -> impl Iterator<Item = &'a Loss> {
        let national = self.point.national;
        self.roster.losses.national_of(key).filter(move |loss| loss.has_effect_at(national))
    }

    fn is_cut_off(&self, record: &Link<'_>) -> bool {
        self.roster.grants.is_cut_off(record, |link| {
            self.national_losses(link.by).any(|loss| self.cuts_off(loss, link))
                || self.own_losses.iter().any(|loss| loss.cuts_off_beside(link))
        })
    }

    fn cuts_off(&self, national: &Loss, link: &Link<'_>) -> bool {
        if link.log == NATIONAL {
            return national.cuts_off_beside(link);
        }
        let cut = national.cuts.get(link.log).and_then(|record| (self.positions)(link.log, record));
        let cut = cut.filter(|cut| self.point.covers(link.log, *cut));
        cut.is_none_or(|cut| link.position > cut)
    }
}

impl fmt::Debug for RosterAt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RosterAt").field("point", &self.point).finish_non_exhaustive()
    }
}

/// Why a key holds nothing at a point of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoStanding {
    /// It was not given anything yet.
    #[error("this key has no grant yet; send its join request to an administrator, then try again")]
    Absent,
    /// What it was given ended by itself.
    #[error("the grant of this key has expired; ask an administrator for a new one")]
    Expired {
        /// The newest grant that expired.
        grant: Digest,
    },
    /// It was revoked.
    #[error("this key was revoked; ask an administrator for a grant to a new key")]
    Ended {
        /// The revocation.
        revocation: Digest,
    },
    /// It was given something by a key that was lost.
    #[error("the grant of this key was made with a lost key and is void; ask for a new one")]
    Void {
        /// The first such grant.
        grant: Digest,
    },
}

impl NoStanding {
    /// The stable name of this refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Absent => "grant_absent",
            Self::Expired { .. } => "grant_expired",
            Self::Ended { .. } => "key_ended",
            Self::Void { .. } => "grant_void",
        }
    }

    /// Whether the same record may well be admitted later.
    pub const fn is_retry(self) -> bool {
        matches!(self, Self::Absent)
    }

    const fn or(self, other: Self) -> Self {
        if self.is_retry() { other } else { self }
    }
}

/// The revocation of a key whose holder left.
#[derive(Debug, Clone)]
pub(crate) struct Departure {
    pub(crate) source: Source,
    pub(crate) until: String,
}

impl Departure {
    // A cursor not beyond what the revocation itself was judged at cannot have known of it.
    fn still_admits(&self, day: Option<&str>, cursor: u64) -> bool {
        cursor <= self.source.place.judged_at() && !has_passed(day, Some(&self.until))
    }
}

// Days are compared as text, which for `YYYY-MM-DD` is their order.
fn has_passed(day: Option<&str>, last: Option<&str>) -> bool {
    day.zip(last).is_some_and(|(day, last)| day > last)
}
