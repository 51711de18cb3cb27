//! What a person should look at in a plan: every finding once, with the rows that have it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    catalogue::import as words,
    office::import::{
        columns::label,
        flags::Flag,
        plan::{Plan, Planned},
    },
};

/// So many rows are named of each finding.
const SHOWN: usize = 8;

/// Findings of one sort.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// What KPU RI has determined already, or what is open.
    pub(super) covered: Vec<Finding>,
    /// What stands twice, here or in the register.
    pub(super) twice: Vec<Finding>,
    pub(super) others: Vec<Finding>,
}

/// A finding, and where it is.
#[derive(Debug, Default)]
pub(super) struct Finding {
    pub(super) rule: Option<&'static str>,
    pub(super) sentence: String,
    pub(super) fields: BTreeSet<String>,
    pub(super) count: usize,
    /// Some of the rows, with what each is about.
    pub(super) places: Vec<String>,
}

impl Finding {
    pub(super) fn is_cut(&self) -> bool {
        self.count > self.places.len()
    }
}

impl Findings {
    pub(super) fn of(plan: &Plan) -> Self {
        let mut found: BTreeMap<(&str, String), Finding> = BTreeMap::new();
        for row in plan.tables.iter().flat_map(|table| &table.rows) {
            let mut told = BTreeSet::new();
            for flag in &row.flags {
                let key = (flag.name(), flag.sentence());
                let one = found.entry(key.clone()).or_default();
                one.rule = flag.rule();
                one.sentence = flag.sentence();
                let field = label(flag.field().split('/').next().unwrap_or_default());
                one.fields.extend((!field.is_empty()).then_some(field));
                one.count += usize::from(told.insert(key));
                if one.places.len() < SHOWN {
                    one.place(row, flag);
                }
            }
        }
        let mut all = Self::default();
        for ((code, _), finding) in found {
            all.sort(code).push(finding);
        }
        all
    }

    fn sort(&mut self, code: &str) -> &mut Vec<Finding> {
        match code {
            "same_as_item" | "similar_to_item" | "in_open_list" => &mut self.covered,
            "same_as_proposal" | "similar_to_proposal" | "row_number_again" | "number_taken" => {
                &mut self.twice
            }
            _ => &mut self.others,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        [&self.covered, &self.twice, &self.others].iter().all(|all| all.is_empty())
    }
}

impl Finding {
    fn place(&mut self, row: &Planned, flag: &Flag) {
        let row = words::row(row.row);
        let place = flag.detail().map_or_else(|| row.clone(), |other| format!("{row} dan {other}"));
        if !self.places.contains(&place) {
            self.places.push(place);
        }
    }
}
