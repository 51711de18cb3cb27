//! Sinkron: what waits, by file both ways, and what was refused.

use axum::http::StatusCode;
use kecuali_client::office::bundle::next_hop;
use kecuali_domain::handle;

use super::{browser::Browser, starting::send_files};
use crate::world::{World, fields};

#[test]
fn what_waits_is_named_and_a_page_does_not_wait_for_the_network() {
    drop(rustls::crypto::ring::default_provider().install_default());
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.office("3604").set_server(Some("http://127.0.0.1:1".to_owned())).unwrap();
    let mut browser = Browser::open(&world.path("3604"));
    let page = browser.get("/sinkron");
    assert!(page.says(&handle(&name.0, name.1)), "{}", page.body);
    assert!(page.says("dikirim pada sinkron berikutnya"));
    let page = browser.send("/sinkron", "/sinkron/sekarang", &[]);
    assert_eq!(page.leads_to(), "/sinkron", "nobody answers, and that is no error");
    assert!(browser.get("/sinkron").says("Semua pekerjaan tetap tersimpan di sini"));
}

#[test]
fn what_is_no_address_does_not_take_the_place_of_one_that_was_good() {
    let world = World::with("3604");
    let mut browser = Browser::open(&world.path("3604"));
    browser.send("/sinkron", "/sinkron/server", &[("server", "kecuali.example")]);
    assert_eq!(world.second("3604").server(), Some("https://kecuali.example"));
    let page = browser.send("/sinkron", "/sinkron/server", &[("server", "bukan alamat")]);
    assert!(page.says("bukan alamat server"), "{}", page.body);
    assert_eq!(page.form("/sinkron/server")["server"], "bukan alamat", "to be mended");
    let again = browser.get("/sinkron").form("/sinkron/server");
    assert_eq!(again["server"], "https://kecuali.example");
    assert_eq!(world.second("3604").server(), Some("https://kecuali.example"));
    browser.send("/sinkron", "/sinkron/server", &[("server", "")]);
    assert_eq!(world.second("3604").server(), None);
}

#[test]
fn work_goes_out_by_file_and_the_word_of_the_server_comes_back() {
    let mut world = World::with("3604");
    // KPU RI opens files with the installation that its administrator grants.
    let request = world.office("RI").join_request(true).unwrap();
    world.office("RI").grant_request(None, &request, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let name = world.draft("3604");
    let entry = handle(&name.0, name.1);
    let mut office = Browser::open(&world.path("3604"));
    let mut national = Browser::open(&world.path("RI"));

    let out = office.send("/sinkron", "/sinkron/berkas", &[("untuk", "RI")]);
    assert_eq!(out.status, StatusCode::OK, "{}", out.body);
    let named = out.headers["content-disposition"].to_str().unwrap();
    assert!(named.starts_with("attachment; filename=\"kecuali-3604-"), "{named}");
    let page = national.get("/sinkron");
    let file = ("berkas", "x.bundle", &out.bytes[..]);
    let page = send_files(&mut national, &page, "/sinkron/berkas/terima", &[], file);
    assert_eq!(page.leads_to(), "/sinkron", "{}", page.body);
    assert!(national.get("/sinkron").says("dititipkan"), "carried on to the server");
    world.office("RI").refresh().unwrap();
    world.sync("RI");

    let back = national.send("/sinkron", "/sinkron/berkas", &[("untuk", "3604")]);
    assert_eq!(back.status, StatusCode::OK, "{}", back.body);
    let page = office.get("/sinkron");
    let file = ("berkas", "x.bundle", &back.bytes[..]);
    send_files(&mut office, &page, "/sinkron/berkas/terima", &[], file);
    let page = office.get("/sinkron");
    assert!(!page.says(&entry), "it waits no more: {}", page.body);
}

#[test]
fn a_file_that_is_not_taken_in_is_told_in_its_form_with_what_to_do() {
    let mut world = World::with("3604");
    let whole = world.path("keluar");
    world.office("3604").export_bundle(&whole, &[next_hop()]).unwrap();
    let whole = std::fs::read(whole).unwrap();
    let mut browser = Browser::open(&world.path("3604"));
    for (bytes, says) in [
        (&b"%PDF-1.7 surat"[..], "Ini bukan berkas kiriman Kecuali (PDF)."),
        (b"bukan", "Ini bukan berkas kiriman Kecuali (teks biasa)."),
        (b"PK\x03\x04", "(dokumen Word atau Excel, atau arsip ZIP)."),
        (b"age-encryption.org/v1\n-> scrypt x 18\n", "Ini cadangan Kecuali, bukan berkas kiriman."),
        (&whole, "dikunci untuk penerima lain"),
        (b"", "tidak utuh"),
    ] {
        let page = browser.get("/sinkron");
        let file = ("berkas", "surat.pdf", bytes);
        let page = send_files(&mut browser, &page, "/sinkron/berkas/terima", &[], file);
        let (_, said) = page.body.split_once("<div id=\"k-berkas\">").unwrap();
        let said = said.split_once("</div>").unwrap().0;
        assert!(said.contains(says), "{says}: {said}");
        assert!(said.contains("yang sudah ada di sini tetap"), "what is kept: {said}");
        for unfit in ["surat.pdf", "/tmp", "`kecuali", "berdiri"] {
            assert!(!said.contains(unfit), "{unfit}: {said}");
        }
    }
}

#[test]
fn a_code_that_is_no_office_is_told_where_it_was_typed() {
    let world = World::new();
    let mut browser = Browser::open(&world.path("RI"));
    let page = browser.send("/sinkron", "/sinkron/berkas", &[("untuk", "99.99")]);
    assert!(page.says("99.99") && page.says("Sinkron"), "{}", page.body);
    assert_eq!(page.form("/sinkron/berkas")["untuk"], "99.99");
    let (_, said) = page.body.split_once("<div id=\"k-untuk\">").unwrap();
    assert!(said.starts_with("<p class=\"keliru\" role=\"alert\">"), "{said}");
}

/// An entry with an edit that stands on a forged act, both refused.
fn refused() -> (World, Browser) {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let names = [name.clone()];
    let item = world.office("3604").item("12/2026/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    let mut forger = world.second("3604");
    forger.skip_own_checks();
    forger.determine(Some("siti"), &names, None, None).unwrap();
    let office = world.office("3604");
    office.refresh().unwrap();
    office.edit(None, &name, &fields(&["note=dari kantor"])).unwrap();
    world.sync("3604");
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    (world, browser)
}

/// Where the page of Sinkron leads for a parked record.
fn decide(browser: &mut Browser, nth: usize) -> String {
    let page = browser.get("/sinkron");
    let links = page.body.split("href=\"/sinkron/tertahan/").skip(1);
    let all: Vec<String> = links.map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    format!("/sinkron/tertahan/{}", all[nth])
}

#[test]
fn a_refused_edit_is_written_again_and_a_refused_act_is_left_to_its_signer() {
    let (mut world, mut browser) = refused();
    let act = decide(&mut browser, 0);
    let page = browser.get(&act);
    assert!(page.says("Ulangi sendiri") && !page.body.contains("/tulis\""), "{}", page.body);
    let edit = decide(&mut browser, 1);
    let page = browser.send(&edit, &format!("{edit}/tulis"), &[]);
    assert_eq!(page.leads_to(), "/sinkron", "{}", page.body);
    assert_eq!(world.second("3604").parked().unwrap().len(), 1);
    world.office("3604").refresh().unwrap();
    assert_eq!(world.sync("3604").received, 1);
}

#[test]
fn what_is_thrown_away_is_only_what_was_shown() {
    let (world, mut browser) = refused();
    let act = decide(&mut browser, 0);
    let shown = browser.get(&act);
    assert!(shown.says("dari kantor"), "what goes with it is told: {}", shown.body);
    let edit = decide(&mut browser, 1);
    browser.send(&edit, &format!("{edit}/tulis"), &[]);
    let page = browser.send_form(&shown, &format!("{act}/buang"), &[]);
    assert_eq!(page.leads_to(), act, "less stands on it now: it is shown again");
    assert_eq!(world.second("3604").parked().unwrap().len(), 1);
    let page = browser.send(&act, &format!("{act}/buang"), &[]);
    assert_eq!(page.leads_to(), "/sinkron", "{}", page.body);
    assert!(world.second("3604").parked().unwrap().is_empty());
}

#[test]
fn days_that_come_near_are_told_where_work_is_carried_to_the_server() {
    let mut world = World::with("3604");
    world.issue();
    crate::expiry::determined(&mut world, "5 tahun");
    let mut browser = Browser::open(&world.path("3604"));
    assert!(!browser.get("/sinkron").says("sisa waktu paling lama"), "nothing comes near");
    drop(browser);
    crate::expiry::determined(&mut world, "2 bulan");
    crate::upkeep::set_holidays(&mut world, &["2026-12-24", "2026-12-25", "2027-01-01"]);
    let mut browser = Browser::open(&world.path("3604"));
    let page = browser.get("/sinkron");
    let said = "<b>Segera berakhir</b>, sisa waktu paling lama 60 hari kerja: 1.";
    assert!(page.says(said), "{}", page.body);
    assert!(browser.get("/").says("Sisa waktu paling lama"), "as on Beranda");
}
