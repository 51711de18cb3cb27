//! When exemptions end, and by when someone must act.
//!
//! An exemption ends by itself on the day its period says (PP 61/2010): nobody has to open the
//! information, and nobody can keep it closed by doing nothing. It is to be opened thirty working
//! days before.

use std::collections::BTreeSet;

use kecuali_domain::{
    Day, DocumentId,
    act::ItemRef,
    rules::{Deadlines, WARNED_AHEAD},
    working_day::Holidays,
};
use kecuali_publication::continued;
use serde::Serialize;

use super::{Office, progress, standing::EntrySummary};

/// An exemption that ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expiring {
    /// The entry.
    pub entry: String,
    /// Its id.
    pub id: DocumentId,
    /// The name of the information.
    pub information: String,
    /// The last day of the exemption.
    pub ends: Day,
    /// By when it is to be declared open.
    pub open_by: Day,
    /// The years whose holidays are not known: with them the day may be a later one.
    pub unknown_years: BTreeSet<i16>,
}

impl Office {
    /// The last day of a decision: the earlier of its own and its item's.
    pub(crate) fn ends(&self, own: Option<Day>, under: Option<ItemRef>) -> Option<Day> {
        progress::ends(self.national(), own, under)
    }

    /// The day on which what a decision was made under was determined; what continues it counts.
    pub(crate) fn determined_on(&self, under: Option<ItemRef>) -> Option<Day> {
        let national = self.national();
        let issued = national.issued(&continued(national, under?).issue)?;
        Some(issued.issue.day)
    }

    /// Whether the last day of a decision is over, by the day of the log. Other clocks only warn.
    pub(crate) fn is_over(&self, ends: Option<Day>) -> bool {
        progress::is_over(self.national(), ends)
    }
}

/// What ends soon after a day, the earliest first: from the first warning on.
pub(crate) fn expiring<'a>(
    entries: impl Iterator<Item = &'a EntrySummary>,
    day: Day,
    holidays: &Holidays,
) -> Vec<Expiring> {
    let soon = |entry: &EntrySummary| {
        let ends = entry.ends.filter(|last| (0..=WARNED_AHEAD).contains(&day.days_until(*last)))?;
        let Deadlines { warn_from, open_by } = Deadlines::of(ends, holidays);
        (day >= warn_from.day).then(|| Expiring {
            entry: entry.entry.clone(),
            id: entry.id,
            information: entry.information.clone(),
            ends,
            open_by: open_by.day,
            unknown_years: open_by.unknown_years,
        })
    };
    let mut all: Vec<Expiring> = entries.filter_map(soon).collect();
    all.sort_by(|one, other| (one.ends, &one.entry).cmp(&(other.ends, &other.entry)));
    all
}
