use jiff::ToSpan;

use super::{Check, Finding, Findings};
use crate::{
    content::Content,
    ids::Day,
    working_day::{Counted, Holidays},
};

const PERIOD: &str = "period";
const DUE: &str = "test_due";

/// An expiring item is declared open at the latest this many working days before its end
/// (PP 61/2010, as Permenpora 14/2023 Pasal 55(1) repeats it).
const OPEN_BEFORE: u16 = 30;
/// The first warning comes as long before that again.
const WARN_BEFORE: u16 = 60;
/// No exemption that ends later than so many days from now is warned of: where the holidays of a year
/// are not known, two days count as one working day.
pub const WARNED_AHEAD: i32 = 120;
/// The law sets no interval for verifying the list; this is the one for periodic information.
const VERIFIED_FOR_MONTHS: i32 = 6;
/// What a panel of Komisi Informasi gave KPU for a test it ordered (074/X/KIP-PSI/2025).
const ORDERED_TEST: u16 = 7;

/// What the care of an entry depends on beside its content.
#[derive(Debug, Clone, Copy)]
pub struct Upkeep<'a> {
    /// The day of the log.
    pub day: Day,
    /// The holidays of national policy.
    pub holidays: &'a Holidays,
    /// The decision on it, while one is in force.
    pub in_force: Option<InForce>,
    /// Whether the office noted box and folder of the hardcopy; `None` where that is not known,
    /// as everywhere outside the office.
    pub hardcopy_placed: Option<bool>,
}

/// A decision in force.
#[derive(Debug, Clone, Copy)]
pub struct InForce {
    /// The last day of the exemption, when it has one.
    pub ends: Option<Day>,
    /// The day someone last signed something about the entry; at first that of the decision.
    pub verified: Day,
}

/// When something is to be done about an exemption that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlines {
    /// The day of the first warning.
    pub warn_from: Counted,
    /// By when the information is to be declared open.
    pub open_by: Counted,
}

impl Deadlines {
    /// Those of an exemption with this last day.
    pub fn of(ends: Day, holidays: &Holidays) -> Self {
        Self {
            warn_from: holidays.before(ends, WARN_BEFORE),
            open_by: holidays.before(ends, OPEN_BEFORE),
        }
    }
}

/// R11, R15, R16, R19 and R20: what is due on a day.
pub fn check_upkeep(content: &Content, given: &Upkeep<'_>) -> Vec<Finding> {
    let mut findings = Findings::default();
    match given.in_force {
        Some(in_force) => {
            if let Some(ends) = in_force.ends {
                expiry(ends, given, &mut findings);
            }
            verified(in_force.verified, given.day, &mut findings);
        }
        None => ordered_test(content, given, &mut findings),
    }
    let unplaced = given.hardcopy_placed == Some(false) && content.one("media") == Some("printed");
    findings.add_if(unplaced, Check::HardcopyWithoutPlace, "media");
    findings.0
}

/// R11, and R19 for the days it counts.
fn expiry(ends: Day, given: &Upkeep<'_>, findings: &mut Findings) {
    let Deadlines { warn_from, open_by } = Deadlines::of(ends, given.holidays);
    let (check, counted, about) = if given.day > ends {
        return findings.add_about(Check::Expired, PERIOD, ends.to_string());
    } else if given.day >= open_by.day {
        (Check::ExpiryDue, open_by, ends)
    } else if given.day >= warn_from.day {
        (Check::ExpirySoon, warn_from, open_by.day)
    } else {
        return;
    };
    findings.add_about(check, PERIOD, about.to_string());
    unknown(&counted, PERIOD, findings);
}

/// R15.
fn verified(last: Day, day: Day, findings: &mut Findings) {
    let until = last.0.saturating_add(VERIFIED_FOR_MONTHS.months());
    if day.0 > until {
        findings.add_about(Check::NotVerified, "information", last.to_string());
    }
}

/// R20: the panel's own day, or the seventh working day after its order.
fn ordered_test(content: &Content, given: &Upkeep<'_>, findings: &mut Findings) {
    let tested = Check::TestIncomplete.rule().fields.iter().all(|field| content.has(field));
    if content.one("test_trigger") != Some("ordered_in_dispute") || tested {
        return;
    }
    let day = |key| content.one(key).and_then(|day| day.parse::<Day>().ok());
    let due = match (day(DUE), day("test_ordered_on")) {
        (Some(due), _) => due,
        (None, Some(ordered)) => {
            let counted = given.holidays.after(ordered, ORDERED_TEST);
            unknown(&counted, DUE, findings);
            counted.day
        }
        (None, None) => return findings.add(Check::OrderedTestUndated, "test_ordered_on"),
    };
    let overdue = given.day > due;
    let check = if overdue { Check::OrderedTestOverdue } else { Check::OrderedTestDue };
    findings.add_about(check, DUE, due.to_string());
}

/// R19.
fn unknown(counted: &Counted, key: &str, findings: &mut Findings) {
    if !counted.unknown_years.is_empty() {
        let years: Vec<String> = counted.unknown_years.iter().map(ToString::to_string).collect();
        findings.add_about(Check::HolidaysUnknown, key, years.join(", "));
    }
}
