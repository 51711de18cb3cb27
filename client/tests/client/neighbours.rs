use std::collections::BTreeSet;

use kecuali_client::{error::OfficeError, office::Name};
use kecuali_domain::act::Succession;

use crate::world::{World, complete, determination};

fn endorsed(world: &mut World, information: &str) -> Name {
    let name = world.office("3604").add_entries(None, &[complete(information)]).unwrap().remove(0);
    world.endorse("3604", &name);
    name
}

fn found(refused: Result<Vec<kecuali_client::office::approval::Done>, OfficeError>) -> Vec<String> {
    let error = refused.unwrap_err();
    assert_eq!(error.code(), "rules");
    error.findings().iter().map(|one| one.rule().code.to_owned()).collect()
}

#[test]
fn the_same_substance_is_not_proposed_twice() {
    let mut world = World::with("3604");
    let first = endorsed(&mut world, "Rekam medis pegawai");
    let second = endorsed(&mut world, "REKAM MEDIS, pegawai.");
    let (office, first, second) = (world.office("3604"), [first], [second]);
    office.submit(None, &first, None, None).unwrap();
    let same = found(office.submit(None, &second, None, None));
    assert!(same.contains(&"same_as_proposal".to_owned()), "{same:?}");
    office.withdraw(None, &first, None).unwrap();
    office.submit(None, &second, None, None).unwrap();
    let same = found(office.submit(None, &first, None, None));
    assert!(same.contains(&"same_as_proposal".to_owned()), "{same:?}");
}

#[test]
fn what_is_determined_already_is_applied_and_not_proposed() {
    let mut world = World::with("3604");
    world.issue();
    let name = [endorsed(&mut world, "rekam medis")];
    let office = world.office("3604");
    let same = found(office.submit(None, &name, None, None));
    assert!(same.contains(&"same_as_item".to_owned()), "{same:?}");
    let item = office.item("12/1").unwrap();
    office.submit(None, &name, Some(item), None).unwrap();
}

#[test]
fn what_reads_alike_is_told_and_forbids_nothing() {
    let mut world = World::with("3604");
    world.issue();
    let name = endorsed(&mut world, "Rekam medis pegawai");
    let done = world.office("3604").submit(None, &[name], None, None).unwrap();
    let told: BTreeSet<&str> = done[0].warnings.iter().map(|one| one.code).collect();
    assert!(told.contains("similar_to_item"), "{told:?}");
}

#[test]
fn an_item_is_not_issued_a_second_time_while_the_first_is_in_force() {
    let mut world = World::with("3604");
    world.issue();
    let name = endorsed(&mut world, "Rekam medis");
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("13")).unwrap();
    let refused = ri.issue(None, &draft, &[], None).unwrap_err();
    let found: Vec<_> = refused.findings().iter().map(|one| (one.rule().code, &*one.key)).collect();
    assert!(found.contains(&("same_as_item", "item/1/information")), "{found:?}");
    let past = ri.issue_preview(&draft, &[], true).unwrap();
    assert!(past.warnings.iter().any(|one| one.code == "same_as_item"), "told of a past one");
    assert!(!past.gaps.unwrap().contains("R09"), "the paper lacks nothing by it");

    let old = world.office("RI").item("12/1").unwrap();
    let under = world.office("3604").submit(None, &[name], Some(old), None).unwrap();
    assert_eq!(under.len(), 1);
    world.sync("3604");
    world.sync("RI");
    let continued = [Succession { old, new: Some(1) }];
    world.office("RI").issue(None, &draft, &continued, None).unwrap();
}

#[test]
fn what_offices_propose_is_what_a_determination_answers() {
    let mut world = World::with("3604");
    let name = endorsed(&mut world, "Rekam medis");
    world.office("3604").submit(None, &[name], None, None).unwrap();
    world.sync("3604");
    world.sync("RI");
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
}

#[test]
fn what_was_proposed_and_stands_under_its_item_is_not_told_to_apply_it() {
    let mut world = World::with("3604");
    world.arrive("36");
    world.admit("36");
    let name = endorsed(&mut world, "Rekam medis");
    let one = [name.clone()];
    world.office("3604").submit(None, &one, None, None).unwrap();
    for code in ["3604", "36"] {
        world.sync(code);
    }
    world.office("36").forward(None, &one, None).unwrap();
    world.sync("36");
    world.issue();
    let found = |world: &mut World| -> BTreeSet<&'static str> {
        let entry = world.office("3604").entry(&name).unwrap();
        entry.findings.iter().map(|one| one.code).collect()
    };
    assert!(found(&mut world).contains("same_as_item"), "as long as it is a proposal");
    let item = world.office("RI").item("12/1").unwrap();
    world.office("RI").determine(None, &one, Some(item), None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let all = found(&mut world);
    assert!(!all.contains("same_as_item") && !all.contains("similar_to_item"), "{all:?}");
}

#[test]
fn a_register_number_stands_once_in_a_year() {
    let mut world = World::with("3604");
    let numbered = |number: &str, year: &str| {
        let mut fields = complete("Rekam medis pegawai");
        fields.extend(
            [("register_number", number), ("register_year", year)]
                .map(|(key, value)| (key.to_owned(), value.to_owned())),
        );
        fields
    };
    let all = [numbered("7/A", "2026"), numbered("7/a ", "2026"), numbered("7/A", "2025")];
    let office = world.office("3604");
    let names = office.add_entries(None, &all).unwrap();
    let mut told = |name: &Name| {
        let findings = office.entry(name).unwrap().findings;
        findings.iter().any(|one| one.code == "number_taken")
    };
    assert_eq!(names.iter().map(&mut told).collect::<Vec<_>>(), [true, true, false]);
    office.edit(None, &names[1], &crate::world::fields(&["register_number=8"])).unwrap();
    assert!(
        !office.entry(&names[0]).unwrap().findings.iter().any(|one| one.code == "number_taken")
    );
}
