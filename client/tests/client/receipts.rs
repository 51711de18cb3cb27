//! Histories say when the server took what was signed, by its own day, and what still waits.

use kecuali_client::office::{Name, history::Event, receipt::Waits};
use kecuali_domain::handle;
use serde_json::Value;

use crate::{
    desk::Desk,
    pages::browser::Browser,
    parked::refused,
    world::{World, fields},
};

/// An entry that was written on 23 November, edited then and received a day later, and edited once
/// more, which waits.
fn story() -> (World, Name) {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    world.office("3604").edit(None, &name, &fields(&["note=besok"])).unwrap();
    world.server.borrow_mut().begin("2026-11-24");
    world.sync("3604");
    world.office("3604").edit(None, &name, &fields(&["note=nanti"])).unwrap();
    (world, name)
}

fn received(events: &[Event]) -> Vec<(Option<u64>, Option<String>)> {
    events.iter().map(|one| (one.position, one.received.map(|day| day.to_string()))).collect()
}

#[test]
fn each_step_says_on_which_day_the_server_took_it_and_where_it_stands() {
    let (mut world, name) = story();
    let events = world.office("3604").history(&name).unwrap();
    let [first, second, third] = received(&events).try_into().unwrap();
    assert_eq!(first.1.as_deref(), Some("2026-11-23"));
    // The office signed it when it knew of no such day: the server had begun it.
    assert_eq!(second.1.as_deref(), Some("2026-11-24"));
    assert!(second.0 > first.0, "{first:?} {second:?}");
    assert_eq!(third, (None, None));
    assert_eq!(events[2].waits, Some(Waits::Ready));
    assert_eq!((events[0].waits, events[1].waits), (None, None));

    // Whoever follows the log says the same of what stands in it, whatever its own clock says.
    world.try_sync("RI");
    let elsewhere = world.office("RI").history(&name).unwrap();
    assert_eq!(received(&elsewhere), received(&events[..2]));
}

#[test]
fn the_page_the_command_and_the_evidence_say_it_in_the_same_words() {
    let (world, name) = story();
    let entry = handle(&name.0, name.1);
    let folder = world.path("3604");
    let page = Browser::open(&folder).get(&format!("/entri/{entry}/riwayat"));
    let mut desk = Desk::new();
    let folder = folder.to_str().unwrap();
    let history = desk.done(folder, &["entry", "history", &entry]);
    let changes = desk.done(folder, &["entry", "changes", &entry]);
    let zip = world.path("bukti.zip");
    desk.done(folder, &["export", "evidence", &entry, "--out", zip.to_str().unwrap()]);
    let parts = crate::exporting::unzipped(&std::fs::read(zip).unwrap());
    let evidence = String::from_utf8(parts["index.html"].clone()).unwrap();
    for said in [
        "diterima server hari 23 November 2026, urutan log",
        "diterima server hari 24 November 2026, urutan log",
        "belum dikirim",
    ] {
        assert!(page.says(said), "{said}: {}", page.body);
        for text in [&history, &changes, &evidence] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
    let told: Value = serde_json::from_slice(&parts["riwayat.json"]).unwrap();
    let json = desk.done(folder, &["--json", "entry", "history", &entry]);
    assert_eq!(told, serde_json::from_str::<Value>(&json).unwrap());
    assert_eq!((&told[1]["received"], &told[2]["waits"]), (&"2026-11-24".into(), &"ready".into()));
}

#[test]
fn what_waits_for_a_grant_says_so_and_what_was_refused_is_no_history() {
    let mut world = World::new();
    world.arrive("3604");
    let name = world.draft("3604");
    let events = world.office("3604").history(&name).unwrap();
    assert_eq!(events[0].waits, Some(Waits::Unsealed));
    assert_eq!(events[0].place().unwrap(), "belum dikirim, menunggu hak kuncinya");

    let mut world = World::with("3604");
    let (name, [act, edit]) = refused(&mut world, "3604");
    let events = world.office("3604").history(&name).unwrap();
    let refused = |one: &&Event| one.change.is_some_and(|change| [act, edit].contains(&change));
    assert_eq!(events.iter().filter(refused).count(), 0, "it stands under what was refused");
    assert!(events.iter().all(|one| one.waits.is_none()), "{events:?}");
}
