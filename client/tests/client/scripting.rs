//! What scripts rely on: lines with columns, exit codes, no colour, and no question.

use std::fs::File;

use kecuali_domain::handle;

use crate::{desk::Desk, world::World};

#[test]
fn a_list_for_scripts_is_a_line_a_row_with_tabs_and_nothing_else() {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Rekam\tmedis"]);
    let name = desk.done("3604", &["entry", "list", "--json"]);
    let name = name.split("\"entry\": \"").nth(1).unwrap().split('"').next().unwrap();
    let said = desk.run("3604", &["entry", "list", "--plain", "--limit", "1"]);
    assert_eq!(said, format!("exit 0\n{name}\tdraft\tsaved\t0\t\t\tRekam medis\n--\n"));
    let people = desk.done("3604", &["key", "list", "--plain"]);
    assert!(people.starts_with("siti\tSiti\tPPID\tppid\tfalse\tgrant_absent\t"), "{people}");
    let fields = desk.done("nowhere", &["entry", "fields", "note", "--plain"]);
    assert_eq!(fields.split('\t').count(), 5, "{fields}");
    let no_list = desk.run("3604", &["status", "--plain"]);
    assert!(no_list.starts_with("exit 2") && no_list.contains("`status`"), "{no_list}");
    assert!(desk.run("3604", &["entry", "list", "--plain", "--json"]).starts_with("exit 2"));
    let help = desk.done("nowhere", &["entry", "list", "--help"]);
    assert!(help.contains("Kolom dengan --plain: entry, status, progress"), "{help}");
}

#[test]
fn nothing_is_coloured_whatever_the_environment_asks_for() {
    let mut desk = Desk::with_office();
    for (name, value) in [("CLICOLOR_FORCE", "1"), ("FORCE_COLOR", "1"), ("NO_COLOR", "1")] {
        desk.set(name, value);
        for line in [&["--help"][..], &["entri"], &["status"], &["doctor"], &["entry", "show", "A"]]
        {
            assert!(!desk.run("3604", line).contains('\u{1b}'), "{name} {line:?}");
        }
    }
}

#[test]
fn nobody_is_asked_where_no_input_is_wanted() {
    let mut desk = Desk::with_office();
    std::fs::write(desk.path().join("sandi"), "gajah biru di atas meja\n").unwrap();
    desk.done("3604", &["key", "seal", "siti", "--new-passphrase-file", "sandi"]);
    let add = ["--no-input", "entry", "add", "--set", "information=A"];
    let said = desk.run("3604", &add);
    assert!(said.starts_with("exit 6\n") && said.contains("[key_locked]"), "{said}");
}

#[test]
fn each_manual_page_is_written_with_its_examples() {
    let mut desk = Desk::new();
    let said = desk.done("nowhere", &["man", "man1", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let pages = said["pages"].as_array().unwrap();
    assert!(pages.len() > 100, "{said}");
    for page in pages {
        let page = page.as_str().unwrap();
        let text = std::fs::read_to_string(desk.path().join("man1").join(page)).unwrap();
        for heading in ["NAMA", "PEMAKAIAN", "KETERANGAN", "CONTOH", "PILIHAN"] {
            assert!(text.contains(&format!("\n.SH {heading}\n")), "{page} {heading}: {text}");
        }
        for english in ["SYNOPSIS", "DESCRIPTION", "EXTRA", "Possible values", "[default"] {
            assert!(!text.contains(english), "{page} {english}: {text}");
        }
        assert!(!text.contains("\\-help(1)"), "{page} names a page that is not there: {text}");
        let words = page.strip_prefix("kecuali").unwrap().strip_suffix(".1").unwrap();
        let help: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
        assert!(!help.contains(&"help") && !page.contains("read-table"), "{page}");
    }
    for page in ["kecuali.1", "kecuali-entry-list.1", "kecuali-policy-set-route.1"] {
        assert!(pages.iter().any(|one| one == page), "{page}: {said}");
    }
    let list = std::fs::read_to_string(desk.path().join("man1/kecuali-entry-list.1")).unwrap();
    let (example, options) = (list.find(".SH CONTOH"), list.find(".SH PILIHAN"));
    assert!(example.is_some() && example < options, "{list}");
    assert!(list.contains("Kolom dengan"), "{list}");
}

/// How a line ends, by the first line of what was said.
fn exit(said: &str) -> &str {
    said.lines().next().unwrap()
}

#[test]
fn each_exit_code_means_what_the_help_says() {
    let mut world = World::with("3604");
    let (scope, id) = world.draft("3604");
    let name = handle(&scope, id);
    let office = world.path("3604");
    let office = office.to_str().unwrap();
    let mut desk = Desk::with_office();

    // Whoever waits for another process gives up after a while; meanwhile the others.
    let lock = File::options().write(true).open(world.path("3604").join("lock")).unwrap();
    lock.lock().unwrap();
    let edit = ["--as", "siti", "entry", "edit", &name, "--set", "note=A"];
    let locked = desk.begin(office, &edit);

    assert_eq!(exit(&desk.run("3604", &["day", "show"])), "exit 0");
    let bare = desk.done("3604", &["entry", "add", "--set", "information=Kosong"]);
    assert_eq!(exit(&desk.run("3604", &["submit", &bare])), "exit 1", "rules");
    assert_eq!(exit(&desk.run("3604", &["entri", "list"])), "exit 2", "not understood");
    assert_eq!(exit(&desk.run("3604", &["entry", "show", "3604-ABC"])), "exit 2", "not there");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let away = desk.run("3604", &["sync", "--server", &format!("http://{nobody}")]);
    assert_eq!(exit(&away), "exit 3", "{away}");
    let other = desk.run("3604", &["submit", &bare, "--seen", "lain"]);
    assert_eq!(exit(&other), "exit 4", "not what was seen: {other}");
    std::fs::write(desk.path().join("bad.json"), "{}").unwrap();
    let damaged = desk.run("3604", &["root", "check", "bad.json"]);
    assert_eq!(exit(&damaged), "exit 5", "{damaged}");
    assert_eq!(exit(&desk.run("3604", &["roster", "grant", "join.json"])), "exit 6");
    let locked = locked.wait_with_output().unwrap();
    assert_eq!(locked.status.code(), Some(7), "{locked:?}");
    drop(lock);
    assert_eq!(exit(&desk.run(office, &edit)), "exit 0", "and works when the other is done");

    let help = desk.done("nowhere", &["--help"]);
    let codes = include_str!("../../../docs/CODES.md");
    for code in 0..=7 {
        assert!(help.contains(&format!("{code} ")), "{code}");
        assert!(codes.contains(&format!("\n| {code} | ")), "{code}");
    }
}
