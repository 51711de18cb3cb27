//! What the calendar asks for: exemptions whose end comes near, and those without an end that are to
//! be looked at again.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Day,
    act::ItemRef,
    rules::{Deadlines, review_due, stage, yearly_look},
    status::Status,
    working_day::{Counted, Holidays},
};
use serde::Serialize;

use super::Task;
use crate::office::{Office, jakarta_day, listing::Listed};

/// How many come equally soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// No more than so many working days are left: 30, 60 or 90.
    pub within: u16,
    /// How many.
    pub count: usize,
}

/// The yearly look at an exemption that no day ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// When it is due: the day of the determination, each year.
    pub due: Day,
    /// Whether that day is over.
    pub overdue: bool,
    /// No more than so many working days are left: 30, 60 or 90.
    pub within: u16,
}

/// The end of an exemption that is near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expiry {
    /// The last day of the exemption.
    pub ends: Day,
    /// By when it is to be declared open (PP 61/2010): thirty working days before, by the holidays of
    /// national policy. In a year whose holidays are not known it is earlier rather than later.
    pub open_by: Day,
    /// Whether that day is over.
    pub overdue: bool,
    /// Those years.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub unknown_years: BTreeSet<i16>,
    /// No more than so many working days are left: 30, 60 or 90.
    pub within: u16,
}

/// A day that comes for an exemption in force.
#[derive(Debug, Clone)]
pub(super) enum Coming {
    End(Expiry),
    Look(Review),
}

impl Coming {
    pub(super) const fn task(&self) -> Task {
        match self {
            Self::End(_) => Task::Expire,
            Self::Look(_) => Task::Review,
        }
    }

    pub(super) const fn day(&self) -> Day {
        match self {
            Self::End(expiry) => expiry.ends,
            Self::Look(review) => review.due,
        }
    }

    /// The one or the other.
    pub(super) fn parted(self) -> (Option<Expiry>, Option<Review>) {
        match self {
            Self::End(expiry) => (Some(expiry), None),
            Self::Look(review) => (None, Some(review)),
        }
    }

    const fn within(&self) -> u16 {
        match self {
            Self::End(expiry) => expiry.within,
            Self::Look(review) => review.within,
        }
    }
}

/// A day with its holidays. Many exemptions end on the same day: each is counted to once.
#[derive(Debug)]
pub(super) struct Calendar {
    day: Day,
    holidays: Holidays,
    stages: BTreeMap<Day, Option<u16>>,
    open_by: BTreeMap<Day, Counted>,
}

impl Calendar {
    pub(super) const fn new(day: Day, holidays: Holidays) -> Self {
        Self { day, holidays, stages: BTreeMap::new(), open_by: BTreeMap::new() }
    }

    fn stage(&mut self, end: Day) -> Option<u16> {
        *self.stages.entry(end).or_insert_with(|| stage(self.day, end, &self.holidays))
    }

    fn open_by(&mut self, ends: Day) -> Counted {
        let counted = || Deadlines::of(ends, &self.holidays).open_by;
        self.open_by.entry(ends).or_insert_with(counted).clone()
    }
}

impl Calendar {
    /// The yearly look at what was determined on a day and has no end, if that is near.
    fn yearly(&mut self, determined: Day) -> Option<Review> {
        let due = yearly_look(determined, self.day);
        let within = self.stage(due)?;
        Some(Review { due, overdue: due < self.day, within })
    }

    /// The end of an exemption, if it is near.
    fn expiry(&mut self, ends: Day) -> Option<Expiry> {
        let within = self.stage(ends)?;
        let Counted { day: open_by, unknown_years } = self.open_by(ends);
        Some(Expiry { ends, open_by, overdue: open_by < self.day, unknown_years, within })
    }
}

/// An item of a determination whose end, or yearly look, is near.
pub(super) struct NearItem {
    pub(super) item: ItemRef,
    pub(super) coming: Coming,
}

impl Office {
    /// The items in force whose end is near, and those without an end whose year is over: those of
    /// KPU RI itself, whose list everyone applies.
    pub(super) fn near_items(&self, calendar: &mut Calendar) -> Vec<NearItem> {
        let national = self.national();
        let mut all = Vec::new();
        for issued in national.determinations() {
            for (item, of) in &issued.issue.items {
                let item = ItemRef { issue: issued.change, item: *item };
                if !national.now().item_stands(item) || self.is_over(of.ends) {
                    continue;
                }
                let coming = match of.ends {
                    Some(ends) => calendar.expiry(ends).map(Coming::End),
                    None => calendar.yearly(issued.issue.day).map(Coming::Look),
                };
                all.extend(coming.map(|coming| NearItem { item, coming }));
            }
        }
        all
    }

    /// At KPU RI, which alone declares it open: the near end of an office's own exemption. What ends
    /// with its item is told once, of the item.
    pub(super) fn coming_below(&self, listed: &Listed, calendar: &mut Calendar) -> Option<Coming> {
        let under = listed.card.under?;
        let issued = self.national().issued(&under.issue)?;
        let of_item = issued.issue.items.get(&under.item).and_then(|item| item.ends);
        let ends = listed.summary.ends.filter(|ends| of_item.is_none_or(|of_item| *ends < of_item));
        ends.and_then(|_| self.coming(listed, calendar))
    }

    /// What comes for an exemption in force, if it is near.
    pub(super) fn coming(&self, listed: &Listed, calendar: &mut Calendar) -> Option<Coming> {
        let Listed { card, summary, .. } = listed;
        if !matches!(summary.status, Status::Determined | Status::DeterminedEdited) {
            return None;
        }
        if let Some(ends) = summary.ends {
            // What is over does not end soon.
            let ends = Some(ends).filter(|_| !summary.lapsed)?;
            return calendar.expiry(ends).map(Coming::End);
        }
        // A clock that goes ahead of the log puts nothing off.
        let looked_at = jakarta_day(card.changed).min(calendar.day);
        let due = review_due(self.determined_on(card.under)?, looked_at, &calendar.holidays);
        let within = calendar.stage(due)?;
        Some(Coming::Look(Review { due, overdue: due < calendar.day, within }))
    }
}

/// How many come equally soon, the nearest first.
pub(super) fn stages<'a>(all: impl Iterator<Item = &'a Coming>) -> Vec<Stage> {
    let mut counts = BTreeMap::new();
    for coming in all {
        *counts.entry(coming.within()).or_insert(0) += 1;
    }
    counts.into_iter().map(|(within, count)| Stage { within, count }).collect()
}
