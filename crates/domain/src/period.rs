//! How long information stays exempted: rarely just a date.

mod label;
mod text;

use jiff::{Span, ToSpan, civil::Date};
use kecuali_encoding::{NotCanonical, canonical_json, read_canonical};
use serde::{Deserialize, Serialize};

pub use self::text::{Doubt, PeriodText};
use crate::ids::Day;

/// The period of an exemption, as one canonical JSON value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// What it means.
    pub limit: Limit,
    /// What people wrote, always kept.
    pub raw: String,
}

/// One condition, or two of them joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// One condition.
    One(Condition),
    /// The first of two ends it: "1 tahun / diberikan jika ada persetujuan".
    AnyOf([Condition; 2]),
    /// Only both together end it: "sampai pengumuman dan memperoleh persetujuan pimpinan".
    AllOf([Condition; 2]),
}

/// What ends an exemption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// A term of calendar years, months and days, not all zero.
    FixedTerm {
        /// Years.
        years: u16,
        /// Months on top.
        months: u16,
        /// Days on top.
        days: u16,
        /// The first day of the term; absent while that is the day of a decision still to come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<Day>,
    },
    /// Up to and including a day.
    UntilDate {
        /// The last day.
        date: Day,
    },
    /// Until something happens.
    UntilEvent {
        /// What.
        text: String,
    },
    /// Until someone consents in writing.
    UntilConsent {
        /// Who, as a group or a position.
        of_whom: String,
    },
    /// As long as a law forbids disclosure.
    PerStatute {
        /// Which law.
        law: String,
    },
    /// Said to be without end.
    Unlimited {},
    /// Not said, or not understood.
    Unspecified {},
}

impl Period {
    /// Reads a content value.
    pub fn read(text: &str) -> Result<Self, NotAPeriod> {
        let period: Self = read_canonical(text)?;
        period.limit.conditions().iter().try_for_each(Condition::check)?;
        Ok(period)
    }

    /// Writes the content value.
    pub fn to_text(&self) -> String {
        canonical_json(self)
    }

    /// The last day of the exemption, where the period alone says it.
    ///
    /// The next day the information is open. Of two that end it each by itself, the earlier one
    /// that is known counts; of two that must come together, the later, when both are known.
    pub fn ends(&self) -> Option<Day> {
        self.last_day(None)
    }

    /// The same, a term without a first day beginning on the day of the decision.
    pub fn ends_if_decided(&self, decided: Day) -> Option<Day> {
        self.last_day(Some(decided))
    }

    fn last_day(&self, decided: Option<Day>) -> Option<Day> {
        let known = |condition: &Condition| condition.last_day(decided);
        match &self.limit {
            Limit::One(condition) => known(condition),
            Limit::AnyOf(both) => both.iter().filter_map(known).min(),
            Limit::AllOf([a, b]) => Some(known(a)?.max(known(b)?)),
        }
    }

    /// Whether nothing in it will ever end the exemption by itself: a consent releases the
    /// information to someone, and may never come.
    pub fn is_without_end(&self) -> bool {
        match &self.limit {
            Limit::One(condition) => condition.is_without_end(),
            Limit::AnyOf(both) => both.iter().all(Condition::is_without_end),
            Limit::AllOf(both) => both.iter().any(Condition::is_without_end),
        }
    }

    /// Whether it is known to last longer than this many years, counted from the first day of a
    /// term, otherwise from the day of the decision.
    pub fn exceeds_years(&self, years: i16, decided: Day) -> bool {
        let longer = |condition: &Condition| condition.exceeds_years(years, decided);
        match &self.limit {
            Limit::One(condition) => longer(condition) == Some(true),
            Limit::AnyOf(both) => {
                let known: Vec<bool> = both.iter().filter_map(longer).collect();
                !known.is_empty() && known.into_iter().all(|longer| longer)
            }
            Limit::AllOf(both) => both.iter().any(|condition| longer(condition) == Some(true)),
        }
    }
}

impl Limit {
    /// Its one or two conditions.
    pub const fn conditions(&self) -> &[Condition] {
        match self {
            Self::One(condition) => std::slice::from_ref(condition),
            Self::AnyOf(both) | Self::AllOf(both) => both,
        }
    }
}

impl Condition {
    fn last_day(&self, decided: Option<Day>) -> Option<Day> {
        match self {
            Self::FixedTerm { years, months, days, start } => {
                let first = start.or(decided)?;
                let open = first_open_day(first.0, *years, *months, *days)?;
                open.yesterday().ok().map(Day)
            }
            Self::UntilDate { date } => Some(*date),
            Self::UntilEvent { .. }
            | Self::UntilConsent { .. }
            | Self::PerStatute { .. }
            | Self::Unlimited {}
            | Self::Unspecified {} => None,
        }
    }

    const fn is_without_end(&self) -> bool {
        matches!(self, Self::Unlimited {} | Self::Unspecified {} | Self::UntilConsent { .. })
    }

    fn exceeds_years(&self, years: i16, decided: Day) -> Option<bool> {
        let start =
            if let Self::FixedTerm { start: Some(start), .. } = self { *start } else { decided };
        let limit = start.0.checked_add(years.years()).ok()?;
        // A term beyond the calendar has no last day, and is too long for any law.
        let endless_term = matches!(self, Self::FixedTerm { .. });
        self.last_day(Some(decided))
            .map(|last| last.0 >= limit)
            .or_else(|| endless_term.then_some(true))
    }

    fn check(&self) -> Result<(), NotAPeriod> {
        match self {
            Self::FixedTerm { years: 0, months: 0, days: 0, .. } => Err(NotAPeriod::EmptyTerm),
            Self::UntilEvent { text }
            | Self::UntilConsent { of_whom: text }
            | Self::PerStatute { law: text }
                if text.trim().is_empty() =>
            {
                Err(NotAPeriod::EmptyText)
            }
            Self::FixedTerm { .. }
            | Self::UntilDate { .. }
            | Self::UntilEvent { .. }
            | Self::UntilConsent { .. }
            | Self::PerStatute { .. }
            | Self::Unlimited {}
            | Self::Unspecified {} => Ok(()),
        }
    }
}

/// The day after a term: the same day of a later month, or the first of the month after where
/// that day does not exist, so that a year from 29 February ends with 28 February.
fn first_open_day(start: Date, years: u16, months: u16, days: u16) -> Option<Date> {
    let months = i32::from(years) * 12 + i32::from(months);
    let span = Span::new().try_months(months).ok()?;
    let month = start.checked_add(span).ok()?;
    let same_day = if month.day() == start.day() { month } else { month.tomorrow().ok()? };
    same_day.checked_add(Span::new().try_days(i32::from(days)).ok()?).ok()
}

/// Why a text is not a period.
#[derive(Debug, thiserror::Error)]
pub enum NotAPeriod {
    /// It is not the expected canonical JSON.
    #[error("the period cannot be read: {0}")]
    Json(#[from] NotCanonical),
    /// A term of nothing.
    #[error("a term needs at least one day, month or year")]
    EmptyTerm,
    /// An event, a consent or a law that is not named.
    #[error("say which event, whose consent, or which law")]
    EmptyText,
}

impl NotAPeriod {
    /// The name that programs may rely on.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(_) => "period_json",
            Self::EmptyTerm => "period_empty_term",
            Self::EmptyText => "period_empty_text",
        }
    }
}

#[cfg(test)]
mod tests;
