//! Dates as people write them: `31 Desember 2027`, `31/12/2027`, `2027-12-31`.

use super::Doubt;
use crate::{calendar::MONTHS, ids::Day, prose::Token};

/// Other spellings of months that are in use.
const SHORT: [&[&str]; 12] = [
    &["jan"],
    &["feb", "peb", "pebruari"],
    &["mar"],
    &["apr"],
    &["may"],
    &["jun"],
    &["jul"],
    &["agt", "agu", "ags"],
    &["sep", "sept"],
    &["okt", "october"],
    &["nov", "nopember"],
    &["des", "december"],
];

/// Reads tokens that are a date and nothing else; `None` when they are no date at all.
pub(super) fn date(tokens: &[Token]) -> Option<Result<Day, Doubt>> {
    let tokens = without_tail(tokens);
    let number = |i: usize| tokens.get(i).filter(|token| token.is_number());
    match tokens {
        [day, _, year] if day.is_number() && year.is_number() => {
            Some(of(year, i8::try_from(month(tokens.get(1)?)?).ok()?, day))
        }
        [_, a, _, b, _] if a.word == b.word && ["/", "-", "."].contains(&a.word.as_str()) => {
            let (first, second, third) = (number(0)?, number(2)?, number(4)?);
            let (year, day) = if first.word.len() == 4 { (first, third) } else { (third, first) };
            Some(of(year, second.word.parse().ok()?, day))
        }
        [.., year] if is_year(year) && tokens.len() <= 2 => {
            let begins = tokens.first()?;
            let no_day = tokens.len() == 1 || month(begins).is_some() || begins.is("tahun");
            no_day.then_some(Err(Doubt::NoDay))
        }
        _ => None,
    }
}

fn of(year: &Token, month: i8, day: &Token) -> Result<Day, Doubt> {
    let year = year.word.parse().ok().filter(|_| is_year(year)).ok_or(Doubt::NoDay)?;
    let day = day.word.parse().map_err(|_| Doubt::NoSuchDay)?;
    jiff::civil::Date::new(year, month, day).map(Day).map_err(|_| Doubt::NoSuchDay)
}

fn is_year(token: &Token) -> bool {
    token.is_number() && token.word.len() == 4
}

fn month(token: &Token) -> Option<usize> {
    let is = |(name, short): (&str, &[&str])| {
        name.eq_ignore_ascii_case(&token.word) || short.contains(&token.word.as_str())
    };
    MONTHS.into_iter().zip(SHORT).position(is).map(|month| month + 1)
}

fn without_tail(tokens: &[Token]) -> &[Token] {
    match tokens {
        [before @ .., last] if last.is(".") => before,
        all => all,
    }
}
