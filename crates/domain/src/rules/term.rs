use super::{Check, Findings, legal::Bases};
use crate::{
    content::Content,
    ids::Day,
    period::{Condition, Limit, Period},
};

const PERIOD: &str = "period";

/// PP 61/2010 for letter a.
const LONGEST_FOR_A: i16 = 30;

/// Which exceptions a letter must leave open: UU 14/2008 Pasal 18(2) for g and h, and the words
/// of Pasal 17 huruf i.
const EXCEPTIONS: &[(char, &[&str])] = &[
    ('g', &["exceptions/written_consent", "exceptions/public_office"]),
    ('h', &["exceptions/written_consent", "exceptions/public_office"]),
    ('i', &["exceptions/court_or_ki"]),
];

/// R05.
pub(super) fn check(content: &Content, bases: &Bases, day: Day, findings: &mut Findings) {
    let letters = bases.letters();
    findings.add_if(!content.has(PERIOD), Check::PeriodMissing, PERIOD);
    match content.one(PERIOD).map(Period::read) {
        Some(Ok(period)) => {
            let too_long = letters.contains(&'a') && period.exceeds_years(LONGEST_FOR_A, day);
            findings.add_if(too_long, Check::PeriodOver30Years, PERIOD);
            let a_to_f = letters.iter().any(|letter| ('a'..='f').contains(letter));
            findings.add_if(a_to_f && period.is_without_end(), Check::PeriodWithoutEnd, PERIOD);
            let unread = matches!(period.limit, Limit::One(Condition::Unspecified {}));
            findings.add_if(!a_to_f && unread, Check::PeriodNotUnderstood, PERIOD);
        }
        Some(Err(_)) => findings.add(Check::PeriodNotReadable, PERIOD),
        None => (),
    }
    let cited = EXCEPTIONS.iter().filter(|(letter, _)| letters.contains(letter));
    let mut missing: Vec<&str> =
        cited.flat_map(|(_, keys)| *keys).copied().filter(|key| !content.has(key)).collect();
    missing.sort_unstable();
    missing.dedup();
    for key in missing {
        findings.add(Check::ExceptionMissing, key);
    }
}
