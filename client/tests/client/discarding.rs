//! Erasing what was never sent, and bringing it back.

use kecuali_client::{
    machine::Replay,
    office::{Name, Office, bundle::For},
};
use kecuali_domain::handle;

use crate::{
    desk::Desk,
    world::{NOON, World, fields, from_paper},
};

/// The same folder, so many days later by its clock.
fn later(world: &World, days: u64) -> Office {
    let machine = Replay::new(NOON + days * 86_400_000, "later".to_owned());
    Office::open(&world.path("3604"), Box::new(machine)).unwrap()
}

fn why_not(world: &mut World, name: &Name) -> String {
    let error = world.office("3604").discard_entry(Some("siti"), name).unwrap_err();
    assert_eq!(error.code(), "not_now", "{error}");
    assert!(world.office("3604").summary(name).is_ok(), "it is still there");
    error.to_string()
}

#[test]
fn what_was_never_sent_is_erased_with_all_of_it_and_comes_back_as_it_was() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let office = world.office("3604");
    office.edit(Some("siti"), &name, &fields(&["note=Lihat berkas"])).unwrap();
    let position = kecuali_domain::act::Position::Patron;
    office.give_word(Some("siti"), std::slice::from_ref(&name), &from_paper(position)).unwrap();
    let before = office.content(&name).unwrap();

    let gone = office.discard_entry(Some("siti"), &name).unwrap();
    assert_eq!((gone.by.as_str(), gone.information.as_str()), ("SITI", "Rekam medis pegawai"));
    assert!(office.summary(&name).is_err() && office.entries().unwrap().is_empty());
    assert_eq!(office.overview().unwrap().ready, 0, "nothing of it is sent");
    assert_eq!(world.second("3604").trash().unwrap(), [gone]);

    let office = world.office("3604");
    let back = office.restore_entry(Some("siti"), &handle(&name.0, name.1)).unwrap();
    assert_eq!(back, name, "under its old name");
    assert_eq!(office.content(&name).unwrap(), before, "its salt included");
    assert!(office.trash().unwrap().is_empty());
    world.sync("3604");
    assert_eq!(world.office("3604").overview().unwrap().ready, 0);
}

#[test]
fn what_someone_else_may_have_is_not_erased() {
    let mut world = World::with("3604");
    let received = world.draft("3604");
    world.sync("3604");
    world.office("3604").edit(Some("siti"), &received, &fields(&["note=x"])).unwrap();
    let why = why_not(&mut world, &received);
    assert!(!why.contains("withdraw"), "nothing was submitted that could be taken back: {why}");
    assert!(why.contains("kecuali entry edit") && why.contains("tidak pernah menjadi publik"));

    let carried = world.draft("3604");
    let stick = world.path("stick");
    let ri = For::Office("RI".parse().unwrap());
    world.office("3604").export_bundle(&stick, &[ri]).unwrap();
    assert!(why_not(&mut world, &carried).contains("paket"));
    let after = world.draft("3604");
    world.office("3604").discard_entry(Some("siti"), &after).unwrap();

    world.sync("RI");
    let elsewhere = world.office("RI").discard_entry(Some("rina"), &received).unwrap_err();
    assert!(elsewhere.to_string().contains("milik kantor ini"), "{elsewhere}");
}

#[test]
fn thirty_days_later_it_is_gone_but_never_by_a_wrong_clock_alone() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.office("3604").discard_entry(Some("siti"), &name).unwrap();
    assert_eq!(later(&world, 31).trash().unwrap().len(), 1, "the log has not come so far");
    for day in (24..=30).map(|day| format!("2026-11-{day}")) {
        world.server.borrow_mut().begin(&day);
    }
    for day in (1..=24).map(|day| format!("2026-12-{day:02}")) {
        world.server.borrow_mut().begin(&day);
    }
    world.sync("3604");
    assert_eq!(world.office("3604").trash().unwrap().len(), 1, "nor has this machine");
    assert_eq!(later(&world, 30).trash().unwrap().len(), 1, "the last day counts");
    let on_disk =
        |world: &World| std::fs::read_dir(world.path("3604").join("trash")).unwrap().count();
    assert!(later(&world, 31).trash().unwrap().is_empty());
    assert_eq!(on_disk(&world), 1, "who looks erases nothing");
    assert_eq!(later(&world, 30).empty_trash().unwrap(), 0);
    let mut pages = later(&world, 31);
    assert_eq!((pages.empty_trash().unwrap(), on_disk(&world)), (1, 0));
    assert_eq!(pages.empty_trash().unwrap(), 0, "once a day is enough");
    let gone = later(&world, 1).restore_entry(Some("siti"), &handle(&name.0, name.1));
    assert_eq!(gone.unwrap_err().code(), "not_found");
}

#[test]
fn an_import_takes_no_draft_back_that_a_bundle_took_along() {
    let mut desk = Desk::with_office();
    desk.done("RI", &["roster", "grant", "join.json"]);
    crate::register::carry(&mut desk, "RI", "3604");
    std::fs::write(desk.path().join("list.csv"), "Informasi\nRekam medis\nBerita acara\n").unwrap();
    desk.done("3604", &["import", "list.csv", "--yes"]);
    desk.done("3604", &["bundle", "export", "stick", "--to", "RI"]);
    let listed = desk.done("3604", &["import", "list", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed[0]["sent"].as_array().unwrap().len(), 2, "{listed}");
    assert!(listed[0]["unsent"].as_array().unwrap().is_empty());
}

#[test]
fn erasing_shows_what_goes_first_and_says_how_it_comes_back() {
    let mut desk = Desk::with_office();
    let entry = desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    insta::assert_snapshot!(desk.run("3604", &["entry", "discard", &entry]), @r"
    exit 2
    3604-4DKE2K  Konsep  (tersimpan di sini)
    Lengkapi isian, lalu mintakan persetujuan pejabat yang diwajibkan.

    Nama informasi:
        Rekam medis
    --
    galat: Entri ini dihapus dari komputer ini; selama 30 hari dapat dikembalikan. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    insta::assert_snapshot!(desk.run("3604", &["entry", "discard", &entry, "--yes"]), @r"
    exit 0
    3604-4DKE2K dihapus. Sampai 23 Desember 2026 dapat dikembalikan dengan `kecuali entry restore 3604-4DKE2K`.
    --
    ");
    insta::assert_snapshot!(desk.run("3604", &["entry", "trash"]), @r"
    exit 0
    3604-4DKE2K  Siti  23 November 2026 12.00  sampai 23 Desember 2026  Rekam medis
    --
    ");
    insta::assert_snapshot!(desk.run("3604", &["entry", "restore", &entry]), @r"
    exit 0
     3604-4DKE2K  Konsep  tersimpan di sini    Rekam medis
    --
    ");
    desk.done("3604", &["entry", "discard", &entry, "--yes"]);
    insta::assert_snapshot!(desk.run("3604", &["entry", "trash", "--erase", &entry, "--yes"]), @r"
    exit 0
    3604-4DKE2K tidak tersimpan lagi di sini.
    --
    ");
    insta::assert_snapshot!(desk.run("3604", &["entry", "restore", &entry]), @r"
    exit 2
    --
    galat: Tidak ada yang bernama `3604-4DKE2K` di sini. [not_found]

    petunjuk: Lihat yang dapat dikembalikan: `kecuali entry trash`.
    ");
}
