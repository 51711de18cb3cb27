//! R05: how long, and what ends it.

use super::*;

#[test]
fn r05_takes_no_dash_for_a_period_and_no_consent_for_an_end() {
    let words =
        |raw: &str| UNLIMITED.replace("unlimited", "unspecified").replace("Tidak terbatas", raw);
    for dash in ["-", "–", " . ", ""] {
        assert_eq!(found(&[("period", &words(dash))]), [Check::PeriodMissing], "{dash}");
    }
    assert_eq!(found(&[("period", &words("seperlunya"))]), [Check::PeriodNotUnderstood]);
    let consent = r#"{"limit":{"any_of":[{"kind":"unlimited"},{"kind":"until_consent","of_whom":"Ketua"}]},"raw":"x"}"#;
    let of = |letter: &str, period: &str| found(&[(letter, "x"), ("period", period)]);
    assert!(of("legal_basis/uu-14-2008:17.c", consent).contains(&Check::PeriodWithoutEnd));
    assert_eq!(found(&[("period", consent)]), [], "h may last as long as the secret");
    let event = r#"{"limit":{"one":{"kind":"until_event","text":"sampai perkara selesai"}},"raw":"sampai perkara selesai"}"#;
    assert!(of("legal_basis/uu-14-2008:17.a", event).contains(&Check::PeriodWithoutDate));
    assert!(!of("legal_basis/uu-14-2008:17.c", event).contains(&Check::PeriodWithoutDate));
    assert!(!of("legal_basis/uu-14-2008:17.a", FIVE_YEARS).contains(&Check::PeriodWithoutDate));
}

#[test]
fn r05_measures_the_period_by_its_letters() {
    assert_eq!(found(&[("period", "")]), [Check::PeriodMissing]);
    assert_eq!(found(&[("period", "5 tahun")]), [Check::PeriodNotReadable]);
    assert_eq!(found(&[("period", UNLIMITED)]), [], "h may last as long as the secret");
    let words = UNLIMITED.replace("unlimited", "unspecified");
    assert_eq!(
        found(&[("period", &words)]),
        [Check::PeriodNotUnderstood],
        "it is said, and passes"
    );
    for letter in ['a', 'b', 'c', 'd', 'e', 'f'] {
        let key = format!("legal_basis/uu-14-2008:17.{letter}");
        let found = found(&[(&key, "x"), ("period", UNLIMITED)]);
        assert!(found.contains(&Check::PeriodWithoutEnd), "{letter}");
    }
    let long = FIVE_YEARS.replace(r#""years":5"#, r#""years":31"#);
    assert_eq!(
        found(&[("legal_basis/uu-14-2008:17.a.1", "x"), ("period", &long)]),
        [Check::PeriodOver30Years]
    );
    assert_eq!(found(&[("period", &long)]), [Check::PeriodVeryLong], "only a warning but for a");
    assert_eq!(found(&[("exceptions/public_office", "")]), [Check::ExceptionMissing]);
    assert_eq!(found(&[("legal_basis/uu-14-2008:17.i", "x")]), [Check::ExceptionMissing]);
}

#[test]
fn r05_lets_nobody_sign_for_a_period_that_is_over() {
    let until = |day: &str| {
        format!(r#"{{"limit":{{"one":{{"date":"{day}","kind":"until_date"}}}},"raw":"x"}}"#)
    };
    assert_eq!(found(&[("period", &until("2026-11-23"))]), [], "its last day is one of it");
    for over in ["2020-12-31", "2026-11-22"] {
        assert_eq!(found(&[("period", &until(over))]), [Check::PeriodEnded], "{over}");
    }
    let begun = FIVE_YEARS.replace("2026-11-23", "2018-01-01");
    assert_eq!(found(&[("period", &begun)]), [Check::PeriodEnded]);
    let unbegun = FIVE_YEARS.replace(r#","start":"2026-11-23""#, "");
    assert_eq!(found(&[("period", &unbegun)]), [], "it begins with the decision");
    let ended = Check::PeriodEnded.rule();
    assert!([Gate::Endorse, Gate::Submit, Gate::Issue].iter().all(|at| ended.blocks.contains(at)));
    let ages = FIVE_YEARS.replace(r#""years":5"#, r#""years":999"#);
    assert_eq!(found(&[("period", &ages)]), [Check::PeriodVeryLong]);
    assert_eq!(found(&[("period", &until("2999-12-31"))]), [Check::PeriodVeryLong]);
}
