//! Working days, by the holidays that are known.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::ids::Day;

/// The holidays of the years for which they were set: national holidays and *cuti bersama*.
///
/// A joint decree of ministers sets them for one year at a time, so they are national data and not
/// part of the program. As JSON: `{"2026":["2026-01-01", …]}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Holidays(BTreeMap<i16, BTreeSet<Day>>);

/// A day that was found by counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The day.
    pub day: Day,
    /// The years that were counted through without knowing their holidays. The day is then on the
    /// safe side: never later than it would be with them.
    pub unknown_years: BTreeSet<i16>,
}

impl Holidays {
    /// The holidays of these years.
    pub fn of(years: impl IntoIterator<Item = (i16, BTreeSet<Day>)>) -> Self {
        Self(years.into_iter().collect())
    }

    /// The same, with the holidays of the years of these days said anew.
    #[must_use]
    pub fn with(mut self, days: &BTreeSet<Day>) -> Self {
        for year in days.iter().map(|day| day.0.year()) {
            self.0.insert(year, days.iter().copied().filter(|day| day.0.year() == year).collect());
        }
        self
    }

    /// The years whose holidays are known, each with its holidays.
    pub fn years(&self) -> impl Iterator<Item = (i16, &BTreeSet<Day>)> {
        self.0.iter().map(|(year, days)| (*year, days))
    }

    /// The last day on which as many working days still lie ahead, the end included.
    ///
    /// In a year whose holidays are not known any two days count as one working day: the longest
    /// run of holidays takes ten of thirty, and the law's day must not be found too late.
    pub fn before(&self, end: Day, working_days: u16) -> Counted {
        let mut unknown_years = BTreeSet::new();
        let (mut day, mut halves) = (end.0, u32::from(working_days) * 2);
        while halves > 0 {
            let worth = match self.0.get(&day.year()) {
                Some(holidays) if works(day, holidays) => 2,
                Some(_) => 0,
                None => {
                    unknown_years.insert(day.year());
                    1
                }
            };
            halves = halves.saturating_sub(worth);
            let Ok(yesterday) = day.yesterday() else { break };
            day = yesterday;
        }
        Counted { day: Day(day), unknown_years }
    }

    /// The day that comes as many working days after another one.
    ///
    /// In a year whose holidays are not known every weekday counts: what is due is due earlier.
    pub fn after(&self, start: Day, working_days: u16) -> Counted {
        let none = BTreeSet::new();
        let mut unknown_years = BTreeSet::new();
        let (mut day, mut left) = (start.0, working_days);
        while left > 0 {
            let Ok(tomorrow) = day.tomorrow() else { break };
            day = tomorrow;
            let known = self.0.get(&day.year());
            if known.is_none() {
                unknown_years.insert(day.year());
            }
            left -= u16::from(works(day, known.unwrap_or(&none)));
        }
        Counted { day: Day(day), unknown_years }
    }
}

fn works(day: Date, holidays: &BTreeSet<Day>) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !holidays.contains(&Day(day))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn holidays(days: &[&str]) -> Holidays {
        Holidays::of([(2026, days.iter().map(|text| day(text)).collect())])
    }

    #[test]
    fn weekends_and_holidays_do_not_count() {
        // 2026-11-23 is a Monday.
        let known = holidays(&["2026-11-25"]);
        assert_eq!(known.after(day("2026-11-23"), 1).day, day("2026-11-24"));
        assert_eq!(known.after(day("2026-11-23"), 2).day, day("2026-11-26"));
        assert_eq!(known.after(day("2026-11-27"), 1).day, day("2026-11-30"));
        assert_eq!(known.before(day("2026-11-27"), 2).day, day("2026-11-25"));
        assert_eq!(known.before(day("2026-11-27"), 3).day, day("2026-11-23"));
        assert_eq!(known.before(day("2026-11-29"), 1).day, day("2026-11-26"), "from a Sunday");
        assert!(known.before(day("2026-11-27"), 3).unknown_years.is_empty());
    }

    #[test]
    fn a_year_without_holidays_is_named() {
        let known = holidays(&[]);
        let counted = known.after(day("2026-12-30"), 3);
        assert_eq!(counted.unknown_years, BTreeSet::from([2027]));
        let counted = known.before(day("2027-01-04"), 3);
        assert_eq!(counted.unknown_years, BTreeSet::from([2027]));
    }

    #[test]
    fn holidays_are_read_from_json() {
        let read: Holidays = serde_json::from_str(r#"{"2026":["2026-11-25"]}"#).unwrap();
        assert_eq!(read, holidays(&["2026-11-25"]));
    }

    proptest! {
        #[test]
        fn not_knowing_is_never_later_than_knowing(
            from in 0_i32..700, days in 1_u16..90,
            off in prop::collection::btree_set(0_i32..40, 0..10),
        ) {
            let at = |n: i32| {
                let first = jiff::civil::date(2026, 1, 1);
                Day(first.checked_add(jiff::Span::new().days(n)).unwrap())
            };
            // At most ten holidays close together, as around Idulfitri.
            let off: BTreeSet<Day> = off.into_iter().map(|n| at(from + 20 - n)).collect();
            let of_year = |year: i16| off.iter().copied().filter(move |day| day.0.year() == year).collect();
            let known = Holidays::of((2025..2030).map(|year| (year, of_year(year))));
            let unknown = Holidays::default();
            prop_assert!(unknown.after(at(from), days).day <= known.after(at(from), days).day);
            if days >= 30 {
                prop_assert!(unknown.before(at(from), days).day <= known.before(at(from), days).day);
            }
        }
    }
}
