//! Lists of codes.

use kecuali_domain::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// The lists there are.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CodeLists {
    /// The lists, by name.
    pub(crate) lists: Vec<ListName>,
}

/// A list of codes.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ListName {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) text: &'static str,
    /// Its address.
    pub(crate) address: String,
}

/// The codes of one list. A code is never taken out: one that is not used any more says so.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CodeList {
    /// The list.
    #[serde(flatten)]
    pub(crate) list: ListName,
    /// How many codes.
    pub(crate) count: usize,
    /// The codes.
    pub(crate) codes: Vec<Code>,
}

/// A code and what it means.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[expect(clippy::struct_field_names, reason = "the member that holds it is called so")]
pub(crate) struct Code {
    /// As it stands in answers and queries.
    pub(crate) code: String,
    /// What it is called.
    pub(crate) text: String,
    /// What it means, where that is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// Where it comes from; for a code of a region, the edition.
    pub(crate) source: &'static str,
    /// Whether it is not used any more.
    pub(crate) retired: bool,
    /// The office it names, by its permanent name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) office: Option<String>,
    /// The first day it holds, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<Day>,
    /// The first day it no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Day>,
    /// How many rows in force have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rows: Option<usize>,
}
