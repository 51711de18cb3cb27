//! Determinations.

pub(crate) mod list;
pub(crate) mod show;

use crate::{
    answer::DecisionSummary,
    index::Determination,
    public::link::{decision, in_query},
    state::AppState,
    wording,
};

/// The address of the rows under a determination, or under one item of it.
fn entries_address(of: &Determination, item: Option<u32>) -> String {
    let mut pairs = vec![("determination", of.decided.issue.to_string())];
    pairs.extend(item.map(|item| ("item", item.to_string())));
    in_query("/api/v1/entries", &pairs)
}

fn summary(state: &AppState, of: &Determination) -> DecisionSummary {
    let in_force = of.in_force();
    let offices: std::collections::BTreeSet<_> =
        of.items.values().flat_map(|item| &item.offices).collect();
    let (status, status_text) = if in_force > 0 {
        ("in_force", wording::IN_FORCE)
    } else {
        ("withdrawn", wording::NO_ITEM_IN_FORCE)
    };
    DecisionSummary {
        decision: decision(state, &of.decided),
        status,
        status_text,
        items: of.items.len(),
        items_in_force: in_force,
        entries: of.items.values().map(|item| item.entries).sum(),
        offices: offices.len(),
        offices_text: wording::offices(offices.len()),
        entries_address: entries_address(of, None),
    }
}
