//! What is typed and not saved.

use axum::http::StatusCode;

use super::browser::{Browser, Page};
use kecuali_client::office::role::Role;

use crate::world::{World, newcomer};

fn office() -> (World, Browser) {
    let mut world = World::new();
    world.arrive("3319");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    (world, browser)
}

#[test]
fn what_is_typed_survives_a_browser_that_died_and_goes_when_it_is_saved() {
    let (world, mut browser) = office();
    let page = browser.get("/entri/baru");
    let heard = browser.types(&page, "/entri/baru", &[("information", "Rekam medis")]);
    assert_eq!(heard.status, StatusCode::OK, "{}", heard.body);
    assert!(heard.says("Ketikan dijaga di komputer ini"));
    drop(browser);
    assert!(world.second("3319").entries().unwrap().is_empty(), "nothing is signed");

    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    let home = browser.get("/");
    assert!(home.says("Ketikan yang belum disimpan") && home.says("Rekam medis"), "{}", home.body);
    let link = home.body.split("/entri/baru/ubah?borang=").nth(1).unwrap();
    let link = format!("/entri/baru/ubah?borang={}", link.split('"').next().unwrap());
    let page = browser.get(&link);
    assert_eq!(page.form("/entri/baru/ubah")["information"], "Rekam medis");
    let saved = browser.send_form(&page, "/entri/baru/ubah", &[]);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(!browser.get("/").says("Ketikan yang belum disimpan"));
}

#[test]
fn two_windows_on_one_entry_keep_what_is_typed_in_each() {
    let (_world, mut browser) = office();
    let (one, other) = (browser.get("/entri/baru"), browser.get("/entri/baru"));
    browser.types(&one, "/entri/baru", &[("information", "Satu")]);
    browser.types(&other, "/entri/baru", &[("information", "Dua")]);
    let page = browser.get("/entri/baru");
    assert!(page.says(": Satu") && page.says(": Dua"), "{}", page.body);
    browser.send("/entri/baru", "/ketikan/buang", &[]);
    let page = browser.get("/entri/baru");
    assert!(page.says(": Satu") != page.says(": Dua"), "one is thrown away");
}

#[test]
fn the_rules_and_the_period_are_said_while_one_types() {
    let (_world, mut browser) = office();
    let page = browser.get("/entri/baru");
    let fields = [("information", "NIK 3604012505900001"), ("period", "5 tahun")];
    let heard = browser.types(&page, "/entri/baru", &fields);
    assert!(heard.says("data pribadi"), "{}", heard.body);
    assert!(heard.says("Dipahami sebagai: 5 tahun"), "{}", heard.body);
    let until = [("period", "sampai 31 Desember 2030"), ("test_date", "2026-03-04")];
    let heard = browser.types(&page, "/entri/baru", &until);
    assert!(heard.says("Dipahami sebagai: sampai dengan 31 Desember 2030"), "{}", heard.body);
    assert!(heard.says("4 Maret 2026"), "a browser writes days in its own order: {}", heard.body);
    let wrong = browser.types(&page, "/entri/baru", &[("register_year", "dua ribu")]);
    assert_eq!(wrong.status, StatusCode::OK, "what does not fit is kept too");
    assert!(wrong.says("class=\"berat\""));
}

/// An office where two people draft, and nobody is chosen yet.
fn two_who_draft() -> (World, Browser) {
    let mut world = World::new();
    world.arrive("3319");
    let tono = newcomer("tono", "Staf", Role::ServiceDesk, None);
    world.office("3319").add_people(&[tono]).unwrap();
    let browser = Browser::open(&world.path("3319"));
    (world, browser)
}

/// Opens what Beranda offers to go on with.
fn go_on(browser: &mut Browser) -> Page {
    let home = browser.get("/");
    let (_, link) = home.body.split_once("/entri/baru/ubah?borang=").expect("it is offered");
    let link = format!("/entri/baru/ubah?borang={}", link.split('"').next().unwrap());
    browser.get(&link)
}

#[test]
fn what_is_typed_stays_with_who_typed_it_when_the_page_is_locked_meanwhile() {
    let (_world, mut browser) = two_who_draft();
    browser.act_as("tono");
    let page = browser.get("/entri/baru");
    browser.types(&page, "/entri/baru", &[("information", "Rekam")]);
    browser.minutes_pass(11);
    let heard = browser.types(&page, "/entri/baru", &[("information", "Rekam medis")]);
    assert!(heard.says("Ketikan dijaga di komputer ini"), "{}", heard.body);
    let fields = [("information", "Rekam medis pegawai")];
    let refused = browser.send_form(&page, "/entri/baru/ubah", &fields);
    assert!(refused.leads_to().starts_with("/entri/baru/ubah"), "nobody signs: {}", refused.body);
    assert!(browser.get(refused.leads_to()).says("Belum disimpan"));

    browser.act_as("siti");
    assert!(!browser.get("/").says("Ketikan yang belum disimpan"), "it is not hers");
    browser.act_as("tono");
    let page = go_on(&mut browser);
    let there = &page.form("/entri/baru/ubah")["information"];
    assert_eq!(there, "Rekam medis pegawai", "what was to be saved is the last that was typed");
    assert_eq!(browser.send_form(&page, "/entri/baru/ubah", &[]).status, StatusCode::SEE_OTHER);
    assert!(!browser.get("/").says("Ketikan yang belum disimpan"));
}

#[test]
fn what_is_typed_before_anyone_is_chosen_is_offered_to_who_is_and_then_to_nobody_else() {
    let (_world, mut browser) = two_who_draft();
    let page = browser.get("/entri/baru");
    browser.types(&page, "/entri/baru", &[("information", "Rekam medis")]);
    browser.act_as("tono");
    let page = go_on(&mut browser);
    assert_eq!(page.form("/entri/baru/ubah")["information"], "Rekam medis");
    browser.types(&page, "/entri/baru", &[("note", "Lihat berkas")]);
    browser.act_as("siti");
    assert!(!browser.get("/").says("Ketikan yang belum disimpan"), "he went on with it");
}

#[test]
fn a_text_that_is_too_long_is_told_while_it_is_typed_and_kept_when_it_is_refused() {
    let (world, mut browser) = office();
    let page = browser.get("/entri/baru");
    let long = format!("{}éé", "x".repeat(16 * 1024));
    let typed = [("information", "Rekam medis"), ("note", long.as_str())];
    let told = "Isian “Keterangan” terlalu panjang: kurangi paling sedikit 2 karakter";
    let heard = browser.types(&page, "/entri/baru", &typed);
    assert!(heard.says(told) && heard.body.contains("href=\"#f-note\""), "{}", heard.body);
    let refused = browser.send_form(&page, "/entri/baru/ubah", &typed);
    assert_eq!(refused.status, StatusCode::OK, "{}", refused.body);
    let (_, at_field) = refused.body.split_once("id=\"k-note\"").expect("it stands at its field");
    assert!(at_field.split("</div>").next().unwrap().contains(told), "{at_field}");
    assert_eq!(refused.form("/entri/baru/ubah")["note"], long);
    assert!(world.second("3319").entries().unwrap().is_empty());
    assert_eq!(go_on(&mut browser).form("/entri/baru/ubah")["note"], long, "what is kept is whole");
    let shorter = [("note", long.trim_end_matches('é'))];
    let saved = browser.send_form(&refused, "/entri/baru/ubah", &shorter);
    assert!(saved.leads_to().starts_with("/entri/3319-"), "{}", saved.body);
}
