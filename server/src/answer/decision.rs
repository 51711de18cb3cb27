//! Determinations.

use kecuali_domain::{Day, OfficeId};
use schemars::JsonSchema;
use serde::Serialize;

use super::page::{Envelope, Listed};
use crate::index::Decided;

/// A decision as people cite it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecisionView {
    /// The change that issued it: its permanent name.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    issue: String,
    /// Its number, verbatim.
    number: String,
    /// Its year.
    year: u16,
    /// The day it was signed.
    day: Day,
    /// That in words.
    day_text: String,
    /// The office that decided.
    authority: OfficeId,
    /// Number, year and day in words.
    text: String,
    /// Its permanent address, for people.
    permalink: String,
}

impl DecisionView {
    pub(crate) fn new(decided: &Decided, permalink: String) -> Self {
        Self {
            issue: decided.issue.to_string(),
            number: decided.number.clone(),
            year: decided.year,
            day: decided.day,
            day_text: decided.day.written_out(),
            authority: decided.authority.clone(),
            text: decided.text.clone(),
            permalink,
        }
    }
}

/// Determinations of which something is public or was.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecisionPage {
    /// What stands around them.
    #[serde(flatten)]
    pub(crate) envelope: Envelope,
    /// The determinations, the oldest first.
    pub(crate) determinations: Vec<DecisionSummary>,
}

/// A determination and how it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecisionSummary {
    /// The decision.
    #[serde(flatten)]
    pub(crate) decision: DecisionView,
    /// Whether any item is in force.
    #[schemars(extend("enum" = ["in_force", "withdrawn"]))]
    pub(crate) status: &'static str,
    /// That in words.
    pub(crate) status_text: &'static str,
    /// How many items it has on the list or had.
    pub(crate) items: usize,
    /// How many of them are in force.
    pub(crate) items_in_force: usize,
    /// How many entries of offices are in force under it.
    pub(crate) entries: usize,
    /// How many offices these are of.
    pub(crate) offices: usize,
    /// That in words.
    pub(crate) offices_text: String,
    /// The address of its rows.
    pub(crate) entries_address: String,
}

/// An item of a determination.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecisionItem {
    /// Its number.
    pub(crate) item: u32,
    /// Its row as it stands, with why and since when it is not in force; null where it was never
    /// public.
    pub(crate) entry: Option<Listed>,
    /// How many entries of offices are in force under it.
    pub(crate) entries: usize,
    /// How many offices these are of.
    pub(crate) offices: usize,
    /// The address of its rows.
    pub(crate) entries_address: String,
}
