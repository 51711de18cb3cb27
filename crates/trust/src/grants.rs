//! All grants, found by name and by key, and what each stands on.

use std::collections::HashMap;

use kecuali_encoding::{Digest, KeyId};

use crate::{GrantFact, Link, NATIONAL, RootId};

#[derive(Debug, Clone)]
pub(crate) struct Grants {
    root: RootId,
    facts: Vec<GrantFact>,
    by_id: HashMap<Digest, usize>,
    by_key: HashMap<KeyId, Vec<usize>>,
}

/// What a record relied on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ground<'a> {
    Root,
    Grant(&'a GrantFact),
    /// Unknown, given to another key, or not to be seen from the record's log.
    Nothing,
}

impl Grants {
    pub(crate) fn new(root: RootId) -> Self {
        Self { root, facts: Vec::new(), by_id: HashMap::new(), by_key: HashMap::new() }
    }

    pub(crate) fn add(&mut self, fact: GrantFact) {
        let index = self.facts.len();
        self.by_id.insert(fact.id, index);
        self.by_key.entry(fact.key).or_default().push(index);
        self.facts.push(fact);
    }

    pub(crate) fn get(&self, id: &Digest) -> Option<&GrantFact> {
        self.by_id.get(id).map(|index| &self.facts[*index])
    }

    pub(crate) fn of(&self, key: KeyId) -> impl Iterator<Item = &GrantFact> {
        self.by_key.get(&key).into_iter().flatten().map(|index| &self.facts[*index])
    }

    pub(crate) fn ground(&self, link: &Link<'_>) -> Ground<'_> {
        if link.relied_on == self.root {
            return Ground::Root;
        }
        let grant = self.get(&link.relied_on).filter(|grant| {
            let log = grant.place.log();
            grant.key == link.by && (log == NATIONAL || log == link.log)
        });
        grant.map_or(Ground::Nothing, Ground::Grant)
    }

    /// Whether a record or anything it stands on is cut off. What stands on nothing is.
    ///
    /// Ends, because a grant is added only after the one it relies on.
    pub(crate) fn is_cut_off(&self, record: &Link<'_>, cut: impl Fn(&Link<'_>) -> bool) -> bool {
        if cut(record) {
            return true;
        }
        let mut ground = self.ground(record);
        loop {
            match ground {
                Ground::Root => return false,
                Ground::Nothing => return true,
                Ground::Grant(grant) if cut(&grant.link()) => return true,
                Ground::Grant(grant) => ground = self.ground(&grant.link()),
            }
        }
    }
}
