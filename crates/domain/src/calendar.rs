//! Days as they are written out in Bahasa Indonesia.

use crate::ids::Day;

/// The months as they are written out.
pub(crate) const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

impl Day {
    /// As people read it: `21 Agustus 2025`.
    pub fn written_out(self) -> String {
        let date = self.0;
        let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
        format!("{} {} {:04}", date.day(), month.copied().unwrap_or_default(), date.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_out() {
        assert_eq!("2026-11-02".parse::<Day>().unwrap().written_out(), "2 November 2026");
    }
}
