//! The offices below: how far each has come, as far as the logs that are read here say it, and who
//! holds a key.

use std::collections::BTreeMap;

use kecuali_domain::{
    Day, Kind, OfficeId, Scope,
    act::{Act, KeyEnd, ReadAct},
    office::{Level, Offices},
    status::Status,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_ledger::OfficeTree as _;
use kecuali_storage::Store as _;
use kecuali_sync::read_record;
use serde::Serialize;

use super::{Office, roster::Granted};
use crate::error::OfficeError;

/// An office below this one.
#[derive(Debug, Clone, Serialize)]
pub struct Below {
    /// The office.
    pub office: OfficeId,
    /// Whether it is a province.
    pub is_province: bool,
    /// The province it belongs to.
    pub province: OfficeId,
    /// How many records its register has here; none where nothing has come.
    pub records: u64,
    /// The day of the log when the last of them was signed.
    pub last_day: Option<Day>,
    /// How many of its keys hold something.
    pub keys: usize,
    /// How many entries stand where.
    pub entries: BTreeMap<Status, usize>,
}

/// What an office lacks, or what waits of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum State {
    /// Nothing has come from it yet
    Silent,
    /// Nobody there holds a key
    WithoutKey,
    /// Something of it waits for a decision
    Waiting,
}

impl Below {
    /// How many of its entries wait for a decision.
    pub fn waiting(&self) -> usize {
        self.count(&[Status::AtProvince, Status::AtNational, Status::Contesting])
    }

    /// How many of its entries are determined.
    pub fn determined(&self) -> usize {
        self.count(&[Status::Determined, Status::DeterminedEdited])
    }

    /// How many entries it has.
    pub fn total(&self) -> usize {
        self.entries.values().sum()
    }

    /// Whether it is so.
    pub fn is(&self, state: State) -> bool {
        match state {
            State::Silent => self.records == 0,
            State::WithoutKey => self.keys == 0,
            State::Waiting => self.waiting() > 0,
        }
    }

    fn count(&self, all: &[Status]) -> usize {
        let of_these = self.entries.iter().filter(|(status, _)| all.contains(status));
        of_these.map(|(_, count)| count).sum()
    }
}

impl Office {
    /// The offices below this one, as the tree has them.
    pub fn below(&mut self) -> Result<Vec<Below>, OfficeError> {
        let tree = self.national().now().offices();
        let table = Offices::bundled().iter().map(|office| &office.id);
        let mut ids: Vec<OfficeId> = table.chain(tree.changed()).cloned().collect();
        ids.retain(|id| tree.is_below(id, self.id()));
        ids.sort();
        ids.dedup();
        let mut keys: BTreeMap<OfficeId, usize> = BTreeMap::new();
        for grant in self.roster_of(&Scope::National)? {
            *keys.entry(grant.office).or_default() += usize::from(grant.without.is_none());
        }
        let mut all = Vec::with_capacity(ids.len());
        for id in ids {
            let keys = keys.get(&id).copied().unwrap_or_default();
            all.push(self.below_one(id, keys)?);
        }
        Ok(all)
    }

    fn below_one(&mut self, office: OfficeId, keys: usize) -> Result<Below, OfficeError> {
        let scope = register_of(&office);
        let position = self.desk.book().head(&scope).position;
        let mut entries: BTreeMap<Status, usize> = BTreeMap::new();
        if position > 0 {
            let index = self.cards(&scope)?;
            for card in index.cards.values().filter(|card| card.kind == Kind::Entry) {
                *entries.entry(card.status(self.national())).or_default() += 1;
            }
        }
        Ok(Below {
            is_province: self.level(&office) == Some(Level::Province),
            province: self.province_of(&office),
            records: position,
            last_day: self.last_day(&scope.to_string(), position)?,
            keys,
            entries,
            office,
        })
    }

    /// The day of the log when the record at a position was signed.
    fn last_day(&self, log: &str, position: u64) -> Result<Option<Day>, OfficeError> {
        let Some(before) = position.checked_sub(1) else { return Ok(None) };
        let members = self.store.members(log, before, 1, 0)?;
        let record = members.first().and_then(|member| read_record(&member.bytes).ok());
        let at = record.map(|record| record.sealed.cursor.position);
        Ok(at.and_then(|at| self.national().at(at).day()))
    }

    /// The keys of one office: those of the national log, and its own staff.
    pub fn keys_of(&mut self, office: &OfficeId) -> Result<Vec<Granted>, OfficeError> {
        let mut all = self.roster_of(&Scope::National)?;
        let scope = register_of(office);
        if self.registers().contains(&scope) {
            all.extend(self.roster_of(&scope)?);
        }
        all.retain(|grant| grant.office == *office);
        Ok(all)
    }

    /// The keys of one office that someone ended, and how; also where that waits here.
    pub fn key_ends(&mut self, office: &OfficeId) -> Result<BTreeMap<KeyId, KeyEnd>, OfficeError> {
        let own = register_of(office);
        let known = self.registers().contains(&own);
        let mut ends = BTreeMap::new();
        for scope in std::iter::once(Scope::National).chain(known.then_some(own)) {
            for id in self.rosters(&scope)? {
                let Some(document) = self.desk.document(&scope, id)? else { continue };
                for record in document.acts() {
                    let ReadAct::Known(act) = &record.act else { continue };
                    if let Act::RevokeKey(revoke) = act.as_ref() {
                        ends.insert(revoke.key, revoke.how.clone());
                    }
                }
            }
        }
        Ok(ends)
    }

    /// The last record of every log that is here, as a lost key is cut: what it signed up to here
    /// stands, and nothing after.
    pub fn log_heads(&self) -> Result<BTreeMap<String, Digest>, OfficeError> {
        let mut heads = BTreeMap::new();
        for scope in self.desk.book().logs() {
            let (log, position) = (scope.to_string(), self.desk.book().head(&scope).position);
            let Some(before) = position.checked_sub(1) else { continue };
            let last = self.store.members(&log, before, 1, 0)?;
            heads.extend(last.first().map(|member| (log.clone(), Digest(member.hash))));
        }
        Ok(heads)
    }
}

/// The log of an office's register.
fn register_of(office: &OfficeId) -> Scope {
    Scope::Office(office.clone())
}
