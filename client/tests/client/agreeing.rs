//! What an office says about its own entries, as commands: endorse, decline, submit, withdraw,
//! comment; by name or all at once.

use insta::assert_snapshot;
use serde_json::Value;

use crate::{
    desk::Desk,
    register::{carry, complete, drafted, endorsed, submitted},
};

/// Where an entry stands, and what comes next.
fn stands(desk: &mut Desk, data: &str, entry: &str) -> String {
    let shown = desk.done(data, &["entry", "show", entry]);
    shown.lines().take(2).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_declines_says_why_and_the_entry_is_declined() {
    let (mut desk, entry) = drafted();
    let paper = ["--recorded", "--letter", "8/PPID/2026", "--day", "20 November 2026"];
    let decline = ["decline", entry.as_str(), "--position", "ppid_superior"];
    let decline = [&decline[..], &paper].concat();
    assert_snapshot!(desk.run("3604", &decline), @r"
    exit 2
    --
    galat: Sebutkan alasannya dengan `--note`. [input]
    ");
    let why = [&decline[..], &["--note", "Periode terlalu lama"]].concat();
    let look = desk.run("3604", &[&why[..], &["--dry-run"]].concat());
    assert!(look.contains("--seen"), "{look}");
    assert!(stands(&mut desk, "3604", &entry).contains("Konsep"), "a look signs nothing");
    assert_snapshot!(desk.run("3604", &why), @r"
    exit 0
    3604-DG5ZJP  Tidak setujui  tersimpan
    --
    ");
    assert_snapshot!(stands(&mut desk, "3604", &entry), @r"
    3604-DG5ZJP  Tidak disetujui  (tersimpan di sini)
    Baca catatan pejabat, perbaiki isian, lalu mintakan persetujuan lagi.
    ");
    let history = desk.done("3604", &["entry", "history", &entry]);
    assert!(history.contains("    versi "), "{history}");
    assert!(
        history.contains("Periode terlalu lama")
            && history.contains("tidak disetujui Atasan PPID, surat nomor 8/PPID/2026"),
        "{history}"
    );
    let submit = desk.run("3604", &["submit", &entry, "--under", "12/1"]);
    assert!(submit.starts_with("exit 1\n") && submit.contains("[endorsement_missing]"), "{submit}");
}

#[test]
fn a_submission_is_withdrawn_once() {
    let (mut desk, entry) = submitted();
    let withdraw = ["withdraw", entry.as_str(), "--reason", "Salah butir"];
    assert_snapshot!(desk.run("3604", &withdraw), @r"
    exit 0
    3604-DG5ZJP  Tarik pengajuan  tersimpan
    --
    ");
    assert_snapshot!(stands(&mut desk, "3604", &entry), @r"
    3604-DG5ZJP  Ditarik  (tersimpan di sini)
    Ajukan lagi bila masih diperlukan.
    ");
    assert_snapshot!(desk.run("3604", &withdraw), @r"
    exit 1
    --
    galat: 3604-DG5ZJP: Tidak ada pengajuan yang masih terbuka. [not_now]
    ");
    carry(&mut desk, "3604", "RI");
    assert_eq!(desk.done("RI", &["review", "list"]), "");
    let determine = desk.run("RI", &["review", "determine", &entry, "--yes"]);
    assert!(determine.contains("[not_now]"), "{determine}");
}

#[test]
fn kpu_ri_takes_nothing_back_for_an_office() {
    let (mut desk, entry) = submitted();
    let withdraw = desk.run("RI", &["withdraw", &entry]);
    assert!(withdraw.starts_with("exit 6\n"), "{withdraw}");
}

#[test]
fn a_comment_is_read_by_both_sides_and_decides_nothing() {
    let (mut desk, entry) = submitted();
    let comment = ["comment", entry.as_str(), "Mohon diperjelas", "--field", "description"];
    assert_snapshot!(desk.run("RI", &comment), @r"
    exit 0
    3604-DG5ZJP  Beri catatan  tersimpan
    --
    ");
    let history = desk.done("RI", &["entry", "history", &entry]);
    assert!(history.contains("Mohon diperjelas"), "{history}");
    assert!(stands(&mut desk, "RI", &entry).contains("KPU RI"), "where it stood");
    let json: Value =
        serde_json::from_str(&desk.done("3604", &["--json", "comment", &entry, "Baik"])).unwrap();
    assert_eq!((&json[0]["act"], &json[0]["without_effect"]), (&"comment".into(), &Value::Null));
}

#[test]
fn all_that_stand_somewhere_are_approved_at_once_and_only_as_they_were_shown() {
    let (mut desk, first) = endorsed();
    let second = desk.done("3604", &complete());
    let none = desk.run("3604", &["submit", "--all-with", "determined"]);
    assert!(none.starts_with("exit 2\n") && none.contains("[input]"), "{none}");
    let wrong = desk.run("3604", &["submit", "--all-with", "entah"]);
    assert_snapshot!(wrong, @r"
    exit 2
    --
    galat: `entah` bukan status; pilih salah satu dari: draft, declined, endorsed, at_province, at_national, returned, withdrawn, concluded_open, determined, determined_edited, contesting, revoked, opened, taken_down. [input]
    ");
    let all = ["submit", "--all-with", "endorsed", "--under", "12/1"];
    let look = desk.done("3604", &[&["--json"], &all[..], &["--dry-run"]].concat());
    let look: Value = serde_json::from_str(&look).unwrap();
    assert_eq!(look["entries"].as_array().unwrap().len(), 1, "the other one is a draft");
    assert_eq!(look["entries"][0]["entry"], first.as_str());

    let seen = look["seen"].as_str().unwrap();
    for position in ["patron", "advisory_team", "ppid_superior"] {
        let paper = ["--recorded", "--letter", "9/PPID/2026", "--day", "2026-11-20"];
        let word = ["endorse", second.as_str(), "--position", position];
        desk.done("3604", &[&word[..], &paper].concat());
    }
    let stale = desk.run("3604", &[&all[..], &["--seen", seen]].concat());
    assert!(stale.starts_with("exit 4\n") && stale.contains("[not_as_seen]"), "{stale}");
    let done = desk.done("3604", &all);
    assert_eq!(done.lines().count(), 2, "{done}");
}
