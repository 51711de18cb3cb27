//! Acts that say who may and what holds: keys, policy, the day.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_encoding::{Digest, KeyId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::entry::Position;
use crate::ids::{Day, OfficeId};

/// The payload of set policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPolicy {
    /// Which policy: `endorsements`, `route`, `offices`, `holidays`, …
    pub name: String,
    /// The first day it holds.
    pub from: Day,
    /// What it says; its shape is fixed by the name.
    pub value: Value,
}

/// The payload of set day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetDay {
    /// The day of the log from here on.
    pub day: Day,
}

/// What holds a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Holder {
    /// A person on one machine: a stable opaque id; the name stays in the office's log.
    Person(String),
    /// One set-up of the office program.
    Installation(String),
    /// A server.
    Server(String),
}

/// The payload of grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The key that is granted.
    pub key: KeyId,
    /// Who or what holds it.
    pub holder: Holder,
    /// The office it acts for.
    pub office: OfficeId,
    /// The holder's position there, in words (`Ketua`, `Sekretaris`).
    pub position: String,
    /// The position it endorses for, if it may endorse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorses_as: Option<Position>,
    /// What it may do, by name.
    pub capabilities: BTreeSet<String>,
    /// What it may hand on when it administers, by name.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub delegable: BTreeSet<String>,
    /// The last day it holds, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The key of the same person that this one follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<KeyId>,
    /// Where bundles for this installation are encrypted to (an age recipient).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
}

/// The payload of revoke key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeKey {
    /// The key that ends.
    pub key: KeyId,
    /// How.
    pub how: KeyEnd,
}

/// How a key ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum KeyEnd {
    /// Its holder left: what was signed before is still admitted until a day.
    Left {
        /// The last day on which a record with an older cursor is admitted.
        until: Day,
    },
    /// It may be in wrong hands, as KPU RI alone says: cut off after a record in each log; a log
    /// not named, whole.
    Lost {
        /// By log, the hash of the last record of this key that stands.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        cuts: BTreeMap<String, Digest>,
    },
}
