//! Periods as people write them, read as far as they can be.

use kecuali_domain::{
    Day,
    period::{Condition, Limit, Period},
};

/// Reads a period as people write it. What is not understood is kept as it is, and said to be so.
pub(crate) fn read_period(raw: &str) -> Period {
    let raw = raw.trim();
    let halves: Vec<&str> = raw.split(" / ").collect();
    let limit = match halves.as_slice() {
        [first, second] => match (condition(first), condition(second)) {
            (Condition::Unspecified {}, other) | (other, Condition::Unspecified {}) => {
                Limit::One(other)
            }
            (first, second) => Limit::AnyOf([first, second]),
        },
        _ => Limit::One(condition(raw)),
    };
    Period { limit, raw: raw.to_owned() }
}

fn condition(text: &str) -> Condition {
    let text = text.trim();
    let lower = text.to_lowercase();
    if let Ok(date) = text.parse::<Day>() {
        return Condition::UntilDate { date };
    }
    if let Some(term) = term(&lower) {
        return term;
    }
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["tidak terbatas", "selamanya", "permanen"]) {
        Condition::Unlimited {}
    } else if says(&["persetujuan tertulis", "persetujuan secara tertulis"]) {
        Condition::UntilConsent { of_whom: text.to_owned() }
    } else if says(&["sampai", "setelah", "hingga", "pada waktu", "selesai"]) {
        Condition::UntilEvent { text: text.to_owned() }
    } else {
        Condition::Unspecified {}
    }
}

/// `5 tahun`, `6 bulan`, `30 (tiga puluh) hari`: a number, a unit, nothing that changes it.
fn term(lower: &str) -> Option<Condition> {
    let text = lower.strip_prefix("selama ").unwrap_or(lower);
    let (number, unit) = match text.split_once('(') {
        Some((number, rest)) => (number, rest.split_once(')')?.1),
        None => text.trim().split_once(char::is_whitespace)?,
    };
    let (number, unit) = (number.trim(), unit.trim());
    let number: u16 = number.parse().ok().filter(|number| *number > 0)?;
    let (years, months, days) = match unit {
        "tahun" => (number, 0, 0),
        "bulan" => (0, number, 0),
        "hari" => (0, 0, number),
        _ => return None,
    };
    Some(Condition::FixedTerm { years, months, days, start: None })
}

#[cfg(test)]
mod tests {
    use proptest::{collection, prelude::*, sample};

    use super::*;

    fn limit(text: &str) -> Limit {
        let period = read_period(text);
        assert_eq!(period.raw, text.trim());
        Period::read(&period.to_text()).unwrap().limit
    }

    #[test]
    fn what_is_understood_is_typed_and_what_is_not_is_kept() {
        let years = |years| Condition::FixedTerm { years, months: 0, days: 0, start: None };
        assert_eq!(limit("1 Tahun"), Limit::One(years(1)));
        assert_eq!(limit("5 (lima) tahun"), Limit::One(years(5)));
        assert_eq!(limit("Tidak terbatas"), Limit::One(Condition::Unlimited {}));
        assert_eq!(limit("secukupnya"), Limit::One(Condition::Unspecified {}));
        let date = "2026-12-31".parse().unwrap();
        assert_eq!(limit("2026-12-31"), Limit::One(Condition::UntilDate { date }));
        let both = limit("1 Tahun / Diberikan jika ada persetujuan tertulis dari pihak");
        assert!(matches!(both, Limit::AnyOf([_, Condition::UntilConsent { .. }])));
    }

    #[test]
    fn a_term_of_nothing_is_not_a_term() {
        assert_eq!(limit("0 tahun"), Limit::One(Condition::Unspecified {}));
    }

    #[test]
    fn a_term_that_something_changes_is_not_read_as_if_it_did_not() {
        for text in ["30 hari (kerja)", "1 tahun (dapat diperpanjang)", "5 tahun kerja", "5 (lima"]
        {
            assert_eq!(limit(text), Limit::One(Condition::Unspecified {}), "{text}");
        }
    }

    fn written() -> impl Strategy<Value = String> {
        let words = sample::select(vec![
            "1",
            "5",
            "0",
            "65536",
            "(lima)",
            "tahun",
            "bulan",
            "hari",
            "selama",
            "sampai",
            "/",
            "selesai",
            "tidak terbatas",
            "persetujuan tertulis",
            "2026-12-31",
            "(",
            ")",
        ]);
        prop_oneof![collection::vec(words, 0..7).prop_map(|words| words.join(" ")), any::<String>(),]
    }

    proptest! {
        #[test]
        fn what_was_understood_is_stored_and_read_again_the_same(text in written()) {
            let period = read_period(&text);
            prop_assert_eq!(&period.raw, text.trim());
            prop_assert_eq!(&Period::read(&period.to_text()).unwrap(), &period);
            prop_assert_eq!(read_period(&period.raw), period);
        }

        #[test]
        fn a_number_and_a_unit_are_a_term(
            number in 1_u16..,
            unit in sample::select(vec!["tahun", "Bulan", "HARI"]),
            words in sample::select(vec!["", " (sekian)"]),
        ) {
            let Limit::One(Condition::FixedTerm { years, months, days, .. }) =
                limit(&format!("{number}{words} {unit}"))
            else {
                return Err(TestCaseError::fail("not a term"));
            };
            let expected = match unit {
                "tahun" => (number, 0, 0),
                "Bulan" => (0, number, 0),
                _ => (0, 0, number),
            };
            prop_assert_eq!((years, months, days), expected);
        }
    }
}
