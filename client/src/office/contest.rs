//! Decisions about one entry that were made unseen of each other, side by side.

use std::collections::BTreeMap;

use kecuali_domain::{
    Kind,
    act::{Act, Determine, ReadAct},
    field::public_row,
    handle,
    status::Status,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{ActRecord, Document};
use serde::Serialize;

use super::{
    Name, Office,
    history::{Event, act_event},
    preview::{PublicField, in_order},
    standing::EntrySummary,
    view::Card,
};
use crate::error::OfficeError;

/// An entry about which several decisions stand against each other.
#[derive(Debug, Clone, Serialize)]
pub struct Contest {
    /// Where it stands.
    #[serde(flatten)]
    pub summary: EntrySummary,
    /// The decisions, oldest first.
    pub sides: Vec<SideView>,
}

/// One of the decisions.
#[derive(Debug, Clone, Serialize)]
pub struct SideView {
    /// Who decided what, and when.
    #[serde(flatten)]
    pub event: Event,
    /// Whether it is in force meanwhile.
    pub in_force: bool,
    /// The item that it determines the entry under.
    pub under: Option<String>,
    /// What it makes public.
    pub fields: Vec<PublicField>,
}

/// Numbers that were given twice.
#[derive(Debug, Clone, Serialize)]
pub struct NumberContest {
    /// The number and year, as it is cited.
    pub number: String,
    /// What each is about; the first is the one that decides.
    pub titles: Vec<String>,
}

impl Office {
    /// The entries read here that are in contest.
    pub fn contests(&mut self) -> Result<Vec<Contest>, OfficeError> {
        let mut all = Vec::new();
        for name in self.all_with(Status::Contesting)? {
            all.push(self.contest(&name)?);
        }
        Ok(all)
    }

    /// One entry with the decisions that stand against each other.
    pub fn contest(&mut self, name: &Name) -> Result<Contest, OfficeError> {
        let holders = self.holders(&name.0)?;
        let summary = self.summary(name)?;
        let document = self.document(name)?;
        let state = document.state();
        let in_force = state.decision().map(|decision| decision.act);
        let mut sides = Vec::new();
        for record in document.acts() {
            if in_force != Some(record.id) && !state.contest().contains_key(&record.id) {
                continue;
            }
            let event = act_event(document, record, &holders);
            let fields = rows(document, record);
            sides.push((event, in_force == Some(record.id), record.id, fields));
        }
        let mut views = Vec::with_capacity(sides.len());
        for (event, in_force, act, fields) in sides {
            let under = self.determined_under(name, &act)?;
            views.push(SideView { event, in_force, under, fields });
        }
        Ok(Contest { summary, sides: views })
    }

    /// The item that a determine names, as people cite it.
    fn determined_under(
        &mut self,
        name: &Name,
        act: &Digest,
    ) -> Result<Option<String>, OfficeError> {
        let document = self.document(name)?;
        let record = document.acts().iter().find(|record| record.id == *act);
        let item = record.and_then(determine).map(|determine| determine.under);
        Ok(item.map(|item| self.cite(item)))
    }

    /// Decisions of KPU RI that were given a number which another had.
    pub fn number_contests(&mut self) -> Result<Vec<NumberContest>, OfficeError> {
        let mut all: BTreeMap<String, Vec<(bool, String)>> = BTreeMap::new();
        for one in self.determinations()? {
            all.entry(one.number).or_default().push((one.contested, one.title));
        }
        all.retain(|_, same| same.iter().any(|(contested, _)| *contested));
        let contests = all.into_iter().map(|(number, mut same)| {
            same.sort_by_key(|(contested, _)| *contested);
            NumberContest { number, titles: same.into_iter().map(|(_, title)| title).collect() }
        });
        Ok(contests.collect())
    }

    fn all_with(&mut self, status: Status) -> Result<Vec<Name>, OfficeError> {
        let mut all = Vec::new();
        for scope in self.registers() {
            let index = self.cards(&scope)?;
            let cards = index.cards.iter();
            let national = self.national();
            let is_there = |card: &Card| card.status(national) == status;
            let fits = cards.filter(|(_, card)| card.kind == Kind::Entry && is_there(card));
            all.extend(fits.map(|(id, _)| (scope.clone(), *id)));
        }
        all.sort_by_key(|(scope, id)| handle(scope, *id));
        Ok(all)
    }
}

fn determine(record: &ActRecord) -> Option<&Determine> {
    let ReadAct::Known(act) = &record.act else { return None };
    if let Act::Determine(determine) = act.as_ref() { Some(determine) } else { None }
}

/// What a determine makes public; nothing for any other act.
fn rows(document: &Document, record: &ActRecord) -> Vec<PublicField> {
    let Some(determine) = determine(record) else { return Vec::new() };
    let content = document.content_at(&determine.covers.heads);
    let row = content.and_then(|content| public_row(&content).ok()).unwrap_or_default();
    let withheld = document.state().withheld();
    in_order(row.iter().map(|(name, value)| PublicField::of(name, value, withheld.contains(*name))))
}
