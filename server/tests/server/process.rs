//! The real program on a port that the system picks: what it logs, and how it stops.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
};

use kecuali_encoding::Digest;
use kecuali_protocol::{
    frame,
    request::{KEY_HEADER, MEDIA_TYPE, NONCE_HEADER, SIGNATURE_HEADER, request_frame, to_hex},
    sync::{Cursor, Have, PushedRecord, SyncRequest, SyncResponse, VERSION},
};
use kecuali_server::data::DataFolder;
use kecuali_sync::{write_attachment, write_record};
use kecuali_testkit::{Actor, Scene, cast, sample};

/// Asks the server to say when it wants the body.
#[cfg(unix)]
const EXPECT: &str = "\r\nExpect: 100-continue\r\n\r\n";
#[cfg(unix)]
const CONTINUE: &[u8; 25] = b"HTTP/1.1 100 Continue\r\n\r\n";

/// A server that runs until it is dropped.
struct Process {
    child: Child,
    log: BufReader<ChildStderr>,
    address: String,
    /// Everything it has logged so far.
    logged: String,
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that ended by itself is gone already.
        drop(self.child.kill());
        self.child.wait().unwrap();
    }
}

impl Process {
    /// A new server for the root of a scene, with the log key that the scene grants.
    fn start(scene: &Scene, folder: &Path) -> Self {
        let data = DataFolder::new(folder);
        data.create(scene.national().root()).unwrap();
        std::fs::write(folder.join("log.key"), cast::LOG.key().to_secret_text()).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_kecuali-server"))
            .env_clear()
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "trace", "--data"])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self { child, log, address: String::new(), logged: String::new() };
        let line = server.logs("serving");
        let address = line.split("address=").nth(1).unwrap().split(' ').next().unwrap();
        address.clone_into(&mut server.address);
        server
    }

    /// Reads the log up to a line that says so, and gives that line.
    fn logs(&mut self, text: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.log.read_line(&mut line).unwrap(), 0, "no `{text}` in {}", self.logged);
            self.logged.push_str(&line);
            if line.contains(text) {
                return line;
            }
        }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).unwrap()
    }

    /// Sends a request and reads its answer.
    fn ask(&self, request: &[u8]) -> Answer {
        let mut connection = self.connect();
        connection.write_all(request).unwrap();
        Answer::read(&mut connection)
    }

    /// The head and the body of a signed sync.
    fn signed(&self, scene: &Scene, by: &Actor, nonce: &str, push: &SyncRequest) -> [Vec<u8>; 2] {
        let body = frame::wrap(&push.to_bytes());
        let root = scene.national().root_id();
        let hash = Digest::of(&body).0;
        let signed = request_frame(root.as_bytes(), "POST", &self.address, "/sync", &hash, nonce);
        let head = format!(
            "POST /sync HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: {MEDIA_TYPE}\r\n\
             Content-Length: {}\r\n{KEY_HEADER}: {}\r\n{NONCE_HEADER}: {nonce}\r\n\
             {SIGNATURE_HEADER}: {}\r\n\r\n",
            self.address,
            body.len(),
            by.id(),
            to_hex(&by.key().sign(&signed).0),
        );
        [head.into_bytes(), body]
    }

    fn nonce(&self, scene: &Scene, by: &Actor) -> String {
        self.ask(&self.signed(scene, by, "none", &push(Vec::new())).concat()).header(NONCE_HEADER)
    }
}

/// An answer as it came.
struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn read(connection: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        connection.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let body = bytes.split_off(end + 4);
        Self { head: String::from_utf8(bytes).unwrap(), body }
    }

    fn header(&self, name: &str) -> String {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| *found == name).unwrap().1.to_owned()
    }

    fn sync(&self, pushed: usize) -> SyncResponse {
        assert!(self.head.starts_with("HTTP/1.1 200"), "{}", self.head);
        let opened = frame::open(&self.body, kecuali_protocol::limits::BODY).unwrap();
        SyncResponse::read(&opened, pushed).unwrap()
    }
}

fn push(push: Vec<PushedRecord>) -> SyncRequest {
    let have = Have::Vector(Vec::new());
    SyncRequest { version: VERSION, have, push, want_bytes: 1 << 20, given: None }
}

/// Everything that was signed in the scene, as it travels.
fn everything(scene: &Scene) -> Vec<PushedRecord> {
    let records = scene.logs().flat_map(|(_, log)| {
        log.records()
            .map(|(record, openings, _)| PushedRecord {
                record: write_record(record),
                attachment: openings.map(write_attachment),
            })
            .collect::<Vec<_>>()
    });
    records.collect()
}

/// Asks a process to stop, as a service manager does.
#[cfg(unix)]
fn ask_to_stop(child: &Child) {
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(asked.unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_push_that_is_under_way_when_the_server_stops_is_answered_and_durable() {
    let folder = tempfile::tempdir().unwrap();
    let scene = Scene::new();
    let mut server = Process::start(&scene, folder.path());
    let nonce = server.nonce(&scene, &cast::NATIONAL_PC);
    let records = everything(&scene);
    let [head, body] = server.signed(&scene, &cast::NATIONAL_PC, &nonce, &push(records.clone()));
    let (first, rest) = body.split_at(body.len() / 2);

    let mut connection = server.connect();
    let head = String::from_utf8(head).unwrap().replace("\r\n\r\n", EXPECT);
    connection.write_all(&[head.as_bytes(), first].concat()).unwrap();
    // The server says so when it begins to read the body.
    let mut go_on = [0; CONTINUE.len()];
    connection.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, CONTINUE);
    ask_to_stop(&server.child);
    server.logs("stopping");
    connection.write_all(rest).unwrap();
    let answer = Answer::read(&mut connection).sync(records.len());
    assert_eq!(answer.refusals, []);
    let stamped: usize = answer.parts.iter().map(|part| part.members.len()).sum();
    assert_eq!(stamped, records.len());

    server.logs("stopped");
    assert!(server.child.wait().unwrap().success());
    assert!(TcpStream::connect(&server.address).is_err(), "nobody listens any more");
    let store = DataFolder::new(folder.path()).store_read_only().unwrap();
    let root = scene.national().root().clone();
    let verified = kecuali_server::verification::verify(root, &store).unwrap();
    assert_eq!(usize::try_from(verified.members).unwrap(), records.len());
}

#[test]
fn the_log_names_every_request_and_tells_nothing_of_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    scene.determined(sample::ENTRY, item);
    scene.draft(&cast::PPID, &[("note", "KENARI map biru"), ("information", "KENARI medis")]);
    let mut server = Process::start(&scene, folder.path());
    let nonce = server.nonce(&scene, &cast::NATIONAL_PC);
    let mut records = everything(&scene);
    let mut forged = records.last().unwrap().clone();
    *forged.record.last_mut().unwrap() ^= 1;
    records.insert(records.len() - 1, forged);
    let request = server.signed(&scene, &cast::NATIONAL_PC, &nonce, &push(records.clone()));
    let answer = server.ask(&request.concat());
    assert_eq!(answer.sync(records.len()).refusals[0].code, "signature_bad");
    let wrong = b"GET /api/v1/entries?offise=KENARI HTTP/1.1\r\nHost: KENARI\r\nCookie: KENARI\r\n\
                  Connection: close\r\n\r\n";
    let refused = server.ask(wrong);

    let id = refused.header("kecuali-request");
    let line = server.logs(&id);
    assert!(line.contains("status=400") && line.contains("code=\"query_invalid\""), "{line}");
    let named = server.logged.lines().find(|line| line.contains(&answer.header("kecuali-request")));
    assert!(named.unwrap().contains("route=\"/sync\""), "{named:?}");
    let signature = String::from_utf8_lossy(&request[0]);
    let signature = signature.split(SIGNATURE_HEADER).nth(1).unwrap();
    let signature = signature.trim_start_matches(": ").split('\r').next().unwrap();
    let key = cast::LOG.key().to_secret_text();
    let secrets = [
        ("a draft, a query, a header", "KENARI"),
        ("a note", "RAHASIA"),
        ("a public value", "kesehatan"),
        ("a nonce", nonce.as_str()),
        ("the next nonce", &answer.header(NONCE_HEADER)),
        ("a signature", signature),
        ("the installation", &cast::NATIONAL_PC.id().to_string()),
        ("a person", &cast::PPID.id().to_string()),
        ("the log key", key.trim()),
        ("the log key as it is", &to_hex(&[cast::LOG.seed; 32])),
    ];
    for (what, secret) in secrets {
        assert!(secret.len() >= 6, "{what} is looked for");
        assert!(!server.logged.contains(secret), "the log tells {what}:\n{}", server.logged);
    }
}

#[test]
fn what_a_cursor_claims_is_told_once_however_often_it_is_claimed() {
    let folder = tempfile::tempdir().unwrap();
    let scene = Scene::new();
    let mut server = Process::start(&scene, folder.path());
    let ask = |server: &Process, request: &SyncRequest| {
        let nonce = server.nonce(&scene, &cast::OFFICE_PC);
        server.ask(&server.signed(&scene, &cast::OFFICE_PC, &nonce, request).concat())
    };
    let records = everything(&scene);
    assert_eq!(ask(&server, &push(records.clone())).sync(records.len()).refusals, []);
    let claim = |log: &str| Cursor { log: log.to_owned(), position: 2, digest: [7; 32] };
    let claims = |logs: &[&str]| {
        let have = Have::Vector(logs.iter().map(|log| claim(log)).collect());
        SyncRequest { have, ..push(Vec::new()) }
    };
    for request in
        [claims(&["national"]), claims(&["national"]), claims(&["national", "office/3604"])]
    {
        assert!(ask(&server, &request).sync(0).asked.is_some());
    }
    server.logs("office/3604");
    let lines = server.logged.lines().filter(|line| line.contains("ALARM: a caller has read"));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("national") && !lines[1].contains("national"), "{lines:?}");
}
