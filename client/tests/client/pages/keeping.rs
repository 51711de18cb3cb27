//! Nothing that was typed has to be typed again: every box of a form, after it could not be saved,
//! and when what was kept of it is gone on with.

use std::collections::HashMap;

use axum::{body::Body, http::StatusCode};

use super::browser::{Browser, Page};
use crate::world::World;

const NEW: &str = "/entri/baru/ubah";

fn office() -> (World, Browser) {
    let mut world = World::new();
    world.arrive("3319");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    (world, browser)
}

fn pairs(fields: &HashMap<String, String>) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Every box is as it was sent, and is still compared with what stood there first.
#[track_caller]
fn is_as_sent(page: &Page, action: &str, sent: &HashMap<String, String>) {
    let there = page.form(action);
    let differs = |name: &&String| there.get(*name) != sent.get(*name);
    let mut lost: Vec<_> = sent.keys().chain(there.keys()).filter(differs).collect();
    // What an empty page has no word of.
    lost.retain(|name| *name != "versi" && *name != "csrf");
    let of = |name: &&String| ((*name).clone(), sent.get(*name), there.get(*name));
    assert!(lost.is_empty(), "{:?}", lost.iter().map(of).collect::<Vec<_>>());
}

/// Sends what stands in a form as the page does by itself while someone types.
fn keep(browser: &mut Browser, to: &str, fields: &HashMap<String, String>) {
    let request = browser
        .request("POST", to)
        .header("origin", "http://127.0.0.1:4321")
        .header("hx-request", "true")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(serde_urlencoded::to_string(fields).unwrap()))
        .unwrap();
    assert_eq!(browser.ask(request).status, StatusCode::OK);
}

/// An entry with a legal basis and an exception.
fn written(browser: &mut Browser) -> String {
    let ground = "uu-14-2008:17.h.2";
    let fields = [
        ("information", "Rekam medis"),
        ("legal_basis.pasal.uu-14-2008:17.h.2", ground),
        ("exceptions/written_consent", "ya"),
    ];
    let page = browser.send("/entri/baru", NEW, &fields);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.leads_to().to_owned()
}

#[test]
fn a_form_that_could_not_be_saved_has_everything_that_was_typed() {
    let (_world, mut browser) = office();
    let mut sent = browser.get("/entri/baru").filled(NEW);
    assert!(sent.len() > 100, "{}", sent.len());
    sent.insert("register_year".to_owned(), "abc".to_owned());
    let page = browser.post(NEW, &pairs(&sent));
    assert!(page.says("Belum disimpan."), "{}", page.body);
    is_as_sent(&page, NEW, &sent);

    let mended = [("register_year", "2026")];
    let saved = browser.send_form(&page, NEW, &mended);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let entry = browser.get(saved.leads_to());
    for text in ["Pasal 17 huruf a angka 1", "Pasal 17 huruf j", "Isi legal_basis.lain", "4 Maret"]
    {
        assert!(entry.says(text), "{text}: {}", entry.body);
    }
}

#[test]
fn an_entry_that_could_not_be_saved_is_changed_when_it_is() {
    let (_world, mut browser) = office();
    let entry = written(&mut browser);
    let form = format!("{entry}/ubah");
    let mut sent = browser.get(&form).form(&form);
    let basis = "legal_basis/uu-14-2008:17.h.2".to_owned();
    sent.insert(basis, "UU 14/2008 Pasal 17 huruf h angka 2 dan 3".to_owned());
    sent.remove("exceptions/written_consent");
    sent.insert("exceptions/public_office".to_owned(), "ya".to_owned());
    sent.insert("register_year".to_owned(), "abc".to_owned());
    let page = browser.post(&form, &pairs(&sent));
    is_as_sent(&page, &form, &sent);
    let saved = browser.send_form(&page, &form, &[("register_year", "2026")]);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = browser.get(&entry);
    assert!(page.says("angka 2 dan 3") && page.says("jabatan publik"), "{}", page.body);
    assert!(!page.says("memberi persetujuan tertulis"), "{}", page.body);
}

#[test]
fn what_is_kept_of_a_form_has_everything_that_was_typed() {
    let (_world, mut browser) = office();
    let sent = browser.get("/entri/baru").filled(NEW);
    keep(&mut browser, "/entri/baru/pantau", &sent);
    let home = browser.get("/");
    let (_, link) = home.body.split_once("/entri/baru/ubah?borang=").expect("it is offered");
    let link = format!("/entri/baru/ubah?borang={}", link.split('"').next().unwrap());
    is_as_sent(&browser.get(&link), NEW, &sent);
}

#[test]
fn what_one_person_typed_is_opened_and_thrown_away_by_no_other() {
    let (world, mut browser) = office();
    browser.act_as("siti");
    let mut sent = browser.get("/entri/baru").filled(NEW);
    sent.insert("information".to_owned(), "Yang diketik Siti".to_owned());
    keep(&mut browser, "/entri/baru/pantau", &sent);
    let home = browser.get("/");
    let (_, link) = home.body.split_once("/entri/baru/ubah?borang=").expect("it is offered");
    let form = link.split('"').next().unwrap().to_owned();
    let link = format!("/entri/baru/ubah?borang={form}");
    let csrf = browser.get(&link).form(NEW)["csrf"].clone();
    browser.act_as("budi");
    assert!(!browser.get(&link).says("Yang diketik Siti"), "by its address, in the history");
    let drop = [("borang".to_owned(), form), ("csrf".to_owned(), csrf)];
    browser.post("/ketikan/buang", &drop);
    assert_eq!(world.second("3319").scratches().all().unwrap().len(), 1, "it is not budi's");
    browser.act_as("siti");
    assert!(browser.get(&link).says("Yang diketik Siti"));
    browser.post("/ketikan/buang", &drop);
    assert!(world.second("3319").scratches().all().unwrap().is_empty());
}

#[test]
fn a_determination_that_could_not_be_saved_has_everything_that_was_typed() {
    let world = World::with("3604");
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    let form = "/penetapan/draf/baru";
    let mut sent = browser.get(form).filled(form);
    sent.insert("year".to_owned(), "abc".to_owned());
    let page = browser.post(form, &pairs(&sent));
    assert!(page.says("Belum disimpan."), "{}", page.body);
    is_as_sent(&page, form, &sent);
}

#[test]
fn what_has_to_be_looked_at_is_named_first_and_leads_there() {
    let (_world, mut browser) = office();
    let fields = [("information", "A"), ("register_year", "dua ribu")];
    let page = browser.send("/entri/baru", NEW, &fields);
    assert!(
        page.body.contains(
            "id=\"galat\" class=\"pesan galat\" role=\"alert\" tabindex=\"-1\" autofocus"
        )
    );
    assert!(page.says("<a href=\"#f-register_year\">Tahun register</a>: "), "{}", page.body);
    assert!(!page.says("`register_year`"), "{}", page.body);
    let (_, box_of_it) = page.body.split_once("<input id=\"f-register_year\"").unwrap();
    let (tag, _) = box_of_it.split_once('>').unwrap();
    assert!(tag.contains("aria-invalid=\"true\""), "{tag}");
    assert!(tag.contains("aria-describedby=\"b-register_year k-register_year\""), "{tag}");
    assert!(page.body.contains("id=\"k-register_year\""));
    assert_eq!(page.body.matches("aria-invalid").count(), 1, "nothing else is wrong");
}

#[test]
fn several_grounds_are_chosen_at_once_and_each_says_what_it_is() {
    let (_world, mut browser) = office();
    let page = browser.get("/entri/baru");
    assert!(page.says("Huruf h: mengungkap rahasia pribadi"), "{}", page.body);
    assert!(page.says("<b>Pasal 17 huruf h angka 3</b>: kondisi keuangan"), "{}", page.body);
    let two = [
        ("legal_basis.pasal.uu-14-2008:17.h.2", "uu-14-2008:17.h.2"),
        ("legal_basis.pasal.uu-14-2008:17.j", "uu-14-2008:17.j"),
    ];
    let saved = browser.send_form(&page, NEW, &two);
    let page = browser.get(saved.leads_to());
    for text in ["Pasal 17 huruf h angka 2", "Pasal 17 huruf j"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    let form = browser.get(&format!("{}/ubah", saved.leads_to()));
    assert!(!form.body.contains("name=\"legal_basis.pasal.uu-14-2008:17.j\""), "it is there");
}
