//! What ends with a key, asked before anyone ends it: what it signed that stands, what falls, and
//! what that does to entries, to determinations and to keys of others.
//!
//! The loss is supposed in a copy of the national log and everything it could touch is folded once
//! more, by the very code that folds it when the end has come. So what is shown is what happens.

mod reach;
mod supposed;

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Day, DocumentId, Kind, OfficeId, Scope,
    act::{Act, Grant, ReadAct},
    handle,
    status::Status,
};
use kecuali_encoding::KeyId;
use kecuali_storage::Store as _;
use kecuali_trust::{Link, fingerprint_words};
use serde::Serialize;

use self::supposed::{Two, acts_of, others, row_then};
use super::{
    Name, Office,
    progress::is_in_force,
    roster::{End, Granted},
    view::Card,
};
use crate::error::OfficeError;

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
    /// The position of its holder, in words; none for a machine.
    pub position: String,
    /// Who or what holds it, as [`Granted`] says it.
    pub holder: &'static str,
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
            keys: others(key, &fallen, &two, &all),
            unsent: self.desk.waiting().iter().filter(|one| one.signer == key).count(),
        };
        for name in self.touched_by(&fallen, &two, &all)? {
            self.add_document(&name, &two, &mut falling)?;
        }
        Ok(falling)
    }

    /// The national log as it is, and as it would be.
    fn supposing(&mut self, key: KeyId, end: &End, grants: &[Granted]) -> Result<Two, OfficeError> {
        let now = self.national().clone();
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
        Ok(Two { now, then })
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
        let required = two.required();
        let (before, after) = (Card::of(document, &required[0]), Card::of(&refolded, &required[1]));
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
