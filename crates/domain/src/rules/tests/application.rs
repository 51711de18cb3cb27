//! What is asked of an entry under an item: the item was tested, the entry was not.

use super::*;

#[test]
fn r04_and_r12_for_an_application_look_at_its_item() {
    let untested: Content = good()
        .iter()
        .filter(|(key, _)| !key.starts_with("test_"))
        .map(|(key, values)| (key.to_owned(), values.to_vec()))
        .collect();
    let check = |in_force| {
        let context = Context {
            substance: Substance::Applies { in_force, grounds: Letters::default() },
            ..context()
        };
        check_entry(&untested, &context)
    };
    assert_eq!(check(true), []);
    let found = check(false);
    assert_eq!(found.first().unwrap().check, Check::ItemNotInForce);
    assert!(blocks(&found, Gate::Submit) && !blocks(&found, Gate::Endorse));
}

#[test]
fn r01_of_an_application_are_the_letters_of_its_item() {
    let of_item = |grounds: &[&str]| {
        let grounds = grounds.iter().map(|text| Article17::parse(text).unwrap()).collect();
        let context =
            Context { substance: Substance::Applies { in_force: true, grounds }, ..context() };
        check_entry(&good(), &context)
    };
    assert_eq!(of_item(&["17.h"]), [], "the number is no other ground");
    assert_eq!(of_item(&["17.b", "17.h.1"]), []);
    assert_eq!(of_item(&[]), [], "an item on paper may cite none");
    let found = of_item(&["17.b", "17.i"]);
    assert_eq!(found.iter().map(|found| found.check).collect::<Vec<_>>(), [Check::BasisNotOfItem]);
    assert_eq!(found[0].key, "legal_basis/uu-14-2008:17.h.3");
    assert!(blocks(&found, Gate::Submit) && blocks(&found, Gate::Determine));
    assert!(!blocks(&found, Gate::Endorse) && !blocks(&found, Gate::Issue));
}
