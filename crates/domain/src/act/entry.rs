//! Acts on an entry: approvals, the way to KPU RI, and decisions.

use std::collections::BTreeSet;

use kecuali_encoding::Digest;
use serde::{Deserialize, Serialize};

use crate::ids::Day;

/// The version of an entry that was on the signer's screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covers {
    /// The heads of that version, sorted: ancestors of, or equal to, the act's own parents.
    pub heads: Vec<Digest>,
    /// The content version there.
    pub content: Digest,
}

/// Who endorses, by the position in the office that the procedure asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Pembina PPID.
    Patron,
    /// Tim Pertimbangan.
    AdvisoryTeam,
    /// Atasan PPID.
    PpidSuperior,
}

impl Position {
    /// Every position, in the order of the procedure.
    pub const ALL: [Self; 3] = [Self::Patron, Self::AdvisoryTeam, Self::PpidSuperior];

    /// The name that is signed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patron => "patron",
            Self::AdvisoryTeam => "advisory_team",
            Self::PpidSuperior => "ppid_superior",
        }
    }
}

/// The payload of endorse and decline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endorsement {
    /// The version endorsed.
    pub covers: Covers,
    /// The position it is given for; with an own key, the position that the key was granted for.
    pub position: Position,
    /// What the endorser says; needed to decline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The paper it was copied from, when a PPID recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Paper>,
    /// The list it was given for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
}

/// A signed sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its number, verbatim.
    pub letter: String,
    /// The day on it.
    pub day: Day,
    /// SHA-256 of the scan, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Digest>,
}

/// A selection that was approved as one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Names the selection; the same in each of its acts.
    pub id: String,
    /// Its letter number, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
    /// Its title, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// An item of an issued determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRef {
    /// The change that holds the `issue`.
    pub issue: Digest,
    /// The item's number in it, from 1.
    pub item: u32,
}

/// The payload of submit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The version submitted.
    pub covers: Covers,
    /// The item in force that it applies; absent for a new substance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<ItemRef>,
    /// The list it was sent in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Batch>,
}

/// The payload of withdraw, forward and return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The change that holds the `submit`.
    pub submission: Digest,
    /// Why; needed to return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The payload of determine. It becomes public proof, so it holds public facts only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Determine {
    /// The version determined.
    pub covers: Covers,
    /// The change that holds the `submit`; absent only when a contest is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<Digest>,
    /// The item it is determined under.
    pub under: ItemRef,
    /// The salted hash of the public row this makes.
    pub row: Digest,
    /// The last day of the exemption, when its period has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
    /// Names the selection it was decided in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
}

/// The payload of open. Public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Why, in words for the public.
    pub reason: String,
}

/// The payload of take down. Public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeDown {
    /// The fields to withhold; empty for the whole row.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub fields: BTreeSet<String>,
    /// In a determination: the item whose row is meant; absent for the determination's own row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// Why, in words for the public.
    pub reason: String,
}

/// The payload of comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// What is said.
    pub text: String,
    /// The field it is about, if one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The payload of seen: nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {}
