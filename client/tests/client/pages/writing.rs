//! Writing entries in the form.

use axum::http::StatusCode;
use kecuali_domain::{Kind, handle};

use super::browser::Browser;
use crate::world::{World, fields};

fn office() -> (World, Browser) {
    let mut world = World::new();
    world.arrive("3319");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    (world, browser)
}

/// Writes an entry and says its handle.
fn written(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let page = browser.send("/entri/baru", "/entri/baru/ubah", fields);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.leads_to().trim_start_matches("/entri/").to_owned()
}

#[test]
fn what_is_typed_is_saved_and_shown_as_it_was_understood() {
    let (_world, mut browser) = office();
    let handle = written(
        &mut browser,
        &[
            ("information", "Rekam medis pegawai"),
            ("legal_basis.pasal", "uu-14-2008:17.h.2"),
            ("period", "5 tahun"),
            ("exceptions/written_consent", "ya"),
        ],
    );
    let page = browser.get(&format!("/entri/{handle}"));
    assert!(page.says("Tersimpan di komputer ini."), "{}", page.body);
    for text in ["Rekam medis pegawai", "Pasal 17 huruf h angka 2", "5 tahun", "Tersimpan di sini"]
    {
        assert!(page.says(text), "{text}");
    }
    let again = browser.get(&format!("/entri/{handle}"));
    assert!(!again.says("Tersimpan di komputer ini."), "told once");
}

#[test]
fn only_what_was_changed_is_written() {
    let (world, mut browser) = office();
    let handle = written(&mut browser, &[("information", "A"), ("note", "satu\ndua")]);
    let form = format!("/entri/{handle}/ubah");
    let page = browser.send(&form, &form, &[]);
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(browser.get(page.leads_to()).says("Tidak ada yang diubah."));
    browser.send(&form, &form, &[("information", "B")]);
    let mut office = world.second("3319");
    let name = office.find(&handle, Kind::Entry).unwrap();
    let edits: Vec<_> = office.history(&name).unwrap();
    assert_eq!(edits.len(), 2, "{edits:?}");
    assert!(edits[1].detail.iter().all(|line| !line.contains("dua")), "{edits:?}");
}

#[test]
fn what_someone_else_wrote_meanwhile_is_not_overwritten_unseen() {
    let (_world, mut browser) = office();
    let handle = written(&mut browser, &[("information", "A"), ("note", "lama")]);
    let form = format!("/entri/{handle}/ubah");
    let old = browser.get(&form);
    browser.send(&form, &form, &[("information", "B")]);
    let page = browser.send_form(&old, &form, &[("information", "C"), ("note", "baru")]);
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Belum disimpan."), "{}", page.body);
    assert!(page.says("diubah di tempat lain menjadi: <q>B</q>"), "{}", page.body);
    assert_eq!(page.form(&form)["note"], "baru", "nothing has to be typed again");
    let page = browser.send_form(&page, &form, &[]);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(browser.get(&format!("/entri/{handle}")).says("<p>C</p>"));
}

#[test]
fn a_form_takes_the_place_of_what_stood_in_it_and_of_nothing_that_came_beside_it() {
    let (world, mut browser) = office();
    let handle = written(&mut browser, &[("information", "A"), ("note", "a")]);
    let form = format!("/entri/{handle}/ubah");
    let old = browser.get(&form);
    let mut office = world.second("3319");
    let name = office.find(&handle, Kind::Entry).unwrap();
    let drawn = office.drawn(&name).unwrap();
    for text in ["note=a", "note=b"] {
        office.edit_drawn(Some("siti"), (&name, &drawn), &fields(&[text])).unwrap();
    }
    let page = browser.send_form(&old, &form, &[("note", "c")]);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let values = world.second("3319").content(&name).unwrap().values("note").to_vec();
    assert_eq!(values, ["a", "b", "c"], "nothing that nobody saw is gone");
}

#[test]
fn a_form_that_is_sent_twice_writes_once() {
    let (world, mut browser) = office();
    let handle = written(&mut browser, &[("information", "A")]);
    let form = format!("/entri/{handle}/ubah");
    let page = browser.get(&form);
    for _ in 0..2 {
        let sent = browser.send_form(&page, &form, &[("information", "B")]);
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    let mut office = world.second("3319");
    let name = office.find(&handle, Kind::Entry).unwrap();
    assert_eq!(office.content(&name).unwrap().values("information"), ["B"]);
    assert!(office.conflicts().unwrap().is_empty());
    assert_eq!(office.history(&name).unwrap().len(), 2, "nothing is written beside itself");
}

#[test]
fn a_form_that_is_saved_again_takes_nothing_from_the_trash() {
    let (world, mut browser) = office();
    let page = browser.get("/entri/baru");
    let save = |browser: &mut Browser, name| {
        let saved = browser.send_form(&page, "/entri/baru/ubah", &[("information", name)]);
        saved.leads_to().trim_start_matches("/entri/").to_owned()
    };
    let first = save(&mut browser, "Yang dibuang");
    let discard = format!("/entri/{first}/buang");
    assert_eq!(browser.send(&discard, &discard, &[]).status, StatusCode::SEE_OTHER);
    let second = save(&mut browser, "Yang baru");
    assert_ne!(first, second, "it is another one");
    let mut office = world.second("3319");
    let back = office.restore_entry(Some("siti"), &first).unwrap();
    assert_eq!(office.content(&back).unwrap().values("information"), ["Yang dibuang"]);
    assert_eq!(office.entries().unwrap().len(), 2);
}

#[test]
fn the_form_of_a_new_entry_that_is_sent_twice_makes_one_entry() {
    let (world, mut browser) = office();
    let page = browser.get("/entri/baru");
    let mut send =
        |information| browser.send_form(&page, "/entri/baru/ubah", &[("information", information)]);
    let (first, again) = (send("A"), send("A"));
    assert!(first.leads_to().starts_with("/entri/3319-"), "{}", first.body);
    assert_eq!(again.leads_to(), first.leads_to(), "{}", again.body);
    let other = send("B");
    assert_eq!(other.status, StatusCode::OK, "what was typed later is not written over it unseen");
    assert!(other.says("Belum disimpan."), "{}", other.body);
    let mut office = world.second("3319");
    let all = office.entries().unwrap();
    assert_eq!(all.iter().map(|one| one.information.as_str()).collect::<Vec<_>>(), ["A"]);
}

#[test]
fn what_does_not_fit_stays_in_the_form_with_the_reason() {
    let (_world, mut browser) = office();
    let fields = [("information", "A"), ("register_year", "dua ribu")];
    let page = browser.send("/entri/baru", "/entri/baru/ubah", &fields);
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Belum disimpan."));
    assert_eq!(page.form("/entri/baru/ubah")["information"], "A");
    assert!(page.says("class=\"keliru\""), "{}", page.body);
}

#[test]
fn what_people_type_is_never_read_as_a_page() {
    let (_world, mut browser) = office();
    let text = "<script>x</script> \" method=\"post\" onload='y' &";
    let handle = written(&mut browser, &[("information", text)]);
    for path in [format!("/entri/{handle}"), format!("/entri/{handle}/ubah"), "/daftar".to_owned()]
    {
        let page = browser.get(&path);
        assert!(!page.body.contains("<script>x"), "{path}");
        assert!(!page.body.contains("onload='y'"), "{path}");
    }
}

#[test]
fn an_entry_leads_to_its_archive_and_its_test_sheet_and_to_no_list_it_did_not_come_from() {
    let mut world = World::with("3319");
    let name = world.draft("3319");
    let entry = handle(&name.0, name.1);
    let mut browser = Browser::open(&world.path("3319"));
    let page = browser.get(&format!("/entri/{entry}"));
    for to in [format!("/arsip/entri/{entry}"), format!("/ekspor/lembar?entri={entry}")] {
        assert!(page.body.contains(&format!("href=\"{to}\"")), "{to}: {}", page.body);
        assert_eq!(browser.get(&to).status, StatusCode::OK, "{to}");
    }
    assert!(!page.body.contains("/impor/asal/"));
}
