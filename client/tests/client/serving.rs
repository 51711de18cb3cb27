//! The program that serves the pages, as a process: it begins, is begun twice, and ends.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStdout},
    sync::mpsc::channel,
    thread,
    time::Duration,
};

use crate::{desk::Desk, os::interrupt};

/// How long a test waits for what comes at once.
const SOON: Duration = Duration::from_secs(30);

/// Pages that are being served, and their link.
pub(crate) struct Pages {
    child: Child,
    out: BufReader<ChildStdout>,
    link: String,
}

impl Pages {
    pub(crate) fn open(desk: &mut Desk, data: &str, arguments: &[&str]) -> Self {
        let all = [&["serve", "--no-browser", "--json"], arguments].concat();
        let mut child = desk.begin(data, &all);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("http://") {
            said.clear();
            assert!(out.read_line(&mut said).unwrap() > 0, "it says its link");
        }
        let link = said.split_once("http://").unwrap().1.split('"').next().unwrap().to_owned();
        Self { child, out, link }
    }

    pub(crate) fn port(&self) -> u16 {
        self.link.split_once(':').unwrap().1.split_once('/').unwrap().0.parse().unwrap()
    }

    fn path(&self) -> &str {
        self.link.split_once('/').unwrap().1
    }

    /// Asks for the link. Gives what was answered.
    pub(crate) fn enter(&self) -> String {
        ask(self.port(), &format!("/{}", self.path()))
    }

    /// Logs in and sends the form that syncs now. Nobody has answered it yet.
    fn sync_now(&self) -> TcpStream {
        let entered = self.enter();
        let cookie = entered.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        let cookie = cookie.split(';').next().unwrap();
        let host = format!("127.0.0.1:{}", self.port());
        let page = exchange(
            self.port(),
            &format!(
                "GET /sinkron HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
            ),
        );
        let token = page.split_once("name=\"csrf\" value=\"").unwrap().1.split('"').next().unwrap();
        let body = format!("csrf={token}");
        let mut stream = TcpStream::connect(("127.0.0.1", self.port())).unwrap();
        let head = format!(
            "POST /sinkron/sekarang HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
             Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    /// Ends it as a power cut does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Lets it end as Ctrl-C does. Says whether it ended well, and soon.
    pub(crate) fn end(self) -> bool {
        interrupt(&self.child);
        let (tell, told) = channel();
        let mut child = self.child;
        thread::spawn(move || tell.send(child.wait().unwrap().success()));
        told.recv_timeout(Duration::from_secs(10)).expect("it ends, whatever it waits for")
    }
}

fn ask(port: u16, path: &str) -> String {
    let host = format!("127.0.0.1:{port}");
    exchange(port, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
}

fn exchange(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_second_start_opens_the_pages_of_the_first() {
    let mut desk = Desk::with_office();
    let first = Pages::open(&mut desk, "3604", &["--no-sync"]);
    let mut second = Pages::open(&mut desk, "3604", &["--no-sync"]);
    assert!(second.child.wait().unwrap().success(), "the second has nothing more to do");
    assert_eq!(second.port(), first.port());
    assert!(second.enter().starts_with("HTTP/1.1 200"), "its link is good");
    assert!(first.enter().starts_with("HTTP/1.1 200"), "and so is that of the first");
    assert!(first.enter().starts_with("HTTP/1.1 403"), "once");
    assert!(first.end());
}

#[test]
fn it_says_its_link_and_nothing_of_what_goes_on() {
    let mut desk = Desk::with_office();
    let pages = Pages::open(&mut desk, "3604", &["--no-sync"]);
    let answer = pages.enter();
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    let session = cookie.split_once('=').unwrap().1.split(';').next().unwrap().to_owned();
    let Pages { child, mut out, link } = pages;
    ask(link.split_once(':').unwrap().1.split_once('/').unwrap().0.parse().unwrap(), "/tidak-ada");
    interrupt(&child);
    let (mut rest, ended) = (String::new(), child.wait_with_output().unwrap());
    out.read_to_string(&mut rest).unwrap();
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(!rest.contains("http://") && !rest.contains(&session), "{rest}");
}

#[test]
fn a_program_that_was_killed_is_no_obstacle_and_its_port_is_used_again() {
    let mut desk = Desk::with_office();
    let mut killed = Pages::open(&mut desk, "3604", &["--no-sync"]);
    let port = killed.port();
    killed.kill();
    let again = Pages::open(&mut desk, "3604", &["--no-sync"]);
    assert_eq!(again.port(), port, "bookmarks stay good");
    assert!(again.enter().starts_with("HTTP/1.1 200"));
    assert!(again.end());
}

#[test]
fn a_port_that_another_program_took_is_left_to_it() {
    let mut desk = Desk::with_office();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    std::fs::write(desk.path().join("3604/pages.port"), format!("{port}\n")).unwrap();
    let pages = Pages::open(&mut desk, "3604", &["--no-sync"]);
    assert_ne!(pages.port(), port);
    assert!(pages.enter().starts_with("HTTP/1.1 200"));
    assert!(pages.end());
    let asked = desk.run("3604", &["serve", "--no-browser", "--port", &port.to_string()]);
    assert!(asked.starts_with("exit 1"), "a port that was asked for is not exchanged: {asked}");
}

#[test]
fn it_answers_and_ends_at_once_while_the_server_keeps_requests_waiting() {
    let mut desk = Desk::with_office();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let init = ["init", "--trust-root", "root.json", "--office", "3673", "--server", &address];
    desk.done("3673", &init);
    let (came, waits) = channel();
    thread::spawn(move || {
        for stream in silent.incoming() {
            came.send(stream.unwrap()).unwrap();
        }
    });
    let pages = Pages::open(&mut desk, "3673", &[]);
    let held = waits.recv_timeout(SOON).expect("the sync begins by itself");
    let idle = TcpStream::connect(("127.0.0.1", pages.port())).unwrap();
    // The page that the form stands on is of the office that both of them sync.
    let asked = pages.sync_now();
    let also_held = waits.recv_timeout(SOON).expect("someone syncs by hand as well");
    assert!(pages.end());
    drop((held, also_held, idle, asked));
}

#[test]
fn it_ends_at_once_while_it_rests_before_the_next_try() {
    let mut desk = Desk::with_office();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", closed.local_addr().unwrap());
    let (came, waits) = channel();
    thread::spawn(move || {
        for stream in closed.incoming() {
            drop(stream);
            came.send(()).unwrap();
        }
    });
    let init = ["init", "--trust-root", "root.json", "--office", "3673", "--server", &address];
    desk.done("3673", &init);
    let pages = Pages::open(&mut desk, "3673", &[]);
    waits.recv_timeout(SOON).unwrap();
    waits.recv_timeout(SOON).expect("it tries again by itself");
    assert!(pages.end());
}
