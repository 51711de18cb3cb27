//! What KPU RI ends, as commands: declared open, taken down.

use insta::assert_snapshot;

use crate::register::{carry, submitted};

#[test]
fn information_is_shown_before_it_is_declared_open_and_that_is_final() {
    let (mut desk, entry) = submitted();
    let open = ["review", "open", entry.as_str(), "--reason", "Tidak memenuhi uji konsekuensi"];
    assert_snapshot!(desk.run("RI", &open), @r"
    exit 2
     3604-DG5ZJP  Di KPU RI  tersimpan di sini  12/2026 butir 1  Rekam medis

    Untuk menandatangani tepat yang ditampilkan ini: `--seen ab9ee1594740b0d3`
    --
    galat: Informasi ini dinyatakan terbuka; barisnya, bila ada di daftar publik, keluar dan tidak dapat dikembalikan. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    let look = desk.run("RI", &[&open[..], &["--dry-run"]].concat());
    assert!(look.starts_with("exit 0\n"), "{look}");
    assert_snapshot!(desk.run("RI", &[&open[..], &["--yes"]].concat()), @r"
    exit 0
    3604-DG5ZJP  Nyatakan terbuka  tersimpan
    --
    ");
    assert_snapshot!(desk.run("RI", &[&open[..], &["--dry-run"]].concat()), @r"
    exit 1
    --
    galat: 3604-DG5ZJP: Tidak berlaku: tidak ada pengajuan atau penetapan yang dapat dinyatakan terbuka. Tidak ada yang ditandatangani. [no_open_submission]

    petunjuk: Lihat apa yang sudah terjadi: `kecuali entry history ENTRI`.
    ");
    let determine = desk.run("RI", &["review", "determine", &entry, "--yes"]);
    assert!(determine.contains("[not_now]"), "{determine}");
    let shown = desk.done("RI", &["entry", "show", &entry]);
    assert_snapshot!(shown.lines().take(2).collect::<Vec<_>>().join("\n"), @r"
    3604-DG5ZJP  Dinyatakan terbuka  (tersimpan di sini)
    KPU RI menyatakan informasi ini terbuka. Ajukan lagi hanya bila ada alasan baru.
    ");
}

#[test]
fn an_entry_that_was_determined_is_opened_for_good() {
    let (mut desk, entry) = submitted();
    desk.done("RI", &["review", "determine", &entry, "--yes"]);
    desk.done("RI", &["review", "open", &entry, "--reason", "Putusan KI", "--yes"]);
    let again = desk.run("RI", &["review", "determine", &entry, "--yes"]);
    assert!(again.starts_with("exit 1\n") && again.contains("[final]"), "{again}");
}

#[test]
fn what_has_ended_is_not_edited_and_begins_again_as_a_copy() {
    let (mut desk, entry) = submitted();
    desk.done("RI", &["review", "determine", &entry, "--yes"]);
    desk.done("RI", &["review", "open", &entry, "--reason", "Putusan KI", "--yes"]);
    carry(&mut desk, "RI", "3604");
    let edited = desk.run("3604", &["entry", "edit", &entry, "--set", "note=Lagi"]);
    assert!(edited.starts_with("exit 1\n") && edited.contains("--copy ENTRI"), "{edited}");
    let agenda = desk.done("3604", &["agenda", "--task", "ended"]);
    assert!(agenda.contains(&entry) && agenda.contains("Putusan KI"), "{agenda}");
    let added = ["entry", "add", "--copy", entry.as_str(), "--set", "note=Salinan"];
    let new = desk.done("3604", &added).trim().to_owned();
    let shown = desk.done("3604", &["entry", "show", &new]);
    assert!(shown.contains("Konsep") && shown.contains("Salinan"), "{shown}");
    assert!(shown.contains("Rekam medis"), "{shown}");
}

#[test]
fn a_row_is_taken_down_in_part_or_whole_where_there_is_one() {
    let (mut desk, entry) = submitted();
    let whole = ["review", "takedown", entry.as_str(), "--reason", "Memuat nama orang"];
    assert_snapshot!(desk.run("RI", &[&whole[..], &["--dry-run"]].concat()), @r"
    exit 1
    --
    galat: 3604-DG5ZJP: Tidak berlaku: tidak ada penetapan yang sedang berlaku pada entri ini. Tidak ada yang ditandatangani. [nothing_in_force]

    petunjuk: Lihat apa yang sudah terjadi: `kecuali entry history ENTRI`.
    ");
    let typo = [&whole[..], &["--field", "informasi", "--yes"]].concat();
    let typo = desk.run("RI", &typo);
    assert!(typo.starts_with("exit 2\n") && typo.contains("information"), "{typo}");

    let part = [&whole[..], &["--field", "description", "--yes"]].concat();
    assert_snapshot!(desk.run("RI", &part), @r"
    exit 0
    3604-DG5ZJP  Turunkan dari daftar  tersimpan
    --
    ");
    let determine = desk.run("RI", &["review", "determine", &entry]);
    let lines: Vec<&str> = determine.lines().collect();
    let place = lines.iter().position(|line| line.contains("Uraian informasi:")).unwrap();
    assert_eq!(lines[place + 1].trim(), "(disembunyikan)", "{determine}");

    desk.done("RI", &["review", "determine", &entry, "--yes"]);
    desk.done("RI", &[&whole[..], &["--yes"]].concat());
    let again = desk.run("RI", &[&whole[..], &["--yes"]].concat());
    assert!(again.starts_with("exit 1\n") && again.contains("[final]"), "{again}");
    let listed = desk.done("RI", &["entry", "list"]);
    assert_snapshot!(listed, @"3604-DG5ZJP  Diturunkan  tersimpan di sini  12/2026 butir 1  Rekam medis");
}
