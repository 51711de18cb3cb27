//! Days as Excel counts them.

use jiff::{ToSpan, civil::date};

/// The day, and the time where there is one, that a number stands for; none where it stands for no
/// day of this calendar.
pub(crate) fn written(number: &str, since_1904: bool) -> Option<String> {
    let (days, part) = number.trim().split_once('.').unwrap_or_else(|| (number.trim(), ""));
    let days: i32 = days.parse().ok().filter(|days| (0..=2_958_465).contains(days))?;
    let first = match (since_1904, days) {
        (true, _) => date(1904, 1, 1),
        // Excel has a 29 February 1900, which was no day.
        (false, 60) => return None,
        (false, 61..) => date(1899, 12, 30),
        (false, _) => date(1899, 12, 31),
    };
    let day = first.checked_add(days.days()).ok()?;
    let minutes = minutes(part);
    Some(match minutes {
        0 => day.to_string(),
        _ => format!("{day} {:02}:{:02}", minutes / 60, minutes % 60),
    })
}

/// The minutes of a day that the digits behind the point come to.
fn minutes(digits: &str) -> u64 {
    let digits: String = digits.chars().take_while(char::is_ascii_digit).take(9).collect();
    let scale = 10_u64.pow(u32::try_from(digits.len()).unwrap_or(0));
    let part: u64 = digits.parse().unwrap_or(0);
    ((part * 1_440 + scale / 2) / scale).min(1_439)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_day_that_excel_shows() {
        let day = |number| written(number, false);
        assert_eq!(day("45890").as_deref(), Some("2025-08-21"));
        assert_eq!(day("1").as_deref(), Some("1900-01-01"));
        assert_eq!(day("61").as_deref(), Some("1900-03-01"));
        assert_eq!(day("45890.5625").as_deref(), Some("2025-08-21 13:30"));
        assert_eq!(day("45890.99999").as_deref(), Some("2025-08-21 23:59"));
        assert_eq!(written("44428", true).as_deref(), Some("2025-08-21"));
        for none in ["60", "-1", "x", "", "2958466", "1E300", "99999999999"] {
            assert_eq!(day(none), None, "{none}");
        }
    }
}
