//! Offices.

pub(crate) mod entries;
pub(crate) mod list;
pub(crate) mod show;

use crate::{country::Country, problem::Problem};

/// The office that an address names, by its id or by a code that it has or had.
pub(crate) fn named(code: &str, country: &Country) -> Result<kecuali_domain::OfficeId, Problem> {
    country.by_code(code).ok_or_else(|| Problem::new("not_found"))
}

/// The address of the rows of an office.
fn entries_address(id: &kecuali_domain::OfficeId) -> String {
    format!("/api/v1/offices/{id}/entries")
}
