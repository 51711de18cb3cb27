//! What is decided for good from the command line is signed as it was shown, or not at all.

use kecuali_client::office::Office;
use kecuali_domain::handle;
use serde_json::Value;

use crate::{
    desk::Desk,
    world::{World, determination, machine},
};

/// A command over the folder of KPU RI.
fn run(world: &World, arguments: &[&str]) -> String {
    Desk::new().run(world.path("RI").to_str().unwrap(), arguments)
}

/// What `--seen` takes, as a look shows it to a program and to a person.
fn token(world: &World, command: &[&str]) -> String {
    let look = run(world, &[&["--json"], command, &["--dry-run"]].concat());
    let (_, rest) = look.split_once('\n').unwrap();
    let shown: Value = serde_json::from_str(rest.split_once("--\n").unwrap().0).unwrap();
    let token = shown["seen"].as_str().expect(&look).to_owned();
    let said = run(world, &[command, &["--dry-run"]].concat());
    assert!(said.contains(&format!("`--seen {token}`")), "{said}");
    token
}

/// How many changes of KPU RI wait to be sent.
fn waiting(world: &World) -> usize {
    let path = world.path("RI");
    Office::open(&path, Box::new(machine("look"))).unwrap().waiting().unwrap().ready
}

/// Looks, lets something come in between, and signs what was looked at: nothing is signed. Then
/// signs what is there now.
fn only_as_shown(world: &mut World, command: &[&str], between: impl FnOnce(&mut World)) {
    let seen = token(world, command);
    between(world);
    let before = waiting(world);
    let said = run(world, &[command, &["--yes", "--seen", &seen]].concat());
    assert!(said.starts_with("exit 4\n") && said.contains("[not_as_seen]"), "{said}");
    assert_eq!(waiting(world), before, "nothing was signed: {command:?}");
    let now = token(world, command);
    assert_ne!(now, seen);
    let said = run(world, &[command, &["--yes", "--seen", &now]].concat());
    assert!(said.starts_with("exit 0\n"), "{said}");
    assert_eq!(waiting(world), before + 1, "{command:?}");
}

/// An entry that office 3604 submitted under 12/2026, as KPU RI has it.
fn submitted(world: &mut World) -> String {
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, std::slice::from_ref(&name), Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    handle(&name.0, name.1)
}

/// An entry that is public.
fn published(world: &mut World) -> String {
    let name = submitted(world);
    let said = run(world, &["--as", "iman", "review", "determine", &name, "--yes"]);
    assert!(said.starts_with("exit 0\n"), "{said}");
    world.office("RI").refresh().unwrap();
    name
}

#[test]
fn a_determination_is_issued_as_it_was_shown() {
    for verb in ["issue", "register"] {
        let mut world = World::new();
        let ri = world.office("RI");
        let name = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
        let draft = handle(&name.0, name.1);
        let command = ["--as", "iman", "determination", verb, &draft];
        only_as_shown(&mut world, &command, |world| {
            let edit = ["determination", "draft", &draft, "--set", "item/1/information=Lain"];
            let said = run(world, &[&["--as", "iman"], &edit[..]].concat());
            assert!(said.starts_with("exit 0\n"), "{said}");
        });
    }
}

#[test]
fn a_determination_is_revoked_as_it_was_shown() {
    let mut world = World::with("3604");
    world.issue();
    let command = ["--as", "iman", "determination", "revoke", "12/2026", "--reason", "Putusan KI"];
    only_as_shown(&mut world, &command, |world| {
        published(world);
    });
}

#[test]
fn a_row_of_a_determination_is_taken_down_as_it_was_shown() {
    let mut world = World::with("3604");
    world.issue();
    let take_down = ["determination", "takedown", "12/2026", "--item", "1", "--reason", "Nama"];
    let whole = [&["--as", "iman"], &take_down[..]].concat();
    only_as_shown(&mut world, &whole, |world| {
        let field = [&whole[..], &["--field", "description", "--yes"]].concat();
        let said = run(world, &field);
        assert!(said.starts_with("exit 0\n"), "{said}");
        world.office("RI").refresh().unwrap();
        world.sync("RI");
    });
}

#[test]
fn what_is_decided_about_entries_is_signed_as_it_was_shown() {
    for verb in ["open", "takedown", "revoke"] {
        let mut world = World::with("3604");
        world.issue();
        let name = published(&mut world);
        world.sync("RI");
        let command = ["--as", "iman", "review", verb, &name, "--reason", "Putusan KI"];
        only_as_shown(&mut world, &command, |world| amended(world, &name));
    }
}

/// The office writes the entry anew and submits it again.
fn amended(world: &mut World, name: &str) {
    world.sync("3604");
    let office = world.office("3604");
    let name = office.find(name, kecuali_domain::Kind::Entry).unwrap();
    let edit = crate::world::fields(&["description=Catatan lain tentang kesehatan pegawai"]);
    office.edit(Some("siti"), &name, &edit).unwrap();
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, std::slice::from_ref(&name), Some(item), None).unwrap();
    world.sync("3604");
    world.office("RI").refresh().unwrap();
    world.sync("RI");
}
