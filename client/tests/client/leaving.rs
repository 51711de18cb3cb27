//! Which rows leave the public list with a determination, and what the history of an entry says of
//! it.

use std::collections::BTreeSet;

use kecuali_client::office::{Name, Office, determination::Leaving};
use kecuali_domain::Scope;

use crate::world::{World, determination};

/// An entry of 3604 that KPU RI determined under 12/2026 item 1.
fn determined(world: &mut World) -> Name {
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let item = world.office("3604").item("12/1").unwrap();
    let names = [name.clone()];
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    name
}

/// Issues another determination that ends the item 12/2026 1.
fn supersede(ri: &mut Office, succession: &str) {
    let draft = ri.draft_determination(Some("iman"), &determination("13")).unwrap();
    let succession = ri.succession(succession).unwrap();
    ri.issue(None, &draft, &[succession], None).unwrap();
}

fn leaving(ri: &mut Office, number: &str) -> (Vec<u32>, Vec<String>) {
    let Leaving { items, entries } = ri.leaving(number, &BTreeSet::new()).unwrap();
    (
        items.iter().map(|item| item.item).collect(),
        entries.into_iter().map(|entry| entry.entry).collect(),
    )
}

fn handle(name: &Name) -> String {
    kecuali_domain::handle(&name.0, name.1)
}

/// How the history of an entry ends.
fn ends(world: &mut World, name: &Name) -> Vec<(String, Vec<String>)> {
    let events = world.office("3604").history(name).unwrap().into_iter();
    let national = events.filter(|event| event.log == Scope::National);
    national.map(|event| (event.what, event.detail)).collect()
}

#[test]
fn a_look_before_a_revocation_names_exactly_what_leaves_the_list() {
    let mut world = World::with("3604");
    world.issue();
    let (stands, concluded) = (determined(&mut world), determined(&mut world));
    let ri = world.office("RI");
    let both = BTreeSet::from([handle(&stands), handle(&concluded)]);
    assert_eq!(BTreeSet::from_iter(leaving(ri, "12").1), both);
    let names = [concluded];
    ri.revoke_decisions(None, &names, "Keliru", None).unwrap();
    assert_eq!(leaving(ri, "12"), (vec![1], vec![handle(&stands)]), "one has left already");

    supersede(ri, "12/1=1");
    let ended = ri.leaving("12", &BTreeSet::new()).unwrap_err();
    assert_eq!(ended.code(), "not_now", "what has ended takes nothing with it");
    assert_eq!(ri.leaving("13", &BTreeSet::from([2])).unwrap_err().code(), "not_found");
    let again = ri.revoke_determination(None, "12", &BTreeSet::new(), "Keliru", None);
    assert_eq!(again.unwrap_err().code(), "not_now", "nothing would end");
    assert_eq!(leaving(ri, "13"), (vec![1], vec![handle(&stands)]), "it stands under the next");
    ri.take_down_row(None, "13", Some(1), &BTreeSet::new(), "Keliru").unwrap();
    assert_eq!(leaving(ri, "13"), (vec![], vec![handle(&stands)]), "rows of offices stay");
    ri.set_day(None, "2032-01-01".parse().unwrap()).unwrap();
    assert_eq!(leaving(ri, "13"), (vec![], vec![]), "their time is over");
}

#[test]
fn a_history_ends_with_what_ended_the_decision() {
    let mut world = World::with("3604");
    world.issue();
    let name = determined(&mut world);
    assert_eq!(ends(&mut world, &name), []);
    let ri = world.office("RI");
    supersede(ri, "12/1=1");
    let reason = "Dibatalkan setelah masukan publik";
    ri.revoke_determination(None, "13", &BTreeSet::new(), reason, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let text = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    let expected = [
        ("superseded".to_owned(), text(&["12/2026 butir 1", "dilanjutkan 13/2026 butir 1"])),
        ("revoked".to_owned(), text(&["13/2026 butir 1", reason])),
    ];
    assert_eq!(ends(&mut world, &name), expected);
    let last = world.office("3604").history(&name).unwrap().pop().unwrap();
    assert_eq!(last.day.unwrap().to_string(), "2026-11-23");
    assert!(last.by.contains("Ketua Divisi Hukum"), "{}", last.by);
    assert!(last.change.is_some() && last.position.is_some(), "{last:?}");
}

#[test]
fn a_history_ends_with_the_last_day_of_a_period_that_is_over() {
    let mut world = World::with("3604");
    world.issue();
    let name = determined(&mut world);
    world.office("RI").set_day(None, "2032-01-01".parse().unwrap()).unwrap();
    world.try_sync("RI"); // the day runs ahead of its clock, and it says so
    world.sync("3604");
    assert_eq!(ends(&mut world, &name), [("lapsed".to_owned(), Vec::new())]);
    let last = world.office("3604").history(&name).unwrap().pop().unwrap();
    assert_eq!(last.day.unwrap().to_string(), "2031-11-21");
}
