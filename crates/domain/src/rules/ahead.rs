//! How near a day is, in working days: the end of an exemption, or the review of one without an end.

use jiff::ToSpan;

use crate::{ids::Day, working_day::Holidays};

/// The stages in which a day that comes is told, in working days before it. The law has the nearest
/// (`OPEN_BEFORE`); the others leave time to prepare.
const STAGES: [u16; 3] = [30, 60, 90];
/// No day later than so many days from now is told of: where the holidays of a year are not known,
/// two days count as one working day; where they are, weekends and holidays together take less.
const FURTHEST: i32 = 2 * 90;

/// How near a day is on another: no more than so many working days are left, the smallest of
/// 30, 60 and 90 that is true. A day that is over is as near as any.
pub fn stage(day: Day, end: Day, holidays: &Holidays) -> Option<u16> {
    if day.days_until(end) > FURTHEST {
        return None;
    }
    STAGES.into_iter().find(|stage| holidays.before(end, *stage).day <= day)
}

/// When an exemption without a last day is to be looked at again: each year on the day of its
/// determination, the 29th of February on the 28th where there is none.
///
/// The law sets no interval; a year is what the bodies do that renew their lists. Whoever signs
/// something about the entry from the first stage on has looked at it, and the next year counts.
pub fn review_due(determined: Day, looked_at: Day, holidays: &Holidays) -> Day {
    let year = |number: i16| Day(determined.0.saturating_add(number.years()));
    let mut number = looked_at.0.year().saturating_sub(determined.0.year()).max(1);
    while was_looked_at(year(number), looked_at, holidays) && year(number).0.year() < 9999 {
        number += 1;
    }
    year(number)
}

/// For how many days a yearly look is still told of what nobody can say to have looked at.
const TOLD_FOR: i32 = 30;

/// The yearly look that a day is nearest to, at something about which nobody signs that it was looked
/// at: an item of a determination. One that is over for thirty days is told no more.
pub fn yearly_look(determined: Day, day: Day) -> Day {
    let year = |number: i16| Day(determined.0.saturating_add(number.years()));
    let mut number = day.0.year().saturating_sub(determined.0.year()).saturating_sub(1).max(1);
    while year(number).days_until(day) > TOLD_FOR {
        number += 1;
    }
    year(number)
}

/// Whether someone has looked from the first stage before a day on. Counted only where that is near.
fn was_looked_at(due: Day, looked_at: Day, holidays: &Holidays) -> bool {
    let [.., first] = STAGES;
    match looked_at.days_until(due) {
        ..=0 => true,
        left => left <= FURTHEST && holidays.before(due, first).day <= looked_at,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// The shape of two years, not a decree: Idulfitri of 2028 with cuti bersama on both sides, the
    /// 29th of February among it, and Christmas with the days around it.
    fn holidays() -> Holidays {
        let of = |year: i16, days: &[&str]| {
            (year, days.iter().map(|text| day(text)).collect::<BTreeSet<_>>())
        };
        Holidays::of([
            of(2027, &["2027-08-17", "2027-12-24", "2027-12-25", "2027-12-31"]),
            of(
                2028,
                &[
                    "2028-01-01",
                    "2028-02-24",
                    "2028-02-25",
                    "2028-02-26",
                    "2028-02-27",
                    "2028-02-28",
                    "2028-02-29",
                    "2028-03-26",
                ],
            ),
        ])
    }

    /// An end; the day before its first stage; the first days of its stages, the nearest first.
    /// Counted by another program.
    const TABLE: [(&str, &str, [&str; 3]); 4] = [
        ("2028-03-10", "2027-10-27", ["2028-01-24", "2027-12-09", "2027-10-28"]),
        ("2028-02-29", "2027-10-17", ["2028-01-12", "2027-11-29", "2027-10-18"]),
        ("2028-01-03", "2027-08-25", ["2027-11-18", "2027-10-07", "2027-08-26"]),
        ("2028-06-30", "2028-02-20", ["2028-05-21", "2028-04-09", "2028-02-21"]),
    ];

    #[test]
    fn an_end_comes_nearer_by_working_days_alone() {
        let known = holidays();
        for (end, before, first_of) in TABLE {
            assert_eq!(stage(day(before), day(end), &known), None, "{end}");
            for (stage_of, first) in STAGES.into_iter().rev().zip(first_of.into_iter().rev()) {
                assert_eq!(stage(day(first), day(end), &known), Some(stage_of), "{end} {first}");
                let yesterday = Day(day(first).0.yesterday().unwrap());
                assert_ne!(stage(yesterday, day(end), &known), Some(stage_of), "{end} {first}");
            }
            assert_eq!(stage(day(end), day(end), &known), Some(30), "on the day itself");
        }
    }

    #[test]
    fn an_exemption_without_an_end_is_looked_at_each_year() {
        let known = holidays();
        let due = |determined: &str, looked_at: &str| {
            review_due(day(determined), day(looked_at), &known).to_string()
        };
        assert_eq!(due("2027-03-10", "2027-03-10"), "2028-03-10");
        assert_eq!(due("2027-03-10", "2027-09-01"), "2028-03-10", "too early to count");
        assert_eq!(due("2027-03-10", "2028-01-10"), "2029-03-10", "looked at in time");
        assert_eq!(due("2027-03-10", "2028-06-01"), "2029-03-10", "late is looked at, too");
        assert_eq!(due("2028-02-29", "2028-02-29"), "2029-02-28");
        assert_eq!(due("2028-02-29", "2031-12-01"), "2033-02-28");
        assert_eq!(due("2028-02-29", "2031-06-01"), "2032-02-29", "where there is one again");
        assert_eq!(due("2016-05-01", "2016-05-01"), "2017-05-01", "nobody looked for years");
    }

    #[test]
    fn what_nobody_signs_to_have_looked_at_is_told_of_a_month_each_year() {
        let near = |determined: &str, on: &str| yearly_look(day(determined), day(on)).to_string();
        assert_eq!(near("2016-05-01", "2016-05-01"), "2017-05-01");
        assert_eq!(near("2016-05-01", "2027-03-01"), "2027-05-01");
        assert_eq!(near("2016-05-01", "2027-05-31"), "2027-05-01", "thirty days after");
        assert_eq!(near("2016-05-01", "2027-06-01"), "2028-05-01");
        assert_eq!(near("2016-12-20", "2027-01-10"), "2026-12-20", "across the new year");
    }

    proptest! {
        /// Looking at it on the day it is due puts it off by a year or more, never to the past.
        #[test]
        fn a_review_that_was_done_is_not_due_again_that_year(
            determined in 0_i32..4000, after in 0_i32..4000,
        ) {
            let at = |n: i32| Day(jiff::civil::date(2020, 1, 1).checked_add(n.days()).unwrap());
            let (determined, looked_at) = (at(determined), at(determined + after));
            let due = review_due(determined, looked_at, &holidays());
            prop_assert!(due > determined && due > looked_at);
            prop_assert!(stage(looked_at, due, &holidays()).is_none());
            prop_assert!(looked_at.days_until(due) <= 366 + FURTHEST);
        }
    }
}
