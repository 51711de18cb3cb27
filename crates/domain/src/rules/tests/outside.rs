//! The rules that look beyond one document: at its neighbours, and at the day.

use crate::working_day::Holidays;

use super::*;

fn names(all: &[(&str, &str)]) -> crate::similarity::Names<String> {
    all.iter().map(|(key, name)| ((*key).to_owned(), *name)).collect()
}

/// Checks, each with its detail.
fn said(findings: &[Finding]) -> Vec<(Check, &str)> {
    findings.iter().map(|f| (f.check, f.detail.as_deref().unwrap_or_default())).collect()
}

#[test]
fn r09_keeps_a_name_that_stands_already_from_being_proposed_again() {
    let in_force =
        names(&[("731/2026 butir 3", "DAFTAR HARTA CALON."), ("9/2026 butir 1", "Ijazah")]);
    let beside = Neighbours { in_force, ..Neighbours::default() };
    let found = check_neighbours(&good(), "3604-OWN", Substance::New, &beside);
    assert_eq!(said(&found), [(Check::SameAsItem, "731/2026 butir 3")]);
    assert!(blocks(&found, Gate::Submit) && blocks(&found, Gate::Issue));
    assert!(!blocks(&found, Gate::Endorse) && !blocks(&found, Gate::Determine));
    let applied = Substance::applied();
    assert_eq!(
        check_neighbours(&good(), "3604-OWN", applied, &beside),
        [],
        "an application has its name"
    );

    let proposed = names(&[("3604-K7QF2M", "daftar  harta calon")]);
    let beside = Neighbours { proposed, ..Neighbours::default() };
    let found = check_neighbours(&good(), "3604-OWN", Substance::New, &beside);
    assert_eq!(said(&found), [(Check::SameAsProposal, "3604-K7QF2M")]);
    assert_eq!(
        found.first().unwrap().to_string(),
        "R09 Informasi yang sama sedang diusulkan; lanjutkan usulan itu. (3604-K7QF2M)"
    );
}

#[test]
fn r09_warns_of_what_is_alike_until_someone_explains() {
    let in_force = names(&[("731/2026 butir 3", "Daftar harta kekayaan calon")]);
    let beside = Neighbours { in_force, ..Neighbours::default() };
    let found = check_neighbours(&good(), "3604-OWN", Substance::New, &beside);
    assert_eq!(said(&found), [(Check::SimilarToItem, "731/2026 butir 3, 67%")]);
    assert!(Gate::ALL.iter().all(|gate| !blocks(&found, *gate)));
    let mut explained = good();
    explained.put("similar_checked", vec!["Butir 3 tidak memuat harta keluarga.".to_owned()]);
    assert_eq!(check_neighbours(&explained, "3604-OWN", Substance::New, &beside), []);
}

#[test]
fn r10_keeps_open_information_off_the_list() {
    let open = names(&[("DIP 12", "Daftar Harta Calon")]);
    let beside = Neighbours { open, ..Neighbours::default() };
    for substance in [Substance::New, Substance::applied()] {
        let found = check_neighbours(&good(), "3604-OWN", substance, &beside);
        assert_eq!(said(&found), [(Check::InOpenList, "DIP 12")]);
        assert!(blocks(&found, Gate::Submit) && blocks(&found, Gate::Determine));
    }
    for (key, name) in [
        ("information", "Putusan Pengadilan Negeri Serang Nomor 12"),
        ("information", "Surat Edaran tentang jam kerja"),
        ("document_type", "Keputusan"),
    ] {
        assert_eq!(found(&[(key, name)]), [Check::OpenByLaw], "{name}");
    }
    for name in ["Putusan yang belum dibacakan", "Konsep peraturan", "Keputusannya"] {
        assert_eq!(found(&[("information", name)]), [], "{name}");
    }
}

#[test]
fn a_neighbour_without_a_name_or_in_conflict_is_compared_with_nothing() {
    let beside =
        Neighbours { in_force: names(&[("x", "Daftar harta calon")]), ..Neighbours::default() };
    let mut content = good();
    content.put("information", vec!["Daftar harta calon".to_owned(), "b".to_owned()]);
    assert_eq!(check_neighbours(&content, "3604-OWN", Substance::New, &beside), []);
}

#[test]
fn r16_asks_for_a_secrecy_level_and_a_place() {
    assert_eq!(found(&[("records_security_level", "ordinary")]), [Check::SecurityLevelTooLow]);
    for level in ["restricted", "secret", "top_secret"] {
        assert_eq!(found(&[("records_security_level", level)]), [], "{level}");
    }
    let mut content = good();
    content.put("media", vec!["printed".to_owned()]);
    let check = |content: &Content, hardcopy_placed| {
        let holidays = Holidays::default();
        let day = context().day;
        check_upkeep(content, &Upkeep { day, holidays: &holidays, in_force: None, hardcopy_placed })
    };
    assert_eq!(said(&check(&content, Some(false))), [(Check::HardcopyWithoutPlace, "")]);
    assert_eq!(check(&content, Some(true)), []);
    assert_eq!(check(&content, None), [], "only the office knows");
    assert_eq!(check(&good(), Some(false)), [], "what is not printed lies nowhere");
}

#[test]
fn r18_warns_of_personal_data_where_it_would_be_published() {
    assert_eq!(found(&[("description", "NIK 3604012505900001")]), [Check::PersonalData]);
    let found = found_in(&[("title", "Hubungi 081234567890")], &context());
    assert_eq!(found, [(Check::PersonalData, "title".to_owned())]);
    let found = found_in(&[("item/1/description", "a@kpu.go.id")], &context());
    assert_eq!(found, [(Check::PersonalData, "item/1/description".to_owned())]);
}

#[test]
fn r18_points_out_numbers_of_a_person_in_what_leaves_the_machine_with_a_draft() {
    let inside = [Check::PersonalDataInternal];
    for (key, value, said) in [
        ("note", "NIK 3604012505900001", &inside[..]),
        ("note", "hubungi 0812-3456-7890", &inside),
        ("note", "BRI 012301004567506", &inside),
        ("test_participants", "Siti, +62 812 3456 7890", &inside),
        ("owning_unit", "Subbagian SDM 081234567890", &inside),
        ("import/7", "3604 0125 0590 0001", &inside),
        ("note", "surel ppid@kpu.go.id", &[]),
        ("note", "surat 74/ORT.06/3604/2022, Rp 1.250.000.000", &[]),
        ("register_number", "20260000001234", &[]),
        ("salt", "1234567890123456", &[]),
        ("description", "NIK 3604012505900001", &[Check::PersonalData]),
    ] {
        assert_eq!(found(&[(key, value)]), said, "{key}: {value}");
    }
    let shared = found_in(&[("test_participants", "Siti 081234567890")], &context());
    assert_eq!(shared, [(Check::PersonalDataInternal, "test_participants".to_owned())]);
    assert!(Check::PersonalDataInternal.rule().blocks.is_empty(), "saving is never in question");
}

/// What is due on a day, with a decision that ends with 2026-12-31 and was verified on a day.
fn due(day: &str, verified: &str, holidays: &Holidays) -> Vec<(Check, String)> {
    let in_force =
        InForce { ends: Some("2026-12-31".parse().unwrap()), verified: verified.parse().unwrap() };
    let given = Upkeep {
        day: day.parse().unwrap(),
        holidays,
        in_force: Some(in_force),
        hardcopy_placed: None,
    };
    let findings = check_upkeep(&good(), &given);
    findings.into_iter().map(|f| (f.check, f.detail.unwrap_or_default())).collect()
}

#[test]
fn r11_warns_before_the_law_opens_and_says_when_it_has() {
    let days = |days: &[&str]| days.iter().map(|day| day.parse().unwrap()).collect();
    let known = Holidays::of([(2026, days(&["2026-12-24", "2026-12-25"]))]);
    let on = |day| due(day, "2026-09-01", &known);
    assert_eq!(on("2026-10-05"), []);
    let soon = |due: &str| vec![(Check::ExpirySoon, due.to_owned())];
    assert_eq!(on("2026-10-06"), soon("2026-11-17"), "60 working days before");
    assert_eq!(on("2026-11-16"), soon("2026-11-17"));
    let ends = |check| vec![(check, "2026-12-31".to_owned())];
    assert_eq!(on("2026-11-17"), ends(Check::ExpiryDue), "30 working days before");
    assert_eq!(on("2026-12-31"), ends(Check::ExpiryDue), "the last day is a day of it");
    assert_eq!(on("2027-01-01"), ends(Check::Expired));
}

#[test]
fn r19_counts_without_holidays_to_the_safe_side_and_says_so() {
    let found = due("2026-11-02", "2026-09-01", &Holidays::default());
    let missing = (Check::HolidaysUnknown, "2026".to_owned());
    assert_eq!(found, [(Check::ExpiryDue, "2026-12-31".to_owned()), missing]);
    assert!(due("2026-08-03", "2026-07-01", &Holidays::default()).is_empty());
}

#[test]
fn r15_asks_for_a_look_after_six_months() {
    let on = |day| due(day, "2026-01-31", &Holidays::default());
    assert_eq!(on("2026-07-31"), []);
    assert_eq!(on("2026-08-01"), [(Check::NotVerified, "2026-01-31".to_owned())]);
}

#[test]
fn r20_counts_the_days_of_a_test_that_a_panel_ordered() {
    let known = Holidays::of([(2026, BTreeSet::new())]);
    let check = |day: &str, changes: &[(&str, &str)]| {
        let mut content = good();
        content.put("test_trigger", vec!["ordered_in_dispute".to_owned()]);
        content.put("test_conclusion", Vec::new());
        for (key, value) in changes {
            content.put(*key, vec![(*value).to_owned()]);
        }
        let day = day.parse().unwrap();
        let given = Upkeep { day, holidays: &known, in_force: None, hardcopy_placed: None };
        let findings = check_upkeep(&content, &given);
        findings.into_iter().map(|f| (f.check, f.detail.unwrap_or_default())).collect::<Vec<_>>()
    };
    assert_eq!(check("2026-11-23", &[]), [(Check::OrderedTestUndated, String::new())]);
    let ordered = ("test_ordered_on", "2026-11-23");
    let due = |check| [(check, "2026-12-02".to_owned())];
    assert_eq!(check("2026-12-02", &[ordered]), due(Check::OrderedTestDue));
    assert_eq!(check("2026-12-03", &[ordered]), due(Check::OrderedTestOverdue));
    let own = ("test_due", "2026-11-30");
    let overdue = (Check::OrderedTestOverdue, "2026-11-30".to_owned());
    assert_eq!(check("2026-12-01", &[ordered, own]), [overdue], "the panel's own day");
    assert_eq!(check("2026-12-03", &[ordered, ("test_conclusion", "exempt")]), [], "it was made");
    assert_eq!(check("2026-12-03", &[("test_trigger", "on_request")]), []);
}

#[test]
fn nothing_is_warned_of_that_ends_later_than_is_looked_at() {
    let ends: crate::ids::Day = "2027-01-31".parse().unwrap();
    for holidays in [Holidays::default(), Holidays::of([(2026, BTreeSet::new())])] {
        let Deadlines { warn_from, open_by } = Deadlines::of(ends, &holidays);
        assert!(warn_from.day.days_until(ends) <= WARNED_AHEAD, "{warn_from:?}");
        assert!(warn_from.day < open_by.day && open_by.day < ends);
    }
}
