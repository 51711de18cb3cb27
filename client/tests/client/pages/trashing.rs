//! Sampah: what was never sent is thrown away, and brought back for thirty days.

use axum::http::StatusCode;
use kecuali_domain::handle;

use super::browser::Browser;
use crate::world::World;

#[test]
fn what_was_thrown_away_is_listed_with_its_last_day_and_comes_back() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let entry = handle(&name.0, name.1);
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    assert!(browser.get("/sampah").says("Sampah kosong"));
    let ask = format!("/entri/{entry}/buang");
    assert!(browser.get(&ask).says("Rekam medis pegawai"), "what goes is shown first");
    assert!(browser.get("/daftar").says(&entry), "asking throws nothing away");
    assert_eq!(browser.send(&ask, &ask, &[]).leads_to(), "/sampah");
    let page = browser.get("/sampah");
    assert!(page.says(&entry) && page.says("Dibuang oleh SITI"), "{}", page.body);
    assert!(page.says("dapat dikembalikan sampai 23 Desember 2026"), "{}", page.body);
    assert!(!browser.get("/daftar").says(&entry));
    assert!(browser.get("/").says("1 entri di Sampah"));
    let back = browser.send("/sampah", "/sampah", &[]);
    assert_eq!(back.leads_to(), format!("/entri/{entry}"));
    assert_eq!(world.second("3604").summary(&name).unwrap().entry, entry);
    assert!(browser.get("/sampah").says("Sampah kosong"));
}

#[test]
fn what_was_sent_is_not_thrown_away() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    let entry = handle(&name.0, name.1);
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    let ask = format!("/entri/{entry}/buang");
    let page = browser.get(&ask);
    assert_ne!(page.status, StatusCode::OK, "it is refused before anyone says yes");
    assert!(!page.body.contains(&format!("action=\"{ask}\"")), "{}", page.body);
    assert!(browser.get("/daftar").says(&entry));
}
