//! The offices as the public sees them: by every code they have or had, in the tree that policy
//! makes, and whether a word of their own people ever reached this server.

use std::collections::BTreeSet;

use kecuali_domain::{
    OfficeId,
    office::{Level, Office, Offices},
};
use kecuali_encoding::{Digest, Frame};
use kecuali_ledger::{ChangedOffices, OfficeTree as _};
use kecuali_sync::Book;

use crate::publisher::Heard;

/// All offices at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    tree: ChangedOffices,
    reported: BTreeSet<OfficeId>,
    digest: Digest,
}

impl Country {
    /// As the logs say.
    pub fn of(book: &Book, heard: &Heard) -> Self {
        let now = book.national().now();
        let reported: BTreeSet<OfficeId> = heard.offices().cloned().collect();
        let policy = now.policy("offices").map(ToString::to_string).unwrap_or_default();
        let names: Vec<&str> = reported.iter().map(OfficeId::as_str).collect();
        let digest = Frame::new("kecuali/1/country").text(&policy).list(&names).digest();
        Self { tree: now.offices(), reported, digest }
    }

    /// What tells this state of the offices from every other.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// Every office, by id: those of the table, and those that policy added.
    pub fn ids(&self) -> BTreeSet<OfficeId> {
        let known = Offices::bundled().iter().map(|office| office.id.clone());
        known.chain(self.tree.changed().cloned()).collect()
    }

    /// What the table says about an office; nothing about one that policy added.
    pub fn known(id: &OfficeId) -> Option<&'static Office> {
        Offices::bundled().get(id)
    }

    /// The office with this id, or with this Kemendagri code of today or of 2022.
    pub fn by_code(&self, code: &str) -> Option<OfficeId> {
        let known = Offices::bundled().by_code(code).map(|office| office.id.clone());
        let added = || self.tree.changed().find(|id| id.as_str() == code.trim()).cloned();
        known.or_else(added)
    }

    /// Where it stands; none where nobody says.
    pub fn level(&self, id: &OfficeId) -> Option<Level> {
        self.tree.level(id)
    }

    /// The province an office is in, which a province is itself; KPU RI is in none.
    pub fn province(&self, id: &OfficeId) -> Option<OfficeId> {
        match self.level(id)? {
            Level::National => None,
            Level::Province => Some(id.clone()),
            Level::RegencyCity => self.tree.parent(id),
        }
    }

    /// The provinces, by id.
    pub fn provinces(&self) -> impl Iterator<Item = OfficeId> {
        self.ids().into_iter().filter(|id| self.level(id) == Some(Level::Province))
    }

    /// Whether its own people ever sent anything. What KPU RI writes into the log of an office,
    /// the grants of its people above all, is no report of that office.
    pub fn has_reported(&self, id: &OfficeId) -> bool {
        self.reported.contains(id)
    }

    /// What it is called: in Aceh as people there call it; by its id where the table is silent.
    pub fn name(id: &OfficeId) -> String {
        Self::known(id).map_or_else(|| id.to_string(), |known| known.local_name().to_owned())
    }
}
