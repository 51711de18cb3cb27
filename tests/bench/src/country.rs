//! A country of offices with fixed keys: everyone is granted what the measurements need, so that
//! guard, signature, authority and rewrite are checked for real.

mod chancery;

use std::sync::Arc;

use kecuali_domain::{
    OfficeId, Scope,
    act::ItemRef,
    office::{Level, Offices},
};
use kecuali_encoding::{Digest, Frame};
use kecuali_storage::{Commit, MemoryStore, Store};
use kecuali_sync::{Book, Desk};
use kecuali_trust::{RootFile, SigningKey};

use self::chancery::Chancery;
use crate::error::BenchError;

/// The day on which the log of the country stands.
pub(crate) const DAY: &str = "2026-11-23";

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
        Self::write(Chancery::appoint).map(|(country, ())| country)
    }

    /// A country that decides: offices record endorsements, policy is as `init` writes it, and a
    /// determination is in force, whose item entries are applied under.
    pub(crate) fn with_determination() -> Result<(Self, ItemRef), BenchError> {
        Self::write(Chancery::appoint_and_decide)
    }

    fn write<T>(
        found: impl FnOnce(&mut Chancery) -> Result<T, BenchError>,
    ) -> Result<(Self, T), BenchError> {
        let root = RootFile::first([key("root", "RI").public()]);
        let root = root.map_err(|error| BenchError::odd(error.to_string()))?;
        let papers = Arc::new(MemoryStore::default());
        let shared: Arc<dyn Store> = Arc::<MemoryStore>::clone(&papers);
        let written = found(&mut Chancery::new(Desk::open(root.clone(), shared)?))?;
        let mut book = Book::open(root.clone(), Arc::new(MemoryStore::default()))?;
        for paper in papers.pending(None)? {
            let taken = book.admit(&paper.bytes, paper.attachment.as_deref());
            taken.map_err(|refusal| BenchError::odd(format!("a grant: {refusal}")))?;
        }
        let (_, founding) = book.finish();
        Ok((Self { root, founding }, written))
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

    /// Who decides at KPU RI.
    pub(crate) fn issuer() -> SigningKey {
        key("issuer", "RI")
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

/// The regencies and cities, by id.
fn offices() -> impl Iterator<Item = OfficeId> {
    let all = Offices::bundled().iter();
    all.filter(|office| office.level == Level::RegencyCity).map(|office| office.id.clone())
}

fn key(role: &str, office: &str) -> SigningKey {
    let Digest(secret) = Frame::new("kecuali/bench/key").text(role).text(office).digest();
    SigningKey::from_bytes(&secret)
}
