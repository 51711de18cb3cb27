//! Settling conflicts on their page.

use axum::http::StatusCode;
use kecuali_client::office::Name;

use super::browser::Browser;
use crate::world::{World, fields};

/// An entry of which two machines of one office wrote a field unseen of each other.
pub(super) fn in_conflict() -> (World, Name) {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    let copy = world.path("laptop");
    world.office("3604").backup(&copy).unwrap();
    let mut laptop = world.second("laptop");
    laptop.edit(None, &name, &fields(&["note=dari laptop"])).unwrap();
    let mut way = world.way("3604");
    laptop.sync(&mut way).unwrap();
    world.office("3604").edit(None, &name, &fields(&["note=dari kantor"])).unwrap();
    world.sync("3604");
    (world, name)
}

#[test]
fn both_values_stand_side_by_side_and_one_is_chosen() {
    let (world, name) = in_conflict();
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    assert!(browser.get("/").says("1<span class=\"sembunyi\"> bentrok"));
    let page = browser.get("/konflik");
    assert!(page.says("dari laptop") && page.says("dari kantor"), "{}", page.body);
    let page = browser.send("/konflik", "/konflik", &[("pilih", "dari laptop")]);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(browser.get("/konflik").says("Tidak ada konflik."));
    let content = world.second("3604").content(&name).unwrap();
    assert_eq!(content.values("note"), ["dari laptop"]);
}

#[test]
fn a_third_value_settles_it_and_nothing_does_not() {
    let (world, name) = in_conflict();
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    let page = browser.send("/konflik", "/konflik", &[("baru", "")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.send("/konflik", "/konflik", &[("baru", "dari keduanya")]);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let content = world.second("3604").content(&name).unwrap();
    assert_eq!(content.values("note"), ["dari keduanya"]);
}

#[test]
fn values_that_were_not_shown_are_not_settled() {
    let (world, name) = in_conflict();
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    let old = browser.get("/konflik");
    let mut office = world.second("3604");
    office.resolve(Some("siti"), &name, "note", "dari keduanya").unwrap();
    let page = browser.send_form(&old, "/konflik", &[("pilih", "dari laptop")]);
    assert_eq!(page.status, StatusCode::CONFLICT);
    let content = world.second("3604").content(&name).unwrap();
    assert_eq!(content.values("note"), ["dari keduanya"]);
}

#[test]
fn what_went_together_stands_apart_from_what_is_to_be_settled() {
    let mut world = World::with("3604");
    let (one, other) = (["note=A", "media=printed"], ["note=B", "information=Rekam medis baru"]);
    let name = crate::conflicts::written_apart(&mut world, &one, &other);
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    let page = browser.get("/konflik");
    let (clashes, beside) = page.body.split_once("id=\"sejajar\"").unwrap();
    assert!(clashes.contains("Keterangan") && !clashes.contains("Media"), "{clashes}");
    assert!(beside.contains("Rekam medis baru") && !beside.contains("Keterangan"), "{beside}");
    assert!(beside.contains("SITI, PPID, 23 November 2026 pukul"), "who and when: {beside}");
    assert!(browser.get("/").says("1<span class=\"sembunyi\"> bentrok"), "one is to be settled");
    let path = world.path("3604");
    let mut desk = crate::desk::Desk::new();
    let said = desk.run(path.to_str().unwrap(), &["entry", "conflicts"]);
    assert!(said.starts_with("exit 4") && said.contains("2 isian ditulis sejajar"), "{said}");
    let said = desk.run(path.to_str().unwrap(), &["entry", "conflicts", "--parallel"]);
    assert!(said.starts_with("exit 0") && said.contains("Rekam medis baru"), "{said}");

    browser.send("/konflik", "/konflik", &[("pilih", "A")]);
    let page = browser.get("/konflik");
    assert!(page.says("Tidak ada konflik.") && !page.body.contains("id=\"sejajar\""));
    assert!(world.second("3604").parallel_of(&name).unwrap().is_empty());
}
