mod application;
mod outside;
mod term;

use proptest::prelude::*;

use super::*;
use crate::{
    article17::{Article17, Letters},
    content::Content,
    determination::{DETERMINATION_FIELDS, DeterminationDraft},
    field::FIELDS,
    ids::OfficeId,
};

const FIVE_YEARS: &str = r#"{"limit":{"one":{"days":0,"kind":"fixed_term","months":0,"start":"2026-11-23","years":5}},"raw":"5 tahun"}"#;
const UNLIMITED: &str = r#"{"limit":{"one":{"kind":"unlimited"}},"raw":"Tidak terbatas"}"#;

fn context() -> Context {
    Context {
        day: "2026-11-23".parse().unwrap(),
        office: "3604".parse().unwrap(),
        substance: Substance::New,
        taken: BTreeSet::new(),
        delegations: Vec::new(),
    }
}

fn good() -> Content {
    Content::of([
        ("information", "Daftar harta calon"),
        ("description", "Uraian"),
        ("document_type", "Formulir"),
        ("responsible_position", "Kepala Subbagian"),
        ("owning_unit", "Subbagian Teknis"),
        ("legal_basis/uu-14-2008:17.h.3", "x"),
        ("consequence_if_opened", "Mengungkap rahasia pribadi."),
        ("consequence_if_closed", "Melindungi calon."),
        ("period", FIVE_YEARS),
        ("exceptions/written_consent", "1"),
        ("exceptions/public_office", "1"),
        ("test_date", "2026-11-23"),
        ("test_material", "x"),
        ("test_scope", "x"),
        ("test_harm", "x"),
        ("test_laws", "x"),
        ("test_public_interest", "x"),
        ("test_balancing", "x"),
        ("test_conclusion", "exempt"),
        ("test_trigger", "ex_ante"),
        ("test_place", "Jakarta"),
        ("test_participants", "Subbagian Teknis"),
    ])
}

/// What is found after some keys were set; an empty value clears.
fn found(changes: &[(&str, &str)]) -> Vec<Check> {
    let mut content = good();
    for (key, value) in changes {
        content.put(*key, vec![(*value).to_owned()]);
    }
    check_entry(&content, &context()).into_iter().map(|finding| finding.check).collect()
}

const NO_H: (&str, &str) = ("legal_basis/uu-14-2008:17.h.3", "");

#[test]
fn a_good_entry_has_no_findings() {
    assert_eq!(found(&[]), []);
}

#[test]
fn r01_asks_for_a_ground_that_the_law_has() {
    assert_eq!(found(&[NO_H]), [Check::LegalBasisMissing]);
    let raw = crate::legal_basis::LegalBasis::raw("Pasal 17").key();
    assert_eq!(
        found(&[NO_H, (&raw, "Pasal 17")]),
        [Check::LegalBasisMissing, Check::LegalBasisNotUnderstood]
    );
    for bad in ["legal_basis/uu-14-2008:17", "legal_basis/uu-14-2008:17.h.9"] {
        assert_eq!(found(&[(bad, "x")]), [Check::Article17Invalid], "{bad}");
    }
    assert_eq!(found(&[NO_H, ("legal_basis/uu-27-2022:4", "x")]), [Check::Article17Absent]);
    assert_eq!(Check::Article17Absent.rule().blocks, [Gate::Issue], "a decision needs its ground");
    assert_eq!(found(&[("legal_basis/uu-14-2008:17.h", "x")]), [Check::Article17WithoutNumber]);
    assert_eq!(found(&[("legal_basis/??", "x")]), [Check::LegalBasisNotUnderstood]);
}

#[test]
fn r02_wants_another_law_for_letter_j() {
    let j = ("legal_basis/uu-14-2008:17.j", "x");
    assert_eq!(found(&[j]), [Check::OtherLawMissing]);
    assert_eq!(found(&[j, ("legal_basis/pp-61-2010:5", "x")]), [Check::OtherLawMissing]);
    assert_eq!(found(&[j, ("legal_basis/uu-43-2009:44", "x")]), []);
    assert_eq!(
        found(&[NO_H, ("legal_basis/pp-61-2010:5", "x")]),
        [Check::Article17Absent, Check::OnlySubLaw]
    );
}

#[test]
fn r03_reads_the_consequences() {
    assert_eq!(found(&[("consequence_if_closed", "")]), [Check::ConsequenceMissing]);
    assert_eq!(
        found(&[("consequence_if_closed", " mengungkap rahasia  PRIBADI.")]),
        [Check::ConsequencesSame]
    );
    assert_eq!(
        found(&[("consequence_if_opened", "Mengganggu pertahanan.")]),
        [Check::HarmOfAnotherLetter]
    );
    assert_eq!(found(&[("consequence_if_opened", "Rahasia pribadi dan pertahanan.")]), []);
}

#[test]
fn r04_wants_a_complete_test_that_concludes_exempt_and_came_first() {
    for key in Check::TestIncomplete.rule().fields {
        assert_eq!(found(&[(key, "")]), [Check::TestIncomplete], "{key}");
    }
    assert_eq!(found(&[("test_date", "kemarin")]), [Check::TestIncomplete]);
    assert_eq!(found(&[("test_conclusion", "mungkin")]), [Check::TestIncomplete]);
    assert_eq!(found(&[("test_conclusion", "open")]), [Check::TestConcludedOpen]);
    assert_eq!(found(&[("test_date", "2026-11-24")]), [Check::TestDatedLater]);
}

#[test]
fn r04_asks_who_tested_and_where_and_stops_nobody() {
    let alone = found(&[("test_place", ""), ("test_participants", ""), ("test_trigger", "")]);
    assert_eq!(alone, [Check::TestUnattended], "once");
}

#[test]
fn r06_names_each_missing_field_once() {
    for key in Check::RequiredFieldMissing.rule().fields {
        let mut content = good();
        content.put(*key, Vec::new());
        let findings = check_entry(&content, &context());
        assert_eq!(
            findings,
            [Finding { check: Check::RequiredFieldMissing, key: (*key).to_owned(), detail: None }]
        );
    }
}

#[test]
fn a_field_in_conflict_is_not_missing() {
    let mut content = good();
    content.put("description", vec!["a".to_owned(), "b".to_owned()]);
    content.put("period", vec![FIVE_YEARS.to_owned(), UNLIMITED.to_owned()]);
    assert_eq!(check_entry(&content, &context()), []);
}

#[test]
fn r14_warns_of_an_instrument_that_does_not_hold_on_the_day() {
    let old = ("legal_basis/pkpu-1-2015:18", "x");
    assert_eq!(found(&[old]), [Check::InstrumentRepealed]);
    let mut content = good();
    content.put(old.0, vec![old.1.to_owned()]);
    content.put("legal_basis/pkpu-4-2025:1", vec!["x".to_owned()]);
    content.put("test_date", vec!["2015-01-01".to_owned()]);
    let before = Context { day: "2023-10-31".parse().unwrap(), ..context() };
    let checks: Vec<_> = check_entry(&content, &before).iter().map(|f| f.check).collect();
    assert_eq!(checks, [Check::InstrumentNotYet]);
}

#[test]
fn r17_warns_of_a_number_that_the_office_gave_before() {
    let mut content = good();
    content.put("register_number", vec!["74/ORT.06/3604/2026".to_owned()]);
    content.put("register_year", vec!["2026".to_owned()]);
    let with = |office: &str, number: &str, year| {
        let office: OfficeId = office.parse().unwrap();
        let taken = BTreeSet::from([Numbered::new(&office, number, year)]);
        !check_entry(&content, &Context { taken, ..context() }).is_empty()
    };
    assert!(with("3604", " 74/ort.06/3604/2026", 2026));
    assert!(!with("3604", "74/ORT.06/3604/2026", 2025));
    assert!(!with("3603", "74/ORT.06/3604/2026", 2026));
}

fn determination(changes: &[(&str, &str)]) -> DeterminationDraft {
    let mut content = Content::of([
        ("number", "731"),
        ("year", "2026"),
        ("title", "Dokumen persyaratan"),
        ("classification_kind", "Rahasia"),
        ("work_unit", "KPU, Biro Hukum"),
        ("authority", "RI"),
        ("signatory", "Ketua"),
        ("place", "Jakarta"),
        ("day", "2026-11-23"),
    ]);
    for (key, values) in good().iter() {
        let prefix = if key.starts_with("test_") { "" } else { "item/1/" };
        content.put(format!("{prefix}{key}"), values.to_vec());
    }
    for (key, value) in changes {
        content.put(*key, vec![(*value).to_owned()]);
    }
    DeterminationDraft::read(&content)
}

fn found_in(changes: &[(&str, &str)], context: &Context) -> Vec<(Check, String)> {
    let findings = check_determination(&determination(changes), context);
    findings.into_iter().map(|finding| (finding.check, finding.key)).collect()
}

#[test]
fn a_good_determination_has_no_findings_and_may_share_one_test_sheet() {
    assert_eq!(found_in(&[], &context()), []);
    let own = found_in(&[("item/1/test_harm", "x")], &context());
    assert_eq!(own.len(), 7, "a sheet of its own must be complete: {own:?}");
    assert!(
        own.iter()
            .all(|(check, key)| *check == Check::TestIncomplete && key.starts_with("item/1/"))
    );
}

/// The fields of a good entry that are of a test sheet, or those that are not, below an item.
fn below(item: u32, of_sheet: bool) -> Vec<(String, String)> {
    let good = good();
    let those = good.iter().filter(|(key, _)| key.starts_with("test_") == of_sheet);
    those.map(|(key, values)| (format!("item/{item}/{key}"), values[0].clone())).collect()
}

#[test]
fn what_is_wrong_with_a_shared_test_sheet_stands_in_it_once() {
    let found = |more: Vec<(String, String)>, changes: &[(&str, &str)]| {
        let more = more.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        found_in(&more.chain(changes.iter().copied()).collect::<Vec<_>>(), &context())
    };
    let later = |key: &str| [(Check::TestDatedLater, key.to_owned())];
    let tomorrow = ("test_date", "2026-11-24");
    assert_eq!(found(below(2, false), &[tomorrow]), later("test_date"), "two items, one sheet");
    // It is held against the day of the decision, whichever day it is now.
    assert_eq!(found(Vec::new(), &[("day", "2026-11-22")]), later("test_date"));
    assert_eq!(found(Vec::new(), &[tomorrow, ("day", "2026-11-24")]), []);

    assert_eq!(found(below(1, true), &[tomorrow]), [], "nobody uses the shared sheet");
    let own = ("item/1/test_date", "2026-11-24");
    assert_eq!(found(below(1, true), &[own]), later("item/1/test_date"));
}

#[test]
fn r06_and_r17_look_at_the_whole_determination() {
    for field in DETERMINATION_FIELDS {
        let found = found_in(&[(field.name, "")], &context());
        assert_eq!(found, [(Check::DeterminationFieldMissing, field.name.to_owned())]);
    }
    let draft =
        DeterminationDraft { items: std::collections::BTreeMap::new(), ..determination(&[]) };
    assert_eq!(check_determination(&draft, &context()).first().unwrap().check, Check::ItemsMissing);
    let national = OfficeId::national();
    let taken = BTreeSet::from([Numbered::new(&national, "731", 2026)]);
    let found = found_in(&[], &Context { taken, ..context() });
    assert_eq!(found, [(Check::NumberTaken, "number".to_owned())]);
    let found = found_in(&[("item/1/description", "")], &context());
    assert_eq!(found, [(Check::RequiredFieldMissing, "item/1/description".to_owned())]);
}

#[test]
fn r07_lets_a_province_decide_only_under_a_delegation_that_holds() {
    let province: OfficeId = "36".parse().unwrap();
    let with = |from: &str, until: Option<&str>, day: &str| {
        let until = until.map(|day| day.parse().unwrap());
        let given = Delegation { office: province.clone(), from: from.parse().unwrap(), until };
        let context = Context { delegations: vec![given], ..context() };
        let changes = [("authority", "36"), ("day", day), ("test_date", "2020-01-01")];
        found_in(&changes, &context).into_iter().map(|(check, _)| check).collect::<Vec<_>>()
    };
    assert_eq!(with("2020-01-01", None, "2025-12-29"), []);
    assert_eq!(with("2020-01-01", None, "2025-12-28"), [Check::DelegationMissing]);
    assert_eq!(with("2026-01-02", None, "2026-01-01"), [Check::DelegationMissing]);
    assert_eq!(with("2026-01-01", Some("2026-01-31"), "2026-01-31"), []);
    assert_eq!(with("2026-01-01", Some("2026-01-31"), "2026-02-01"), [Check::DelegationMissing]);
    for office in ["3604", "9999"] {
        let found = found_in(&[("authority", office)], &context());
        assert_eq!(found, [(Check::UnauthorisedLocal, "authority".to_owned())]);
    }
}

#[test]
fn a_past_decision_names_its_gaps_by_rule() {
    let draft = determination(&[("item/1/period", ""), ("item/1/legal_basis/pkpu-1-2015:18", "x")]);
    let gaps = gaps(&check_determination(&draft, &context()));
    assert_eq!(gaps, BTreeSet::from(["R05".to_owned()]), "a warning is no gap");
}

#[test]
fn a_row_of_the_table_is_whole_and_a_warning_blocks_nothing() {
    let known = |name: &str| {
        ["under", "item"].contains(&name)
            || FIELDS.iter().chain(DETERMINATION_FIELDS).any(|field| field.name == name)
    };
    let mut codes = BTreeSet::new();
    for rule in RULES {
        assert!(codes.insert(rule.code), "{} twice", rule.code);
        assert!(
            rule.message.ends_with('.') && rule.fields.iter().all(|name| known(name)),
            "{}",
            rule.code
        );
        let can_block = rule.severity == Severity::Error && rule.kept_by == KeptBy::Check;
        assert_eq!(!rule.blocks.is_empty(), can_block, "{}", rule.code);
    }
}

#[test]
fn a_field_that_an_act_needs_is_asked_for_by_a_rule_that_blocks_that_act() {
    for field in FIELDS.iter().chain(DETERMINATION_FIELDS) {
        let Some(gate) = field.required_for else { continue };
        let asks = |rule: &&&Rule| rule.fields.contains(&field.name) && rule.blocks.contains(&gate);
        assert!(RULES.iter().find(asks).is_some(), "{} for {}", field.name, gate.as_str());
    }
    let empty = check_entry(&Content::default(), &context());
    for field in FIELDS.iter().filter(|field| field.required_for.is_some()) {
        assert!(empty.iter().any(|finding| finding.key == field.name), "{}", field.name);
    }
}

proptest! {
    #[test]
    fn any_content_is_checked_without_panic(
        values in prop::collection::btree_map(
            prop::sample::select(FIELDS.iter().map(|f| f.name).chain(["legal_basis/x", "legal_basis/uu-1-2000:1"]).collect::<Vec<_>>()),
            any::<String>(),
            0..12,
        ),
    ) {
        let content = Content::of(values);
        let findings = check_entry(&content, &context());
        prop_assert!(blocks(&findings, Gate::Submit), "a part of an entry is never complete");
    }
}
