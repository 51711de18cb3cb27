//! What ended the decision on an entry though nobody wrote in the entry: facts of `national`, and
//! the day.

use std::collections::HashMap;

use kecuali_domain::{Scope, act::ItemRef};
use kecuali_encoding::KeyId;
use kecuali_ledger::End;
use kecuali_publication::continued;

use super::{
    Name, Office,
    history::{Event, called},
};
use crate::{catalogue::screen, error::OfficeError};

impl Office {
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
            End::Revoked { reason, .. } => {
                ("revoked", screen::ITEM_REVOKED, vec![self.cite(item), reason.clone()])
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
