use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn term(years: u16, months: u16, days: u16, start: &str) -> Condition {
    Condition::FixedTerm { years, months, days, start: Some(day(start)) }
}

fn period(limit: Limit) -> Period {
    Period { limit, raw: String::new() }
}

fn until(date: &str) -> Condition {
    Condition::UntilDate { date: day(date) }
}

fn consent() -> Condition {
    Condition::UntilConsent { of_whom: "yang bersangkutan".to_owned() }
}

#[test]
fn a_term_ends_on_the_day_before_its_anniversary() {
    for (years, months, days, start, last) in [
        (5, 0, 0, "2025-08-21", "2030-08-20"),
        (1, 0, 0, "2024-02-29", "2025-02-28"),
        (4, 0, 0, "2024-02-29", "2028-02-28"),
        (0, 1, 0, "2026-01-31", "2026-02-28"),
        (0, 1, 0, "2026-01-28", "2026-02-27"),
        (0, 1, 0, "2028-01-31", "2028-02-29"),
        (0, 1, 1, "2026-01-31", "2026-03-01"),
        (0, 0, 1, "2026-12-31", "2026-12-31"),
        (1, 2, 3, "2026-11-23", "2028-01-25"),
    ] {
        let ends = period(Limit::One(term(years, months, days, start))).ends();
        assert_eq!(ends, Some(day(last)), "{years} {months} {days} from {start}");
    }
}

#[test]
fn a_term_without_a_first_day_begins_with_the_decision() {
    let condition = Condition::FixedTerm { years: 5, months: 0, days: 0, start: None };
    let period = period(Limit::One(condition));
    assert_eq!(period.ends(), None);
    assert_eq!(period.ends_if_decided(day("2025-08-21")), Some(day("2030-08-20")));
}

#[test]
fn of_two_that_end_it_alone_the_earlier_known_one_counts() {
    let ends = |both| period(Limit::AnyOf(both)).ends();
    assert_eq!(ends([until("2030-01-01"), until("2029-01-01")]), Some(day("2029-01-01")));
    assert_eq!(ends([consent(), until("2029-01-01")]), Some(day("2029-01-01")));
    assert_eq!(ends([consent(), Condition::Unlimited {}]), None);
}

#[test]
fn of_two_that_must_come_together_the_later_counts_once_both_are_known() {
    let ends = |both| period(Limit::AllOf(both)).ends();
    assert_eq!(ends([until("2030-01-01"), until("2029-01-01")]), Some(day("2030-01-01")));
    assert_eq!(ends([consent(), until("2029-01-01")]), None);
}

#[test]
fn a_join_is_endless_only_as_far_as_its_meaning_goes() {
    let endless = || Condition::Unlimited {};
    assert!(period(Limit::One(Condition::Unspecified {})).is_without_end());
    assert!(!period(Limit::AnyOf([endless(), until("2029-01-01")])).is_without_end());
    assert!(period(Limit::AllOf([endless(), until("2029-01-01")])).is_without_end());
    assert!(period(Limit::AnyOf([endless(), consent()])).is_without_end(), "it may never come");
    assert!(!period(Limit::AnyOf([consent(), until("2029-01-01")])).is_without_end());
}

#[test]
fn thirty_years_are_not_more_than_thirty_years() {
    let today = day("2026-11-23");
    let exceeds = |limit| period(limit).exceeds_years(30, today);
    assert!(!exceeds(Limit::One(term(30, 0, 0, "2026-12-01"))));
    assert!(exceeds(Limit::One(term(30, 0, 1, "2026-12-01"))));
    assert!(exceeds(Limit::One(term(u16::MAX, 0, 0, "2026-12-01"))));
    assert!(!exceeds(Limit::One(until("2056-11-22"))));
    assert!(exceeds(Limit::One(until("2056-11-23"))));
    assert!(!exceeds(Limit::One(consent())));
    assert!(exceeds(Limit::AnyOf([consent(), until("2060-01-01")])));
    assert!(!exceeds(Limit::AnyOf([until("2027-01-01"), until("2060-01-01")])));
    assert!(exceeds(Limit::AllOf([until("2027-01-01"), until("2060-01-01")])));
}

#[test]
fn the_written_form_is_fixed() {
    let limit = Limit::AnyOf([term(1, 0, 0, "2026-11-23"), consent()]);
    let period = Period { limit, raw: "1 Tahun / persetujuan".to_owned() };
    assert_eq!(
        period.to_text(),
        r#"{"limit":{"any_of":[{"days":0,"kind":"fixed_term","months":0,"start":"2026-11-23","years":1},{"kind":"until_consent","of_whom":"yang bersangkutan"}]},"raw":"1 Tahun / persetujuan"}"#
    );
}

#[test]
fn what_says_nothing_is_refused() {
    let code = |one: &str| {
        Period::read(&format!(r#"{{"limit":{{"one":{one}}},"raw":"x"}}"#)).unwrap_err().code()
    };
    assert_eq!(code(r#"{"days":0,"kind":"fixed_term","months":0,"years":0}"#), "period_empty_term");
    assert_eq!(code(r#"{"kind":"until_event","text":" "}"#), "period_empty_text");
    assert_eq!(code(r#"{"kind":"per_statute","law":""}"#), "period_empty_text");
    for one in [
        r#"{"kind":"forever"}"#,
        r#"{"kind":"unlimited","more":1}"#,
        r#"{"date":"2026-02-30","kind":"until_date"}"#,
        r#"{"kind":"fixed_term"}"#,
    ] {
        assert_eq!(code(one), "period_json", "{one}");
    }
    assert!(
        Period::read(r#"{"limit":{"one":{"kind":"unlimited"}}}"#).is_err(),
        "raw is always kept"
    );
}

fn any_day() -> impl Strategy<Value = Day> {
    (0_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Day(jiff::civil::date(y, m, d)))
}

fn any_condition() -> impl Strategy<Value = Condition> {
    prop_oneof![
        (any::<u16>(), any::<u16>(), 1_u16.., prop::option::of(any_day())).prop_map(
            |(years, months, days, start)| Condition::FixedTerm { years, months, days, start }
        ),
        any_day().prop_map(|date| Condition::UntilDate { date }),
        "[a-z]{1,9}".prop_map(|text| Condition::UntilEvent { text }),
        "[a-z]{1,9}".prop_map(|of_whom| Condition::UntilConsent { of_whom }),
        "[a-z]{1,9}".prop_map(|law| Condition::PerStatute { law }),
        Just(Condition::Unlimited {}),
        Just(Condition::Unspecified {}),
    ]
}

fn any_period() -> impl Strategy<Value = Period> {
    let limit = prop_oneof![
        any_condition().prop_map(Limit::One),
        [any_condition(), any_condition()].prop_map(Limit::AnyOf),
        [any_condition(), any_condition()].prop_map(Limit::AllOf),
    ];
    (limit, any::<String>()).prop_map(|(limit, raw)| Period { limit, raw })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(period in any_period()) {
        prop_assert_eq!(Period::read(&period.to_text()).unwrap(), period);
    }

    #[test]
    fn an_end_never_panics_and_a_term_lasts_at_least_a_day(period in any_period(), decided in any_day()) {
        let known = period.ends();
        prop_assert!(known.is_none() || period.ends_if_decided(decided).is_some());
        if let (Limit::One(Condition::FixedTerm { start, .. }), Some(last)) =
            (&period.limit, period.ends_if_decided(decided))
        {
            prop_assert!(last >= start.unwrap_or(decided));
        }
        prop_assert!(!(period.exceeds_years(30, decided) && period.is_without_end()) || period.limit.conditions().len() == 2);
    }

    #[test]
    fn reading_any_text_never_panics(text: String) {
        drop(Period::read(&text));
    }
}
