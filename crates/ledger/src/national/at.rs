//! What the national log says as of a position.

use kecuali_domain::{
    Capabilities, Capability, Day, OfficeId,
    act::{ItemRef, Position},
    fold::EntryPolicy,
    working_day::Holidays,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::{GrantFact, Link, NATIONAL, NoStanding, Point as TrustPoint};
use serde_json::Value;

use super::{Basis, Dated, Issued, National, Policy, Whose};
use crate::{
    authorize::Holding,
    policy::{ChangedOffices, entry_policy, holidays},
    refusal::Refusal,
};

/// The national log up to and with a position.
#[derive(Debug, Clone, Copy)]
pub struct NationalAt<'a> {
    pub(super) national: &'a National,
    pub(super) position: u64,
}

impl<'a> NationalAt<'a> {
    /// The position.
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// The day of the log, none before its first.
    pub fn day(&self) -> Option<Day> {
        let days = &self.national.days;
        let known = days.partition_point(|dated| dated.position <= self.position);
        let holds = |dated: &&Dated| dated.by.is_none_or(|by| self.has_effect(by));
        days[..known].iter().rev().find(holds).map(|dated| dated.day)
    }

    /// What a policy says: of those that hold on this day the one with the latest first day, and
    /// of two with one first day the later in the log. None before the first day.
    pub fn policy(&self, name: &str) -> Option<&'a Value> {
        self.policy_on(name, self.day()?)
    }

    /// What a policy says on another day, by all that is known at this position.
    pub fn policy_on(&self, name: &str, day: Day) -> Option<&'a Value> {
        let in_force = self.counting(name).filter(|policy| policy.from <= day);
        in_force.max_by_key(|policy| (policy.from, policy.basis.position)).map(|p| &p.value)
    }

    /// Every policy that was set and still counts: its name, its first day, what it says. By name,
    /// those of one name by first day; of two with one first day the one that holds comes last.
    pub fn policies(&self) -> Vec<(&'a str, Day, &'a Value)> {
        let mut all = Vec::new();
        for name in self.national.policies.keys() {
            let mut of_name: Vec<&Policy> = self.counting(name).collect();
            of_name.sort_by_key(|policy| (policy.from, policy.basis.position));
            all.extend(of_name.iter().map(|policy| (name.as_str(), policy.from, &policy.value)));
        }
        all
    }

    fn counting(&self, name: &str) -> impl Iterator<Item = &'a Policy> {
        let (national, at) = (self.national, *self);
        let set = national.policies.get(name).into_iter().flatten();
        set.filter(move |set| set.basis.position <= at.position && at.has_effect(set.basis))
    }

    /// Which office stands above which.
    pub fn offices(&self) -> ChangedOffices {
        self.policy("offices").map(ChangedOffices::read).unwrap_or_default()
    }

    /// Whether what a record added still counts: its key was not lost before it.
    pub(super) fn has_effect(&self, basis: Basis) -> bool {
        let Basis { position, by, relied_on } = basis;
        !self.national.has_losses || !self.is_void(&Link { by, relied_on, log: NATIONAL, position })
    }

    /// What entries are held against.
    pub fn entry_policy(&self) -> EntryPolicy {
        entry_policy(self.policy("endorsements"), self.policy("route"))
    }

    /// The holidays that are no working days.
    pub fn holidays(&self) -> Holidays {
        holidays(self.policy("holidays"))
    }

    /// Whether an item is issued, and neither revoked nor ended by a successor.
    pub fn item_stands(&self, item: ItemRef) -> bool {
        let issued = self.national.issues.get(&item.issue);
        let stands = |issued: &Issued| issued.stands(item.item, self.position);
        issued.is_some_and(|issued| stands(issued) && self.has_effect(issued.basis))
    }

    /// A determination that is in the log, in force or not.
    pub fn issued(&self, issue: &Digest) -> Option<&'a Issued> {
        self.national.issues.get(issue).filter(|issued| issued.position <= self.position)
    }

    /// What a key holds by the grant it relies on, for a record at a place of a log.
    pub fn holding(
        &self,
        key: KeyId,
        relied_on: &Digest,
        log: &str,
        position: u64,
        cursor: u64,
    ) -> Result<Holding, Refusal> {
        let point = TrustPoint { national: self.position, log, position };
        let positions = |log: &str, record: &Digest| self.national.position_of(log, record);
        let roster = self.national.roster.at(point, &positions);
        let day = self.day().map(|day| day.to_string());
        if *relied_on == self.national.root_id() {
            if !self.national.root.key_was_root(key) {
                return Err(NoStanding::Absent.into());
            }
            let ended = roster.ended_by(key, day.as_deref(), cursor);
            return match ended {
                Some(revocation) => Err(NoStanding::Ended { revocation }.into()),
                None => Ok(root_holding()),
            };
        }
        let standing = roster.standing(key, day.as_deref(), cursor);
        match self.national.roster.grant(relied_on) {
            Some(grant) if grant.key != key => return Err(Refusal::GrantMismatch),
            Some(_) => {}
            // One of its grants may be on its way still, whatever became of the others.
            None => {
                let ended = standing.err().filter(|why| matches!(why, NoStanding::Ended { .. }));
                return Err(ended.unwrap_or(NoStanding::Absent).into());
            }
        }
        let grant = standing?.into_iter().find(|grant| grant.id == *relied_on);
        grant.and_then(holding).ok_or(Refusal::GrantMismatch)
    }

    /// Whose key it is by what is known below a place of a log: the root's, or that of every
    /// office that it was ever granted for. A grant by anyone can add an office to the list, so
    /// whoever ends a key must have a say about all of them.
    pub(crate) fn whose(&self, key: KeyId, log: &str, position: u64) -> Whose {
        if self.national.root.key_was_root(key) {
            return Whose::Root;
        }
        let known = |grant: &&GrantFact| match grant.place.log() {
            NATIONAL => grant.place.position() <= self.position,
            other => other == log && grant.place.position() < position,
        };
        let grants = self.national.roster.grants_of(key).filter(known);
        Whose::Offices(grants.filter_map(|grant| grant.office.parse().ok()).collect())
    }

    /// How many grants lie between one and the trust root, itself counted.
    pub(crate) fn depth(&self, grant: &Digest) -> usize {
        self.national.roster.chain(grant).len()
    }

    /// The grants of a key that are in force, for a record at the end of a log.
    pub fn standing(&self, key: KeyId, log: &str) -> Result<Vec<(Digest, Holding)>, NoStanding> {
        let point = TrustPoint { national: self.position, log, position: u64::MAX };
        let positions = |log: &str, record: &Digest| self.national.position_of(log, record);
        let roster = self.national.roster.at(point, &positions);
        let day = self.day().map(|day| day.to_string());
        let grants = roster.standing(key, day.as_deref(), self.position)?;
        let read = |grant: &GrantFact| holding(grant).map(|holding| (grant.id, holding));
        Ok(grants.into_iter().filter_map(read).collect())
    }

    /// Whether a record has lost its effect by what is known here.
    pub fn is_void(&self, record: &Link<'_>) -> bool {
        let point = TrustPoint { national: self.position, log: record.log, position: u64::MAX };
        let positions = |log: &str, record: &Digest| self.national.position_of(log, record);
        self.national.roster.at(point, &positions).is_void(record)
    }

    /// Whether a key may sign marks and checkpoints.
    pub fn is_log_key(&self, key: KeyId) -> bool {
        self.holds(key, Capability::Log)
    }

    /// Whether a key holds a capability in `national`.
    pub fn holds(&self, key: KeyId, capability: Capability) -> bool {
        let standing = self.standing(key, "national").unwrap_or_default();
        standing.iter().any(|(_, holding)| holding.capabilities.has(capability))
    }
}

fn root_holding() -> Holding {
    Holding {
        office: OfficeId::national(),
        capabilities: Capabilities::default().with(Capability::Administer),
        delegable: Capabilities::ALL,
        endorses_as: None,
        root: true,
    }
}

pub(super) fn holding(grant: &GrantFact) -> Option<Holding> {
    let position = |name: &str| Position::ALL.into_iter().find(|known| known.as_str() == name);
    Some(Holding {
        office: grant.office.parse().ok()?,
        capabilities: Capabilities::from_bits(grant.capabilities),
        delegable: Capabilities::from_bits(grant.delegable),
        endorses_as: grant.endorses_as.as_deref().and_then(position),
        root: false,
    })
}
