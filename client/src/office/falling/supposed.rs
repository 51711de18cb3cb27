//! The national log as it is and as it would be, and what differs between them.

use std::collections::BTreeSet;

use kecuali_domain::{
    Scope,
    act::{Act, ItemRef, Position, ReadAct},
};
use kecuali_encoding::KeyId;
use kecuali_ledger::{Document, Issued, National};
use kecuali_trust::Link;

use super::{FallingKey, RowThen};
use crate::office::roster::Granted;

/// The logs before and after.
#[derive(Debug)]
pub(super) struct Two {
    pub(super) now: National,
    pub(super) then: National,
}

impl Two {
    /// Whether a record that has its force loses it.
    pub(super) fn falls(&self, link: &Link<'_>) -> bool {
        !self.now.now().is_void(link) && self.then.now().is_void(link)
    }

    /// The positions that policy requires before and after: they decide about statuses.
    pub(super) fn required(&self) -> [BTreeSet<Position>; 2] {
        [&self.now, &self.then].map(|national| national.now().entry_policy().required)
    }

    /// Whether a policy loses its force, so that every entry may be judged by another.
    pub(super) fn policies_fall(&self) -> bool {
        self.now.now().policies().len() != self.then.now().policies().len()
    }

    /// The items that stand now and would not then.
    pub(super) fn lost_items(&self) -> BTreeSet<ItemRef> {
        let (now, then) = (self.now.now(), self.then.now());
        let of = |issued: &Issued| {
            let change = issued.change;
            let items: Vec<u32> = issued.issue.items.keys().copied().collect();
            items.into_iter().map(move |item| ItemRef { issue: change, item })
        };
        let all = self.now.determinations().into_iter().flat_map(of);
        all.filter(|item| now.item_stands(*item) && !then.item_stands(*item)).collect()
    }
}

/// What becomes of the row of an entry that was on the list, and is.
pub(super) fn row_then(before: &Document, after: &Document, was: bool, is: bool) -> RowThen {
    let decided = |document: &Document| document.state().decision().map(|one| one.act);
    match (was, is) {
        (true, false) => RowThen::Leaves,
        (_, true) if decided(before) != decided(after) => RowThen::Changes,
        (_, _) => RowThen::Same,
    }
}

/// The acts of a document by one key that stand, and those by anyone that fall, by name.
pub(super) fn acts_of(
    document: &Document,
    key: KeyId,
    scope: &Scope,
    two: &Two,
) -> (Vec<&'static str>, Vec<&'static str>) {
    let log = scope.to_string();
    let (mut stands, mut falls) = (Vec::new(), Vec::new());
    for record in document.acts() {
        let (ReadAct::Known(act), Some(position)) = (&record.act, record.position) else {
            continue;
        };
        let link = Link { by: record.signer, relied_on: record.grant, log: &log, position };
        // What was taken away is not put back: nobody decided to publish it again.
        let takes_away = matches!(act.as_ref(), Act::Open(_) | Act::TakeDown(_) | Act::Revoke(_));
        if two.falls(&link) && !takes_away {
            falls.push(act.name());
        } else if record.signer == key && (takes_away || !two.now.now().is_void(&link)) {
            stands.push(act.name());
        }
    }
    (stands, falls)
}

/// The keys of others that hold something now and nothing then.
pub(super) fn others(
    key: KeyId,
    fallen: &BTreeSet<KeyId>,
    two: &Two,
    all: &[Granted],
) -> Vec<FallingKey> {
    let ends = |grant: &&Granted| {
        let log = grant.log.to_string();
        grant.key != key
            && fallen.contains(&grant.key)
            && grant.without.is_none()
            && two.then.now().standing(grant.key, &log).is_err()
    };
    let shown = |grant: &Granted| FallingKey {
        office: grant.office.clone(),
        position: grant.position.clone(),
        holder: grant.holder,
        key: grant.key,
        fingerprint: grant.fingerprint.clone(),
    };
    let keys: BTreeSet<FallingKey> = all.iter().filter(ends).map(shown).collect();
    keys.into_iter().collect()
}
