//! What the server refused for good: nothing of it goes by itself.

use kecuali_client::{
    error::{Exit, OfficeError},
    office::Name,
};
use kecuali_encoding::Digest;

use crate::world::{World, fields};

/// An entry of an office on which a forged determine was refused, with an edit that stood on it.
pub(crate) fn refused(world: &mut World, code: &'static str) -> (Name, [Digest; 2]) {
    world.issue();
    let name = world.draft(code);
    world.endorse(code, &name);
    let names = [name.clone()];
    let item = world.office(code).item("12/2026/1").unwrap();
    world.office(code).submit(None, &names, Some(item), None).unwrap();
    world.sync(code);
    let copy = world.path("laptop");
    world.office(code).backup(&copy).unwrap();

    let mut forger = world.second(code);
    forger.skip_own_checks();
    forger.determine(Some("siti"), &names, None, None).unwrap();
    let office = world.office(code);
    office.refresh().unwrap();
    office.edit(None, &name, &fields(&["note=dari kantor"])).unwrap();
    world.sync(code);
    let parked = world.office(code).parked().unwrap();
    assert_eq!(parked.len(), 2, "{parked:?}");
    (name, [parked[0].change, parked[1].change])
}

#[test]
fn what_is_parked_says_what_it_is_and_how_to_go_on() {
    let mut world = World::with("3604");
    let (_, [act, edit]) = refused(&mut world, "3604");
    let parked = world.office("3604").parked().unwrap();
    assert_eq!((parked[0].change, parked[0].what.as_str()), (act, "determine"));
    assert_eq!(parked[0].by, "SITI, PPID");
    assert!(parked[0].act.is_some() && parked[0].next.starts_with("kecuali review determine"));
    assert_eq!((parked[1].change, parked[1].what.as_str()), (edit, "edit"));
    let field = &parked[1].fields[0];
    assert_eq!((field.label.as_str(), field.value.as_str()), ("Keterangan", "dari kantor"));
    assert!(field.now.is_empty() && !field.changed_since);
    assert!(parked[1].next.starts_with("kecuali parked rewrite 3604-"));
}

#[test]
fn an_edit_is_written_again_and_an_act_is_not() {
    let mut world = World::with("3604");
    let (name, [act, edit]) = refused(&mut world, "3604");
    let office = world.office("3604");
    let alone = office.rewrite_parked(None, &[act], false).unwrap_err();
    assert!(alone.to_string().contains("kecuali review determine"), "{alone}");
    assert_eq!(office.parked().unwrap().len(), 2);

    office.rewrite_parked(None, &[act, edit], false).unwrap();
    let left: Vec<_> = office.parked().unwrap().into_iter().map(|one| one.change).collect();
    assert_eq!(left, [act], "an act stays, for its signer to repeat");
    let synced = world.sync("3604");
    assert_eq!((synced.received, synced.refused.len()), (1, 0), "{synced:?}");
    let entry = world.office("3604").entry(&name).unwrap();
    let note = entry.fields.iter().find(|field| field.field == "note").unwrap();
    assert_eq!(note.values, ["dari kantor"]);
}

#[test]
fn what_someone_wrote_since_is_not_replaced_unasked() {
    let mut world = World::with("3604");
    let (name, [_, edit]) = refused(&mut world, "3604");
    let office = world.second("3604");
    let mut laptop = world.second("laptop");
    laptop.edit(None, &name, &fields(&["note=dari laptop"])).unwrap();
    world.replace("3604", laptop);
    world.sync("3604");
    world.replace("3604", office);
    world.sync("3604");

    let office = world.office("3604");
    let view = office.rewritable(&[edit]).unwrap().remove(0);
    assert!(view.overwrites() && view.fields[0].now == ["dari laptop"], "{view:?}");
    let error = office.rewrite_parked(None, &[edit], false).unwrap_err();
    assert!(matches!(error, OfficeError::Unconfirmed(_)), "{error}");
    office.rewrite_parked(None, &[edit], true).unwrap();
    let entry = office.entry(&name).unwrap();
    let note = entry.fields.iter().find(|field| field.field == "note").unwrap();
    assert_eq!(note.values, ["dari kantor"]);
}

#[test]
fn what_is_thrown_away_is_told_with_all_that_stood_on_it() {
    let mut world = World::with("3604");
    let (_, [act, edit]) = refused(&mut world, "3604");
    let office = world.office("3604");
    let goes: Vec<_> =
        office.discardable(&[act]).unwrap().into_iter().map(|view| view.change).collect();
    assert_eq!(goes, [act, edit]);
    assert_eq!(office.parked().unwrap().len(), 2, "a look throws nothing away");
    let gone = office.discard_parked(&[act]).unwrap();
    assert_eq!(gone[1].fields[0].value, "dari kantor");
    assert!(office.parked().unwrap().is_empty());
    assert!(world.second("3604").parked().unwrap().is_empty(), "it is gone from the disk");
}

#[test]
fn what_is_parked_is_named_by_the_beginning_of_its_change_or_by_its_entry() {
    let mut world = World::with("3604");
    let (name, [act, edit]) = refused(&mut world, "3604");
    let handle = kecuali_domain::handle(&name.0, name.1);
    let office = world.office("3604");
    let find = |name: String| office.find_parked(&[name]);
    let beginning: String = edit.to_string().chars().take(8).collect();
    assert_eq!(find(beginning).unwrap(), [edit]);
    assert_eq!(find(handle).unwrap(), [act, edit]);
    assert_eq!(find("3604-000000".to_owned()).unwrap_err().exit(), Exit::Usage);
}
