//! Rounds: one decision about many entries, listed once as they were and signed part by part.
//!
//! Who confirms sees the whole list, and only what stands in it is signed, each entry only while it
//! is as it was listed. How far a round has come is kept beside the store, so that it goes on after
//! a stop and after a dead machine. It belongs to this machine alone.

use kecuali_domain::act::ItemRef;
use kecuali_encoding::KeyId;
use kecuali_protocol::request::to_hex;
use serde::{Deserialize, Serialize};

use super::{Name, Office, seen::Covered, slips::Slips};
use crate::{error::OfficeError, machine::random};

/// So many entries are taken into one round, those that wait longest first: what is read and
/// written of it at each step stays small.
pub const MOST: usize = 2_000;

/// One decision about many entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its name; what is determined in it names it as its batch.
    pub id: String,
    /// When it was listed, in milliseconds since 1970.
    pub time: u64,
    /// What is decided, as pages name it.
    pub act: String,
    /// The item that everything is determined under, as it was typed; otherwise each under that of
    /// its submission.
    pub under: Option<String>,
    /// What is said beside it.
    pub reason: Option<String>,
    /// The part of the queue that was listed, as an address has it.
    pub filter: String,
    /// What all of it came to when it was listed ([`Office::seen`]).
    pub seen: String,
    /// What is signed, in this order.
    pub listed: Vec<Listed>,
    /// What is not, and why.
    pub left_out: Vec<LeftOut>,
    /// How many did not fit into the round.
    pub beyond: usize,
    /// The key of the person who confirmed it: in another's name nothing of it is signed. Older
    /// programs did not keep it, and what they kept is shown again.
    #[serde(default)]
    pub confirmed_by: Option<KeyId>,
    /// How many of the list were gone through.
    pub through: usize,
    /// How many of them were signed.
    pub signed: usize,
}

/// An entry that is to be signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Which.
    pub name: Name,
    /// What it came to when it was listed.
    pub seen: String,
}

/// An entry that is not signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Which.
    pub name: Name,
    /// Why.
    pub sentence: String,
}

impl Round {
    /// How many are still to be gone through.
    pub const fn remaining(&self) -> usize {
        self.listed.len() - self.through
    }

    /// The next of them.
    pub fn part(&self, most: usize) -> Vec<Listed> {
        self.listed.iter().skip(self.through).take(most).cloned().collect()
    }

    /// Whether someone confirmed it.
    pub const fn is_confirmed(&self) -> bool {
        self.confirmed_by.is_some()
    }

    /// Whether someone else than the holder of this key confirmed it.
    pub fn is_of_another(&self, key: Option<KeyId>) -> bool {
        self.confirmed_by.is_some() && self.confirmed_by != key
    }

    /// Whether someone confirmed it and not all of it was gone through.
    pub const fn is_under_way(&self) -> bool {
        self.is_confirmed() && self.remaining() > 0
    }
}

/// The rounds of an office.
#[derive(Debug, Clone)]
pub struct Rounds(Slips<Round>);

impl Rounds {
    /// Keeps a round as it stands. When it returns, it is on the disk.
    pub fn save(&self, round: &Round) -> Result<(), OfficeError> {
        self.0.write(&round.id, round)
    }

    /// A round, if it is there.
    pub fn read(&self, id: &str) -> Result<Option<Round>, OfficeError> {
        self.0.read(id)
    }

    /// All of them, the one listed last first.
    pub fn all(&self) -> Result<Vec<Round>, OfficeError> {
        let mut all = self.0.all()?;
        all.sort_by(|one, other| (other.time, &other.id).cmp(&(one.time, &one.id)));
        Ok(all)
    }

    /// Erases a round; what was signed in it stays signed.
    pub fn erase(&self, id: &str) -> Result<bool, OfficeError> {
        self.0.erase(id)
    }

    /// Erases what nobody goes on with: what was never confirmed, and what is done.
    pub fn tidy(&self) -> Result<(), OfficeError> {
        let over = self.all()?.into_iter().filter(|round| !round.is_under_way());
        over.map(|round| self.erase(&round.id)).try_for_each(|erased| erased.map(drop))
    }
}

impl Office {
    /// What is decided part by part on this machine.
    pub fn rounds(&self) -> Rounds {
        Rounds(Slips::new(self.folder.path().join("rounds")))
    }

    /// The name of a new round.
    pub fn new_round(&mut self) -> String {
        to_hex(&random::<16>(self.machine.as_mut()))
    }

    /// An entry as it stands in the list of a round.
    pub fn listed_now(
        &mut self,
        name: &Name,
        under: Option<ItemRef>,
    ) -> Result<Listed, OfficeError> {
        let seen = self.seen(std::slice::from_ref(name), Covered::Submitted(under))?;
        Ok(Listed { name: name.clone(), seen })
    }
}
