//! What provinces and KPU RI decide about entries: forward, return, determine, open, take down.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capability, Day, Kind,
    act::{About, Act, Covers, Determine, ItemRef, Open, ReadAct, Revoke, TakeDown},
    content::Content,
    field::{FIELDS, Gate, Visibility, public_row},
    period::Period,
    rules::Finding,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{ActRecord, Opening, RowOpenings, Rows, row_hash};

use super::{
    Name, Office,
    approval::Done,
    preview::known_fields,
    saying::{Ready, once},
};
use crate::{
    catalogue::input::not_now,
    error::{OfficeError, Sought},
    machine::random,
};

/// What a determine would say, without the salts.
#[derive(Debug)]
pub(crate) struct Proposal {
    covers: Covers,
    submission: Digest,
    pub(crate) under: ItemRef,
    /// The public values of the row, by field.
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) ends: Option<Day>,
    pub(crate) warnings: Vec<Finding>,
}

impl Office {
    /// Whether an entry was determined in a selection of this name.
    pub(crate) fn is_determined_in(
        &mut self,
        name: &Name,
        batch: &str,
    ) -> Result<bool, OfficeError> {
        let acts = self.document(name)?.acts();
        let determined = |record: &ActRecord| {
            let ReadAct::Known(act) = &record.act else { return false };
            let Act::Determine(determine) = act.as_ref() else { return false };
            determine.batch.as_deref() == Some(batch)
        };
        Ok(acts.iter().any(determined))
    }

    /// As a province: passes the open submissions of entries on to KPU RI.
    pub fn forward(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        note: Option<&str>,
    ) -> Result<Vec<Done>, OfficeError> {
        let reason = note.map(str::to_owned);
        self.each(acting, &[Capability::Forward], names, None, |office, _, name| {
            office.is_no_mere_request(name)?;
            let submission = office.open_submission(name)?;
            Ok(Act::Forward(About { submission, reason: reason.clone() }))
        })
    }

    /// Sends the open submissions of entries back, with a reason. At KPU RI it says no to a request
    /// where that is all that waits.
    pub fn send_back(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        reason: &str,
    ) -> Result<Vec<Done>, OfficeError> {
        let any_of = [Capability::Review, Capability::Forward];
        self.each(acting, &any_of, names, None, |office, _, name| {
            let submission = office.sent_back(name)?;
            Ok(Act::Return(About { submission, reason: Some(reason.to_owned()) }))
        })
    }

    /// Determines what offices submitted, each under the item it was submitted under or the one
    /// given here. What becomes public is signed field by field.
    pub fn determine(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        under: Option<ItemRef>,
        batch: Option<&str>,
    ) -> Result<Vec<Done>, OfficeError> {
        self.in_turn(|office| {
            office.is_as_seen(names)?;
            let mut prepared = Vec::with_capacity(names.len());
            for name in once(names) {
                let signer = office.signer(acting, &[Capability::Determine], &name.0)?;
                prepared.push((name, signer, office.proposal(name, under)?));
            }
            if office.trial {
                return Ok(Vec::new());
            }
            let ready = prepared.into_iter().map(|(name, signer, proposal)| {
                let (act, rows) = office.decision(name, &proposal, batch);
                (signer, Ready { name, act, rows: Some(rows), warnings: proposal.warnings })
            });
            let ready = ready.collect();
            office.sign_all(ready)
        })
    }

    /// What a determine of an entry would say, when nothing stands in the way of it.
    pub(crate) fn proposal(
        &mut self,
        name: &Name,
        under: Option<ItemRef>,
    ) -> Result<Proposal, OfficeError> {
        self.is_writable(name)?;
        self.is_no_mere_request(name)?;
        let (submitted, covers, content) = self.submitted(name)?;
        let under = under
            .or(submitted.under)
            .ok_or_else(|| OfficeError::not_now(&name.0, name.1, not_now::NEW_SUBSTANCE))?;
        let decided = self.day_of(under)?;
        let submission = submitted.act;
        let substance = self.applying(under)?;
        let findings = self.findings(name, &content, substance)?;
        let warnings = self.pass(name, Gate::Determine, findings)?;
        let values = public_values(name, &content)?;
        let period = values.get("period").and_then(|text| Period::read(text).ok());
        let ends = period.and_then(|period| period.ends_if_decided(decided));
        let proposal = Proposal { covers, submission, under, values, ends, warnings };
        self.would_take_effect(name, &proposal.act(Digest([0; 32]), None))?;
        Ok(proposal)
    }

    fn decision(&mut self, name: &Name, proposal: &Proposal, batch: Option<&str>) -> (Act, Rows) {
        let values = &proposal.values;
        let openings: RowOpenings = values
            .keys()
            .map(|field| (field.clone(), Opening::Open { salt: self.salt(), value: None }))
            .collect();
        let row = row_hash(&name.0, name.1, "entry", &openings, values)
            .expect("every value was given its opening just now");
        let rows = Rows::from([("entry".to_owned(), openings)]);
        (proposal.act(row, batch), rows)
    }

    /// Declares the information of entries open. Final, and public at once.
    pub fn open_information(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        reason: &str,
    ) -> Result<Vec<Done>, OfficeError> {
        let open = Open { reason: reason.to_owned() };
        self.each(acting, &[Capability::Revoke], names, None, |_, _, _| Ok(Act::Open(open.clone())))
    }

    /// Takes rows, or named fields of them, off the list at once.
    pub fn take_down(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        fields: &BTreeSet<String>,
        reason: &str,
    ) -> Result<Vec<Done>, OfficeError> {
        let public = FIELDS.iter().filter(|field| field.visibility() == Visibility::Public);
        known_fields(fields, &public.map(|field| field.name).collect::<Vec<_>>())?;
        let act = TakeDown { fields: fields.clone(), item: None, reason: reason.to_owned() };
        self.each(acting, &[Capability::Revoke], names, None, |_, _, _| {
            Ok(Act::TakeDown(act.clone()))
        })
    }

    /// Ends the decisions in force on entries, and not the determination they stand under. Final,
    /// and public at once.
    pub fn revoke_decisions(
        &mut self,
        acting: Option<&str>,
        names: &[Name],
        reason: &str,
        decision: Option<(String, Option<Day>)>,
    ) -> Result<Vec<Done>, OfficeError> {
        let (decision, day) = decision.map_or((None, None), |(number, day)| (Some(number), day));
        let revoke = Revoke { items: BTreeSet::new(), reason: reason.to_owned(), decision, day };
        self.each(acting, &[Capability::Revoke], names, None, |office, _, name| {
            let state = office.document(name)?.state();
            if state.decision().is_none() && state.contest().is_empty() {
                return Err(OfficeError::not_now(&name.0, name.1, not_now::NOTHING_IN_FORCE));
            }
            Ok(Act::Revoke(revoke.clone()))
        })
    }

    /// The day of the decision that an item belongs to.
    pub(crate) fn day_of(&self, item: ItemRef) -> Result<Day, OfficeError> {
        let issued = self.national().issued(&item.issue);
        let issued = issued.filter(|issued| issued.issue.items.contains_key(&item.item));
        let missing = || OfficeError::not_found(Sought::Determination, self.cite(item));
        issued.map(|issued| issued.issue.day).ok_or_else(missing)
    }

    pub(crate) fn salt(&mut self) -> [u8; 32] {
        random(self.machine.as_mut())
    }
}

impl Proposal {
    fn act(&self, row: Digest, batch: Option<&str>) -> Act {
        Act::Determine(Determine {
            covers: self.covers.clone(),
            submission: Some(self.submission),
            under: self.under,
            row,
            ends: self.ends,
            batch: batch.map(str::to_owned),
        })
    }
}

fn public_values(name: &Name, content: &Content) -> Result<BTreeMap<String, String>, OfficeError> {
    let row =
        public_row(content).map_err(|error| OfficeError::conflict(Kind::Entry, name, error.key))?;
    Ok(row.into_iter().map(|(field, value)| (field.to_owned(), value)).collect())
}
