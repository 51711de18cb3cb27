//! What ends with a key, asked before anyone ends it: what it signed that stands, what falls, and
//! what that does to entries, to determinations and to keys of others.
//!
//! The loss is supposed in a copy of the national log and everything it could touch is folded once
//! more, by the very code that folds it when the end has come. So what is shown is what happens.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Day, DocumentId, Kind, OfficeId, Scope,
    act::{Act, Grant, ItemRef, Position, ReadAct},
    handle,
    status::Status,
};
use kecuali_encoding::KeyId;
use kecuali_ledger::{Document, Issued, National, OfficeTree as _};
use kecuali_publication::continued;
use kecuali_storage::Store as _;
use kecuali_sync::read_record;
use kecuali_trust::{Link, fingerprint_words};
use serde::Serialize;

use super::{
    Name, Office,
    progress::is_in_force,
    roster::{End, Granted},
    view::Card,
};
use crate::error::OfficeError;

const PAGE: usize = 1_024;
const PAGE_BYTES: usize = 4 << 20;

/// What ends with a key.
#[derive(Debug, Clone, Serialize)]
pub struct Falling {
    /// The key.
    pub key: KeyId,
    /// The key in a form that is read aloud.
    pub fingerprint: String,
    /// What it was ever granted: nothing of it holds from then on.
    pub grants: Vec<Granted>,
    /// The last day on which older work by it is taken; none where it was lost.
    pub until: Option<Day>,
    /// Acts by this key that stand, by name.
    pub stands: BTreeMap<&'static str, usize>,
    /// Acts that lose their force, by name: its own, and those of keys that it gave something.
    pub falls: BTreeMap<&'static str, usize>,
    /// Entries that wait for a decision and carry acts by this key that stand.
    pub waiting: usize,
    /// Entries that are not what they were.
    pub entries: Vec<FallingEntry>,
    /// Items of determinations that are in force no more.
    pub items: Vec<String>,
    /// Keys of others that hold nothing any more.
    pub keys: Vec<FallingKey>,
    /// What was signed here with it and not sent.
    pub unsent: usize,
}

/// An entry that is not what it was once a key has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FallingEntry {
    /// Its log.
    #[serde(skip)]
    pub log: Scope,
    /// Its id.
    pub id: DocumentId,
    /// Its handle.
    pub entry: String,
    /// The name of the information.
    pub information: String,
    /// The acts in it that lose their force, by name.
    pub acts: Vec<&'static str>,
    /// Where it stands.
    pub from: Status,
    /// Where it stands then.
    pub to: Status,
    /// What becomes of its public row.
    pub row: RowThen,
}

/// What becomes of a public row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowThen {
    /// There is none, or it stays as it is.
    Same,
    /// It leaves the list.
    Leaves,
    /// Another decision is in force than before.
    Changes,
}

/// The key of another that holds nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FallingKey {
    /// The office it acts for.
    pub office: OfficeId,
    /// The position of its holder, in words.
    pub position: String,
    /// The key.
    pub key: KeyId,
    /// The key in a form that is read aloud.
    pub fingerprint: String,
}

impl Falling {
    /// How many public rows leave the list, those of entries and those of items.
    pub fn leaving(&self) -> usize {
        let leaves = |entry: &&FallingEntry| entry.row == RowThen::Leaves;
        self.entries.iter().filter(leaves).count() + self.items.len()
    }
}

/// The logs before and after.
struct Two {
    now: National,
    then: National,
    required: BTreeSet<Position>,
}

impl Two {
    fn falls(&self, link: &Link<'_>) -> bool {
        !self.now.now().is_void(link) && self.then.now().is_void(link)
    }
}

impl Office {
    /// What ends with a key, if it ends like this. Signs nothing.
    pub fn falling(&mut self, key: KeyId, end: &End) -> Result<Falling, OfficeError> {
        self.may_end(end)?;
        let grants = self.grants_of(key)?;
        let two = self.supposing(key, end, &grants)?;
        let all = self.roster()?;
        let fallen = self.fallen_keys(key, &two, &all)?;
        let until = if let End::Left(until) = end { Some(*until) } else { None };
        let items = two.lost_items();
        let mut falling = Falling {
            key,
            fingerprint: fingerprint_words(key),
            grants,
            until,
            stands: BTreeMap::new(),
            falls: BTreeMap::new(),
            waiting: 0,
            entries: Vec::new(),
            items: items.iter().map(|item| self.cite(*item)).collect(),
            keys: fallen_keys_as_shown(&fallen, &two, &all),
            unsent: self.desk.waiting().iter().filter(|one| one.signer == key).count(),
        };
        for name in self.touched_by(&fallen, &items, &all)? {
            self.add_document(&name, &two, &mut falling)?;
        }
        Ok(falling)
    }

    /// The national log as it is, and as it would be.
    fn supposing(&mut self, key: KeyId, end: &End, grants: &[Granted]) -> Result<Two, OfficeError> {
        let now = self.national().clone();
        let required = now.now().entry_policy().required;
        let mut then = now.clone();
        if let End::Lost(cuts) = end {
            for (log, record) in cuts {
                if let Some(member) = self.store.member_by_hash(log, &record.0)? {
                    then.learn_position(log, *record, member.position);
                }
            }
            let mut logs: BTreeSet<Scope> = grants.iter().map(|grant| grant.log.clone()).collect();
            if now.root().key_was_root(key) {
                logs.insert(Scope::National);
            }
            let end = |log: Scope| (log.clone(), self.desk.book().head(&log).position);
            then.suppose_lost(key, cuts, &logs.into_iter().map(end).collect());
        }
        Ok(Two { now, then, required })
    }

    /// The key, and every other of which a grant loses its force: what these signed may fall.
    fn fallen_keys(
        &mut self,
        key: KeyId,
        two: &Two,
        all: &[Granted],
    ) -> Result<BTreeSet<KeyId>, OfficeError> {
        let mut fallen = BTreeSet::from([key]);
        let logs: BTreeSet<&Scope> = all.iter().map(|grant| &grant.log).collect();
        for log in logs {
            let name = log.to_string();
            for id in self.rosters(log)? {
                let Some(document) = self.desk.document(log, id)? else { continue };
                let granted = document.acts().iter().filter_map(|record| {
                    let ReadAct::Known(act) = &record.act else { return None };
                    let Act::Grant(Grant { key, .. }) = act.as_ref() else { return None };
                    let position = record.position?;
                    let (by, relied_on) = (record.signer, record.grant);
                    two.falls(&Link { by, relied_on, log: &name, position }).then_some(*key)
                });
                fallen.extend(granted);
            }
        }
        Ok(fallen)
    }

    /// The documents that hold a record by one of these keys, and the entries under these items.
    fn touched_by(
        &mut self,
        keys: &BTreeSet<KeyId>,
        items: &BTreeSet<ItemRef>,
        all: &[Granted],
    ) -> Result<BTreeSet<Name>, OfficeError> {
        let mut found = BTreeSet::new();
        for scope in std::iter::once(Scope::National).chain(self.registers()) {
            if self.is_within_reach(&scope, keys, all) {
                self.signed_by(&scope, keys, &mut found)?;
            }
            if scope != Scope::National && !items.is_empty() {
                let index = self.cards(&scope)?;
                let now = self.national();
                let under = index.cards.iter().filter(|(_, card)| {
                    card.under.is_some_and(|item| items.contains(&continued(now, item)))
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

    fn add_document(
        &mut self,
        name: &Name,
        two: &Two,
        falling: &mut Falling,
    ) -> Result<(), OfficeError> {
        let Some(document) = self.desk.document(&name.0, name.1)? else { return Ok(()) };
        let (stands, acts) = acts_of(document, falling.key, &name.0, two);
        for act in &acts {
            *falling.falls.entry(act).or_default() += 1;
        }
        for act in &stands {
            *falling.stands.entry(act).or_default() += 1;
        }
        if document.kind() != Kind::Entry {
            return Ok(());
        }
        let mut refolded = document.clone();
        refolded.refold(&two.then);
        let (before, after) =
            (Card::of(document, &two.required), Card::of(&refolded, &two.required));
        let (from, to) = (before.status(&two.now), after.status(&two.then));
        if !stands.is_empty() && matches!(to, Status::AtProvince | Status::AtNational) {
            falling.waiting += 1;
        }
        let row = row_then(document, &refolded, is_in_force(from), is_in_force(to));
        if acts.is_empty() && from == to && row == RowThen::Same {
            return Ok(());
        }
        let entry = handle(&name.0, name.1);
        let information = before.information;
        let (log, id) = name.clone();
        falling.entries.push(FallingEntry { log, id, entry, information, acts, from, to, row });
        Ok(())
    }
}

impl Two {
    /// The items that stand now and would not then.
    fn lost_items(&self) -> BTreeSet<ItemRef> {
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

fn row_then(before: &Document, after: &Document, was: bool, is: bool) -> RowThen {
    let decided = |document: &Document| document.state().decision().map(|one| one.act);
    match (was, is) {
        (true, false) => RowThen::Leaves,
        (_, true) if decided(before) != decided(after) => RowThen::Changes,
        (_, _) => RowThen::Same,
    }
}

/// The acts of a document by one key that stand, and those by anyone that fall, by name.
fn acts_of(
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
        if two.falls(&link) {
            falls.push(act.name());
        } else if record.signer == key && !two.now.now().is_void(&link) {
            stands.push(act.name());
        }
    }
    (stands, falls)
}

/// The keys of others that hold something now and nothing then.
fn fallen_keys_as_shown(fallen: &BTreeSet<KeyId>, two: &Two, all: &[Granted]) -> Vec<FallingKey> {
    let ends = |grant: &&Granted| {
        let log = grant.log.to_string();
        fallen.contains(&grant.key)
            && grant.without.is_none()
            && two.then.now().standing(grant.key, &log).is_err()
    };
    let shown = |grant: &Granted| FallingKey {
        office: grant.office.clone(),
        position: grant.position.clone(),
        key: grant.key,
        fingerprint: grant.fingerprint.clone(),
    };
    let keys: BTreeSet<FallingKey> = all.iter().filter(ends).map(shown).collect();
    keys.into_iter().collect()
}
