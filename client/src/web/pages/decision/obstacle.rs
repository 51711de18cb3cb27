//! Why something is not signed as it stands, said in the page where it would be.

use crate::{
    catalogue::{input::not_now::NEW_SUBSTANCE, pages::advice},
    error::OfficeError,
    office::standing::FindingView,
    web::found::{Found, found},
};

const CHOOSE_AN_ITEM: &str = "Ini substansi baru: pilih dulu butir yang menjadi dasarnya.";

/// What stands in the way.
#[derive(Debug)]
pub(crate) struct Obstacle {
    pub(crate) sentence: String,
    /// Those of the rules' findings that do.
    pub(crate) findings: Vec<Found>,
}

impl Obstacle {
    pub(crate) fn of(error: &OfficeError) -> Self {
        let gate = error.gate().map(kecuali_domain::field::Gate::as_str);
        let mut findings: Vec<FindingView> =
            error.findings().iter().map(FindingView::from).collect();
        findings.retain(|finding| gate.is_some_and(|gate| finding.blocks.contains(&gate)));
        let is_new = matches!(error, OfficeError::NotNow { why, .. } if *why == NEW_SUBSTANCE);
        let sentence = if is_new { CHOOSE_AN_ITEM.to_owned() } else { advice::sentence(error) };
        Self { sentence, findings: found(&findings) }
    }

    /// The same in one text: what the rules found, where it is that.
    pub(crate) fn in_short(self) -> String {
        let found: Vec<&str> = self.findings.iter().map(|one| one.message).collect();
        if found.is_empty() { self.sentence } else { found.join(" ") }
    }
}
