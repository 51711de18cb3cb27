//! Where documents lie, and their softcopies: kept here, found by anything, and seen by nobody else.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kecuali_client::office::{
    Office,
    archive::{PieceView, Place, PlaceWritten, Written},
    backup::{Part, restore},
    export::{Format, Wanted},
};
use kecuali_encoding::Digest;

use crate::{
    desk::Desk,
    world::{World, fields},
};

const SECRET: &str = "wadah-rahasia-42";

fn at(carton: &str, file_number: &str) -> PlaceWritten {
    let said = |text: &str| Some(text.to_owned());
    PlaceWritten {
        room: said("Ruang arsip lantai 2"),
        rack: said("Rak 3"),
        carton: said(carton),
        folder: None,
        file_number: said(file_number),
    }
}

fn written(document: &str, place: PlaceWritten) -> Written {
    Written { document: Some(document.to_owned()), place, ..Written::default() }
}

/// An office with two pieces behind one entry.
fn archived() -> (World, kecuali_client::office::Name) {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let office = world.office("3604");
    for (document, number) in [("Rekam medis Siti", "9"), ("Surat pengantar", "10")] {
        office.archive_add(Some("siti"), &name, &written(document, at(SECRET, number))).unwrap();
    }
    (world, name)
}

fn numbers(pieces: &[PieceView]) -> Vec<u32> {
    pieces.iter().map(|view| view.piece.number).collect()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

fn softcopy(world: &World, text: &str) -> PathBuf {
    let path = world.path("pindaian.pdf");
    fs::write(&path, text).unwrap();
    path
}

fn kept(world: &World, text: &str) -> PathBuf {
    let hash = Digest::of(text.as_bytes()).to_string();
    world.path("3604").join("archive").join(hash.split_at(2).0).join(&hash)
}

#[test]
fn pieces_are_found_by_anything_that_is_written_down_of_them() {
    let (mut world, name) = archived();
    let office = world.office("3604");
    let found = |office: &mut Office, words: &str| numbers(&office.archive_find(words).unwrap());
    for words in ["rekam medis", "MEDIS  rak 3", "siti lantai", "asli 9"] {
        assert_eq!(found(office, words), [1], "{words}");
    }
    assert_eq!(found(office, &kecuali_domain::handle(&name.0, name.1)), [1, 2]);
    assert_eq!(found(office, SECRET), [1, 2]);
    assert_eq!(found(office, ""), [1, 2]);
    assert!(found(office, "medis pengantar").is_empty());
    assert_eq!(numbers(&office.archive_of(&name).unwrap()), [1, 2]);
    assert_eq!(numbers(&world.second("3604").archive_find("").unwrap()), [1, 2], "it is kept");
}

#[test]
fn a_move_says_who_from_where_and_to_where_and_a_correction_is_no_move() {
    let (mut world, _) = archived();
    let office = world.office("3604");
    let place = PlaceWritten { carton: Some("boks 8".to_owned()), ..PlaceWritten::default() };
    let moved = Written { place, ..Written::default() };
    let views = office.archive_change(Some("budi"), &[1, 2], &moved);
    assert_eq!(views.unwrap_err().code(), "grant_insufficient", "an endorser keeps no archive");
    let views = office.archive_change(Some("siti"), &[1, 2], &moved).unwrap();
    let piece = &views[0].piece;
    let last = piece.moves.last().unwrap();
    let carton = |place: &Place| place.carton.clone();
    assert_eq!((piece.moves.len(), last.by.as_str()), (2, "SITI"));
    assert_eq!(last.from.as_ref().map(carton).as_deref(), Some(SECRET));
    assert_eq!((carton(&last.to), last.to.rack.as_str()), ("boks 8".to_owned(), "Rak 3"));
    assert_eq!(last.to, piece.place);

    let corrected = Written { note: Some("sampul biru".to_owned()), ..Written::default() };
    let views = office.archive_change(Some("siti"), &[2], &corrected).unwrap();
    assert_eq!((views[0].piece.moves.len(), views[0].piece.note.as_str()), (2, "sampul biru"));
    let missing = office.archive_change(Some("siti"), &[1, 3], &written("x", at("x", "x")));
    assert_eq!(missing.unwrap_err().code(), "not_found");
    let first = office.archive_piece(1).unwrap().piece;
    assert_eq!(first.document, "Rekam medis Siti", "all of them, or none");
}

#[test]
fn what_is_not_here_any_more_is_listed_no_more_and_not_forgotten() {
    let (mut world, _) = archived();
    let office = world.office("3604");
    assert_eq!(office.archive_remove(Some("siti"), &[1], " ").unwrap_err().code(), "input");
    office.archive_remove(Some("siti"), &[1], "dimusnahkan").unwrap();
    assert_eq!(numbers(&office.archive_find("").unwrap()), [2]);
    let removed = office.archive_piece(1).unwrap().piece.removed.unwrap();
    assert_eq!((removed.by.as_str(), removed.reason.as_str()), ("SITI", "dimusnahkan"));
    let name = office.archive_piece(2).unwrap().piece.about;
    let third = office.archive_add(Some("siti"), &name, &written("Lain", at("7", "1"))).unwrap();
    assert_eq!(third, 3, "a number is never given again");
}

#[test]
fn a_softcopy_is_kept_once_and_given_out_only_as_it_was_put_in() {
    let (mut world, _) = archived();
    let path = softcopy(&world, "isi rahasia");
    let office = world.office("3604");
    for number in [1, 1, 2] {
        office.archive_attach(Some("siti"), number, &path).unwrap();
    }
    let softcopies = office.archive_piece(1).unwrap().piece.softcopies;
    assert_eq!((softcopies.len(), softcopies[0].name.as_str()), (1, "pindaian.pdf"));
    assert_eq!(files(&world.path("3604").join("archive")), [kept(&world, "isi rahasia")]);

    let out = world.path("keluar.pdf");
    let office = world.office("3604");
    office.archive_get(2, "pindaian.pdf", &out).unwrap();
    assert_eq!(fs::read_to_string(&out).unwrap(), "isi rahasia");
    let again = office.archive_get(2, "pindaian.pdf", &out).unwrap_err();
    assert_eq!(again.code(), "file", "nothing is written over");

    fs::write(kept(&world, "isi rahasia"), "isi lain").unwrap();
    let other = world.path("lain.pdf");
    let office = world.office("3604");
    let damaged = office.archive_get(2, "pindaian.pdf", &other).unwrap_err();
    assert_eq!((damaged.code(), damaged.exit().code()), ("file_damaged", 5));
    assert!(!other.exists());
    office.archive_attach(Some("siti"), 1, &path).unwrap();
    office.archive_get(2, "pindaian.pdf", &other).unwrap();
}

#[test]
fn nothing_of_the_archive_is_in_what_others_get() {
    let (mut world, name) = archived();
    let path = softcopy(&world, "isi rahasia");
    world.office("3604").archive_attach(Some("siti"), 1, &path).unwrap();
    let secrets = [SECRET, "pindaian.pdf", "isi rahasia", "Rekam medis Siti", "lantai 2"];
    let holds = |bytes: &[u8]| {
        secrets.iter().any(|secret| bytes.windows(secret.len()).any(|run| run == secret.as_bytes()))
    };
    let archive = fs::read(world.path("3604").join("archive.sqlite")).unwrap();
    let wal = fs::read(world.path("3604").join("archive.sqlite-wal")).unwrap_or_default();
    assert!(holds(&[archive, wal].concat()), "the test looks for what is there");

    for log in
        [world.path("3604").join("store.sqlite"), world.path("3604").join("store.sqlite-wal")]
    {
        assert!(!holds(&fs::read(log).unwrap_or_default()), "what a sync and a bundle read from");
    }
    world.sync("3604");
    let (register, proof) = (world.path("register.csv"), world.path("bukti.html"));
    let wanted = Wanted { status: None, internal: true };
    let office = world.office("3604");
    office.export_register(Format::Csv, &wanted, &register).unwrap();
    office.export_evidence(&name, &proof).unwrap();
    assert!(!holds(&fs::read(&register).unwrap()) && !holds(&fs::read(&proof).unwrap()));
    let entry = serde_json::to_vec(&world.office("3604").entry(&name).unwrap()).unwrap();
    assert!(!holds(&entry));
}

#[test]
fn a_backup_has_the_archive_and_a_restore_brings_it_back_also_without_the_store() {
    let (mut world, _) = archived();
    let path = softcopy(&world, "isi rahasia");
    world.office("3604").archive_attach(Some("siti"), 1, &path).unwrap();
    let copy = world.path("copy");
    world.office("3604").backup(&copy).unwrap();
    for (part, to) in [(Part::Whole, "whole"), (Part::KeysOnly, "keys")] {
        restore(&copy, &world.path(to), part).unwrap();
        let mut restored = world.second(to);
        assert_eq!(numbers(&restored.archive_find("").unwrap()), [1, 2]);
        restored.archive_get(1, "pindaian.pdf", &world.path(&format!("{to}.pdf"))).unwrap();
    }
    fs::write(kept(&world, "isi rahasia"), "isi lain").unwrap();
    let second = world.path("second");
    let damaged = world.office("3604").backup(&second).unwrap_err();
    assert_eq!(damaged.code(), "file_damaged", "a damaged archive is told, not copied");
}

#[test]
fn a_label_says_what_a_box_holds_in_the_order_in_which_people_count() {
    let (mut world, name) = archived();
    let office = world.office("3604");
    let sly = "<script>alert(1)</script>";
    office.archive_add(Some("siti"), &name, &written(sly, at(SECRET, "11"))).unwrap();
    let elsewhere = written("Tempat lain", at("lain", "1"));
    office.archive_add(Some("siti"), &name, &elsewhere).unwrap();
    let label = office.box_label(&SECRET.to_uppercase()).unwrap();
    let numbers: Vec<_> = label.lines.iter().map(|line| line.file_number.as_str()).collect();
    assert_eq!(numbers, ["9", "10", "11"]);
    assert_eq!(label.file_numbers, Some(("9".to_owned(), "11".to_owned())));
    assert_eq!(label.places, ["Ruang arsip lantai 2, Rak 3"]);
    let page = label.to_html();
    assert!(page.contains("9 s.d. 11") && !page.contains("<script"), "{page}");
    assert_eq!(office.box_label("boks 5").unwrap_err().code(), "not_found");
    assert_eq!(office.box_label("").unwrap_err().code(), "not_found");
}

#[test]
fn the_archive_is_kept_by_commands_and_says_that_it_stays_here() {
    let mut desk = Desk::with_office();
    let entry = desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    fs::write(desk.path().join("scan.pdf"), "isi").unwrap();
    let place = ["--room", "Arsip", "--rack", "3", "--box", "12", "--file-number", "7"];
    let add = ["archive", "add", &entry, "--document", "Rekam medis", "--softcopy", "scan.pdf"];
    insta::assert_snapshot!(desk.run("3604", &[&add[..], &place].concat()), @r"
    exit 0
    Dokumen 1 dicatat di balik 3604-4DKE2K.
    --

    Arsip ini hanya ada di komputer ini dan tidak pernah dikirim; `kecuali backup` menyalinnya.
    ");
    insta::assert_snapshot!(desk.run("3604", &["archive", "move", "1", "--box", "13"]), @r"
    exit 0
    1  3604-4DKE2K  Rekam medis  asli  ruang Arsip, rak/lemari 3, boks 13, nomor berkas 7
    --

    Arsip ini hanya ada di komputer ini dan tidak pernah dikirim; `kecuali backup` menyalinnya.
    ");
    insta::assert_snapshot!(desk.run("3604", &["archive", "show", &entry]), @r"
    exit 0
    1  3604-4DKE2K  Rekam medis (asli)
      ruang Arsip, rak/lemari 3, boks 13, nomor berkas 7
      Salinan digital:
        55c123196402  scan.pdf (3 B)
      Riwayat tempat:
        23 November 2026 12.00  Siti  ruang Arsip, rak/lemari 3, boks 12, nomor berkas 7
        23 November 2026 12.00  Siti  ruang Arsip, rak/lemari 3, boks 13, nomor berkas 7
    --

    Arsip ini hanya ada di komputer ini dan tidak pernah dikirim; `kecuali backup` menyalinnya.
    ");
    insta::assert_snapshot!(desk.run("3604", &["archive", "label", "13"]), @r"
    exit 0
    Boks 13
    KPU Kabupaten Serang
    Arsip, 3
    Nomor berkas 7

      7  Rekam medis  asli  3604-4DKE2K
    --
    ");
    desk.done("3604", &["archive", "label", "13", "--html", "label.html"]);
    desk.done("3604", &["archive", "get", "1", "scan.pdf", "--out", "out.pdf"]);
    desk.done("3604", &["archive", "remove", "1", "--reason", "dimusnahkan"]);
    assert_eq!(desk.run("3604", &["archive", "find"]).lines().nth(1), Some("--"));
    insta::assert_snapshot!(desk.run("3604", &["archive", "show", "2"]), @r"
    exit 2
    --
    galat: Tidak ada yang bernama `2` di sini. [not_found]

    petunjuk: Lihat isi arsip: `kecuali archive find`.
    ");
}

/// Rule R16, as the archive of this machine knows it.
#[test]
fn papers_without_box_and_folder_are_told_where_an_archive_is_kept() {
    let mut world = World::with("3604");
    let (name, other) = (world.draft("3604"), world.draft("3604"));
    let office = world.office("3604");
    for one in [&name, &other] {
        office.edit(Some("siti"), one, &fields(&["media=printed"])).unwrap();
    }
    let unplaced = |office: &mut Office, name| {
        let findings = office.entry(name).unwrap().findings;
        findings.iter().any(|one| one.code == "hardcopy_without_place")
    };
    assert!(
        !unplaced(office, &name),
        "while there is no archive here, another machine may keep it"
    );

    let place = at("Boks 1", "9");
    office.archive_add(Some("siti"), &name, &written("Rekam medis", place.clone())).unwrap();
    assert!(unplaced(office, &name), "a box, and no folder");
    let whole = PlaceWritten { folder: Some("Folder A".to_owned()), ..place };
    let moved = Written { place: whole.clone(), ..Written::default() };
    office.archive_change(Some("siti"), &[1], &moved).unwrap();
    assert!(!unplaced(office, &name) && unplaced(office, &other));
    office.archive_add(Some("siti"), &other, &written("Surat", whole)).unwrap();
    assert!(!unplaced(office, &other));
    office.archive_remove(Some("siti"), &[1], "dimusnahkan").unwrap();
    assert!(unplaced(office, &name) && !unplaced(office, &other));
}
