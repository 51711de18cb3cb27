//! Which documents the end of a key can touch: found by what stands in the logs, so that not every
//! document of a country is folded again.

use std::collections::BTreeSet;

use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::KeyId;
use kecuali_ledger::OfficeTree as _;
use kecuali_publication::continued;
use kecuali_storage::Store as _;
use kecuali_sync::read_record;

use super::supposed::Two;
use crate::{
    error::OfficeError,
    office::{Name, Office, roster::Granted},
};

const PAGE: usize = 1_024;
const PAGE_BYTES: usize = 4 << 20;

impl Office {
    /// The documents that hold a record by one of these keys, and the entries under items that fall;
    /// every entry, where a policy falls.
    pub(super) fn touched_by(
        &mut self,
        keys: &BTreeSet<KeyId>,
        two: &Two,
        all: &[Granted],
    ) -> Result<BTreeSet<Name>, OfficeError> {
        let (items, policies_fall) = (two.lost_items(), two.policies_fall());
        let mut found = BTreeSet::new();
        for scope in std::iter::once(Scope::National).chain(self.registers()) {
            if self.is_within_reach(&scope, keys, all) {
                self.signed_by(&scope, keys, &mut found)?;
            }
            if scope != Scope::National && (policies_fall || !items.is_empty()) {
                let index = self.cards(&scope)?;
                let now = self.national();
                let under = index.cards.iter().filter(|(_, card)| {
                    policies_fall
                        || card.under.is_some_and(|item| items.contains(&continued(now, item)))
                });
                found.extend(under.map(|(id, _)| (scope.clone(), *id)));
            }
        }
        Ok(found)
    }

    /// Whether one of these keys can have signed in a log: it acts for that office, or for one above.
    fn is_within_reach(&self, scope: &Scope, keys: &BTreeSet<KeyId>, all: &[Granted]) -> bool {
        let Some(office) = scope.office() else { return true };
        let tree = self.national().now().offices();
        let mut offices = all.iter().filter(|grant| keys.contains(&grant.key));
        offices.any(|grant| grant.office == *office || tree.is_below(office, &grant.office))
    }

    fn signed_by(
        &self,
        scope: &Scope,
        keys: &BTreeSet<KeyId>,
        found: &mut BTreeSet<Name>,
    ) -> Result<(), OfficeError> {
        let mut after = 0;
        loop {
            let page = self.store.members(&scope.to_string(), after, PAGE, PAGE_BYTES)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.position;
            for member in page {
                let Some(id) = member.document else { continue };
                let signer = read_record(&member.bytes).map(|record| record.sealed.signer);
                if signer.is_ok_and(|signer| keys.contains(&signer)) {
                    found.insert((scope.clone(), DocumentId(id)));
                }
            }
        }
    }
}
