//! Kesehatan: what was looked at, copies, and the proof.

use axum::http::StatusCode;
use kecuali_client::office::{backup_file::restore_file, sealed_key::Passphrase};

use super::browser::Browser;
use crate::world::World;

fn office() -> (World, Browser) {
    let mut world = World::with("3604");
    world.draft("3604");
    let browser = Browser::open(&world.path("3604"));
    (world, browser)
}

#[test]
fn what_needs_looking_at_is_said_with_the_next_step_and_nothing_secret() {
    let (mut world, mut browser) = office();
    let page = browser.get("/kesehatan");
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let office = world.office("3604");
    office.refresh().unwrap();
    for check in office.health(None).checks {
        assert!(page.says(check.label), "{}", check.label);
    }
    assert!(page.says("Tanpa frasa sandi: SITI (PPID), BUDI (Atasan PPID"), "{}", page.body);
    let (_, report) = page.body.split_once("id=\"f-lapor\"").unwrap();
    assert!(report.contains("sealed: kuning. Tanpa frasa sandi: siti, budi."), "{report}");
    for secret in ["SITI", "Rekam medis", &office.whoami().unwrap()[0].public_key.to_string()] {
        assert!(!report.contains(secret), "{secret}");
    }
}

#[test]
fn a_copy_is_written_where_it_was_asked_for_and_never_over_another() {
    let (world, mut browser) = office();
    let usb = tempfile::tempdir().unwrap();
    let fields = [("folder", usb.path().to_str().unwrap())];
    for _ in 0..2 {
        let page = browser.send("/kesehatan", "/kesehatan/cadangan", &fields);
        assert_eq!(page.leads_to(), "/kesehatan", "{}", page.body);
        assert!(browser.get("/kesehatan").says("Salinan ditulis"));
    }
    assert_eq!(std::fs::read_dir(usb.path()).unwrap().count(), 2);
    let page = browser.send("/kesehatan", "/kesehatan/cadangan", &[("folder", "usb")]);
    assert_eq!(page.leads_to(), "/kesehatan");
    assert!(browser.get("/kesehatan").says("Belum dicadangkan"));
    drop(world);
}

#[test]
fn a_copy_in_a_file_is_handed_over_and_opens() {
    let (_world, mut browser) = office();
    let sandi = "gajah biru di atas meja";
    let fields = |again| [("sandi", sandi), ("sandi_lagi", again)];
    let form = "/kesehatan/cadangan/berkas";
    let page = browser.send("/kesehatan", form, &fields("lain"));
    assert_eq!(page.leads_to(), "/kesehatan", "typed twice");
    let page = browser.send("/kesehatan", form, &fields(sandi));
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("x"), folder.path().join("data"));
    std::fs::write(&file, &page.bytes).unwrap();
    restore_file(&file, &Passphrase::new(sandi), &data).unwrap();
    assert!(data.join("installation.json").exists());
}

#[test]
fn what_is_here_is_proven() {
    let (_world, mut browser) = office();
    browser.send("/kesehatan", "/kesehatan/periksa", &[]);
    assert!(browser.get("/kesehatan").says("Sah: "));
}

#[test]
fn a_folder_for_copies_of_each_day_is_chosen_told_and_given_up() {
    let (_world, mut browser) = office();
    let usb = tempfile::tempdir().unwrap();
    let stick = usb.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let sandi = "gajah biru di atas meja";
    let begin = |browser: &mut Browser, folder: &str, again: &str| {
        let fields = [("folder", folder), ("sandi", sandi), ("sandi_lagi", again)];
        browser.send("/kesehatan", "/kesehatan/harian", &fields);
        browser.get("/kesehatan")
    };
    let folder = stick.to_str().unwrap();
    assert!(!begin(&mut browser, folder, "lain").says("Cadangan ditulis"), "typed twice");
    assert!(begin(&mut browser, "stick", sandi).says("belum diatur"), "somewhere on this machine");
    let page = begin(&mut browser, folder, sandi);
    assert!(page.says("Cadangan ditulis dan dibaca ulang") && page.says(folder), "{}", page.body);
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 1);

    std::fs::rename(&stick, usb.path().join("laci")).unwrap();
    browser.send("/kesehatan", "/kesehatan/harian/sekarang", &[]);
    let page = browser.get("/kesehatan");
    assert!(
        page.says("Belum dicadangkan") && page.says("pekerjaan tetap berjalan"),
        "{}",
        page.body
    );
    browser.send("/kesehatan", "/kesehatan/harian/henti", &[]);
    assert!(browser.get("/kesehatan").says("Cadangkan setiap hari"));
}
