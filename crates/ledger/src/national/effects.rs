//! What an act does to the national state.

use kecuali_domain::{
    Capabilities, Scope,
    act::{Act, Grant, Holder, Issue, ItemRef, KeyEnd, ReadAct, Revoke, RevokeKey},
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::{Ending, GrantFact, KeyEndFact, Place, RosterError};

use super::{Basis, Dated, End, Issued, National, Policy};
use crate::{
    admit::Admitted,
    chain::{Point, stamp},
};

/// What an act came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NationalOutcome {
    /// It took effect, and these items ended by it (with what follows them).
    Effect {
        /// Items that stood before and do not any more.
        ended: Vec<ItemRef>,
    },
    /// It is kept and changes nothing, for this reason.
    NoEffect(&'static str),
}

const EFFECT: NationalOutcome = NationalOutcome::Effect { ended: Vec::new() };

impl National {
    /// Takes an admitted record of `national` at the next position.
    pub fn take(&mut self, admitted: &Admitted) -> NationalOutcome {
        let before = self.head();
        let after = stamp(before, admitted.record_hash, before);
        self.digests.push(after.digest);
        self.learn_position("national", admitted.record_hash, after.position);
        let place = Place::national(after.position);
        match admitted.act.as_ref() {
            Some(ReadAct::Known(act)) => self.apply(act, admitted, place, after),
            Some(ReadAct::Unknown(_)) => {
                self.has_unknown = true;
                NationalOutcome::NoEffect("newer")
            }
            None => NationalOutcome::NoEffect("content"),
        }
    }

    /// Takes what an admitted record of an office's log says about keys.
    ///
    /// Where it ends a lost key, [`National::learn_position`] must have been told of the record
    /// that it names as the cut of this log: it is looked up here, once.
    pub fn take_staff(&mut self, admitted: &Admitted, scope: &Scope, at: Point, judged: Point) {
        let place = Place::in_log(scope.to_string(), at.position, judged.position);
        if let Some(ReadAct::Known(act)) = admitted.act.as_ref() {
            match act.as_ref() {
                Act::Grant(grant) => drop(self.grant(grant, admitted, place)),
                Act::RevokeKey(revoke) => drop(self.end_key(revoke, admitted, place)),
                Act::Endorse(_)
                | Act::Decline(_)
                | Act::Submit(_)
                | Act::Withdraw(_)
                | Act::Forward(_)
                | Act::Return(_)
                | Act::Determine(_)
                | Act::Open(_)
                | Act::TakeDown(_)
                | Act::Comment(_)
                | Act::Seen(_)
                | Act::Issue(_)
                | Act::Revoke(_)
                | Act::SetPolicy(_)
                | Act::SetDay(_) => {}
            }
        }
    }

    fn apply(
        &mut self,
        act: &Act,
        admitted: &Admitted,
        place: Place,
        after: Point,
    ) -> NationalOutcome {
        match act {
            Act::Grant(grant) => outcome(self.grant(grant, admitted, place)),
            Act::RevokeKey(revoke) => outcome(self.end_key(revoke, admitted, place)),
            Act::Issue(issue) => self.issue(issue, admitted, after),
            Act::Revoke(revoke) => self.revoke(revoke, admitted, after),
            Act::SetPolicy(policy) => {
                self.policies.entry(policy.name.clone()).or_default().push(Policy {
                    basis: basis(admitted, after),
                    from: policy.from,
                    value: policy.value.clone(),
                });
                EFFECT
            }
            Act::SetDay(set) => {
                let by = Some(basis(admitted, after));
                self.days.push(Dated { position: after.position, day: set.day, by });
                EFFECT
            }
            Act::TakeDown(_) | Act::Comment(_) | Act::Seen(_) => EFFECT,
            Act::Endorse(_)
            | Act::Decline(_)
            | Act::Submit(_)
            | Act::Withdraw(_)
            | Act::Forward(_)
            | Act::Return(_)
            | Act::Determine(_)
            | Act::Open(_) => NationalOutcome::NoEffect("wrong_kind"),
        }
    }

    fn grant(
        &mut self,
        grant: &Grant,
        admitted: &Admitted,
        place: Place,
    ) -> Result<(), RosterError> {
        self.roster.add_grant(fact(
            grant,
            admitted.change.hash(),
            admitted.grant,
            admitted.signer,
            place,
        ))
    }

    fn end_key(
        &mut self,
        revoke: &RevokeKey,
        admitted: &Admitted,
        place: Place,
    ) -> Result<(), RosterError> {
        let how = match &revoke.how {
            KeyEnd::Left { until } => Ending::Left { until: until.to_string() },
            KeyEnd::Lost { cuts } => {
                self.has_losses = true;
                Ending::Lost { cuts: cuts.clone() }
            }
        };
        let fact = KeyEndFact {
            id: admitted.change.hash(),
            relied_on: admitted.grant,
            by: admitted.signer,
            key: revoke.key,
            how,
            place,
        };
        let positions = &self.positions;
        let position =
            |log: &str, record: &Digest| positions.get(&(log.to_owned(), *record)).copied();
        self.roster.add_end(fact, &position)
    }

    fn issue(&mut self, issue: &Issue, admitted: &Admitted, after: Point) -> NationalOutcome {
        let change = admitted.change.hash();
        let now = self.now();
        let same = |other: &&Issued| {
            let o = &other.issue;
            other.contesting.is_none()
                && now.has_effect(other.basis)
                && (&o.number, o.year, &o.authority)
                    == (&issue.number, issue.year, &issue.authority)
                && o.items.keys().any(|item| other.stands(*item, after.position))
        };
        let first = self.issues.values().filter(same).min_by_key(|other| other.position);
        let first = first.map(|first| (first.change, first.position));
        let issued = Issued {
            change,
            document: admitted.document,
            position: after.position,
            issue: issue.clone(),
            contesting: first.map(|(change, _)| change),
            ended: std::collections::BTreeMap::new(),
            basis: basis(admitted, after),
        };
        self.issues.insert(change, issued);
        if let Some((_, position)) = first {
            let seen = admitted.cursor.position >= position;
            return NationalOutcome::NoEffect(if seen { "duplicate" } else { "contesting" });
        }
        let mut ended = Vec::new();
        for succession in &issue.supersedes {
            let by = succession.new.map(|item| ItemRef { issue: change, item });
            let end = End::Superseded { position: after.position, by };
            ended.extend(self.end_item(succession.old, end));
        }
        NationalOutcome::Effect { ended }
    }

    fn revoke(&mut self, revoke: &Revoke, admitted: &Admitted, after: Point) -> NationalOutcome {
        let issue = self
            .issues
            .values()
            .find(|issued| issued.document == admitted.document && issued.contesting.is_none());
        let Some(issued) = issue else {
            return NationalOutcome::NoEffect("nothing_in_force");
        };
        let change = issued.change;
        let all = issued.issue.items.keys().copied();
        let named: Vec<u32> =
            all.filter(|item| revoke.items.is_empty() || revoke.items.contains(item)).collect();
        let mut ended = Vec::new();
        for item in named {
            let end = End::Revoked {
                position: after.position,
                by: admitted.change.hash(),
                reason: revoke.reason.clone(),
                decision: revoke.decision.clone(),
                day: revoke.day,
            };
            ended.extend(self.end_item(ItemRef { issue: change, item }, end));
        }
        if ended.is_empty() {
            NationalOutcome::NoEffect("nothing_in_force")
        } else {
            NationalOutcome::Effect { ended }
        }
    }

    fn end_item(&mut self, item: ItemRef, end: End) -> Option<ItemRef> {
        let issued = self.issues.get_mut(&item.issue)?;
        if !issued.stands(item.item, end.position()) {
            return None;
        }
        issued.ended.insert(item.item, end);
        Some(item)
    }
}

fn outcome(done: Result<(), RosterError>) -> NationalOutcome {
    done.map_or_else(|error| NationalOutcome::NoEffect(error.code()), |()| EFFECT)
}

/// What a grant says, and where.
pub(super) fn fact(
    grant: &Grant,
    id: Digest,
    relied_on: Digest,
    by: KeyId,
    place: Place,
) -> GrantFact {
    let bits = |names: &std::collections::BTreeSet<String>| {
        Capabilities::from_names(names.iter().map(String::as_str)).0.bits()
    };
    let holder = match &grant.holder {
        Holder::Person(id) => format!("person/{id}"),
        Holder::Installation(id) => format!("installation/{id}"),
        Holder::Server(id) => format!("server/{id}"),
    };
    GrantFact {
        id,
        relied_on,
        by,
        key: grant.key,
        office: grant.office.to_string(),
        capabilities: bits(&grant.capabilities),
        delegable: bits(&grant.delegable),
        until: grant.until.map(|day| day.to_string()),
        holder,
        endorses_as: grant.endorses_as.map(|position| position.as_str().to_owned()),
        replaces: grant.replaces,
        place,
    }
}

const fn basis(admitted: &Admitted, after: Point) -> Basis {
    Basis { position: after.position, by: admitted.signer, relied_on: admitted.grant }
}
