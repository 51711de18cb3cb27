//! What a server may answer to `kecuali sync`, and what becomes of it.

use std::net::SocketAddr;

use kecuali_client::{
    error::Exit,
    remote::{Remote, RemoteError},
};
use kecuali_protocol::{frame, limits, sync::SyncResponse};
use kecuali_trust::{RootFile, SigningKey};

use crate::{desk::Desk, wire::Scripted};

fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} So\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn problem(status: u16, nonce: &str) -> Vec<u8> {
    let body = "{\"code\":\"some_code\",\"title\":\"Ditolak\\u001b[2J.\"}";
    let nonce =
        if nonce.is_empty() { String::new() } else { format!("kecuali-nonce: {nonce}\r\n") };
    answer(status, &format!("content-type: application/problem+json\r\n{nonce}"), body.as_bytes())
}

/// Nothing new.
fn nothing(nonce: &str) -> Vec<u8> {
    let body = frame::wrap(&SyncResponse::default().to_bytes());
    answer(200, &format!("kecuali-nonce: {nonce}\r\n"), &body)
}

fn sync(desk: &mut Desk, server: SocketAddr) -> String {
    desk.run("3604", &["sync", "--server", &format!("http://{server}")])
}

/// Exit code and stable code of a sync that gets these answers, each of them.
fn outcome(answers: Vec<Vec<u8>>) -> (String, String) {
    let mut desk = Desk::with_office();
    let asked = answers.len();
    let server = Scripted::new(answers);
    let said = sync(&mut desk, server.address);
    assert_eq!(server.heads().len(), asked, "every answer was asked for");
    let error = said.lines().find(|line| line.starts_with("galat: ")).unwrap();
    let code = error.rsplit('[').next().unwrap().trim_end_matches(']');
    (said.lines().next().unwrap().to_owned(), code.to_owned())
}

fn nonces(heads: &[String]) -> Vec<&str> {
    let lines = heads.iter().flat_map(|head| head.lines());
    lines.filter_map(|line| line.strip_prefix("kecuali-nonce: ")).collect()
}

#[test]
fn a_stale_nonce_costs_one_more_request_and_the_last_one_is_kept() {
    let mut desk = Desk::with_office();
    let server = Scripted::new(vec![problem(401, "first"), nothing("second")]);
    assert!(sync(&mut desk, server.address).starts_with("exit 0\n"));
    assert_eq!(nonces(&server.heads()), ["none", "first"]);
    let server = Scripted::new(vec![nothing("third")]);
    assert!(sync(&mut desk, server.address).starts_with("exit 0\n"));
    assert_eq!(nonces(&server.heads()), ["second"], "no round trip is spent on a nonce");
}

#[test]
fn who_is_not_let_in_stops_asking() {
    let refused = ("exit 6".to_owned(), "server_refused".to_owned());
    let nonces = ["a", "b", "c"].map(|nonce| problem(401, nonce));
    assert_eq!(outcome(nonces.into()), refused, "three times with a fresh nonce");
    assert_eq!(outcome(vec![problem(401, "")]), refused, "once where no nonce is given");
}

#[test]
fn a_status_decides_how_the_command_ends() {
    let ends =
        [(400, 1), (403, 6), (404, 1), (408, 3), (409, 1), (413, 1), (429, 3), (500, 3), (503, 3)];
    for (status, exit) in ends {
        let (ended, code) = outcome(vec![problem(status, "n")]);
        assert_eq!((ended, code.as_str()), (format!("exit {exit}"), "server_refused"), "{status}");
    }
}

#[test]
fn what_the_server_says_is_shown_without_what_steers_a_terminal() {
    let mut desk = Desk::with_office();
    let server = Scripted::new(vec![problem(403, "n")]);
    insta::assert_snapshot!(sync(&mut desk, server.address), @r#"
    exit 6
    --
    galat: Server menolak permintaan (some_code): Ditolak[2J. [server_refused]

    petunjuk: Lihat wewenang setiap kunci: `kecuali whoami`.
    "#);
}

#[test]
fn an_answer_that_is_too_long_cut_off_or_none_is_not_taken() {
    let long = answer(200, "", &vec![0; limits::WRAPPED_BODY + 1]);
    let mut cut = nothing("n");
    cut.pop();
    let damaged = answer(200, "kecuali-nonce: n\r\n", &[1, 2, 3]);
    let shapeless = answer(200, "kecuali-nonce: n\r\n", &[0, 0xff]);
    let outcomes = [long, cut, damaged, shapeless].map(|answer| outcome(vec![answer]));
    let shown: Vec<_> = outcomes.iter().map(|(exit, code)| format!("{exit} {code}")).collect();
    assert_eq!(
        shown,
        ["exit 5 body_too_large", "exit 3 offline", "exit 5 malformed", "exit 5 malformed"]
    );
}

#[test]
fn what_is_no_address_does_not_take_the_place_of_one() {
    let mut desk = Desk::with_office();
    let server = Scripted::new(vec![nothing("n"), nothing("m")]);
    assert!(sync(&mut desk, server.address).starts_with("exit 0\n"));
    let wrong = desk.run("3604", &["sync", "--server", "bukan alamat"]);
    insta::assert_snapshot!(wrong, @r#"
    exit 2
    --
    galat: `bukan alamat` bukan alamat server. [server_address]

    petunjuk: Sebutkan alamatnya: `kecuali sync --server URL`.
    "#);
    assert!(desk.run("3604", &["sync"]).starts_with("exit 0\n"), "the first one is still known");
    assert_eq!(server.heads().len(), 2);
}

#[test]
fn a_machine_without_room_for_a_connection_is_offline() {
    let error = RemoteError::from(std::io::Error::other("no file descriptor"));
    assert_eq!((error.code(), error.exit()), ("connection", Exit::Offline));
    let key = SigningKey::from_bytes(&[1; 32]);
    let root = RootFile::first([key.public()]).unwrap().id();
    let error = Remote::new("http://", root, key, None).unwrap_err();
    assert_eq!((error.code(), error.exit()), ("server_address", Exit::Usage));
}
