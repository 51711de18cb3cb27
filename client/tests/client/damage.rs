//! Files that are newer, damaged, cut short or not ours to write: a code, a sentence, nothing lost.

use std::{fs, path::PathBuf};

use crate::desk::Desk;

/// An office with an entry, and where its store is.
fn office() -> (Desk, PathBuf) {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    // A copy has everything in one file, and nothing in a log beside it.
    desk.done("3604", &["backup", "copy"]);
    desk.done("office", &["restore", "copy"]);
    let store = desk.path().join("office/store.sqlite");
    (desk, store)
}

#[test]
fn a_store_of_a_newer_program_is_named_and_not_touched() {
    let (mut desk, store) = office();
    let mut bytes = fs::read(&store).unwrap();
    // Where SQLite keeps the version of a file, for whoever made it.
    bytes[60..64].copy_from_slice(&999_u32.to_be_bytes());
    fs::write(&store, &bytes).unwrap();
    let list = desk.run("office", &["entry", "list"]);
    insta::assert_snapshot!(list, @r"
    exit 1
    --
    galat: Penyimpanan `/FOLDER/office/store.sqlite` ditulis oleh program yang lebih baru; mutakhirkan program ini. Isinya tidak disentuh. [store_newer]
    ");
    let add = desk.run("office", &["entry", "add", "--set", "information=Satu lagi"]);
    assert_eq!(add, list);
    assert_eq!(fs::read(&store).unwrap(), bytes);
}

#[test]
fn a_store_that_is_damaged_cut_short_or_gone_is_told_and_not_begun_anew() {
    let (mut desk, store) = office();
    let whole = fs::read(&store).unwrap();
    let garbled = |from: usize, to: usize| {
        let mut bytes = whole.clone();
        bytes[from..to].fill(0x5a);
        bytes
    };
    let all = [
        ("a half", whole[..whole.len() / 2].to_vec(), "store_open"),
        ("a head", whole[..100].to_vec(), "store_open"),
        ("no head", garbled(0, 100), "store_foreign"),
        ("no body", garbled(4096, whole.len()), "store_open"),
        ("a text", b"bukan basis data".to_vec(), "store_foreign"),
        ("nothing", Vec::new(), "store_missing"),
    ];
    for (what, bytes, code) in all {
        fs::write(&store, &bytes).unwrap();
        for beside in ["store.sqlite-wal", "store.sqlite-shm"] {
            drop(fs::remove_file(desk.path().join("office").join(beside)));
        }
        for command in [&["entry", "list"][..], &["verify", "office"], &["sync"]] {
            let said = desk.run("office", command);
            assert!(said.starts_with("exit 5\n") && said.contains(code), "{what}: {said}");
            assert!(said.contains("petunjuk: Pulihkan cadangan"), "{what}: {said}");
        }
        assert_eq!(fs::read(&store).unwrap(), bytes, "{what} is not touched");
    }
    fs::remove_file(&store).unwrap();
    insta::assert_snapshot!(desk.run("office", &["entry", "list"]), @r"
    exit 5
    --
    galat: Penyimpanan `/FOLDER/office/store.sqlite` hilang atau kosong, padahal kantor ini sudah disiapkan. [store_missing]

    petunjuk: Pulihkan cadangan ke folder lain: `kecuali --data FOLDER restore SALINAN`. Tanpa cadangan: `kecuali --data FOLDER restore FOLDER_INI --keys-only`, lalu `kecuali sync` membawa yang sudah diterima server.
    ");
    assert!(!store.exists());
}

#[test]
fn a_copy_that_is_damaged_is_not_put_in_place_and_the_keys_alone_are() {
    let (mut desk, _) = office();
    let copy = desk.path().join("copy/store.sqlite");
    let whole = fs::read(&copy).unwrap();
    fs::write(&copy, &whole[..whole.len() / 2]).unwrap();
    let refused = desk.run("again", &["restore", "copy"]);
    assert!(refused.starts_with("exit 5\n") && refused.contains("[store_open]"), "{refused}");
    assert!(desk.run("again", &["status"]).contains("[no_office]"), "nothing was set up");
    fs::write(&copy, &whole).unwrap();
    desk.done("again", &["restore", "copy"]);
    assert!(desk.done("again", &["entry", "list"]).contains("Rekam medis"), "once it is mended");

    fs::remove_file(&copy).unwrap();
    assert!(desk.run("keys", &["restore", "copy"]).contains("[file]"));
    desk.done("keys", &["restore", "copy", "--keys-only"]);
    assert_eq!(desk.done("keys", &["entry", "list"]), "");
    assert_eq!(desk.done("keys", &["whoami"]), desk.done("again", &["whoami"]));
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let (mut desk, _) = office();
    // Stands for whatever the rights of the folder forbid; whoever tests as root may do anything.
    let lock = desk.path().join("office/lock");
    drop(fs::remove_file(&lock));
    fs::create_dir(&lock).unwrap();
    let said = desk.run("office", &["entry", "add", "--set", "information=Satu"]);
    insta::assert_snapshot!(said, @r"
    exit 1
    --
    galat: Berkas `lock` tidak dapat dipakai: itu folder, bukan berkas. [file]
    ");
    assert!(desk.done("office", &["entry", "list"]).contains("Rekam medis"), "it is still read");
    fs::remove_dir(&lock).unwrap();
    desk.done("office", &["entry", "add", "--set", "information=Satu"]);
}
