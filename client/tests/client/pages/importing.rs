//! Importing a list: what is shown is what is written, and nothing before.

use axum::http::StatusCode;
use kecuali_testkit::files::{Table, xlsx};

use super::{
    browser::{Browser, Page},
    multipart::{File, send_files},
};
use crate::{importing::reader, world::World};

pub(super) const OFFICE: &str = "3319";
pub(super) const LIST: &str = "No;Nama Dokumen;Dasar Hukum;Jangka Waktu\n\
                    1;Rekam medis;Pasal 17 huruf h angka 2;5 tahun\n\
                    2;Rekam medis;Pasal 17;1 tahun\n\
                    3;Soal ujian;tidak ada;besok\n";

pub(super) fn office() -> (World, Browser) {
    let world = World::with(OFFICE);
    let mut browser = Browser::open(&world.path(OFFICE));
    browser.app.read_lists_with(reader());
    browser.act_as("siti");
    (world, browser)
}

/// Chooses a file, and says where its preview is.
pub(super) fn choose(browser: &mut Browser, name: &str, bytes: &[u8]) -> String {
    let page = browser.get("/impor");
    let chosen = File { field: "berkas", name, bytes };
    let page = send_files(browser, &page, "/impor", &[], &[chosen]);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.leads_to().to_owned()
}

pub(super) fn names(world: &World) -> Vec<String> {
    let mut office = world.second(OFFICE);
    let mut all: Vec<_> =
        office.entries().unwrap().into_iter().map(|one| one.information).collect();
    all.sort();
    all
}

/// The name of the choice of a column, and what was guessed of it.
fn choice(page: &Page, column: &str) -> (String, String) {
    let (_, rest) =
        page.body.split_once(&format!("name=\"kolom.{column}\"><option value=\"\">")).unwrap();
    (format!("kolom.{column}"), rest.split_once('<').unwrap().0.to_owned())
}

#[test]
fn a_list_is_seen_before_it_is_written_and_taken_back_afterwards() {
    let (mut world, mut browser) = office();
    world.issue();
    let address = choose(&mut browser, "daftar.csv", LIST.as_bytes());
    let page = browser.get(&address);
    assert!(choice(&page, "Nama Dokumen").1.starts_with("Nama informasi"), "{}", page.body);
    for text in [
        "Belum ada yang ditulis",
        "3 baris menjadi konsep",
        "12/2026 butir 1",
        "baris 3 dan baris 2",
        "<q>besok</q> dibaca: <b>tidak dipahami; disimpan apa adanya</b>",
    ] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    assert!(names(&world).is_empty());
    let done = browser.send_form(&page, &address, &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(names(&world), ["Rekam medis", "Rekam medis", "Soal ujian"]);
    let imported = world.second(OFFICE).entries().unwrap()[0].entry.clone();
    let origin = format!("/impor/asal/{imported}");
    assert!(browser.get(&format!("/entri/{imported}")).body.contains(&origin));
    assert_eq!(browser.get(&origin).status, StatusCode::OK);
    assert_eq!(browser.get(&address).status, StatusCode::NOT_FOUND, "the copy is gone");
    let batch = done.leads_to().to_owned();
    let view = browser.get(&batch);
    let (_, origin) = view.body.split_once("href=\"/impor/asal/").unwrap();
    let origin = browser.get(&format!("/impor/asal/{}", origin.split_once('"').unwrap().0));
    assert!(origin.says("daftar.csv") && origin.says("Jangka Waktu"), "{}", origin.body);
    let undone = browser.send_form(&view, &batch, &[]);
    assert_eq!(undone.leads_to(), "/impor");
    assert!(names(&world).is_empty());
}

#[test]
fn what_a_column_becomes_is_what_a_person_says() {
    let (world, mut browser) = office();
    let address = choose(&mut browser, "daftar.csv", LIST.as_bytes());
    let said = format!("{address}?kolom.Nama+Dokumen=document_type&kolom.Dasar+Hukum=information");
    let page = browser.get(&said);
    assert_eq!(browser.send_form(&page, &address, &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(names(&world), ["Pasal 17", "Pasal 17 huruf h angka 2", "tidak ada"]);
}

#[test]
fn what_was_not_shown_is_not_written() {
    let (world, mut browser) = office();
    let address = choose(&mut browser, "daftar.csv", LIST.as_bytes());
    let page = browser.get(&address);
    let other = [("kolom.Nama Dokumen", "note"), ("kolom.Dasar Hukum", "information")];
    let done = browser.send_form(&page, &address, &other);
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(done.leads_to().starts_with(&address), "back to the look: {}", done.leads_to());
    assert!(names(&world).is_empty());
    let kept =
        std::fs::read_dir(world.path(OFFICE).join("uploads")).unwrap().next().unwrap().unwrap();
    std::fs::write(kept.path().join("daftar.csv"), "Nama Dokumen\nLain\n").unwrap();
    let done = browser.send_form(&page, &address, &[]);
    assert!(done.leads_to().starts_with(&address), "{}", done.body);
    assert!(names(&world).is_empty());
}

#[test]
fn where_several_sheets_hold_lists_one_is_chosen() {
    let (world, mut browser) = office();
    let sheet = |name: &str, information: &str| {
        let rows = [["Judul", "Dasar Hukum"], [information, "Pasal 17 huruf a"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        Table { name: name.to_owned(), rows, merged: Vec::new() }
    };
    let book = xlsx(&[sheet("2024", "Lama"), sheet("2025", "Baru")]);
    let address = choose(&mut browser, "buku.xlsx", &book);
    let page = browser.get(&address);
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Pilih lembar yang diimpor."), "{}", page.body);
    let page = browser.get(&format!("{address}?lembar=2025"));
    assert_eq!(browser.send_form(&page, &address, &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(names(&world), ["Baru"]);
}

#[test]
fn what_is_no_list_is_said_without_a_path_of_this_machine() {
    let (_world, mut browser) = office();
    let address = choose(&mut browser, "foto.png", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    let page = browser.get(&address);
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    assert!(page.says("foto.png") && !page.says("uploads"), "{}", page.body);
}

#[test]
fn headings_that_programs_write_are_read_in_words_and_a_period_in_those_of_the_list() {
    let (world, mut browser) = office();
    let list = "No;Nama Dokumen;Jangka Waktu;nama_berkas_lama\n1;Rekam medis;seumur hidup;b12\n";
    let address = choose(&mut browser, "daftar.csv", list.as_bytes());
    let column = ("kolom.nama_berkas_lama", "import/nama_berkas_lama");
    let page = browser.get(&format!("{address}?{}={}", column.0, column.1));
    let done = browser.send_form(&page, &address, &[column]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let entry = world.second(OFFICE).entries().unwrap()[0].entry.clone();
    for path in [format!("/entri/{entry}"), format!("/entri/{entry}/ubah")] {
        let page = browser.get(&path);
        assert!(page.says("Nama berkas lama"), "{}", page.body);
        assert!(!page.says("tidak disebutkan"), "{}", page.body);
    }
    let page = browser.get(&format!("/entri/{entry}"));
    assert!(page.says("seumur hidup (belum dipahami sebagai jangka waktu)"), "{}", page.body);
}
