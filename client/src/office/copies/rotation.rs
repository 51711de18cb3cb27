//! Which copies are kept: the newest of seven days, of four weeks and of twelve months.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::Day;

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// Which week or month a day is in.
type Period = fn(Day) -> (i16, i8);

/// Of the days that copies are from, those whose copies are kept. Days, weeks and months without a
/// copy do not count: a PC that was off for a year loses nothing by being started again.
pub(super) fn kept(days: &BTreeSet<Day>) -> BTreeSet<Day> {
    let of = |most, period: Period| newest(days, period).into_iter().rev().take(most);
    let daily = days.iter().rev().take(DAYS).copied();
    daily.chain(of(WEEKS, week)).chain(of(MONTHS, month)).collect()
}

/// The newest day of each period, in order.
fn newest(days: &BTreeSet<Day>, period: Period) -> Vec<Day> {
    let last: BTreeMap<_, _> = days.iter().map(|day| (period(*day), *day)).collect();
    last.into_values().collect()
}

fn week(day: Day) -> (i16, i8) {
    let week = day.0.iso_week_date();
    (week.year(), week.week())
}

fn month(day: Day) -> (i16, i8) {
    (day.0.year(), day.0.month())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: i32) -> Day {
        let first = jiff::civil::date(2026, 1, 1);
        Day(first.checked_add(jiff::Span::new().days(number)).unwrap())
    }

    fn days(numbers: impl IntoIterator<Item = i32>) -> BTreeSet<Day> {
        numbers.into_iter().map(day).collect()
    }

    /// What is left when a copy is made on each day, and the others erased each time.
    fn day_by_day(all: &BTreeSet<Day>) -> BTreeSet<Day> {
        all.iter().fold(BTreeSet::new(), |mut left, day| {
            left.insert(*day);
            kept(&left)
        })
    }

    #[test]
    fn of_two_years_of_days_seven_days_four_weeks_and_twelve_months_are_left() {
        let left = day_by_day(&days(0..730));
        let written: Vec<String> = left.iter().map(ToString::to_string).collect();
        assert_eq!(
            written,
            [
                "2027-01-31",
                "2027-02-28",
                "2027-03-31",
                "2027-04-30",
                "2027-05-31",
                "2027-06-30",
                "2027-07-31",
                "2027-08-31",
                "2027-09-30",
                "2027-10-31",
                "2027-11-30",
                "2027-12-12",
                "2027-12-19",
                "2027-12-25",
                "2027-12-26",
                "2027-12-27",
                "2027-12-28",
                "2027-12-29",
                "2027-12-30",
                "2027-12-31",
            ]
        );
    }

    proptest! {
        /// Erasing as one goes leaves what erasing at the end would: nothing that a later day would
        /// have kept is gone by then.
        #[test]
        fn nothing_is_erased_that_is_wanted_later(numbers in prop::collection::btree_set(0_i32..1500, 0..120)) {
            let all = days(numbers);
            prop_assert_eq!(day_by_day(&all), kept(&all));
        }

        #[test]
        fn each_period_keeps_its_newest_and_nothing_else_is_kept(
            numbers in prop::collection::btree_set(0_i32..1500, 0..120),
        ) {
            let all = days(numbers);
            let left = kept(&all);
            prop_assert!(left.is_subset(&all) && left.len() <= DAYS + WEEKS + MONTHS);
            let mut wanted: BTreeSet<Day> = all.iter().rev().take(7).copied().collect();
            let periods: [(usize, Period); 2] = [(4, week), (12, month)];
            for (most, period) in periods {
                let mut periods: Vec<_> = all.iter().map(|day| period(*day)).collect();
                periods.dedup();
                for one in periods.iter().rev().take(most) {
                    let last = all.iter().rev().find(|day| period(**day) == *one).unwrap();
                    prop_assert!(left.contains(last), "{last} is the newest of its period");
                    wanted.insert(*last);
                }
            }
            prop_assert_eq!(left, wanted);
        }
    }
}
