//! A country of offices with fixed keys: everyone is granted what the measurements need, so that
//! guard, signature, authority and rewrite are checked for real.

use std::{collections::BTreeSet, sync::Arc};

use kecuali_domain::{
    Capability, DocumentId, Kind, OfficeId, Scope,
    act::{Act, Grant, Holder, SetDay},
    office::{Level, Offices},
};
use kecuali_encoding::{Digest, Frame};
use kecuali_storage::{Commit, MemoryStore, Store};
use kecuali_sync::{Book, Composition, Desk, Saying};
use kecuali_trust::{RootFile, SigningKey};

use crate::error::BenchError;

/// The day on which the log of the country stands.
const DAY: &str = "2026-11-23";
const FOUNDED: u64 = 1_780_000_000_000;

/// The trust root and the national log with every grant.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Country {
    pub(crate) root: RootFile,
    founding: Commit,
}

/// Whose installation it is, with its keys.
#[derive(Debug)]
pub(crate) struct Seat {
    pub(crate) office: OfficeId,
    /// Signs records.
    pub(crate) person: SigningKey,
}

impl Country {
    /// Appoints everyone. The same on every call and in every process.
    pub(crate) fn found() -> Result<Self, BenchError> {
        let root = RootFile::first([key("root", "RI").public()]);
        let root = root.map_err(|error| BenchError::odd(error.to_string()))?;
        let papers = Arc::new(MemoryStore::default());
        let shared: Arc<dyn Store> = Arc::<MemoryStore>::clone(&papers);
        let mut chancery = Chancery { desk: Desk::open(root.clone(), shared)?, written: 0 };
        chancery.appoint()?;
        let mut book = Book::open(root.clone(), Arc::new(MemoryStore::default()))?;
        for paper in papers.pending(None)? {
            let taken = book.admit(&paper.bytes, None);
            taken.map_err(|refusal| BenchError::odd(format!("a grant: {refusal}")))?;
        }
        let (_, founding) = book.finish();
        Ok(Self { root, founding })
    }

    /// Puts the national log into a store that is empty; leaves one that has it as it is.
    pub(crate) fn settle(&self, store: &dyn Store) -> Result<(), BenchError> {
        if store.head("national")?.is_none() {
            store.commit(&self.founding)?;
        }
        Ok(())
    }

    /// A store in memory with the national log in it.
    pub(crate) fn store(&self) -> Result<Arc<dyn Store>, BenchError> {
        let store = MemoryStore::default();
        self.settle(&store)?;
        Ok(Arc::new(store))
    }

    /// The server's key.
    pub(crate) fn log_key() -> SigningKey {
        key("log", "RI")
    }
}

impl Seat {
    /// The office of a number, 514 of them.
    pub(crate) fn of_office(number: usize) -> Result<Self, BenchError> {
        let office = offices().nth(number);
        let office = office.ok_or_else(|| BenchError::odd("there are 514 offices"))?;
        Ok(Self::at(office))
    }

    /// A desk at KPU RI, which reads every log.
    pub(crate) fn national() -> Self {
        Self::at(OfficeId::national())
    }

    /// The register that is written here.
    pub(crate) fn scope(&self) -> Scope {
        Scope::Office(self.office.clone())
    }

    /// Signs requests.
    pub(crate) fn machine(&self) -> SigningKey {
        key("machine", self.office.as_str())
    }

    fn at(office: OfficeId) -> Self {
        let person = key("person", office.as_str());
        Self { office, person }
    }
}

/// Writes the grants.
struct Chancery {
    desk: Desk,
    written: u64,
}

impl Chancery {
    fn appoint(&mut self) -> Result<(), BenchError> {
        use Capability as Can;
        let national = OfficeId::national();
        let all: BTreeSet<String> = Can::ALL.iter().map(ToString::to_string).collect();
        let admin = key("administrator", "RI");
        let holder = Holder::Person("administrator".to_owned());
        let appointed = grant(&admin, holder, &national, &[Can::Administer]);
        self.act(
            &key("root", "RI"),
            Kind::Roster,
            &Act::Grant(Grant { delegable: all, ..appointed }),
        )?;
        let day = DAY.parse().expect("a day is written as 2026-11-23");
        self.act(&admin, Kind::Policy, &Act::SetDay(SetDay { day }))?;
        let server = Holder::Server("server".to_owned());
        self.give(&admin, grant(&Country::log_key(), server, &national, &[Can::Log]))?;
        for office in std::iter::once(national).chain(offices()) {
            let seat = Seat::at(office);
            let machine = Holder::Installation(format!("pc-{}", seat.office));
            self.give(&admin, grant(&seat.machine(), machine, &seat.office, &[Can::Sync]))?;
            let person = Holder::Person(format!("ppid-{}", seat.office));
            self.give(
                &admin,
                grant(&seat.person, person, &seat.office, &[Can::Draft, Can::Submit]),
            )?;
        }
        Ok(())
    }

    fn give(&mut self, by: &SigningKey, grant: Grant) -> Result<(), BenchError> {
        self.act(by, Kind::Roster, &Act::Grant(grant))
    }

    fn act(&mut self, by: &SigningKey, kind: Kind, act: &Act) -> Result<(), BenchError> {
        self.written += 1;
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.written.to_be_bytes());
        let composition = Composition {
            scope: &Scope::National,
            document: DocumentId::new(FOUNDED, random),
            kind,
            say: Saying::Act(act),
            deps: None,
            time: FOUNDED,
            rows: None,
            unchecked: false,
        };
        self.desk.compose(by, &composition)?;
        Ok(())
    }
}

fn grant(to: &SigningKey, holder: Holder, office: &OfficeId, can: &[Capability]) -> Grant {
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

/// The regencies and cities, by id.
fn offices() -> impl Iterator<Item = OfficeId> {
    let all = Offices::bundled().iter();
    all.filter(|office| office.level == Level::RegencyCity).map(|office| office.id.clone())
}

fn key(role: &str, office: &str) -> SigningKey {
    let Digest(secret) = Frame::new("kecuali/bench/key").text(role).text(office).digest();
    SigningKey::from_bytes(&secret)
}
