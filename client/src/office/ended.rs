//! What ended the decision on an entry though nobody wrote in the entry: facts of `national`, and
//! the day.

use std::collections::{BTreeSet, HashMap};

use kecuali_domain::{Day, Scope, act::ItemRef, fold};
use kecuali_encoding::KeyId;
use kecuali_ledger::{ActRecord, Document, End, Issued};
use kecuali_publication::{RevokedBy, continued};
use serde::Serialize;

use super::{
    Name, Office,
    history::{Event, act_event, called},
    view::Card,
};
use crate::{catalogue::screen, error::OfficeError};

/// How items of a determination ended.
#[derive(Debug, Clone, Serialize)]
pub struct Ending {
    /// The items that ended together.
    pub items: BTreeSet<u32>,
    /// What ended them: when, by whom, and why or with which successor.
    pub event: Event,
}

/// The act of KPU RI that ended an entry: its decision was revoked, its row was taken down, or the
/// information was declared open, also before any decision.
pub(super) fn ended_by(document: &Document) -> Option<&ActRecord> {
    let state = document.state();
    let opened = || {
        let mut endings = state.submissions().last()?.endings.iter();
        endings.find(|(_, how)| **how == fold::Ending::Open).map(|(act, _)| *act)
    };
    let is_open = state.decision().is_none() && state.contest().is_empty();
    let concluded = state.conclusion().map(|end| end.act);
    let act = concluded.or_else(|| opened().filter(|_| is_open))?;
    document.acts().iter().find(|record| record.id == act)
}

impl Office {
    /// How the items of a determination ended, oldest first.
    pub(super) fn endings_of(&mut self, issued: &Issued) -> Result<Vec<Ending>, OfficeError> {
        if issued.ended.is_empty() {
            return Ok(Vec::new());
        }
        let holders = self.holders(&Scope::National)?;
        let mut all: Vec<Ending> = Vec::new();
        for (number, end) in &issued.ended {
            let item = ItemRef { issue: issued.change, item: *number };
            let mut event = self.ending(item, end, &holders)?;
            // Which item it is about stands beside it.
            event.detail.remove(0);
            let same = |one: &&mut Ending| {
                (one.event.change, &one.event.detail) == (event.change, &event.detail)
            };
            match all.iter_mut().find(same) {
                Some(one) => {
                    one.items.insert(*number);
                }
                None => all.push(Ending { items: BTreeSet::from([*number]), event }),
            }
        }
        all.sort_by_key(|one| one.event.position);
        Ok(all)
    }

    /// The day of the log on which KPU RI ended an entry, or the item that it stands under.
    pub(super) fn ended_on(&self, card: &Card) -> Option<Day> {
        let national = self.national();
        let with_its_item = || {
            let item =
                continued(national, card.under.filter(|_| card.status(national).is_final())?);
            Some(national.issued(&item.issue)?.ended.get(&item.item)?.position())
        };
        national.at(card.ended.or_else(with_its_item)?).day()
    }

    /// What KPU RI said when it ended an entry, or the item that it stands under.
    pub(super) fn said_at_its_end(&mut self, name: &Name) -> Result<Option<Event>, OfficeError> {
        let holders = self.holders(&name.0)?;
        let document = self.document(name)?;
        if let Some(record) = ended_by(document) {
            return Ok(Some(act_event(document, record, &holders)));
        }
        Ok(self.endings(name)?.pop())
    }

    /// What became of the item that a decision in force was made under, oldest first: it was
    /// superseded, with a successor or without, or revoked; or the period of the decision is over.
    pub(crate) fn endings(&mut self, name: &Name) -> Result<Vec<Event>, OfficeError> {
        let decision = self.document(name)?.state().decision();
        let Some((under, own)) = decision.map(|one| (one.under, one.ends)) else {
            return Ok(Vec::new());
        };
        let holders = self.holders(&Scope::National)?;
        let (mut events, mut item) = (Vec::new(), Some(under));
        // Ends: an item is ended only by what stands later in the log.
        while let Some(this) = item {
            let issued = self.national().issued(&this.issue);
            let end = issued.and_then(|issued| issued.ended.get(&this.item)).cloned();
            item = match &end {
                Some(End::Superseded { by, .. }) => *by,
                Some(End::Revoked { .. }) | None => None,
            };
            if let Some(end) = end {
                events.push(self.ending(this, &end, &holders)?);
            }
        }
        let ends = self.ends(own, Some(under));
        let national = self.national();
        let stands = national.now().item_stands(continued(national, under));
        if stands && self.is_over(ends) {
            events.push(Event {
                day: ends,
                ..Event::of_national("lapsed", screen::LAPSED, Vec::new())
            });
        }
        Ok(events)
    }

    fn ending(
        &mut self,
        item: ItemRef,
        end: &End,
        holders: &HashMap<KeyId, String>,
    ) -> Result<Event, OfficeError> {
        let (what, label, detail) = match end {
            End::Revoked { reason, decision, day, .. } => {
                let by = RevokedBy::named(decision.as_deref(), *day).map(|by| by.text);
                let detail = [Some(self.cite(item)), Some(reason.clone()), by];
                ("revoked", screen::ITEM_REVOKED, detail.into_iter().flatten().collect())
            }
            End::Superseded { by, .. } => {
                let by = by.map(|next| self.cite(next));
                let next = screen::continued_by(by.as_deref());
                ("superseded", screen::ITEM_SUPERSEDED, vec![self.cite(item), next])
            }
        };
        let national = self.national();
        let day = national.at(end.position()).day();
        let of_issue = |issue| national.issued(issue).map(|issued| issued.document);
        let found = match end {
            End::Revoked { by, .. } => of_issue(&item.issue).map(|document| (document, *by)),
            End::Superseded { position, .. } => {
                let all = national.determinations();
                let issued = all.into_iter().find(|issued| issued.position == *position);
                issued.map(|issued| (issued.document, issued.change))
            }
        };
        let mut event = Event::of_national(what, label, detail);
        (event.day, event.received, event.position) = (day, day, Some(end.position()));
        if let Some((document, change)) = found {
            let document = self.document(&(Scope::National, document))?;
            let record = document.acts().iter().find(|record| record.id == change);
            event.change = Some(change);
            event.time = record.map(|record| record.time);
            event.by = record.map_or_else(String::new, |record| called(holders, record.signer));
        }
        Ok(event)
    }
}
