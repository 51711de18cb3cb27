//! What KPU RI writes before anyone else writes anything.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capability as Can, Day, DocumentId, Kind, OfficeId, Scope,
    act::{Act, Grant, Holder, Issue, Item, ItemRef, SetDay, SetPolicy},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Route, Rows};
use kecuali_sync::{Composition, Desk, Saying};
use kecuali_testkit::{Salts, sample};
use kecuali_trust::SigningKey;

use super::{Country, DAY, Seat, key, offices};
use crate::error::BenchError;

const FOUNDED: u64 = 1_780_000_000_000;

/// What everyone applies, on the ground that the entries of the corpus have.
const ITEM: &[(&str, &str)] = &[
    ("description", "Dokumen penawaran peserta pengadaan"),
    ("information", "Dokumen penawaran"),
    ("legal_basis", r#"["uu-14-2008:17.b"]"#),
    ("period", sample::UNTIL),
];

/// Writes the grants, and what else is national.
pub(super) struct Chancery {
    desk: Desk,
    written: u64,
}

impl Chancery {
    pub(super) const fn new(desk: Desk) -> Self {
        Self { desk, written: 0 }
    }

    /// Everyone gets keys that draft and submit.
    pub(super) fn appoint(&mut self) -> Result<(), BenchError> {
        self.appoint_with(&[Can::Draft, Can::Submit])
    }

    /// The same with keys that record endorsements, with policy, and with a determination.
    pub(super) fn appoint_and_decide(&mut self) -> Result<ItemRef, BenchError> {
        self.appoint_with(&[Can::Draft, Can::Submit, Can::RecordEndorsement])?;
        let issuer = Holder::Person("issuer".to_owned());
        let may = [Can::Draft, Can::Review, Can::Determine, Can::Issue, Can::Revoke];
        self.give(grant(&Country::issuer(), issuer, &OfficeId::national(), &may))?;
        // Applications of an item in force go straight to KPU RI, as `init` writes it.
        let route = Route { application_via_province: false, new_substance_via_province: true };
        let route = SetPolicy { name: "route".to_owned(), from: day(), value: route.to_value() };
        self.act(&administrator(), Kind::Policy, &Act::SetPolicy(route))?;
        self.issue()
    }

    fn appoint_with(&mut self, person_may: &[Can]) -> Result<(), BenchError> {
        let national = OfficeId::national();
        let all: BTreeSet<String> = Can::ALL.iter().map(ToString::to_string).collect();
        let holder = Holder::Person("administrator".to_owned());
        let appointed = grant(&administrator(), holder, &national, &[Can::Administer]);
        let appointed = Act::Grant(Grant { delegable: all, ..appointed });
        self.act(&key("root", "RI"), Kind::Roster, &appointed)?;
        let act = Act::SetDay(SetDay { day: day() });
        self.act(&administrator(), Kind::Policy, &act)?;
        let server = Holder::Server("server".to_owned());
        self.give(grant(&Country::log_key(), server, &national, &[Can::Log]))?;
        for office in std::iter::once(national).chain(offices()) {
            let seat = Seat::at(office);
            let machine = Holder::Installation(format!("pc-{}", seat.office));
            self.give(grant(&seat.machine(), machine, &seat.office, &[Can::Sync]))?;
            let person = Holder::Person(format!("ppid-{}", seat.office));
            // At KPU RI nobody submits, so nobody records what a submission needs.
            let may = if seat.office.is_national() { &person_may[..2] } else { person_may };
            self.give(grant(&seat.person, person, &seat.office, may))?;
        }
        Ok(())
    }

    fn issue(&mut self) -> Result<ItemRef, BenchError> {
        let (document, mut salts) = (self.next(), Salts::default());
        let mut row = |label, values| salts.carried_row(&Scope::National, document, label, values);
        let (own, own_row) = row("determination", &[("title", sample::TITLE)]);
        let (item, item_row) = row("item/1", ITEM);
        let ends = sample::LAST_DAY.parse().ok();
        let issue = Issue {
            number: "731".to_owned(),
            year: 2026,
            authority: OfficeId::national(),
            place: "Jakarta".to_owned(),
            day: day(),
            signatory: "Ketua".to_owned(),
            row: own_row,
            items: BTreeMap::from([(1, Item { row: item_row, ends })]),
            supersedes: Vec::new(),
            registered: None,
        };
        let rows = Rows::from([("determination".to_owned(), own), ("item/1".to_owned(), item)]);
        let act = Act::Issue(Box::new(issue));
        let by = Country::issuer();
        let issue = self.write(&by, document, Kind::Determination, &act, Some(&rows))?;
        Ok(ItemRef { issue, item: 1 })
    }

    fn give(&mut self, grant: Grant) -> Result<(), BenchError> {
        self.act(&administrator(), Kind::Roster, &Act::Grant(grant))
    }

    fn act(&mut self, by: &SigningKey, kind: Kind, act: &Act) -> Result<(), BenchError> {
        let document = self.next();
        self.write(by, document, kind, act, None).map(drop)
    }

    fn next(&mut self) -> DocumentId {
        self.written += 1;
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.written.to_be_bytes());
        DocumentId::new(FOUNDED, random)
    }

    fn write(
        &mut self,
        by: &SigningKey,
        document: DocumentId,
        kind: Kind,
        act: &Act,
        rows: Option<&Rows>,
    ) -> Result<Digest, BenchError> {
        let composition = Composition {
            scope: &Scope::National,
            document,
            kind,
            say: Saying::Act(act),
            deps: None,
            time: FOUNDED,
            rows,
            unchecked: false,
        };
        Ok(self.desk.compose(by, &composition)?.change)
    }
}

fn administrator() -> SigningKey {
    key("administrator", "RI")
}

fn day() -> Day {
    DAY.parse().expect("a day is written as 2026-11-23")
}

fn grant(to: &SigningKey, holder: Holder, office: &OfficeId, can: &[Can]) -> Grant {
    Grant {
        key: to.public(),
        holder,
        office: office.clone(),
        position: "Jabatan".to_owned(),
        endorses_as: None,
        capabilities: can.iter().map(ToString::to_string).collect(),
        delegable: BTreeSet::new(),
        until: None,
        replaces: None,
        recipient: None,
    }
}
