//! Grants from a signer up to the trust root.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capabilities, Capability, OfficeId, Scope,
    act::{Act, Grant},
    office::Offices,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::{Holding, Question, Record, Say, Sealed, authorize};
use kecuali_trust::{RootFile, RootId};

use super::{
    ProofError,
    record::{Proven, ProvenRecord},
};

/// The grants that a proof stands on, each once, by the hash of its change.
pub type GrantChain = Vec<ProvenRecord>;

/// Gathers the grants that records rely on, up to the root.
///
/// `records` gives the record of a change in a log; a grant stands in `national`, or in the log of
/// what relies on it.
pub(crate) fn gather<'a>(
    root: &RootId,
    from: impl IntoIterator<Item = (&'a Scope, Digest)>,
    records: &dyn Fn(&Scope, &Digest) -> Option<Record>,
) -> Result<GrantChain, Digest> {
    let mut found: BTreeMap<Digest, Record> = BTreeMap::new();
    for (scope, grant) in from {
        let mut next = (scope.clone(), grant);
        while next.1 != *root && !found.contains_key(&next.1) {
            let (scope, grant) = next;
            let record = records(&Scope::National, &grant).or_else(|| records(&scope, &grant));
            let record = record.ok_or(grant)?;
            next = (record.sealed.scope.clone(), record.sealed.grant);
            found.insert(grant, record);
        }
    }
    Ok(found.values().map(ProvenRecord::from).collect())
}

/// The grants of a proof, each with a signature that holds; and which of them were needed.
pub(crate) struct Authority<'a> {
    root: &'a RootFile,
    grants: BTreeMap<Digest, (Proven, Grant)>,
    used: BTreeSet<Digest>,
}

impl<'a> Authority<'a> {
    pub(crate) fn read(root: &'a RootFile, given: &[ProvenRecord]) -> Result<Self, ProofError> {
        let mut grants: BTreeMap<Digest, (Proven, Grant)> = BTreeMap::new();
        for record in given {
            let proven = record.open(&root.id())?;
            let Act::Grant(grant) = &proven.act else { return Err(ProofError::Grants) };
            let (hash, grant) = (proven.sealed.change, grant.clone());
            let in_order = grants.last_key_value().is_none_or(|(last, _)| *last < hash);
            if !proven.first || !in_order {
                return Err(ProofError::Grants);
            }
            grants.insert(hash, (proven, grant));
        }
        Ok(Self { root, grants, used: BTreeSet::new() })
    }

    /// Whether the signer of a record was allowed to sign it.
    pub(super) fn check(&mut self, record: &Proven) -> Result<(), ProofError> {
        self.check_say(&record.sealed, Say::Act(&record.act))
    }

    /// Whether the signer of a record was allowed to say what it says.
    pub(super) fn check_say(&mut self, sealed: &Sealed, say: Say<'_>) -> Result<(), ProofError> {
        let holding = self.holding(sealed.signer, sealed.grant, &sealed.scope)?;
        allowed(&holding, sealed, say)
    }

    /// Whether a grant makes a key a log key.
    pub(crate) fn check_log_key(&mut self, key: KeyId, grant: Digest) -> Result<(), ProofError> {
        let holding = self.holding(key, grant, &Scope::National)?;
        let is_log = holding.capabilities.has(Capability::Log);
        if is_log { Ok(()) } else { Err(ProofError::Authority) }
    }

    /// Whether every grant that was given was needed: a proof has no room for anything else.
    pub(crate) fn finish(self) -> Result<(), ProofError> {
        if self.used.len() == self.grants.len() { Ok(()) } else { Err(ProofError::Grants) }
    }

    /// What a key holds by a grant: given by someone who held it, and so on up to the root.
    fn holding(&mut self, key: KeyId, id: Digest, scope: &Scope) -> Result<Holding, ProofError> {
        let mut path: Vec<&(Proven, Grant)> = Vec::new();
        let (mut signer, mut relied_on, mut log) = (key, id, scope);
        // What a grant relies on is outside its hash, so two keys could name each other.
        while relied_on != self.root.id() {
            let step = self.grants.get(&relied_on).ok_or(ProofError::GrantMissing)?;
            let place = &step.0.sealed.scope;
            let seen = *place == Scope::National || place == log;
            if step.1.key != signer || !seen || path.len() == self.grants.len() {
                return Err(ProofError::Authority);
            }
            self.used.insert(relied_on);
            path.push(step);
            (signer, relied_on, log) = (step.0.sealed.signer, step.0.sealed.grant, place);
        }
        if !self.root.key_was_root(signer) {
            return Err(ProofError::Authority);
        }
        let mut holding = root_holding();
        for (record, grant) in path.into_iter().rev() {
            allowed(&holding, &record.sealed, Say::Act(&record.act))?;
            holding = given(grant);
        }
        Ok(holding)
    }
}

fn allowed(holding: &Holding, sealed: &Sealed, say: Say<'_>) -> Result<(), ProofError> {
    let question = Question { kind: sealed.kind, scope: &sealed.scope, say, target: None };
    authorize(holding, &question, Offices::bundled()).map_err(|_| ProofError::Authority)
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

fn given(grant: &Grant) -> Holding {
    let set =
        |names: &BTreeSet<String>| Capabilities::from_names(names.iter().map(String::as_str)).0;
    Holding {
        office: grant.office.clone(),
        capabilities: set(&grant.capabilities),
        delegable: set(&grant.delegable),
        endorses_as: grant.endorses_as,
        root: false,
    }
}
