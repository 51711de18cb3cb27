//! The one place that reads clocks: measuring time is what this program is for.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970, with their fraction; comparable between processes of one machine.
#[expect(clippy::disallowed_methods, reason = "measuring time is the work")]
pub(crate) fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1_000.0
}

/// A watch that was started.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "measuring time is the work")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// Seconds since the start.
    pub(crate) fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    /// Milliseconds since the start.
    pub(crate) fn milliseconds(self) -> f64 {
        self.seconds() * 1_000.0
    }

    /// Whole microseconds since the start.
    pub(crate) fn microseconds(self) -> usize {
        usize::try_from(self.0.elapsed().as_micros()).unwrap_or(usize::MAX)
    }
}
