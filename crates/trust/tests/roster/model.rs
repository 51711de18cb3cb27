//! The rules once more, written to be read and not to be fast: no index, nothing remembered.

use std::collections::BTreeSet;

use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::{Ending, KeyEndFact, Link, NATIONAL, Place, Point};

use crate::world::{World, position, root};

pub(crate) struct Model<'a> {
    pub(crate) world: &'a World,
    pub(crate) point: Point<'a>,
}

impl Model<'_> {
    pub(crate) fn standing(
        &self,
        key: KeyId,
        day: &str,
        cursor: u64,
    ) -> Result<BTreeSet<Digest>, &'static str> {
        if self.is_ended(key, day, cursor) {
            return Err("key_ended");
        }
        let given = self.world.grants().filter(|g| g.key == key && self.has_read(&g.place));
        let given: Vec<_> = given.collect();
        let sound: Vec<_> = given.iter().filter(|g| !self.is_cut(g.link())).collect();
        let held = sound.iter().filter(|g| g.until.as_deref().is_none_or(|last| last >= day));
        let held: BTreeSet<Digest> = held.map(|g| g.id).collect();
        match (given.is_empty(), sound.is_empty(), held.is_empty()) {
            (_, _, false) => Ok(held),
            (_, false, true) => Err("grant_expired"),
            (false, true, true) => Err("grant_void"),
            (true, true, true) => Err("grant_absent"),
        }
    }

    pub(crate) fn is_void(&self, record: Link<'_>) -> bool {
        let mut ends = self.world.ends();
        let here = ends.find(|end| {
            end_link(end) == record
                && self.has_read(&end.place)
                && matches!(end.how, Ending::Lost { .. })
        });
        here.map_or_else(|| self.is_cut(record), |end| !self.has_effect(end))
    }

    fn is_ended(&self, key: KeyId, day: &str, cursor: u64) -> bool {
        let mut ends = self.world.ends().filter(|end| end.key == key && self.has_read(&end.place));
        ends.any(|end| match &end.how {
            Ending::Lost { .. } => self.has_effect(end),
            Ending::Left { until } => {
                let known = cursor > end.place.judged_at() || day > until.as_str();
                known && !self.is_cut(end_link(end))
            }
        })
    }

    fn has_effect(&self, loss: &KeyEndFact) -> bool {
        matches!(loss.how, Ending::Lost { .. }) && self.has_read(&loss.place) && {
            let way = self.way_up(end_link(loss));
            let mut above = self.world.ends().filter(|other| decides_over(other, loss));
            way.is_some_and(|way| {
                !above.any(|other| self.has_effect(other) && self.hits(other, &way))
            })
        }
    }

    fn is_cut(&self, record: Link<'_>) -> bool {
        self.way_up(record).is_none_or(|way| {
            self.world.ends().any(|end| self.has_effect(end) && self.hits(end, &way))
        })
    }

    fn hits(&self, loss: &KeyEndFact, way: &[Link<'_>]) -> bool {
        let Ending::Lost { cuts } = &loss.how else { return false };
        way.iter().filter(|link| link.by == loss.key).any(|link| {
            let beside = link.log == loss.place.log();
            if !beside && loss.place.log() != NATIONAL {
                return false;
            }
            let cut = cuts.get(link.log).and_then(|record| position(link.log, record));
            let cut = cut.filter(|cut| self.has_read(&Place::in_log(link.log, *cut, 0)));
            let cut = cut.filter(|cut| !beside || *cut < loss.place.position());
            link.position > cut.unwrap_or(0)
        })
    }

    /// The record and every grant above it; none when it does not reach the root.
    fn way_up<'b>(&'b self, record: Link<'b>) -> Option<Vec<Link<'b>>> {
        let mut way = vec![record];
        loop {
            let last = way[way.len() - 1];
            if last.relied_on == root() {
                return Some(way);
            }
            let grant = self.world.grants().find(|grant| grant.id == last.relied_on)?;
            let seen = grant.place.log() == NATIONAL || grant.place.log() == last.log;
            if grant.key != last.by || !seen || !self.has_read(&grant.place) {
                return None;
            }
            way.push(grant.link());
        }
    }

    fn has_read(&self, place: &Place) -> bool {
        if place.log() == NATIONAL {
            return place.position() <= self.point.national;
        }
        place.log() == self.point.log && place.position() < self.point.position
    }
}

fn decides_over(other: &KeyEndFact, loss: &KeyEndFact) -> bool {
    let nearer_the_root = other.place.log() == NATIONAL && loss.place.log() != NATIONAL;
    let newer =
        other.place.log() == loss.place.log() && other.place.position() > loss.place.position();
    nearer_the_root || newer
}

fn end_link(end: &KeyEndFact) -> Link<'_> {
    let (log, position) = (end.place.log(), end.place.position());
    Link { by: end.by, relied_on: end.relied_on, log, position }
}
