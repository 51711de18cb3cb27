//! The program over HTTP against the real server, on a line that breaks.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpListener},
    sync::{Arc, Barrier},
    thread,
};

use kecuali_domain::Scope;
use kecuali_server::{
    clock::SystemClock,
    config::Bounds,
    hub::{Hub, Start},
    router::router,
    state::AppState,
};
use kecuali_storage::MemoryStore;
use kecuali_trust::{RootFile, SigningKey};

use crate::{
    desk::Desk,
    wire::{Line, Way},
};

/// KPU RI and one office with grants, and a server on loopback that both have synced with.
struct Country {
    desk: Desk,
    hub: Hub,
    line: Line,
}

impl Country {
    fn new() -> Self {
        let mut country = Self::granted();
        for office in ["RI", "3604"] {
            assert!(country.sync(office).starts_with("exit 0\n"));
        }
        country
    }

    /// The same before anyone has synced.
    fn granted() -> Self {
        let log_key = SigningKey::from_bytes(&[77; 32]);
        let mut desk = Desk::with_server_key(&log_key.public().to_string());
        let root = std::fs::read_to_string(desk.path().join("root.json")).unwrap();
        let (hub, server) = serve(RootFile::read(&root).unwrap(), log_key);
        let line = Line::to(server);
        desk.done("RI", &["roster", "grant", "join.json"]);
        Self { desk, hub, line }
    }

    fn sync(&mut self, office: &str) -> String {
        let server = format!("http://{}", self.line.address);
        self.desk.run(office, &["sync", "--server", &server])
    }

    /// Three entries that wait at the office.
    fn draft(&mut self) {
        self.write();
        assert_eq!(self.waiting(), "3");
    }

    fn write(&mut self) {
        for information in ["information=Satu", "information=Dua", "information=Tiga"] {
            self.desk.done("3604", &["entry", "add", "--set", information]);
        }
    }

    fn waiting(&mut self) -> String {
        let status = self.desk.done("3604", &["status"]);
        let line = status.lines().find(|line| line.starts_with("Menunggu dikirim")).unwrap();
        line.rsplit(' ').next().unwrap().to_owned()
    }

    /// Where the log of the office ends at the server.
    fn end(&self) -> u64 {
        let office = Scope::Office("3604".parse().unwrap());
        self.hub.head(&office).unwrap().position
    }

    /// What KPU RI reads of the office's register.
    fn read_by_others(&mut self) -> Vec<String> {
        assert!(self.sync("RI").starts_with("exit 0\n"));
        let listed = self.desk.done("RI", &["entry", "list"]);
        let mut read: Vec<_> =
            listed.lines().map(|line| line.rsplit("  ").next().unwrap().to_owned()).collect();
        read.sort();
        read
    }
}

/// The server's own router, on a port that the system picks.
pub(crate) fn serve(root: RootFile, log_key: SigningKey) -> (Hub, SocketAddr) {
    let store = Arc::new(MemoryStore::default());
    let clock = Arc::new(SystemClock);
    let time = Arc::<SystemClock>::clone(&clock);
    let start = Start { root, store, log_key, epoch: [1; 8], clock: time, data: None };
    let (hub, _writer) = Hub::start(start).unwrap();
    let state = AppState::new(hub.clone(), clock, Bounds::default(), [9; 32], [0; 4]);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || runtime.block_on(async { axum::serve(listener, router(state)).await }));
    (hub, address)
}

const ALL: [&str; 3] = ["Dua", "Satu", "Tiga"];

#[test]
fn a_server_that_is_gone_before_it_reads_the_push_has_none_of_it_and_the_next_sync_brings_all() {
    let mut country = Country::new();
    country.draft();
    let before = country.end();
    country.line.next([Way::CutBeforeBody]);
    insta::assert_snapshot!(country.sync("3604"), @r#"
    exit 3
    --
    galat: Server tidak dapat dihubungi. [offline]

    petunjuk: Semua pekerjaan tetap tersimpan di sini. Ulangi `kecuali sync` nanti, atau bawa dengan `kecuali bundle export`.
    "#);
    assert!(country.line.is_straight());
    assert_eq!((country.end(), country.waiting().as_str()), (before, "3"));

    assert!(country.sync("3604").starts_with("exit 0\n"));
    assert_eq!((country.end(), country.waiting().as_str()), (before + 3, "0"));
    assert_eq!(country.read_by_others(), ALL);
}

#[test]
fn a_server_that_is_gone_after_the_commit_has_all_of_it_once_and_the_next_sync_says_so() {
    let mut country = Country::new();
    country.draft();
    let before = country.end();
    country.line.next([Way::CutBeforeAnswer]);
    assert!(country.sync("3604").starts_with("exit 3\n"));
    assert!(country.line.is_straight());
    assert_eq!(country.end(), before + 3, "it was committed");
    assert_eq!(country.waiting(), "3", "and nobody here knows");

    assert!(country.sync("3604").starts_with("exit 0\n"));
    assert_eq!((country.end(), country.waiting().as_str()), (before + 3, "0"));
    assert_eq!(country.read_by_others(), ALL);
}

#[test]
fn what_was_exchanged_before_the_line_broke_is_told_with_the_error() {
    let mut country = Country::granted();
    assert!(country.sync("RI").starts_with("exit 0\n"));
    country.write();
    // A nonce, then the grants, on which the drafts are signed and sent.
    country.line.next([Way::Straight, Way::Straight, Way::CutBeforeBody]);
    insta::assert_snapshot!(country.sync("3604"), @r"
    exit 3
    Diterima nasional: 0. Datang: 8. Ditandatangani: 3. Ditolak: 0.
    --
    galat: Server tidak dapat dihubungi. [offline]

    petunjuk: Semua pekerjaan tetap tersimpan di sini. Ulangi `kecuali sync` nanti, atau bawa dengan `kecuali bundle export`.
    ");
    assert!(country.line.is_straight());
    assert!(country.sync("3604").starts_with("exit 0\n"));
    assert_eq!(country.read_by_others(), ALL);
}

#[test]
fn a_sync_that_is_ended_on_its_way_loses_nothing_and_doubles_nothing() {
    let mut country = Country::new();
    country.draft();
    let before = country.end();
    let here = Arc::new(Barrier::new(2));
    country.line.next([Way::Meet(Arc::clone(&here))]);
    let server = format!("http://{}", country.line.address);
    let mut command = country.desk.begin("3604", &["sync", "--server", &server]);
    here.wait();
    // The request is under way; whatever has come of it by now, the program is gone.
    command.kill().unwrap();
    command.wait().unwrap();
    assert!(country.sync("3604").starts_with("exit 0\n"));
    assert_eq!((country.end(), country.waiting().as_str()), (before + 3, "0"));
    assert!(country.desk.done("3604", &["verify", "office"]).starts_with("Sah"));
    assert_eq!(country.read_by_others(), ALL);
}

#[cfg(unix)]
#[test]
fn a_sync_is_ended_by_ctrl_c_wherever_it_is_and_the_next_one_goes_on() {
    for arguments in [&["sync"][..], &["sync", "--watch"]] {
        let mut country = Country::new();
        country.draft();
        let before = country.end();
        let here = Arc::new(Barrier::new(2));
        country.line.next([Way::Meet(Arc::clone(&here))]);
        let server = format!("http://{}", country.line.address);
        let line = [arguments, &["--server", &server]].concat();
        let mut command = country.desk.begin("3604", &line);
        here.wait();
        // The server may answer or not by now; one Ctrl-C is enough.
        crate::os::interrupt(&command);
        assert!(!command.wait().unwrap().success());
        assert!(country.sync("3604").starts_with("exit 0\n"));
        assert_eq!((country.end(), country.waiting().as_str()), (before + 3, "0"));
        assert!(country.desk.done("3604", &["verify", "office"]).starts_with("Sah"));
    }
}

#[test]
fn two_syncs_of_one_installation_at_once_both_end_well() {
    let mut country = Country::new();
    country.draft();
    let before = country.end();
    let both = Arc::new(Barrier::new(2));
    country.line.next([Way::Meet(Arc::clone(&both)), Way::Meet(both)]);
    let server = format!("http://{}", country.line.address);
    let commands = [(); 2].map(|()| country.desk.begin("3604", &["sync", "--server", &server]));
    for command in commands {
        let output = command.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    assert!(country.line.is_straight(), "both were on their way at once");
    assert_eq!((country.end(), country.waiting().as_str()), (before + 3, "0"));
    assert_eq!(country.read_by_others(), ALL);
}

#[test]
fn what_is_pushed_goes_to_the_server_that_was_named_and_to_no_other() {
    let mut country = Country::granted();
    let (named, other) =
        (TcpListener::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
    let to = other.local_addr().unwrap();
    let server = format!("http://{}", named.local_addr().unwrap());
    thread::spawn(move || {
        for connection in named.incoming() {
            let mut connection = connection.unwrap();
            let read = connection.read(&mut [0; 8_192]).unwrap();
            let answer = format!(
                "HTTP/1.1 307 Elsewhere\r\nlocation: http://{to}/\r\ncontent-length: 0\r\n\r\n"
            );
            if read > 0 {
                connection.write_all(answer.as_bytes()).unwrap();
            }
        }
    });
    let said = country.desk.run("RI", &["sync", "--server", &server]);
    assert!(!said.starts_with("exit 0\n"), "{said}");
    other.set_nonblocking(true).unwrap();
    assert_eq!(other.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "nobody came: {said}");
}
