//! Whatever people type to name something: it is found, or refused, and never a panic.

use kecuali_client::office::{Office, select::Selection};
use kecuali_domain::{Kind, handle};
use proptest::{prelude::*, sample, test_runner::TestRunner};

use crate::world::World;

/// Anything, and what is almost a name.
fn typed(names: Vec<String>) -> impl Strategy<Value = String> {
    let cut = (sample::select(names), 0_usize..14)
        .prop_map(|(name, long)| name.chars().take(long).collect::<String>());
    let noise = "[ 0-9A-Za-z/=.-]{0,14}";
    prop_oneof![cut.clone(), any::<String>(), (cut, noise).prop_map(|(a, b)| format!("{a}{b}"))]
}

fn check(office: &mut Office, text: &str) -> Result<(), TestCaseError> {
    let found = office.find(text, Kind::Entry);
    let alone = Selection { names: vec![text.to_owned(), text.to_owned()], all_with: None };
    match (found, office.select(&alone)) {
        (Ok(name), Ok(names)) => {
            prop_assert_eq!(names, vec![name.clone()], "none twice");
            let again = office.find(&handle(&name.0, name.1), Kind::Entry);
            prop_assert_eq!(again.ok(), Some(name), "its handle names it too");
        }
        (Err(one), Err(two)) => prop_assert_eq!(one.code(), two.code()),
        (one, two) => return Err(TestCaseError::fail(format!("{one:?} {two:?}"))),
    }
    if let Ok(item) = office.item(text) {
        let cited = office.cite(item).replace(" butir ", "/");
        prop_assert_eq!(office.item(&cited).ok(), Some(item));
    }
    drop(office.succession(text));
    drop(office.find_parked(&[text.to_owned()]));
    Ok(())
}

#[test]
fn what_people_type_names_one_thing_or_none() {
    let mut world = World::with("3604");
    world.issue();
    let mut names: Vec<String> = (0..8)
        .map(|_| world.draft("3604"))
        .flat_map(|(scope, id)| [handle(&scope, id), id.to_string()])
        .collect();
    names.extend(["12/2026/1", "12/1", "12/1=2", "12/2026 /1"].map(str::to_owned));
    let office = std::cell::RefCell::new(world.second("3604"));
    let mut runner = TestRunner::default();
    let checked = runner.run(&typed(names), |text| check(&mut office.borrow_mut(), &text));
    checked.unwrap();
}
