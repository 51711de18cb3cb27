//! Nobody is offered what they may not do, and who tries all the same is told whose turn it is, with
//! the way back to what they typed.

use axum::http::StatusCode;
use kecuali_client::office::{Name, role::Role};
use kecuali_domain::{act::Position, handle};

use super::{browser::Browser, settling};
use crate::world::{World, complete, newcomer};

const NEW: &str = "/entri/baru/ubah";
const WHOSE: &str = "Yang berwenang";

/// An office where one drafts, and one endorses.
fn with_an_endorser() -> (World, Browser) {
    let mut world = World::new();
    world.arrive("3319");
    let tono = newcomer("tono", "Pembina", Role::Endorser, Some(Position::ALL[0]));
    world.office("3319").add_people(&[tono]).unwrap();
    world.admit("3319");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("tono");
    (world, browser)
}

#[test]
fn who_does_not_draft_is_told_so_before_they_write() {
    let (world, mut browser) = with_an_endorser();
    for path in ["/", "/daftar"] {
        assert!(!browser.get(path).body.contains("href=\"/entri/baru\""), "{path}");
    }
    let page = browser.get("/entri/baru");
    assert!(page.says(WHOSE) && page.says("Ganti siapa yang bekerja"), "{}", page.body);
    assert!(!page.says("<button class=\"tombol utama\">Simpan</button>"), "{}", page.body);
    let sent = browser.send_form(&page, NEW, &[("information", "Rekam medis")]);
    let to = sent.leads_to().to_owned();
    assert!(to.starts_with("/entri/baru/ubah?borang="), "{to}: {}", sent.body);
    let page = browser.get(&to);
    assert!(page.says("Belum disimpan; yang Anda ketik dijaga"), "{}", page.body);
    assert!(page.says("SITI") && !page.says("Tidak ada kunci"), "{}", page.body);
    assert_eq!(page.form(NEW)["information"], "Rekam medis");
    assert!(world.second("3319").entries().unwrap().is_empty(), "nothing is signed");
    browser.act_as("siti");
    assert!(browser.get("/daftar").body.contains("href=\"/entri/baru\""));
}

fn of_an_office() -> (World, String) {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    world.sync("RI");
    let entry = handle(&name.0, name.1);
    (world, entry)
}

#[test]
fn an_entry_of_another_office_is_not_offered_to_be_changed() {
    let (world, entry) = of_an_office();
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    let page = browser.get(&format!("/entri/{entry}"));
    assert!(page.says("hanya kantor itu yang mengubahnya"), "{}", page.body);
    let form = format!("/entri/{entry}/ubah");
    assert!(!page.says(&format!("href=\"{form}\">Ubah")), "{}", page.body);
    let page = browser.get(&form);
    assert!(page.says("hanya kantor itu yang mengubahnya"), "{}", page.body);
    assert!(!page.body.contains("id=\"form-entri\""), "{}", page.body);
}

#[test]
fn what_is_refused_is_said_within_the_menu_and_leads_back_to_what_was_typed() {
    let (world, entry) = of_an_office();
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    let token = browser.get("/siapa").form("/siapa")["csrf"].clone();
    let form = format!("/entri/{entry}/ubah");
    let fields = [("csrf", token.as_str()), ("borang", "00112233445566778899aabbccddeeff")];
    let fields = fields.iter().chain(&[("semula.note", ""), ("note", "Catatan")]);
    let fields: Vec<_> = fields.map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let page = browser.post(&form, &fields);
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.body);
    assert!(page.says("aria-label=\"Utama\"") && page.says("<h1>"), "{}", page.body);
    assert_eq!(page.body.matches("<main").count(), 1, "{}", page.body);
    assert!(page.says("Ada ketikan yang belum disimpan"), "{}", page.body);
    assert!(page.body.contains(&format!("{form}?borang=0011")), "{}", page.body);
    // Nobody who is not logged in sees anything of the office.
    let page = Browser::outside(&world.path("RI")).get("/daftar");
    assert!(!page.body.contains("aria-label=\"Utama\"") && !page.says("KPU RI"), "{}", page.body);
}

/// The same conflict, as KPU RI reads it too.
fn in_conflict() -> (World, Name) {
    let (mut world, name) = settling::in_conflict();
    world.sync("RI");
    (world, name)
}

#[test]
fn a_conflict_waits_for_its_office_and_for_nobody_above() {
    let (world, name) = in_conflict();
    let entry = handle(&name.0, name.1);
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    let page = browser.get("/konflik");
    assert!(!page.says("bentrok</span></span></a>"), "no badge: {}", page.body);
    assert!(page.says("Di kantor lain") && page.says(&entry), "{}", page.body);
    assert!(!page.says("Pakai nilai ini") && !page.body.contains("name=\"baru\""));
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    let page = browser.get("/konflik");
    assert!(page.says("bentrok</span></span></a>") && page.says("Pakai nilai ini"));
}

/// Someone of Desk Pelayanan, who drafts and does nothing else.
fn with_a_desk() -> (World, Browser) {
    let mut world = World::new();
    world.arrive("3319");
    let dewi = newcomer("dewi", "Desk Pelayanan", Role::ServiceDesk, None);
    world.office("3319").add_people(&[dewi]).unwrap();
    world.admit("3319");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("dewi");
    (world, browser)
}

#[test]
fn who_does_nothing_at_a_step_of_the_procedure_reads_it_and_is_told_whose_turn_it_is() {
    let (mut world, mut browser) = with_a_desk();
    let drafted = world.office("3319").add_entries(Some("siti"), &[complete("Rekam medis")]);
    let name = drafted.unwrap().remove(0);
    let entry = handle(&name.0, name.1);
    let page = browser.get("/persetujuan");
    assert!(page.body.contains(&format!("href=\"/entri/{entry}\"")), "{}", page.body);
    let whose = "Yang berwenang mencatat persetujuan dari kertas, menyetujui, atau mengajukan di \
                 komputer ini: SITI (PPID), BUDI (Atasan PPID).";
    assert!(page.says(whose), "{}", page.body);
    let offered = |page: &super::browser::Page| {
        page.body.contains("type=\"checkbox\"") || page.body.contains("kaki-form")
    };
    assert!(!offered(&page), "{}", page.body);
    browser.act_as("siti");
    assert!(offered(&browser.get("/persetujuan")));
    world.endorse("3319", &name);
    let names = std::slice::from_ref(&name);
    world.office("3319").submit(Some("siti"), names, None, None).unwrap();
    // What was submitted is taken back by who submits, and by nobody else.
    browser.act_as("budi");
    let page = browser.get("/persetujuan?langkah=diajukan");
    assert!(page.says("Yang berwenang mengajukan di komputer ini: SITI (PPID)."), "{}", page.body);
    assert!(page.says(&entry) && !offered(&page), "{}", page.body);
    browser.act_as("siti");
    assert!(offered(&browser.get("/persetujuan?langkah=diajukan")));
}

#[test]
fn forms_of_who_drafts_are_offered_to_nobody_else() {
    let (mut world, mut browser) = with_an_endorser();
    let name = world.draft("3319");
    let entry = handle(&name.0, name.1);
    let trash =
        world.office("3319").add_entries(Some("siti"), &[crate::world::fields(&["note=x"])]);
    let trash = trash.unwrap().remove(0);
    let piece = {
        browser.act_as("siti");
        let page = browser.get(&format!("/arsip/baru?entri={entry}"));
        let filled = [("dokumen", "Berkas medis")];
        let page = super::multipart::send_files(&mut browser, &page, "/arsip/baru", &filled, &[]);
        page.leads_to().to_owned()
    };
    world.office("3319").refresh().unwrap();
    world.office("3319").discard_entry(Some("siti"), &trash).unwrap();
    let pages = [
        ("/impor", "action=\"/impor\""),
        ("/sampah", "action=\"/sampah\""),
        ("/arsip", "href=\"/arsip/baru\""),
        ("/arsip/baru", "action=\"/arsip/baru\""),
        (&piece, "Catat sebagai tidak ada lagi"),
        (&piece, "/salinan\" method"),
    ];
    for (path, form) in pages {
        browser.act_as("siti");
        let page = browser.get(path);
        assert!(page.body.contains(form) && !page.says(WHOSE), "{path}: {}", page.body);
        browser.act_as("tono");
        let page = browser.get(path);
        assert!(!page.body.contains(form), "{path}: {}", page.body);
        assert!(path == "/arsip" || page.says(WHOSE), "{path}: {}", page.body);
    }
    let discard = format!("/entri/{entry}/buang");
    assert!(!browser.get(&format!("/entri/{entry}")).body.contains(&discard));
    browser.act_as("siti");
    assert!(browser.get(&format!("/entri/{entry}")).body.contains(&discard));
}

#[test]
fn who_only_manages_keys_reads_a_submission_and_is_not_asked_for_words() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.endorse("3604", &name);
    world.office("3604").submit(None, std::slice::from_ref(&name), None, None).unwrap();
    world.sync("3604");
    world.sync("RI");
    let mut browser = Browser::open(&world.path("RI"));
    let page = format!("/antrean/{}", handle(&name.0, name.1));
    for (who, may) in [("adi", false), ("rina", true)] {
        browser.act_as(who);
        assert_eq!(browser.get(&page).says("Tulis komentar"), may, "{who}");
        assert_eq!(browser.get(&page).says("Beri komentar"), may, "{who}");
        let queue = browser.get("/antrean");
        assert_eq!(queue.body.contains("type=\"checkbox\""), may, "{who}: {}", queue.body);
    }
}

#[test]
fn what_waits_is_said_to_wait_for_those_whose_turn_it_is_until_someone_is_chosen() {
    let mut world = World::with("3319");
    world.draft("3319");
    let mut browser = Browser::open(&world.path("3319"));
    let page = browser.get("/");
    assert!(page.says("Menunggu di kantor ini") && !page.says("Menunggu Anda"), "{}", page.body);
    assert!(page.body.contains("<a href=\"/siapa\">Pilih siapa yang bekerja</a>"), "{}", page.body);
    let (_, endorse) = page.body.split_once("Menunggu disetujui").expect(&page.body);
    let names = endorse.split_once("</b></p>").unwrap().0;
    assert!(names.ends_with("Menunggu <b>BUDI"), "{names}");
    browser.act_as("siti");
    let page = browser.get("/");
    assert!(page.says("Menunggu Anda") && !page.says("Menunggu <b>"), "{}", page.body);
    let (_, own) = page.body.split_once("Siap dimintakan persetujuan").expect(&page.body);
    assert!(own.contains("Rekam medis pegawai"), "{}", page.body);
    // Where there is only one, it is theirs.
    let mut alone = World::new();
    alone.arrive("3319");
    let ri = Browser::open(&alone.path("RI")).get("/");
    assert!(ri.says("Menunggu di kantor ini"), "several work at KPU RI: {}", ri.body);
}
