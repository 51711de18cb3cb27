//! Who takes part. Everyone has a key made from a number, and an office.

use kecuali_domain::OfficeId;
use kecuali_encoding::KeyId;
use kecuali_trust::SigningKey;

/// Someone or something with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// What tests call it; also the id in its grants.
    pub name: &'static str,
    /// The office it acts for.
    pub office: &'static str,
    /// What its key is made from.
    pub seed: u8,
}

const fn actor(seed: u8, name: &'static str, office: &'static str) -> Actor {
    Actor { name, office, seed }
}

/// The regency whose story is told: KPU Kabupaten Serang.
pub const OFFICE: &str = "3604";
/// Its province: KPU Provinsi Banten.
pub const PROVINCE: &str = "36";
/// A regency of another province.
pub const ELSEWHERE: &str = "1101";

/// The key of the trust root.
pub const ROOT: Actor = actor(1, "root", "RI");
/// The administrator of KPU RI.
pub const NATIONAL_ADMIN: Actor = actor(2, "national-admin", "RI");
/// Issues and prepares determinations.
pub const ISSUER: Actor = actor(3, "issuer", "RI");
/// Reviews, returns and determines entries; revokes, opens and takes down.
pub const DETERMINER: Actor = actor(4, "determiner", "RI");
/// The same work on another desk.
pub const DETERMINER_2: Actor = actor(5, "determiner-2", "RI");
/// The server's log key.
pub const LOG: Actor = actor(6, "log", "RI");
/// The office program at KPU RI.
pub const NATIONAL_PC: Actor = actor(7, "national-pc", "RI");

/// The administrator of the province.
pub const PROVINCE_ADMIN: Actor = actor(10, "province-admin", PROVINCE);
/// Forwards and returns for the province.
pub const FORWARDER: Actor = actor(11, "forwarder", PROVINCE);
/// The office program at the province.
pub const PROVINCE_PC: Actor = actor(12, "province-pc", PROVINCE);

/// The administrator of the regency.
pub const OFFICE_ADMIN: Actor = actor(20, "office-admin", OFFICE);
/// Drafts, submits and records endorsements.
pub const PPID: Actor = actor(21, "ppid", OFFICE);
/// Endorses as patron.
pub const PATRON: Actor = actor(22, "patron", OFFICE);
/// Endorses as advisory team.
pub const ADVISORY_TEAM: Actor = actor(23, "advisory-team", OFFICE);
/// Endorses as superior of the PPID.
pub const SUPERIOR: Actor = actor(24, "superior", OFFICE);
/// The office program at the regency.
pub const OFFICE_PC: Actor = actor(25, "office-pc", OFFICE);

/// The administrator of an office elsewhere.
pub const OTHER_ADMIN: Actor = actor(30, "other-admin", ELSEWHERE);
/// The PPID of an office elsewhere.
pub const OTHER_PPID: Actor = actor(31, "other-ppid", ELSEWHERE);

/// Nobody ever granted this key anything.
pub const STRANGER: Actor = actor(40, "stranger", OFFICE);

impl Actor {
    /// Someone who is not in this list; numbers from 100 on are free.
    pub const fn new(seed: u8, name: &'static str, office: &'static str) -> Self {
        actor(seed, name, office)
    }

    /// The secret key.
    pub fn key(&self) -> SigningKey {
        SigningKey::from_bytes(&[self.seed; 32])
    }

    /// The public key, which is the name that logs know.
    pub fn id(&self) -> KeyId {
        self.key().public()
    }

    /// The office it acts for.
    pub fn office(&self) -> OfficeId {
        self.office.parse().expect("the cast's offices have names")
    }
}
