//! Both ends of a connection that a test has in its hands: a server that answers as it is told,
//! and a line to a server that breaks where it is told.

use std::{
    collections::VecDeque,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Barrier, Mutex},
    thread::{self, JoinHandle},
};

/// Answers the requests that come, one answer each, and gives their heads back.
pub(crate) struct Scripted {
    pub(crate) address: SocketAddr,
    heads: JoinHandle<Vec<String>>,
}

impl Scripted {
    pub(crate) fn new(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heads = thread::spawn(move || {
            let mut heads = Vec::new();
            for answer in answers {
                let (mut connection, _) = listener.accept().unwrap();
                let (head, _) = message(&mut connection);
                if head.is_empty() {
                    break;
                }
                heads.push(head);
                // Who has read enough closes the connection, and that is theirs to decide.
                drop(connection.write_all(&answer));
            }
            heads
        });
        Self { address, heads }
    }

    /// The heads of what was asked so far.
    pub(crate) fn heads(self) -> Vec<String> {
        // A connection without a request ends the script where answers are left.
        drop(TcpStream::connect(self.address));
        self.heads.join().unwrap()
    }
}

/// What becomes of one connection.
pub(crate) enum Way {
    /// It goes straight through, too.
    Straight,
    /// It breaks when the head of the request has been read.
    CutBeforeBody,
    /// The server has answered, and the answer never arrives.
    CutBeforeAnswer,
    /// Nothing goes on before the other one is here too.
    Meet(Arc<Barrier>),
}

/// A line to a server; connections beyond those it was told about go straight through.
pub(crate) struct Line {
    pub(crate) address: SocketAddr,
    ways: Arc<Mutex<VecDeque<Way>>>,
}

impl Line {
    pub(crate) fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let ways: Arc<Mutex<VecDeque<Way>>> = Arc::default();
        let told = Arc::clone(&ways);
        thread::spawn(move || {
            for connection in listener.incoming() {
                let way = told.lock().unwrap().pop_front();
                thread::spawn(move || carry(&mut connection.unwrap(), server, way.as_ref()));
            }
        });
        Self { address, ways }
    }

    /// What becomes of the next connections.
    pub(crate) fn next(&self, ways: impl IntoIterator<Item = Way>) {
        self.ways.lock().unwrap().extend(ways);
    }

    /// Whether everything it was told of has happened.
    pub(crate) fn is_straight(&self) -> bool {
        self.ways.lock().unwrap().is_empty()
    }
}

/// One request and its answer, on a connection of their own.
fn carry(from: &mut TcpStream, server: SocketAddr, way: Option<&Way>) {
    if matches!(way, Some(Way::CutBeforeBody)) {
        head(from);
        return;
    }
    let (asked, body) = message(from);
    if let Some(Way::Meet(other)) = way {
        other.wait();
    }
    let mut to = TcpStream::connect(server).unwrap();
    to.write_all(&[alone(&asked).as_bytes(), &body].concat()).unwrap();
    let (answered, body) = message(&mut to);
    if !matches!(way, Some(Way::CutBeforeAnswer)) {
        from.write_all(&[alone(&answered).as_bytes(), &body].concat()).unwrap();
    }
}

/// The head of a message that is the last on its connection.
fn alone(head: &str) -> String {
    head.replacen("\r\n", "\r\nconnection: close\r\n", 1)
}

/// Reads a message with a stated length; an empty head where there is none.
fn message(from: &mut TcpStream) -> (String, Vec<u8>) {
    let head = head(from);
    let lower = head.to_ascii_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    from.read_exact(&mut body).unwrap();
    (head, body)
}

fn head(from: &mut TcpStream) -> String {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && from.read(&mut byte).unwrap() == 1 {
        head.extend(byte);
    }
    String::from_utf8(head).unwrap()
}
