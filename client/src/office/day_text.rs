//! Days as people write them: `2025-08-21`, or `21 Agustus 2025`.

use kecuali_domain::Day;

/// Reads a day in either form.
pub(crate) fn read_day(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let [day, _, year] = words.as_slice() else { return None };
    let (day, year): (u8, u16) = (day.parse().ok()?, year.parse().ok()?);
    let written = words.join(" ");
    let in_month = |month: u8| format!("{year:04}-{month:02}-{day:02}").parse::<Day>().ok();
    (1..=12).filter_map(in_month).find(|day| day.written_out().eq_ignore_ascii_case(&written))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_read_in_both_forms_and_in_no_other() {
        let day = read_day("2025-08-21");
        assert!(day.is_some());
        for text in ["21 Agustus 2025", " 21  agustus 2025 ", "2025-08-21 "] {
            assert_eq!(read_day(text), day, "{text}");
        }
        for text in ["besok", "21-08-2025", "31 Februari 2025", "21 August 2025", "21 Agustus", ""]
        {
            assert_eq!(read_day(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_that_is_written_out_is_read_back(year in 1_i16..=9999, of_year in 1_i16..=365) {
            let date = jiff::civil::date(year, 1, 1);
            let day = Day(date.with().day_of_year(of_year).build().unwrap());
            prop_assert_eq!(read_day(&day.written_out()), Some(day));
        }
    }
}
