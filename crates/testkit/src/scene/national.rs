//! What happens in `national` and in rosters.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Day, Kind, OfficeId, Scope,
    act::{
        Act, Grant, Issue, Item, ItemRef, KeyEnd, Revoke, RevokeKey, SetDay, SetPolicy, Succession,
    },
    period::Period,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{DayMark, MarkError, stamp};
use serde_json::Value;

use super::Scene;
use crate::{
    cast::{self, Actor},
    clerk::{Doc, Parcel, Says},
    log::{Member, What},
    sample,
};

/// The day on which every determination of a story is signed.
const SIGNED: &str = "2026-11-20";

impl Scene {
    /// The publisher begins a day.
    pub fn day(&mut self, day: &str) {
        self.mark(&cast::LOG, day).expect("a story's days follow each other");
    }

    /// Someone writes a day mark.
    pub fn mark(&mut self, by: &Actor, day: &str) -> Result<(), MarkError> {
        let root = self.national.root_id();
        let before = self.national.head();
        let mark = DayMark::sign(read_day(day), before, &root, &by.key());
        self.national.check_day(&mark)?;
        let point = stamp(before, mark.hash(&root), before);
        self.national.take_day(&mark, point);
        let mut log = self.log(&Scope::National);
        log.members.push(Member { what: What::Day(mark), point, judged: before });
        log.head = point;
        self.logs.insert(Scope::National, log);
        Ok(())
    }

    /// KPU RI sets the day by an act.
    pub fn set_day(&mut self, day: &str) -> Digest {
        let act = Act::SetDay(SetDay { day: read_day(day) });
        self.act_alone(&cast::NATIONAL_ADMIN, "national", Kind::Policy, &act)
    }

    /// KPU RI sets a policy from a day on.
    pub fn set_policy(&mut self, name: &str, from: &str, value: Value) -> Digest {
        let act = SetPolicy { name: name.to_owned(), from: read_day(from), value };
        self.act_alone(&cast::NATIONAL_ADMIN, "national", Kind::Policy, &Act::SetPolicy(act))
    }

    /// An administrator gives a key something, in `national` or in an office's log.
    pub fn grant(&mut self, by: &Actor, log: &str, grant: Grant) -> Digest {
        self.act_alone(by, log, Kind::Roster, &Act::Grant(grant))
    }

    /// An administrator ends the key of someone who left; what was signed before is admitted
    /// until a day.
    pub fn left(&mut self, by: &Actor, log: &str, who: &Actor, until: &str) -> Digest {
        let how = KeyEnd::Left { until: read_day(until) };
        let act = Act::RevokeKey(RevokeKey { key: who.id(), how });
        self.act_alone(by, log, Kind::Roster, &act)
    }

    /// An administrator ends a key that may be in wrong hands. `cuts` names for a log the last
    /// record of that key that stands; logs that are not named are cut whole.
    pub fn lost(&mut self, by: &Actor, log: &str, who: &Actor, cuts: &[(&str, Digest)]) -> Digest {
        let cuts = cuts.iter().map(|(log, record)| ((*log).to_owned(), *record)).collect();
        let act = Act::RevokeKey(RevokeKey { key: who.id(), how: KeyEnd::Lost { cuts } });
        self.act_alone(by, log, Kind::Roster, &act)
    }

    /// Writes and sends an act that opens a document of its own.
    pub fn act_alone(&mut self, by: &Actor, log: &str, kind: Kind, act: &Act) -> Digest {
        let doc = self.new_doc(log, kind);
        self.act(by, &doc, act)
    }

    /// Issues a determination of KPU RI; what comes back is its first item.
    pub fn issue(&mut self, by: &Actor, number: &str, items: &[&[(&str, &str)]]) -> ItemRef {
        let parcel = self.write_issue(by, number, items, &[]);
        ItemRef { issue: self.send(&parcel), item: 1 }
    }

    /// Issues a determination that ends items of earlier ones.
    pub fn supersede(
        &mut self,
        by: &Actor,
        number: &str,
        items: &[&[(&str, &str)]],
        supersedes: &[Succession],
    ) -> ItemRef {
        let parcel = self.write_issue(by, number, items, supersedes);
        ItemRef { issue: self.send(&parcel), item: 1 }
    }

    /// Writes an issue with its openings, ready to be sent.
    pub fn write_issue(
        &mut self,
        by: &Actor,
        number: &str,
        items: &[&[(&str, &str)]],
        supersedes: &[Succession],
    ) -> Parcel {
        let doc = self.new_doc("national", Kind::Determination);
        let own = [("title", sample::TITLE)];
        let (own, row) = self.salts.carried_row(&doc.scope, doc.id, "determination", &own);
        let mut openings = BTreeMap::from([("determination".to_owned(), own)]);
        let mut signed = BTreeMap::new();
        for (fields, number) in items.iter().zip(1..) {
            let label = format!("item/{number}");
            let (item, row) = self.salts.carried_row(&doc.scope, doc.id, &label, fields);
            openings.insert(label, item);
            signed.insert(number, Item { row, ends: last_day(fields) });
        }
        let issue = Issue {
            number: number.to_owned(),
            year: 2026,
            authority: OfficeId::national(),
            place: "Jakarta".to_owned(),
            day: read_day(SIGNED),
            signatory: "Ketua".to_owned(),
            row,
            items: signed,
            supersedes: supersedes.to_vec(),
            registered: None,
        };
        let act = Act::Issue(Box::new(issue));
        Parcel { openings: Some(openings), ..self.write(by, &doc, Says::Act(&act)) }
    }

    /// Ends items of a determination, or all of it.
    pub fn revoke_items(&mut self, by: &Actor, issue: &Digest, items: &[u32]) -> Digest {
        let items: BTreeSet<u32> = items.iter().copied().collect();
        let reason = "Dibatalkan".to_owned();
        let revoke = Revoke { items, reason, decision: None, day: None };
        let doc = self.determination(issue);
        self.act(by, &doc, &Act::Revoke(revoke))
    }

    /// The document of a determination, by the change that issued it.
    pub fn determination(&self, issue: &Digest) -> Doc {
        let issued = self.national.issued(issue).expect("the determination was issued before");
        Doc { scope: Scope::National, id: issued.document, kind: Kind::Determination }
    }
}

/// The last day that a row's period comes to, decided on the day of the story's decisions.
pub(super) fn last_day(fields: &[(&str, &str)]) -> Option<Day> {
    let (_, period) = fields.iter().find(|(name, _)| *name == "period")?;
    Period::read(period).ok()?.ends_if_decided(read_day(SIGNED))
}

pub(super) fn read_day(text: &str) -> Day {
    text.parse().expect("a story writes days as 2026-11-23")
}
