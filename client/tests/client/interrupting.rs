//! Ctrl-C at any moment: the program ends at once, and nothing that was saved is lost.

use std::{fs, process::Child};

use crate::{desk::Desk, os::interrupt};

/// Ends a command as Ctrl-C does, and waits until it is gone.
fn ended(mut command: Child) {
    interrupt(&command);
    let status = command.wait().unwrap();
    assert!(!status.success() || status.code() == Some(0), "{status:?}");
}

/// The number that a folder counts turns by: odd while someone writes.
fn turn(desk: &Desk) -> u64 {
    fs::read_to_string(desk.path().join("3604/turn"))
        .ok()
        .and_then(|n| n.trim().parse().ok())
        .unwrap_or(0)
}

#[test]
fn an_import_that_is_ended_while_it_writes_is_there_whole_or_not_at_all() {
    let mut desk = Desk::with_office();
    let rows: Vec<String> =
        (0..400).map(|row| format!("Berkas nomor {row},Keterangan {row}")).collect();
    fs::write(desk.path().join("daftar.csv"), format!("Informasi,Uraian\n{}\n", rows.join("\n")))
        .unwrap();
    desk.done("3604", &["entry", "add", "--set", "information=Sebelumnya"]);
    let before = turn(&desk);
    let mut import = desk.begin("3604", &["import", "daftar.csv", "--yes"]);
    // It has its turn as soon as the number moves; it may be over before one looks.
    while turn(&desk) == before && import.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    ended(import);
    let count = |desk: &mut Desk| desk.done("3604", &["entry", "list", "--plain"]).lines().count();
    let left = count(&mut desk);
    assert!([1, 401].contains(&left), "{left}");
    assert!(desk.done("3604", &["verify", "office", "--documents"]).starts_with("Sah"));
    if left == 1 {
        desk.done("3604", &["import", "daftar.csv", "--yes"]);
    }
    assert_eq!(count(&mut desk), 401);
}
