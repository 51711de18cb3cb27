//! The one place that reads the machine's clock.
//!
//! What it says decides three things: the day a mark proposes, for how long a nonce is good, and
//! when healing is given up. Nothing about content.

use std::{
    fmt::Debug,
    time::{SystemTime, UNIX_EPOCH},
};

use jiff::{Span, civil};
use kecuali_domain::Day;

/// Tells the time.
pub trait Clock: Debug + Send + Sync {
    /// Milliseconds since 1970, UTC.
    fn milliseconds(&self) -> u64;

    /// Whole hours since 1970, UTC.
    fn hour(&self) -> u64 {
        self.milliseconds() / HOUR
    }

    /// The day in Asia/Jakarta, which has had one offset, UTC+7, since 1964.
    fn day(&self) -> Day {
        let days = (self.milliseconds() + 7 * HOUR) / (24 * HOUR);
        let span = i64::try_from(days).ok().and_then(|days| Span::new().try_days(days).ok());
        let day = span.and_then(|span| civil::date(1970, 1, 1).checked_add(span).ok());
        Day(day.unwrap_or(civil::Date::MAX))
    }
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that others are handed")]
    fn milliseconds(&self) -> u64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX / 2)
    }
}

const HOUR: u64 = 3_600_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Fixed(u64);

    impl Clock for Fixed {
        fn milliseconds(&self) -> u64 {
            self.0
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_jakarta() {
        let day = |ms| Fixed(ms).day().to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(17 * HOUR - 1), "1970-01-01");
        assert_eq!(day(17 * HOUR), "1970-01-02");
        assert_eq!(day(1_793_466_000_000), "2026-11-01");
    }

    #[test]
    fn a_clock_that_is_far_off_is_no_reason_to_stop() {
        assert_eq!(Fixed(u64::MAX / 2).day().0, civil::Date::MAX);
    }
}
