//! The items in force, to be chosen from: those of the newest decisions by a list, any by its number.

use crate::{
    error::OfficeError,
    office::{Office, determination::DeterminationView},
    web::text::shortened,
};

/// An item in force.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// As a form names it: `731/2025/3`.
    pub(crate) value: String,
    /// As people read it.
    pub(crate) label: String,
}

/// What there is to choose from.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    /// Of the newest decisions.
    pub(crate) shown: Vec<Choice>,
    /// How many more there are: those are named by their number.
    pub(crate) more: usize,
}

/// So much of a name stands in a choice.
const NAMED: usize = 70;
/// So many are offered.
const OFFERED: usize = 150;

/// Every item in force, the newest decision first.
pub(crate) fn in_force(office: &mut Office) -> Result<Choices, OfficeError> {
    let all = office.determinations()?;
    let mut choices = Choices::default();
    for one in all.iter().rev().filter(|one| !one.contested) {
        for item in one.items.iter().filter(|item| item.in_force) {
            if choices.shown.len() < OFFERED {
                choices.shown.push(of(one, item.item, &item.information));
            } else {
                choices.more += 1;
            }
        }
    }
    Ok(choices)
}

impl Choices {
    /// Whether there is nothing to choose from.
    pub(crate) const fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }
}

fn of(one: &DeterminationView, item: u32, information: &str) -> Choice {
    Choice {
        value: format!("{}/{item}", one.number),
        label: format!("{} butir {item}: {}", one.number, shortened(information, NAMED)),
    }
}

/// Where the decision is shown that an item is cited with.
pub(crate) fn address(cited: &str) -> String {
    let number = cited.split_once(" butir ").map_or(cited, |(number, _)| number);
    format!("/penetapan/lihat?{}", in_address(number))
}

/// A number as it stands in an address.
pub(crate) fn in_address(number: &str) -> String {
    serde_urlencoded::to_string([("nomor", number)]).unwrap_or_default()
}
