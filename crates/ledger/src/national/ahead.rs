//! A log key whose grant stands further on in `national` than someone has read.

use kecuali_domain::{
    Capabilities, Capability, Kind, Scope,
    act::{Act, Grant, ReadAct},
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::{GrantFact, NATIONAL, NoStanding, Place};

use super::{National, at::holding, effects::fact};
use crate::{
    authorize::{Holding, Question, Say, authorize},
    inspect::Inspected,
    record::{Record, SCHEMA, Sealed},
    refusal::Refusal,
};

impl National {
    /// The grants that make a key a log key, as far as they stand behind a position: what one who
    /// has read up to there lacks to believe the key. Of a key that holds nothing any more, those
    /// that did.
    pub fn log_grants_behind(&self, key: KeyId, after: u64) -> Vec<Digest> {
        let in_force = self.now().standing(key, NATIONAL).unwrap_or_default();
        let counts = |grant: &&GrantFact| {
            let is_log = Capabilities::from_bits(grant.capabilities).has(Capability::Log);
            // One that has expired since may have expired where the reader is, too.
            is_log && (in_force.is_empty() || in_force.iter().any(|(id, _)| *id == grant.id))
        };
        let lacking = |grant: &GrantFact| -> Vec<Digest> {
            let chain = self.roster.chain(&grant.id).into_iter();
            chain.filter(|above| above.place.position() > after).map(|above| above.id).collect()
        };
        let grants = self.roster.grants_of(key).filter(counts);
        grants.map(lacking).min_by_key(Vec::len).unwrap_or_default()
    }

    /// Whether a key is a log key by what stands here, or would be if these grants came next.
    ///
    /// They may stand further on, so their cursors are not looked up. Everything else is asked as
    /// of any grant: signature, form, and whether its giver may give it by what is known here, so
    /// that a key which ended here, or was lost, brings no other in.
    pub fn is_log_key_with(&self, key: KeyId, grants: &[Record]) -> bool {
        if self.now().is_log_key(key) {
            return true;
        }
        let opened: Vec<_> = grants.iter().filter_map(|record| self.open_grant(record)).collect();
        let of_key = opened.iter().filter(|(_, grant)| grant.key == key);
        let held = |(sealed, _): &(&Sealed, Grant)| {
            self.holding_with(key, &sealed.change, self.head().position, &opened, opened.len())
        };
        of_key.filter_map(held).any(|held| held.capabilities.has(Capability::Log))
    }

    fn open_grant<'a>(&self, record: &'a Record) -> Option<(&'a Sealed, Grant)> {
        let sealed = &record.sealed;
        let in_place = sealed.scope == Scope::National && sealed.kind == Kind::Roster;
        let first = Inspected::of(record, &self.root_id()).first?;
        if !in_place || sealed.schema != SCHEMA || first.hash() != sealed.change {
            return None;
        }
        let ReadAct::Known(act) = Act::read(first.act()?).ok()? else { return None };
        let Act::Grant(grant) = *act else { return None };
        Some((sealed, grant))
    }

    /// What a key holds by a grant. What a grant relies on is outside its hash, so two could name
    /// each other: no way to the root is longer than there are grants.
    fn holding_with(
        &self,
        key: KeyId,
        id: &Digest,
        cursor: u64,
        opened: &[(&Sealed, Grant)],
        steps: usize,
    ) -> Option<Holding> {
        let next = self.head().position + 1;
        match self.now().holding(key, id, NATIONAL, next, cursor) {
            Err(Refusal::NoStanding(NoStanding::Absent)) => {}
            known => return known.ok(),
        }
        let steps = steps.checked_sub(1)?;
        let (sealed, grant) = opened.iter().find(|(sealed, _)| sealed.change == *id)?;
        if grant.key != key {
            return None;
        }
        let cursor = sealed.cursor.position;
        let giver = self.holding_with(sealed.signer, &sealed.grant, cursor, opened, steps)?;
        let act = Act::Grant(grant.clone());
        let say = Say::Act(&act);
        let question = Question { kind: sealed.kind, scope: &sealed.scope, say, target: None };
        authorize(&giver, &question, &self.now().offices()).ok()?;
        holding(&fact(grant, *id, sealed.grant, sealed.signer, Place::national(next)))
    }
}
