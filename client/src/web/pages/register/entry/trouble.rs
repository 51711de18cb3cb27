//! What has to be looked at in a form before it can be saved, in one place: what it is and where.

use super::form::{Cell, Way};
use crate::web::text;

/// So much of a text that somebody else wrote is said.
const MOST: usize = 120;

/// A box that something is wrong with.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// Where it is, as an address names it.
    pub(crate) id: String,
    /// What people call it.
    pub(crate) label: String,
    pub(crate) sentence: String,
}

/// What has to be looked at in some boxes.
pub(crate) fn troubles<'a>(cells: impl Iterator<Item = &'a Cell>) -> Vec<Trouble> {
    cells.filter_map(trouble).collect()
}

fn trouble(cell: &Cell) -> Option<Trouble> {
    let sentence = match (&cell.wrong, &cell.meanwhile) {
        (Some(wrong), _) => wrong.clone(),
        (None, Some(now)) if now.is_empty() => "dikosongkan di tempat lain".to_owned(),
        (None, Some(now)) => {
            format!("diubah di tempat lain menjadi “{}”", text::shortened(now, MOST))
        }
        (None, None) => return None,
    };
    // The first box of several that stand under one heading.
    let end = match cell.kind {
        Way::Bases(_) => super::grounds::OTHER,
        Way::Ticks(_)
        | Way::Line
        | Way::Text
        | Way::Day
        | Way::Number
        | Way::Period
        | Way::Choice(_) => "",
    };
    Some(Trouble { id: format!("f-{}{end}", cell.name), label: cell.label.clone(), sentence })
}
