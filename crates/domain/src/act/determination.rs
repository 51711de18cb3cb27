//! Acts that issue and end determinations.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_encoding::Digest;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::entry::ItemRef;
use crate::ids::{Day, OfficeId};

/// The payload of issue. Public facts only; the words are in the openings of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The decision's number, verbatim (`731`, `169/Kpts/KPU/TAHUN 2015`).
    pub number: String,
    /// Its year.
    pub year: u16,
    /// The office that decided; KPU RI.
    pub authority: OfficeId,
    /// Where it was signed.
    pub place: String,
    /// The day it was signed.
    pub day: Day,
    /// The position of who signed it.
    pub signatory: String,
    /// The salted hash of the determination's own row.
    pub row: Digest,
    /// Its items by number, from 1.
    #[serde(deserialize_with = "by_number")]
    pub items: BTreeMap<u32, Item>,
    /// Items of earlier determinations that this one ends, each with its successor here, if any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<Succession>,
    /// The scan of the paper, when a past decision is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Registered>,
}

/// One item of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The salted hash of the item's row.
    pub row: Digest,
    /// The last day of its exemption, when its period has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
}

/// What becomes of an item of an earlier determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// The old item.
    pub old: ItemRef,
    /// The item here that continues it; absent when it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<u32>,
}

/// That a decision was made on paper before, and is only entered now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// SHA-256 of the scan, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Digest>,
    /// What the paper lacks, by rule id; shown to the public, not hidden.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gaps: BTreeSet<String>,
}

/// The payload of revoke. In an entry it ends the entry's own decision. Public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// In a determination: the items it ends; empty for all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub items: BTreeSet<u32>,
    /// Why, in words for the public.
    pub reason: String,
    /// The number of the decision that revokes, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The day that decision was signed, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
}

/// Reads item numbers, which are texts in JSON: a tagged enum is read through a buffer that does
/// not turn them back into numbers by itself. One number has one spelling.
fn by_number<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<u32, Item>, D::Error> {
    let items: BTreeMap<String, Item> = Deserialize::deserialize(from)?;
    let numbered = items.into_iter().map(|(text, item)| {
        let number = text.parse().ok().filter(|n: &u32| *n > 0 && n.to_string() == text);
        number.map(|number| (number, item))
    });
    let numbered: Option<BTreeMap<u32, Item>> = numbered.collect();
    numbered.ok_or_else(|| de::Error::custom("items are numbered from 1"))
}
