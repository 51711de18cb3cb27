//! The rules that follow from law: each is checked before people sign, and says what to mend.
//!
//! A draft may break them all. What only a log can know (routes, endorsements, revocations seen or
//! not) is the fold's; what leaves for the public is the publication's. Both keep their own rules.
//!
//! There are three questions, and each takes just what it needs beside the content:
//! - *Is it whole?* [`check_entry`] and [`check_determination`], before someone signs. [`Context`]
//!   is the document's own.
//! - *Is it the only one?* [`check_neighbours`], before an entry is submitted or a determination
//!   issued. [`Neighbours`] is what else there is, by name: the caller lays it out once and asks
//!   for every document.
//! - *What is due?* [`check_upkeep`], on any day. It blocks nothing: time does not wait for acts.

mod ahead;
mod authority;
mod consequence;
mod determination;
mod legal;
mod neighbours;
mod open_by_law;
mod personal_data;
mod substance;
mod table;
mod term;
mod test_sheet;
mod upkeep;

use std::{collections::BTreeSet, fmt};

pub use self::{
    ahead::{review_due, stage, yearly_look},
    authority::{Delegation, Numbered},
    determination::check_determination,
    neighbours::{Neighbours, check_neighbours},
    substance::{Context, Substance, check_entry},
    table::{Check, RULES, rules_table},
    upkeep::{Deadlines, InForce, Upkeep, WARNED_AHEAD, check_upkeep},
};
pub use crate::field::Gate;

/// One row of the table of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its number; several checks may serve one rule. Gaps of past decisions name it.
    pub id: &'static str,
    /// The name of this check that programs may rely on.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What people read.
    pub message: &'static str,
    /// The fields it bears on.
    pub fields: &'static [&'static str],
    /// The acts that wait until it is mended.
    pub blocks: &'static [Gate],
    /// Who keeps it.
    pub kept_by: KeptBy,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something to look at; blocks nothing.
    Warning,
    /// Something that the law does not allow.
    Error,
}

/// Which part of the program keeps a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptBy {
    /// The checks of this module, on the screen of who signs.
    Check,
    /// The fold, where the act has no effect until it is mended.
    Fold,
    /// The publication, which builds the list from effective decisions only.
    Publication,
}

/// Something that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is not as it should be.
    pub check: Check,
    /// The content key it was found at.
    pub key: String,
    /// What it is about, where the key does not say it: the other document, the day, the years.
    pub detail: Option<String>,
}

impl Finding {
    /// The row of the table it comes from.
    pub const fn rule(&self) -> &'static Rule {
        self.check.rule()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.rule().id, self.rule().message)?;
        self.detail.as_ref().map_or(Ok(()), |detail| write!(f, " ({detail})"))
    }
}

/// Whether any of the findings stands in the way of an act.
pub fn blocks(findings: &[Finding], gate: Gate) -> bool {
    findings.iter().any(|finding| finding.rule().blocks.contains(&gate))
}

/// The rules that a past decision breaks, for [`Registered::gaps`].
///
/// [`Registered::gaps`]: crate::act::Registered
pub fn gaps(findings: &[Finding]) -> BTreeSet<String> {
    let rules = findings.iter().map(Finding::rule);
    rules.filter(|rule| rule.severity == Severity::Error).map(|rule| rule.id.to_owned()).collect()
}

/// Collects findings.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, check: Check, key: impl Into<String>) {
        self.0.push(Finding { check, key: key.into(), detail: None });
    }

    fn add_about(&mut self, check: Check, key: &str, detail: impl Into<String>) {
        self.0.push(Finding { check, key: key.to_owned(), detail: Some(detail.into()) });
    }

    fn add_if(&mut self, found: bool, check: Check, key: &str) {
        if found {
            self.add(check, key);
        }
    }
}

#[cfg(test)]
mod tests;
