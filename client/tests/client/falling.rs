//! What is shown to fall with a key is what falls.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_client::office::{
    Name,
    falling::{FallingEntry, RowThen},
    roster::End,
    seen::previewed,
};
use kecuali_domain::{act::ItemRef, status::Status};
use kecuali_encoding::KeyId;

use crate::world::World;

/// One entry that is determined and one that waits, both signed by siti.
fn country() -> (World, [Name; 2]) {
    let mut world = World::with("3604");
    world.issue();
    let names = [world.draft("3604"), world.draft("3604")];
    let item = world.office("3604").item("12/1").unwrap();
    for name in &names {
        world.endorse("3604", name);
        world.office("3604").submit(None, std::slice::from_ref(name), Some(item), None).unwrap();
    }
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names[..1], None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    (world, names)
}

fn key_of(world: &mut World, code: &str, name: &str) -> KeyId {
    let held = world.office(code).whoami().unwrap();
    held.iter().find(|held| held.key == name).unwrap().public_key
}

/// Where every entry stands, which items stand, and which keys hold something.
fn state(world: &mut World) -> (BTreeMap<Name, Status>, BTreeSet<ItemRef>, BTreeSet<KeyId>) {
    let ri = world.office("RI");
    let entries = ri.entries().unwrap();
    let entries = entries.iter().map(|one| ((one.log.clone(), one.id), one.status)).collect();
    let now = ri.national().now();
    let all = ri.national().determinations();
    let items = all.iter().flat_map(|issued| {
        issued.issue.items.keys().map(|item| ItemRef { issue: issued.change, item: *item })
    });
    let items = items.filter(|item| now.item_stands(*item)).collect();
    let keys = ri.roster().unwrap().into_iter().filter(|one| one.without.is_none());
    (entries, items, keys.map(|one| one.key).collect())
}

#[test]
fn what_is_shown_to_fall_with_a_key_is_what_falls() {
    for (code, name) in [("3604", "siti"), ("RI", "iman"), ("RI", "rina")] {
        for how in ["left", "here", "whole"] {
            let (mut world, _) = country();
            let key = key_of(&mut world, code, name);
            let end = match how {
                "left" => End::Left("2026-11-30".parse().unwrap()),
                "here" => End::Lost(world.office("RI").log_heads().unwrap()),
                _ => End::Lost(BTreeMap::new()),
            };
            let shown = world.office("RI").falling(key, &end).unwrap();
            assert_eq!(shown.falls.is_empty(), how != "whole" || name == "rina", "{name} {how}");
            let (entries, items, keys) = state(&mut world);
            world.office("RI").sign_previewed(&previewed(&shown));
            world.office("RI").revoke_key(Some("adi"), key, &end).unwrap();
            world.sync("RI");
            let (entries_then, items_then, keys_then) = state(&mut world);
            let expected = entries.iter().map(|(name, status)| {
                let there = |one: &&_| fell(one, name);
                let to = shown.entries.iter().find(there).map_or(*status, |one| one.to);
                (name.clone(), to)
            });
            assert_eq!(expected.collect::<BTreeMap<_, _>>(), entries_then, "{name} {how}");
            assert_eq!(items.len() - items_then.len(), shown.items.len(), "{name} {how}");
            let mut ended: BTreeSet<KeyId> = shown.keys.iter().map(|one| one.key).collect();
            assert!(ended.insert(key), "the key itself is none of another");
            let ended_then: BTreeSet<KeyId> = keys.difference(&keys_then).copied().collect();
            // Who left holds the key until its last day: what was signed before arrives yet.
            let until_then = BTreeSet::from([key]);
            let still = if how == "left" { &ended - &ended_then } else { BTreeSet::new() };
            assert!(still.is_subset(&until_then), "{name} {how}");
            assert_eq!(&ended - &still, ended_then, "{name} {how}");
        }
    }
}

fn fell(one: &FallingEntry, name: &Name) -> bool {
    (&one.log, one.id) == (&name.0, name.1)
}

#[test]
fn it_is_said_what_leaves_the_list_and_what_stays() {
    let (mut world, [determined, waits]) = country();
    let whole = End::Lost(BTreeMap::new());
    let siti = key_of(&mut world, "3604", "siti");
    let shown = world.office("RI").falling(siti, &whole).unwrap();
    let rows: Vec<_> = shown.entries.iter().map(|one| (one.id, one.row, one.to)).collect();
    assert!(rows.contains(&(determined.1, RowThen::Leaves, Status::Draft)), "{rows:?}");
    assert!(rows.contains(&(waits.1, RowThen::Same, Status::Draft)), "{rows:?}");
    assert_eq!((shown.leaving(), shown.falls["submit"], shown.stands.len()), (1, 2, 0));

    let left = End::Left("2026-11-30".parse().unwrap());
    let shown = world.office("3604").falling(siti, &left).unwrap();
    assert_eq!((shown.entries.len(), shown.leaving(), shown.stands["submit"]), (0, 0, 2));
    assert_eq!(shown.waiting, 1, "what waits for a decision goes on");

    let iman = key_of(&mut world, "RI", "iman");
    let shown = world.office("RI").falling(iman, &whole).unwrap();
    assert_eq!(shown.items, ["12/2026 butir 1"]);
    let adi = key_of(&mut world, "RI", "adi");
    let shown = world.office("RI").falling(adi, &whole).unwrap();
    assert!(shown.keys.iter().any(|one| one.key == siti), "whom she gave something holds nothing");
    assert!(shown.entries.iter().any(|one| one.id == determined.1), "and their signatures fall");
    let here = End::Lost(world.office("RI").log_heads().unwrap());
    let shown = world.office("RI").falling(siti, &here).unwrap();
    assert!(shown.falls.is_empty() && shown.entries.is_empty(), "{shown:?}");
}

#[test]
fn what_was_taken_away_stays_away_whoever_took_it() {
    let (mut world, [determined, _]) = country();
    let names = [determined.clone()];
    world.office("RI").revoke_decisions(None, &names, "Keliru", None).unwrap();
    world.sync("RI");
    let iman = key_of(&mut world, "RI", "iman");
    let shown = world.office("RI").falling(iman, &End::Lost(BTreeMap::new())).unwrap();
    assert_eq!((shown.stands.get("revoke"), shown.falls.get("revoke")), (Some(&1), None));
    let entry = shown.entries.iter().find(|one| one.id == determined.1).unwrap();
    assert_eq!(entry.row, RowThen::Same, "it left the list before");
}

#[test]
fn what_comes_between_a_look_and_the_signature_is_looked_at_first() {
    let (mut world, [_, waits]) = country();
    let siti = key_of(&mut world, "3604", "siti");
    let whole = End::Lost(BTreeMap::new());
    let shown = world.office("RI").falling(siti, &whole).unwrap();
    world.office("RI").determine(None, &[waits], None, None).unwrap();
    let before = world.office("RI").overview().unwrap().ready;
    let ri = world.office("RI");
    ri.sign_previewed(&previewed(&shown));
    let refused = ri.revoke_key(Some("adi"), siti, &whole).unwrap_err();
    assert_eq!(refused.code(), "not_as_seen");
    assert_eq!(ri.overview().unwrap().ready, before, "nothing was signed");
    let now = ri.falling(siti, &whole).unwrap();
    ri.sign_previewed(&previewed(&now));
    ri.revoke_key(Some("adi"), siti, &whole).unwrap();
}
