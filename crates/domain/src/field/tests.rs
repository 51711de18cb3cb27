use proptest::prelude::*;

use super::*;

#[test]
fn every_field_has_a_name_of_its_own_a_label_and_one_sentence_of_help() {
    for (index, field) in FIELDS.iter().enumerate() {
        assert!(!field.label.is_empty(), "{}", field.name);
        assert!(field.help.ends_with('.') && field.help.len() > 10, "{}", field.name);
        assert!(
            FIELDS.iter().skip(index + 1).all(|other| other.name != field.name),
            "{}",
            field.name
        );
        if let FieldKind::Choice(choices) | FieldKind::ChoiceSet(choices) = field.kind {
            assert!(choices.iter().all(|c| !c.label.is_empty() && !c.value.is_empty()));
        }
    }
}

#[test]
fn the_public_fields_are_these_and_no_others() {
    let public: Vec<_> =
        FIELDS.iter().filter(|f| f.visibility() == Visibility::Public).map(|f| f.name).collect();
    assert_eq!(
        public,
        [
            "information",
            "description",
            "document_type",
            "legal_basis",
            "consequence_if_opened",
            "consequence_if_closed",
            "period",
            "exceptions",
            "responsible_position",
        ]
    );
}

#[test]
fn an_unknown_key_is_internal() {
    for key in ["storage_room", "information/x", "legal_basis", "Information", "", "test_harm", "/"]
    {
        assert_eq!(visibility(key), Visibility::Internal, "{key}");
    }
    for key in ["information", "legal_basis/uu-14-2008:17.h", "exceptions/public_office"] {
        assert_eq!(visibility(key), Visibility::Public, "{key}");
    }
}

#[test]
fn a_row_holds_the_public_values_as_text() {
    let raw = legal_basis::LegalBasis::raw("UU KIP").key();
    let content = Content::of([
        ("information", "Daftar nama"),
        ("legal_basis/uu-27-2022:4", "UU 27/2022 Pasal 4"),
        ("legal_basis/uu-14-2008:17.h.3", "Pasal 17"),
        (&raw, "UU KIP"),
        ("exceptions/written_consent", "1"),
        ("test_harm", "rahasia"),
        ("storage_room", "Lemari 3"),
        ("period", ""),
    ]);
    let row = public_row(&content).unwrap();
    assert_eq!(
        row.keys().copied().collect::<Vec<_>>(),
        ["exceptions", "information", "legal_basis"]
    );
    assert_eq!(row["information"], "Daftar nama");
    assert_eq!(row["legal_basis"], r#"["raw:UU KIP","uu-14-2008:17.h.3","uu-27-2022:4"]"#);
    assert_eq!(row["exceptions"], r#"["written_consent"]"#);
}

#[test]
fn a_row_waits_for_a_choice_between_public_values_only() {
    let two = || vec!["a".to_owned(), "b".to_owned()];
    for key in ["information", "legal_basis/uu-14-2008:17.h", "exceptions/public_office"] {
        let content: Content = [(key.to_owned(), two())].into_iter().collect();
        assert_eq!(public_row(&content).unwrap_err().key, key);
    }
    let cleared_by_one: Content =
        [("description".to_owned(), vec![String::new(), "a".to_owned()])].into_iter().collect();
    assert!(public_row(&cleared_by_one).is_err());
    let content: Content = [("note".to_owned(), two())].into_iter().collect();
    assert_eq!(public_row(&content), Ok(BTreeMap::new()));
}

#[test]
fn a_value_is_checked_by_the_kind_of_its_field() {
    for (name, good, bad) in [
        ("test_date", "2026-11-23", "kemarin"),
        ("register_year", "2026", "02026"),
        ("test_conclusion", "open", "terbuka"),
        ("information", "Satu baris", "dua\nbaris"),
        ("period", r#"{"limit":{"one":{"kind":"unlimited"}},"raw":""}"#, "5 tahun"),
    ] {
        let field = field(name).unwrap();
        assert!(field.accepts(good) && field.accepts(""), "{name}");
        assert!(!field.accepts(bad), "{name}");
    }
}

fn any_key() -> impl Strategy<Value = String> {
    let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
    let name = prop_oneof![prop::sample::select(names).prop_map(str::to_owned), "[a-z_]{0,12}",];
    (name, prop_oneof![Just(String::new()), "/[a-z0-9.:]{0,6}"]).prop_map(|(a, b)| a + &b)
}

proptest! {
    #[test]
    fn no_value_of_an_internal_field_reaches_a_row(
        keys in prop::collection::vec(any_key(), 0..40),
    ) {
        let content = Content::of(keys.iter().map(|key| (key.as_str(), format!("<{key}>"))));
        let row = public_row(&content).unwrap();
        for (name, value) in &row {
            prop_assert_eq!(field(name).or_else(|| field(&format!("{name}/"))).unwrap().visibility(), Visibility::Public);
            for key in keys.iter().filter(|key| visibility(key) == Visibility::Internal) {
                prop_assert!(!value.contains(&format!("<{key}>")), "{} in {}", key, value);
            }
        }
    }
}
