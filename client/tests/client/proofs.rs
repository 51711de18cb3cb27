//! What was published is proven by the command line with one file: the trust root.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
};

use insta::assert_snapshot;
use kecuali_trust::{RootFile, SigningKey};
use serde_json::Value;

use crate::{desk::Desk, network::serve, register::issuer_and};

/// The body of what a server answers.
fn get(server: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(server).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nhost: {server}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(" 200 "), "{path}: {head}");
    body.to_owned()
}

/// A reader with a list, its checkpoint and the proof of its row; the server is forgotten.
fn reader() -> Desk {
    let log_key = SigningKey::from_bytes(&[77; 32]);
    let (mut desk, draft) = issuer_and(&["--server-key", &log_key.public().to_string()]);
    let root = fs::read_to_string(desk.path().join("root.json")).unwrap();
    let (_hub, server) = serve(RootFile::read(&root).unwrap(), log_key);
    desk.done("RI", &["determination", "issue", &draft, "--yes"]);
    let url = format!("http://{server}");
    desk.done("RI", &["sync", "--server", &url]);
    let rows: Value = serde_json::from_str(&get(server, "/api/v1/entries?limit=10")).unwrap();
    let id = rows["entries"][0]["id"].as_str().unwrap();
    for (name, path) in [
        ("proof.json", format!("/api/v1/entries/{id}/proof")),
        ("list.json", "/api/v1/list".to_owned()),
        ("checkpoint.json", "/api/v1/checkpoint".to_owned()),
    ] {
        fs::write(desk.path().join(name), get(server, &path)).unwrap();
    }
    desk
}

const ROW: [&str; 5] = ["verify", "row", "proof.json", "--trust-root", "root.json"];
const LIST: [&str; 7] =
    ["verify", "list", "list.json", "--checkpoint", "checkpoint.json", "--trust-root", "root.json"];

#[test]
fn a_row_and_a_list_are_proven_with_the_trust_root_alone() {
    let mut desk = reader();
    let row: Value =
        serde_json::from_str(&desk.done("none", &[&["--json"], &ROW[..]].concat())).unwrap();
    assert_eq!(row["facts"]["information"], "Rekam medis");
    let list: Value =
        serde_json::from_str(&desk.done("none", &[&["--json"], &LIST[..]].concat())).unwrap();
    assert_eq!((&list["rows"], &list["day"]), (&1.into(), &"2026-11-23".into()));
    assert!(desk.done("none", &ROW).starts_with("Sah."));
}

#[test]
fn one_letter_that_was_not_signed_is_found_and_so_is_another_trust_root() {
    let mut desk = reader();
    for (file, command) in [("proof.json", &ROW[..]), ("list.json", &LIST)] {
        let path = desk.path().join(file);
        let honest = fs::read_to_string(&path).unwrap();
        let forged = honest.replacen("Rekam medis", "Rekam medik", 1);
        assert_ne!(honest, forged);
        fs::write(&path, forged).unwrap();
        let said = desk.run("none", command);
        assert!(said.starts_with("exit 5\n") && said.contains("[integrity]"), "{said}");
        fs::write(&path, honest.split_once("Rekam").unwrap().0).unwrap();
        let said = desk.run("none", command);
        assert!(said.starts_with("exit 5\n") && said.contains("[integrity]"), "{said}");
        fs::write(&path, honest).unwrap();
        desk.done("none", command);
    }
    let missing = desk.run("none", &["verify", "row", "none.json", "--trust-root", "root.json"]);
    assert_snapshot!(missing, @r"
    exit 1
    --
    galat: Berkas `none.json` tidak dapat dipakai: tidak ditemukan. [file]
    ");
    let key = SigningKey::from_bytes(&[9; 32]).public();
    let other = RootFile::first([key]).unwrap().to_text();
    fs::write(desk.path().join("root.json"), other).unwrap();
    for command in [&ROW[..], &LIST] {
        let said = desk.run("none", command);
        assert!(said.starts_with("exit 5\n"), "{said}");
    }
    fs::write(desk.path().join("root.json"), "{").unwrap();
    assert_snapshot!(desk.run("none", &ROW), @r"
    exit 5
    --
    galat: Berkas ini rusak atau bukan berkas akar kepercayaan. [root_text]
    ");
}
