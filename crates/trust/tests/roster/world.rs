//! A small country: a national log, one office's log, a root key and a few others.

use std::collections::BTreeMap;

use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::{
    Ending, GrantFact, KeyEndFact, Link, NATIONAL, Place, Point, Roster, RosterAt,
};

pub(crate) const OFFICE: &str = "office/3604";
pub(crate) const ROOT_KEY: u8 = 0;

#[derive(Debug, Clone)]
pub(crate) enum Fact {
    Grant(GrantFact),
    End(KeyEndFact),
}

impl Fact {
    pub(crate) fn place(&self) -> &Place {
        match self {
            Self::Grant(grant) => &grant.place,
            Self::End(end) => &end.place,
        }
    }
}

/// Both logs as they grow; the facts in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) facts: Vec<Fact>,
    pub(crate) national: u64,
    pub(crate) office: u64,
}

impl World {
    /// Appends a record of no interest and returns its place.
    pub(crate) fn record(&mut self, log: &str) -> Place {
        if log == NATIONAL {
            self.national += 1;
            Place::national(self.national)
        } else {
            self.office += 1;
            Place::in_log(log, self.office, self.national)
        }
    }

    pub(crate) fn grant(&mut self, log: &str, on: Digest, key: u8, until: Option<&str>) -> Digest {
        let place = self.record(log);
        let id = Digest::of(format!("grant {} {}", place.log(), place.position()).as_bytes());
        self.facts.push(Fact::Grant(GrantFact {
            id,
            relied_on: on,
            by: self.holder(on),
            key: person(key),
            office: "3604".to_owned(),
            capabilities: u32::from(key),
            delegable: 0,
            until: until.map(str::to_owned),
            holder: format!("person {key}"),
            endorses_as: None,
            replaces: None,
            place,
        }));
        id
    }

    pub(crate) fn end(&mut self, log: &str, on: Digest, key: u8, how: Ending) -> Digest {
        let place = self.record(log);
        let id = Digest::of(format!("end {} {}", place.log(), place.position()).as_bytes());
        let by = self.holder(on);
        let key = person(key);
        self.facts.push(Fact::End(KeyEndFact { id, relied_on: on, by, key, how, place }));
        id
    }

    pub(crate) fn grants(&self) -> impl Iterator<Item = &GrantFact> {
        self.facts.iter().filter_map(|fact| match fact {
            Fact::Grant(grant) => Some(grant),
            Fact::End(_) => None,
        })
    }

    pub(crate) fn ends(&self) -> impl Iterator<Item = &KeyEndFact> {
        self.facts.iter().filter_map(|fact| match fact {
            Fact::Grant(_) => None,
            Fact::End(end) => Some(end),
        })
    }

    /// The key that a grant or the root was given to.
    pub(crate) fn holder(&self, ground: Digest) -> KeyId {
        self.grants()
            .find(|grant| grant.id == ground)
            .map_or_else(|| person(ROOT_KEY), |grant| grant.key)
    }

    pub(crate) fn roster(&self) -> Roster {
        roster(&self.facts)
    }

    /// Where everything has been read.
    pub(crate) fn head(&self) -> Point<'static> {
        Point { national: self.national, log: OFFICE, position: self.office + 1 }
    }
}

pub(crate) fn roster<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Roster {
    let mut roster = Roster::new(root());
    for fact in facts {
        match fact.clone() {
            Fact::Grant(grant) => roster.add_grant(grant).expect("facts come in log order"),
            Fact::End(end) => roster.add_end(end, &position).expect("facts come in log order"),
        }
    }
    roster
}

pub(crate) fn at<'a>(roster: &'a Roster, point: Point<'a>) -> RosterAt<'a> {
    roster.at(point, &position)
}

/// A record signed by whoever holds the ground it relies on.
pub(crate) fn link(world: &World, on: Digest, log: &'static str, position: u64) -> Link<'static> {
    Link { by: world.holder(on), relied_on: on, log, position }
}

pub(crate) fn root() -> Digest {
    Digest::of(b"root")
}

pub(crate) fn person(number: u8) -> KeyId {
    KeyId([number; 32])
}

/// Record hashes here tell their place, so that no table of them is needed.
pub(crate) fn hash_at(log: &str, position: u64) -> Digest {
    let mut bytes = [u8::from(log == NATIONAL); 32];
    bytes[24..].copy_from_slice(&position.to_be_bytes());
    Digest(bytes)
}

pub(crate) fn position(log: &str, record: &Digest) -> Option<u64> {
    let position = u64::from_be_bytes(record.0[24..].try_into().expect("eight of 32 bytes"));
    (hash_at(log, position) == *record).then_some(position)
}

/// A lost key with the last position that stands in each log, or none.
pub(crate) fn lost(national: Option<u64>, office: Option<u64>) -> Ending {
    let cut = |log: &str, at: Option<u64>| at.map(|at| (log.to_owned(), hash_at(log, at)));
    let cuts: BTreeMap<_, _> =
        cut(NATIONAL, national).into_iter().chain(cut(OFFICE, office)).collect();
    Ending::Lost { cuts }
}

pub(crate) fn left(until: &str) -> Ending {
    Ending::Left { until: until.to_owned() }
}
