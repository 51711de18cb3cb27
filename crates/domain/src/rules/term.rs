use std::collections::BTreeSet;

use super::{Check, Findings, legal::Bases};
use crate::{
    content::Content,
    ids::Day,
    period::{Condition, Limit, Period},
};

const PERIOD: &str = "period";

/// PP 61/2010 for letter a; it gives no number for any other letter.
const LONGEST: i16 = 30;

/// Which exceptions a letter must leave open: UU 14/2008 Pasal 18(2) for g and h, and the words
/// of Pasal 17 huruf i.
const EXCEPTIONS: &[(char, &[&str])] = &[
    ('g', &["exceptions/written_consent", "exceptions/public_office"]),
    ('h', &["exceptions/written_consent", "exceptions/public_office"]),
    ('i', &["exceptions/court_or_ki"]),
];

/// Only letter a has a limit in law; beyond it a term of any other letter is at least unusual.
fn too_long(letters: &BTreeSet<char>) -> Check {
    if letters.contains(&'a') { Check::PeriodOver30Years } else { Check::PeriodVeryLong }
}

/// Whether there is a period. A dash in the place of words is none.
fn is_said(content: &Content) -> bool {
    let Some(Ok(period)) = content.one(PERIOD).map(Period::read) else {
        return content.has(PERIOD);
    };
    let said = period.raw.chars().any(char::is_alphanumeric);
    said || !matches!(period.limit, Limit::One(Condition::Unspecified {}))
}

/// R05.
pub(super) fn check(content: &Content, bases: &Bases, day: Day, findings: &mut Findings) {
    let letters = bases.letters();
    findings.add_if(!is_said(content), Check::PeriodMissing, PERIOD);
    match content.one(PERIOD).map(Period::read) {
        Some(Ok(period)) => {
            if period.exceeds_years(LONGEST, day) {
                findings.add(too_long(&letters), PERIOD);
            }
            // The day of the end itself is still one of the exemption.
            if let Some(ends) = period.ends_if_decided(day).filter(|ends| *ends < day) {
                findings.add_about(Check::PeriodEnded, PERIOD, ends.to_string());
            }
            let a_to_f = letters.iter().any(|letter| ('a'..='f').contains(letter));
            let without_end = a_to_f && period.is_without_end();
            findings.add_if(without_end, Check::PeriodWithoutEnd, PERIOD);
            let undated = letters.contains(&'a') && period.ends_if_decided(day).is_none();
            findings.add_if(undated && !without_end, Check::PeriodWithoutDate, PERIOD);
            let unread = matches!(period.limit, Limit::One(Condition::Unspecified {}));
            let unread = !a_to_f && unread && is_said(content);
            findings.add_if(unread, Check::PeriodNotUnderstood, PERIOD);
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
