//! Periods as people write them.

use kecuali_domain::period::{Period, PeriodText};

/// Reads a period as people write it. What is not understood is kept as it is, and said to be so.
pub(crate) fn read_period(raw: &str) -> Period {
    PeriodText::read(raw).period
}
