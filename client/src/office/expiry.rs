//! When exemptions end, and by when someone must act.
//!
//! An exemption ends by itself on the day its period says (PP 61/2010): nobody has to open the
//! information, and nobody can keep it closed by doing nothing. It is to be opened thirty working
//! days before.

use kecuali_domain::{Day, DocumentId, act::ItemRef};
use kecuali_publication::continued;
use serde::Serialize;

use super::{Office, standing::EntrySummary};

/// Working days before its end by which information is to be declared open.
const WORKING_DAYS: u32 = 30;
/// How many days ahead a list of what ends soon looks: those working days, and time to decide.
const AHEAD: i32 = 90;

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
    /// By when it is to be declared open, holidays other than weekends not counted.
    pub open_by: Day,
}

impl Office {
    /// The last day of a decision: the earlier of its own and its item's.
    pub(crate) fn ends(&self, own: Option<Day>, under: Option<ItemRef>) -> Option<Day> {
        let national = self.national();
        let item = under.map(|item| continued(national, item));
        let issued = item.and_then(|item| Some((national.issued(&item.issue)?, item.item)));
        let of_item = issued.and_then(|(issued, item)| issued.issue.items.get(&item)?.ends);
        own.into_iter().chain(of_item).min()
    }

    /// Whether the last day of a decision is over, by the day of the log. Other clocks only warn.
    pub(crate) fn is_over(&self, ends: Option<Day>) -> bool {
        self.national().now().day().is_some_and(|day| ends.is_some_and(|last| day > last))
    }
}

/// What ends soon after a day, the earliest first.
pub(crate) fn expiring(entries: &[EntrySummary], day: Day) -> Vec<Expiring> {
    let soon = |entry: &EntrySummary| {
        let ends = entry.ends.filter(|last| (0..=AHEAD).contains(&day.days_until(*last)))?;
        Some(Expiring {
            entry: entry.entry.clone(),
            id: entry.id,
            information: entry.information.clone(),
            ends,
            open_by: working_days_before(ends),
        })
    };
    let mut all: Vec<Expiring> = entries.iter().filter_map(soon).collect();
    all.sort_by(|one, other| (one.ends, &one.entry).cmp(&(other.ends, &other.entry)));
    all
}

fn working_days_before(last: Day) -> Day {
    let mut date = last.0;
    let mut left = WORKING_DAYS;
    while left > 0 {
        let Ok(before) = date.yesterday() else { break };
        date = before;
        let works = !matches!(
            date.weekday(),
            jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday
        );
        left -= u32::from(works);
    }
    Day(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_working_days_are_six_weeks_without_their_weekends() {
        let before = |day: &str| working_days_before(day.parse().unwrap()).to_string();
        // A Monday, a Saturday and a Sunday.
        assert_eq!(before("2026-11-23"), "2026-10-12");
        assert_eq!(before("2026-11-21"), "2026-10-12");
        assert_eq!(before("2026-11-22"), "2026-10-12");
    }
}
