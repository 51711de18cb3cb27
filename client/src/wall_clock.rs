//! Times of day as the office that looks has them on its wall. They are shown and decide nothing:
//! whatever a day decides is decided by the day of Jakarta.
//!
//! A process works with one office, and a request or a command in one thread. Where it takes up the
//! office it says so here, so that the many places that write a time need not be told.

use std::cell::Cell;

use jiff::{Timestamp, civil::DateTime, tz::Offset};
use kecuali_domain::{
    Day, OfficeId,
    office::{Offices, Zone},
};

thread_local! {
    static ZONE: Cell<Zone> = const { Cell::new(Zone::Wib) };
}

/// A time by some clock, as it was here.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Local {
    time: DateTime,
    pub(crate) zone: Zone,
}

/// From now on this thread shows times as this office has them.
pub(crate) fn look_from(office: &OfficeId) {
    ZONE.set(Offices::bundled().zone(office));
}

/// A time since 1970, as it was here.
pub(crate) fn local(milliseconds: u64) -> Local {
    let zone = ZONE.get();
    let millisecond = i64::try_from(milliseconds).unwrap_or(i64::MAX);
    let time = Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::MAX);
    Local { time: Offset::constant(zone.hours()).to_datetime(time), zone }
}

impl Local {
    /// The day that was written here.
    pub(crate) fn day(self) -> Day {
        Day(self.time.date())
    }

    /// Hour and minute: `10.12`.
    pub(crate) fn minutes(self) -> String {
        format!("{:02}.{:02}", self.time.hour(), self.time.minute())
    }

    /// With seconds: `10.12.05`.
    pub(crate) fn seconds(self) -> String {
        format!("{}.{:02}", self.minutes(), self.time.second())
    }
}
