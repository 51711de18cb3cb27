//! Where the documents behind entries lie, written down and found in pages.

use axum::http::StatusCode;

use super::{
    browser::Browser,
    multipart::{File, send_files},
};
use crate::world::World;

const OFFICE: &str = "3319";
const NEW: &str = "/arsip/baru";

fn office() -> (World, Browser, String) {
    let mut world = World::with(OFFICE);
    let name = world.draft(OFFICE);
    let mut browser = Browser::open(&world.path(OFFICE));
    browser.act_as("siti");
    (world, browser, kecuali_domain::handle(&name.0, name.1))
}

/// Writes a document down, with a softcopy, and says where it is shown.
fn written(browser: &mut Browser, entry: &str) -> String {
    let page = browser.get(&format!("{NEW}?entri={entry}"));
    let filled = [
        ("dokumen", "Berkas medis 2024"),
        ("ruang", "Arsip lantai 2"),
        ("boks", "7 & 8"),
        ("nomor", "12"),
    ];
    let scan = File { field: "berkas", name: "pindai.pdf", bytes: b"%PDF-1.7 isi" };
    let page = send_files(browser, &page, NEW, &filled, &[scan]);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.leads_to().to_owned()
}

#[test]
fn a_document_is_found_by_anything_and_says_that_it_stays_here() {
    let (_world, mut browser, entry) = office();
    let piece = written(&mut browser, &entry);
    for words in ["medis", "lantai", &entry, "pindai"] {
        let found = browser.get(&format!("/arsip?cari={words}"));
        assert!(found.says("Berkas medis 2024") && found.body.contains(&piece), "{words}");
        assert!(found.says("Hanya di komputer ini; tidak pernah dikirim."));
    }
    assert!(browser.get("/arsip?cari=gudang").says("Tidak ada dokumen yang cocok."));
    assert!(browser.get(&format!("/arsip/entri/{entry}")).body.contains(&piece));
    let label = browser.get("/arsip/label?boks=7+%26+8");
    assert!(label.says("Berkas medis 2024") && label.says("Kudus"), "{}", label.body);
}

#[test]
fn what_is_put_elsewhere_keeps_where_it_was() {
    let (_world, mut browser, entry) = office();
    let piece = written(&mut browser, &entry);
    let page = browser.get(&piece);
    let done = browser.send_form(&page, &piece, &[("ruang", "Gudang"), ("boks", "9")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = browser.get(&piece);
    for text in ["ruang Gudang, boks 9, nomor berkas 12", "ruang Arsip lantai 2"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    let gone = format!("{piece}/keluar");
    browser.send_form(&page, &gone, &[("alasan", "Dimusnahkan menurut jadwal")]);
    assert!(browser.get(&piece).says("Dimusnahkan menurut jadwal"));
    assert!(!browser.get("/arsip").says("Berkas medis 2024"));
}

#[test]
fn a_softcopy_comes_out_as_it_was_put_in_and_is_never_opened_here() {
    let (_world, mut browser, entry) = office();
    let piece = written(&mut browser, &entry);
    let page = browser.get(&piece);
    let (_, link) = page.body.split_once(&format!("href=\"{piece}/salinan/")).unwrap();
    let link = format!("{piece}/salinan/{}", link.split_once('"').unwrap().0);
    let file = browser.get(&link);
    assert_eq!(file.body, "%PDF-1.7 isi");
    let disposition = file.headers["content-disposition"].to_str().unwrap();
    assert_eq!(disposition, "attachment; filename=\"pindai.pdf\"");
    assert_eq!(file.headers["content-type"], "application/octet-stream");
}

#[test]
fn a_form_that_is_not_taken_is_shown_again_with_what_was_typed_and_why_at_its_box() {
    let (world, mut browser, entry) = office();
    let page = browser.get(&format!("{NEW}?entri={entry}"));
    let long = "x".repeat(2_001);
    let scan = || File { field: "berkas", name: "pindai.pdf", bytes: b"%PDF" };
    let mut sent = |filled: &[(&str, &str)]| {
        let mut all =
            vec![("dokumen", "Berkas medis"), ("tingkat", "salinan"), ("ruang", "Gudang")];
        all.extend(filled);
        send_files(&mut browser, &page, NEW, &all, &[scan()])
    };
    let cases = [
        ("entri", "3319-ZZZZZZ", StatusCode::NOT_FOUND, "Tidak ada entri 3319-ZZZZZZ di sini."),
        ("dokumen", "", StatusCode::UNPROCESSABLE_ENTITY, "Isi nama dokumennya."),
        ("nomor", long.as_str(), StatusCode::UNPROCESSABLE_ENTITY, "Terlalu panjang"),
    ];
    for (at, value, status, why) in cases {
        let again = sent(&[(at, value)]);
        assert_eq!(again.status, status, "{at}: {}", again.body);
        let (_, wrong) = again.body.split_once(&format!("id=\"k-{at}\">")).expect(at);
        assert!(wrong.starts_with(why), "{at}: {}", again.body);
        assert_eq!(again.body.matches("class=\"keliru\" id=\"k-").count(), 1, "{at}");
        assert!(again.body.contains(&format!("href=\"#{at}\"")), "{at}: {}", again.body);
        let form = again.form(NEW);
        assert_eq!((form["ruang"].as_str(), form["tingkat"].as_str()), ("Gudang", "salinan"));
        assert_eq!(form[at], value, "also what is wrong is still there");
        assert!(again.says("berkas yang tadi dipilih tidak ikut tersimpan"), "{}", again.body);
        assert!(!again.says("kecuali archive") && !again.says("--document"), "{}", again.body);
    }
    assert!(world.second(OFFICE).archive_find("").unwrap().is_empty());
    let again = sent(&[("dokumen", "")]);
    let done = send_files(&mut browser, &again, NEW, &[("dokumen", "Rekam")], &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "it goes on from there: {}", done.body);
}

#[test]
fn what_is_not_taken_on_the_page_of_a_document_is_said_there() {
    let (world, mut browser, entry) = office();
    let piece = written(&mut browser, &entry);
    let page = browser.get(&piece);
    let again = browser.send_form(&page, &piece, &[("dokumen", " "), ("ruang", "Gudang")]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.body);
    assert!(again.says("id=\"k-dokumen\">Isi nama dokumennya."), "{}", again.body);
    assert_eq!(again.form(&piece)["ruang"], "Gudang");
    let gone = format!("{piece}/keluar");
    let again = browser.send_form(&page, &gone, &[("alasan", "")]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.body);
    assert!(again.says("id=\"k-alasan\">Tulis mengapa"), "{}", again.body);
    let copies = format!("{piece}/salinan");
    let again = send_files(&mut browser, &page, &copies, &[], &[]);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.body);
    assert!(again.says("id=\"k-berkas\">Pilih berkasnya dahulu."), "{}", again.body);
    let there = world.second(OFFICE).archive_find("").unwrap().remove(0).piece;
    assert_eq!(there.document, "Berkas medis 2024");
    assert_eq!((there.place.room.as_str(), there.softcopies.len()), ("Arsip lantai 2", 1));
}

#[test]
fn who_was_not_chosen_finds_what_they_typed_again() {
    let (world, _, entry) = office();
    let mut browser = Browser::open(&world.path(OFFICE));
    let page = browser.get(&format!("{NEW}?entri={entry}"));
    let again = send_files(&mut browser, &page, NEW, &[("dokumen", "Berkas medis")], &[]);
    assert_eq!(again.status, StatusCode::FORBIDDEN, "{}", again.body);
    assert!(again.says("Belum dipilih siapa yang bekerja"), "{}", again.body);
    assert_eq!(again.form(NEW)["dokumen"], "Berkas medis");
}
