//! Determinations: prepared in the form, issued as they were shown, ended.

use axum::http::StatusCode;
use kecuali_domain::{Kind, handle};

use super::{
    browser::Browser,
    multipart::{File, send_files},
};
use crate::world::{World, complete, determination, fields};

fn browser(world: &World, code: &str, as_key: &str) -> Browser {
    let mut browser = Browser::open(&world.path(code));
    browser.act_as(as_key);
    browser
}

#[test]
fn one_is_prepared_in_the_form_of_an_entry() {
    let world = World::new();
    let mut browser = browser(&world, "RI", "rina");
    let new = "/penetapan/draf/baru";
    let filled = [
        ("number", "44"),
        ("year", "2026"),
        ("title", "Penetapan kedua"),
        ("item/1/information", "Rekam medis"),
        ("item/1/legal_basis.pasal", "uu-14-2008:17.h.2"),
        ("item/1/period", "5 tahun"),
        ("item/1/exceptions/written_consent", "ya"),
    ];
    let done = browser.send(new, new, &filled);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let to = done.leads_to().to_owned();
    let page = browser.get(&to);
    let form = page.form(&to);
    for (name, value) in [
        ("number", "44"),
        ("authority", "RI"),
        ("item/1/period", "5 tahun"),
        ("item/1/exceptions/written_consent", "ya"),
        ("semula.item/1/information", "Rekam medis"),
    ] {
        assert_eq!(form.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(page.says("item/1/legal_basis/uu-14-2008:17.h.2"), "{}", page.body);
    let page = browser.get(&format!("{to}?butir=2"));
    let filled = [("item/2/information", "Surat sakit"), ("year", "dua ribu")];
    let refused = browser.send_form(&page, &to, &filled);
    assert!(refused.says("Belum disimpan."), "{}", refused.body);
    assert_eq!(refused.form(&to)["item/2/information"], "Surat sakit", "it is still there");
    let done = browser.send_form(&refused, &to, &[("year", "2026")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(browser.get("/penetapan").says("nomor 44/2026, 2 butir"));
    let done = browser.send(&to, &format!("{to}/buang"), &[]);
    assert_eq!(done.leads_to(), "/penetapan", "{}", done.body);
    assert!(!browser.get("/penetapan").says("44/2026"));
}

#[test]
fn what_is_written_is_written_on_the_version_that_the_form_was_drawn_from() {
    let world = World::new();
    let mut browser = browser(&world, "RI", "rina");
    let new = "/penetapan/draf/baru";
    let done = browser.send(new, new, &[("number", "44"), ("title", "Semula")]);
    let to = done.leads_to().to_owned();
    let old = browser.get(&to);
    browser.send(&to, &to, &[("year", "2026")]);
    let done = browser.send_form(&old, &to, &[("title", "Kemudian")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let mut office = world.second("RI");
    let handle = to.rsplit('/').next().unwrap();
    let name = office.find(handle, Kind::DraftDetermination).unwrap();
    assert_eq!(office.drawn(&name).unwrap().len(), 2, "neither was written on top of the other");
    let form = browser.get(&to).form(&to);
    assert_eq!((form["year"].as_str(), form["title"].as_str()), ("2026", "Kemudian"));
}

#[test]
fn what_the_rules_find_in_the_test_stands_at_its_box_and_is_led_to() {
    let mut world = World::new();
    let mut fields = determination("12");
    fields.retain(|(key, _)| key != "test_date");
    fields.push(("test_date".to_owned(), "2026-12-24".to_owned()));
    let draft = world.office("RI").draft_determination(Some("iman"), &fields).unwrap();
    let to = format!("/penetapan/draf/{}", handle(&draft.0, draft.1));
    let mut browser = browser(&world, "RI", "rina");
    let page = browser.get(&to);
    let later = "Uji konsekuensi bertanggal setelah penetapan.";
    let at_box = format!(
        "<div id=\"t-test_date\"><p class=\"temuan-medan berat\">{later} <span class=\"bantuan\">(R04)</span>"
    );
    assert!(page.says(&at_box), "{}", page.body);
    assert!(page.body.contains("aria-describedby=\"b-test_date t-test_date\""), "{}", page.body);
    assert!(page.says("<b>1 hal</b> masih menghalangi"), "{}", page.body);
    let watched = browser.types(&page, &to, &[]);
    assert!(watched.says("<a href=\"#f-test_date\">"), "{}", watched.body);
    assert!(page.body.contains("id=\"f-test_date\""), "and there it is");
    let page = browser.get(&format!("{to}/terbit"));
    assert!(page.says(later) && !page.says("Butir 1: Tanggal uji"), "{}", page.body);
    assert!(page.body.contains(&format!("<a href=\"{to}#f-test_date\">")), "{}", page.body);

    // A sheet that an item has of its own stands at the item.
    let own = vec![("item/1/test_date".to_owned(), "2026-12-25".to_owned())];
    world.second("RI").edit(Some("rina"), &draft, &own).unwrap();
    let page = browser.get(&to);
    assert!(page.body.contains("id=\"t-item/1/test_date\""), "{}", page.body);
    assert!(!page.body.contains("id=\"t-test_date\""), "{}", page.body);
    let page = browser.get(&format!("{to}/terbit"));
    let leads = format!("<a href=\"{to}?butir=1#f-item/1/test_date\">");
    assert!(page.body.contains(&leads), "{}", page.body);
}

#[test]
fn what_is_issued_is_what_was_shown() {
    let mut world = World::new();
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    let to = format!("/penetapan/draf/{}/terbit", handle(&draft.0, draft.1));
    let mut browser = browser(&world, "RI", "iman");
    let page = browser.get(&to);
    for text in ["Yang menjadi publik: 12/2026", "Ketua KPU", "Rekam medis"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    let mut other = world.second("RI");
    let title = [("title".to_owned(), "Yang lain".to_owned())].to_vec();
    other.edit(Some("rina"), &draft, &title).unwrap();
    let done = browser.send_form(&page, &to, &[]);
    assert!(browser.get(done.leads_to()).says("Belum ada yang ditandatangani"));
    assert!(world.second("RI").determinations().unwrap().is_empty());
    let done = browser.send(&to, &to, &[]);
    assert_eq!(done.leads_to(), "/penetapan/lihat?nomor=12%2F2026", "{}", done.body);
    let page = browser.get(done.leads_to());
    assert!(page.says("Yang lain") && page.says("berlaku"), "{}", page.body);
}

#[test]
fn one_is_revoked_with_what_leaves_the_list_shown_and_a_reason() {
    let mut world = World::with("3319");
    world.issue();
    let name = world.draft("3319");
    world.endorse("3319", &name);
    let item = world.office("3319").item("12/1").unwrap();
    let one = std::slice::from_ref(&name);
    world.office("3319").submit(None, one, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    world.office("RI").determine(None, one, None, None).unwrap();
    world.sync("RI");
    world.sync("3319");
    let mut own = browser(&world, "3319", "siti");
    let page = own.get("/penetapan/lihat?nomor=12/2026");
    assert!(page.says("Entri kantor ini di bawahnya") && page.says("Rekam medis pegawai"));
    assert!(!page.says("/penetapan/cabut"), "an office only reads");

    let mut browser = browser(&world, "RI", "iman");
    let to = "/penetapan/cabut?nomor=12/2026";
    let page = browser.get(to);
    assert!(page.says("1 baris nasional, 1 baris kantor"), "{}", page.body);
    let refused = browser.send_form(&page, "/penetapan/cabut", &[]);
    assert!(browser.get(refused.leads_to()).says("Alasan wajib diisi"));
    let done = browser.send_form(&page, "/penetapan/cabut", &[("alasan", "Putusan KI")]);
    assert_eq!(done.leads_to(), "/penetapan/lihat?nomor=12%2F2026", "{}", done.body);
    assert!(browser.get(done.leads_to()).says("tidak berlaku"));
}

#[test]
fn a_new_one_begins_with_what_an_office_submitted() {
    let mut world = World::with("3319");
    let name = world.draft("3319");
    let test = ["test_date=2026-11-10", "test_harm=Bahaya bagi pegawai", "test_place=Kudus"];
    let test = [&test[..], &["test_participants=PPID Kudus", "test_conclusion=exempt"]].concat();
    world.office("3319").edit(Some("siti"), &name, &fields(&test)).unwrap();
    world.endorse("3319", &name);
    world.office("3319").submit(None, std::slice::from_ref(&name), None, None).unwrap();
    world.sync("3319");
    world.sync("RI");
    let mut browser = browser(&world, "RI", "rina");
    let page = format!("/antrean/{}", handle(&name.0, name.1));
    let done = browser.send(&page, "/penetapan/draf/dari", &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = browser.get(done.leads_to());
    let form = page.form(done.leads_to());
    assert_eq!(form["item/1/information"], "Rekam medis pegawai");
    assert_eq!(form["item/1/period"], "5 tahun");
    assert_eq!(form["test_harm"], "Bahaya bagi pegawai");
    let of_the_test = ["test_date", "test_place", "test_participants"];
    let typed = |key: &&str| form.get(*key).is_some_and(|text| !text.is_empty());
    assert!(!of_the_test.iter().any(typed), "KPU RI's own test is not made by copying: {form:?}");
    assert!(page.says("pengujian dilakukan KPU RI"), "{}", page.body);
    let draft = done.leads_to().trim_start_matches("/penetapan/draf/");
    let mut office = world.second("RI");
    let draft = office.find(draft, Kind::DraftDetermination).unwrap();
    let found = office.determination_findings(&draft).unwrap();
    for key in ["test_date", "test_conclusion"] {
        let asked = found.iter().any(|one| one.rule().code == "test_incomplete" && one.key == key);
        assert!(asked, "R04 asks for {key}: {found:?}");
    }
}

/// Entries of Kudus, endorsed and submitted as new substance, read at KPU RI.
fn proposed(names: &[&str]) -> (World, Vec<String>) {
    let mut world = World::with("3319");
    let all: Vec<_> = names.iter().map(|name| complete(name)).collect();
    let entries = world.office("3319").add_entries(None, &all).unwrap();
    for name in &entries {
        world.endorse("3319", name);
        let one = std::slice::from_ref(name);
        let office = world.office("3319");
        office.skip_own_checks();
        office.submit(None, one, None, None).unwrap();
    }
    world.sync("3319");
    world.sync("RI");
    let handles = entries.iter().map(|(scope, id)| handle(scope, *id)).collect();
    (world, handles)
}

#[test]
fn several_entries_of_the_queue_become_items_of_one_draft_each_name_once() {
    let (world, entries) = proposed(&["Rekam medis", "Surat sakit", "REKAM MEDIS."]);
    let mut browser = browser(&world, "RI", "rina");
    let all: Vec<String> = entries.iter().map(|entry| format!("entri={entry}")).collect();
    assert!(browser.get("/antrean").body.contains("formaction=\"/penetapan/draf/dari\""));
    let page = browser.get(&format!("/penetapan/draf/dari?{}", all.join("&")));
    assert!(page.says("2 butir dari 3 entri"), "{}", page.body);
    assert!(world.second("RI").drafts().unwrap().is_empty(), "looking begins nothing");
    let token = page.form("/penetapan/draf/dari")["csrf"].clone();
    let mut fields = vec![("csrf".to_owned(), token)];
    fields.extend(entries.iter().map(|entry| ("entri".to_owned(), entry.clone())));
    let done = browser.post("/penetapan/draf/dari", &fields);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = browser.get(done.leads_to());
    assert!(page.says("2 butir disalin dari 3 entri"), "{}", page.body);
    let form = page.form(done.leads_to());
    let names = [&form["item/1/information"], &form["item/2/information"]];
    assert_eq!(names, ["Rekam medis", "Surat sakit"]);
    assert!(!form.contains_key("item/3/information"));
}

#[test]
fn a_paper_is_registered_with_the_mark_of_its_scan() {
    let mut world = World::with("3319");
    let ri = world.office("RI");
    let (scope, id) = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    let draft = format!("/penetapan/draf/{}", handle(&scope, id));
    let mut browser = browser(&world, "RI", "iman");
    let page = browser.get(&format!("{draft}/terbit?kertas=ya"));
    let scan = File { field: "pindaian", name: "keputusan.pdf", bytes: b"%PDF-" };
    let done = send_files(&mut browser, &page, &format!("{draft}/daftarkan"), &[], &[scan]);
    assert_eq!(done.leads_to(), "/penetapan/lihat?nomor=12%2F2026", "{}", done.body);
    assert!(browser.get(done.leads_to()).says("dibuat di atas kertas dan didaftarkan kemudian"));
    let office = world.second("RI");
    let issued = office.national().determinations();
    let registered = issued[0].issue.registered.as_ref().unwrap();
    assert_eq!(registered.scan, Some(kecuali_encoding::Digest::of(b"%PDF-")));
}
