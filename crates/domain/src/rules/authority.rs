use jiff::civil::date;

use super::{Check, Findings};
use crate::{
    ids::{Day, OfficeId},
    office::{Level, Offices},
};

/// PKPU 4/2025 is in force from this day, and with it delegation to provinces.
const PROVINCES_FROM: Day = Day(date(2025, 12, 29));

/// That KPU RI lets a province determine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// The province's office.
    pub office: OfficeId,
    /// The first day it holds.
    pub from: Day,
    /// The last day it holds, if it has one.
    pub until: Option<Day>,
}

impl Delegation {
    fn holds(&self, office: &OfficeId, day: Day) -> bool {
        self.office == *office && self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A document number in the year of an office: compared without regard to case and spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Numbered {
    office: OfficeId,
    year: u16,
    number: String,
}

impl Numbered {
    /// The number as it was written.
    pub fn new(office: &OfficeId, number: &str, year: u16) -> Self {
        let number = number.split_whitespace().collect::<String>().to_lowercase();
        Self { office: office.clone(), year, number }
    }
}

/// R07: KPU RI, or a province that it delegated to; never a regency, and no office unheard of.
pub(super) fn check(
    authority: &OfficeId,
    day: Day,
    delegations: &[Delegation],
    findings: &mut Findings,
) {
    match Offices::bundled().get(authority).map(|office| office.level) {
        Some(Level::National) => (),
        Some(Level::Province) => {
            let delegated = delegations.iter().any(|given| given.holds(authority, day));
            let may = delegated && day >= PROVINCES_FROM;
            findings.add_if(!may, Check::DelegationMissing, "authority");
        }
        Some(Level::RegencyCity) | None => findings.add(Check::UnauthorisedLocal, "authority"),
    }
}
