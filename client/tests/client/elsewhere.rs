//! Where something else is than was meant: another server, another file, another key.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
};

use kecuali_trust::{RootFile, SigningKey};

use crate::{desk::Desk, network::serve};

/// Who answers everything with a page, as a network does that wants a login.
fn portal(status: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut head = [0; 8 << 10];
            drop(stream.read(&mut head));
            let page = "<html>Silakan masuk</html>";
            let answer = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                page.len()
            );
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    format!("http://{address}")
}

#[test]
fn a_page_in_the_place_of_the_server_is_told_as_that_and_everything_is_kept() {
    let mut desk = Desk::with_office();
    for status in ["200 OK", "404 Not Found"] {
        let said = desk.run("3604", &["sync", "--server", &portal(status)]);
        assert!(said.starts_with("exit 3\n"), "{said}");
        assert!(said.contains("bukan server Kecuali. [not_a_server]"), "{said}");
        assert!(said.contains("Wi-Fi"), "{said}");
    }
    let out_of_order = desk.run("3604", &["sync", "--server", &portal("502 Bad Gateway")]);
    assert!(out_of_order.starts_with("exit 3\n"), "{out_of_order}");
    assert!(out_of_order.contains("[server_refused]"), "{out_of_order}");
}

#[test]
fn what_is_no_address_of_a_server_is_told_as_that() {
    let mut desk = Desk::with_office();
    for address in ["htp://dik.example.go.id", "dik.example.go.id", "file:///etc"] {
        let said = desk.run("3604", &["sync", "--server", address]);
        assert!(said.starts_with("exit 2\n") && said.contains("[server_address]"), "{said}");
    }
}

#[test]
fn a_server_of_another_trust_root_is_told_as_that() {
    let mut desk = Desk::with_office();
    let other = RootFile::first([SigningKey::from_bytes(&[99; 32]).public()]).unwrap();
    let (_hub, address) = serve(other, SigningKey::from_bytes(&[77; 32]));
    let said = desk.run("3604", &["sync", "--server", &format!("http://{address}")]);
    assert!(said.starts_with("exit 2\n"), "{said}");
    assert!(
        said.contains("akar kepercayaan yang lain") && said.contains("[server_root]"),
        "{said}"
    );
}

#[test]
fn no_file_is_written_over_unasked() {
    let mut desk = Desk::with_office();
    let join = ["join", "--person", "budi:Budi:Sekretaris:ppid", "--out", "join.json"];
    let before = fs::read(desk.path().join("join.json")).unwrap();
    let refused = desk.run("3604", &join);
    assert!(refused.starts_with("exit 2\n") && refused.contains("[file_exists]"), "{refused}");
    assert!(refused.contains("`--force`"), "{refused}");
    assert_eq!(fs::read(desk.path().join("join.json")).unwrap(), before);
    assert!(!desk.done("3604", &["whoami"]).contains("budi"), "nobody was added either");
    desk.done("3604", &[&join[..], &["--force"]].concat());
    assert!(desk.done("3604", &["whoami"]).contains("budi"));

    desk.done("3604", &["entry", "add", "--set", "information=Satu", "--as", "siti"]);
    for export in [&["export"][..], &["bundle", "export", "a.kecuali", "--recipient", RECIPIENT]] {
        desk.done("3604", export);
        assert!(desk.run("3604", export).contains("[file_exists]"), "{export:?}");
        desk.done("3604", &[export, &["--force"]].concat());
    }
}

const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

#[test]
fn a_key_is_ended_by_the_beginning_of_it_or_of_its_fingerprint() {
    let mut desk = Desk::with_office();
    desk.done("RI", &["roster", "grant", "join.json"]);
    let listed = desk.done("RI", &["--json", "roster", "list"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let siti = listed.as_array().unwrap().iter().find(|one| one["position"] == "PPID").unwrap();
    let (key, words) = (siti["key"].as_str().unwrap(), siti["fingerprint"].as_str().unwrap());
    let (first, spoken) = (key.split_at(8).0, words.split_at(9).0);
    for typed in [first, spoken, &words.to_lowercase(), &words.replace('-', "")] {
        let look = ["roster", "revoke", typed, "--left", "--until", "2026-11-30", "--dry-run"];
        let shown = desk.done("RI", &look);
        assert!(shown.starts_with(words), "{typed}: {shown}");
    }
    for wrong in ["", "abc", "zzzz-zzzz"] {
        let said = desk.run("RI", &["roster", "revoke", wrong, "--lost", "--dry-run"]);
        assert!(said.starts_with("exit 2\n") && said.contains("[not_found]"), "{wrong}: {said}");
    }
}

#[test]
fn a_status_is_named_by_its_id_or_as_it_is_shown() {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Satu"]);
    for status in ["draft", "Konsep", "konsep"] {
        assert!(desk.done("3604", &["entry", "list", "--status", status]).contains("Satu"));
    }
    assert_eq!(desk.done("3604", &["entry", "list", "--status", "disetujui"]), "");
}

#[test]
fn a_folder_that_cannot_be_looked_into_is_not_called_empty() {
    let mut desk = Desk::new();
    // Stands for whatever the rights of the folder forbid; whoever tests as root may do anything.
    fs::write(desk.path().join("data"), "").unwrap();
    let said = desk.run("data", &["status"]);
    assert!(said.contains("[file]") && !said.contains("Belum ada kantor"), "{said}");
    assert!(desk.run("nowhere", &["status"]).contains("[no_office]"));
}
