//! Which editions are kept.

use std::collections::BTreeSet;

use kecuali_domain::Day;

/// How many editions are kept: the newest, and the last of each of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// How many of the newest.
    pub newest: usize,
    /// Of how many days the last one.
    pub days: usize,
}

impl Default for Keep {
    fn default() -> Self {
        Self { newest: 3, days: 14 }
    }
}

impl Keep {
    /// Of editions in order, each by its day, which are to stay. The newest always is.
    pub(super) fn wanted(self, days: &[Day]) -> Vec<bool> {
        let newest = days.len().saturating_sub(self.newest.max(1));
        let mut seen = BTreeSet::new();
        let mut wanted: Vec<bool> = (0..days.len())
            .rev()
            .map(|place| {
                let last_of_day = seen.insert(days[place]) && seen.len() <= self.days;
                place >= newest || last_of_day
            })
            .collect();
        wanted.reverse();
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stay_and_the_last_of_each_of_some_days() {
        let day = |day: u8| -> Day { format!("2026-11-{day:02}").parse().unwrap() };
        let days = [1, 1, 2, 2, 3, 3, 3].map(day);
        let wanted = |newest, days_kept| {
            let wanted = Keep { newest, days: days_kept }.wanted(&days);
            wanted.into_iter().map(|wanted| if wanted { 'x' } else { '.' }).collect::<String>()
        };
        assert_eq!(wanted(1, 0), "......x");
        assert_eq!(wanted(0, 0), "......x", "there is always one to be served");
        assert_eq!(wanted(2, 2), "...x.xx");
        assert_eq!(wanted(2, 9), ".x.x.xx");
        assert!(Keep::default().wanted(&[]).is_empty());
    }
}
