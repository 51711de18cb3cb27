//! Answers about one thing: the same envelope, and that thing.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    decision::{DecisionItem, DecisionSummary},
    office::OfficeView,
    page::Envelope,
};

/// One determination with its items, or one office.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecisionDocument {
    /// What stands around it; `count` counts items.
    #[serde(flatten)]
    pub(crate) envelope: Envelope,
    /// The determination.
    pub(crate) determination: DecisionSummary,
    /// Its items, by number.
    pub(crate) items: Vec<DecisionItem>,
}

/// One office.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OfficeDocument {
    /// What stands around it; `count` counts rows in force.
    #[serde(flatten)]
    pub(crate) envelope: Envelope,
    /// The office.
    pub(crate) office: OfficeView,
}
