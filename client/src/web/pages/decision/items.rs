//! The items in force, to be chosen from.

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

/// So much of a name stands in a choice.
const NAMED: usize = 70;

/// Every item in force, the newest decision first.
pub(crate) fn in_force(office: &mut Office) -> Result<Vec<Choice>, OfficeError> {
    let all = office.determinations()?;
    let standing = all.iter().rev().flat_map(|one| {
        let items = one.items.iter().filter(|item| item.in_force && !one.contested);
        items.map(move |item| of(one, item.item, &item.information))
    });
    Ok(standing.collect())
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
