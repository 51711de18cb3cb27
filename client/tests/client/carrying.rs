//! The sync in the background, with the real server on a port of this machine that goes away and
//! comes back.

use std::{
    net::{SocketAddr, TcpListener},
    sync::{Arc, mpsc::channel},
    thread::{self, JoinHandle},
};

use kecuali_server::{
    clock::Clock,
    config::Bounds,
    hub::{Hub, Start},
    router::router,
    state::AppState,
};
use kecuali_storage::MemoryStore;
use kecuali_trust::RootFile;
use tokio::sync::oneshot;

use crate::{
    desk::Desk,
    serving::Pages,
    world::{NOON, log_key},
};

/// How often it is asked whether all has gone: the carrier rests for some seconds between tries.
const QUESTIONS: usize = 3_000;

#[derive(Debug)]
struct Noon;

impl Clock for Noon {
    fn milliseconds(&self) -> u64 {
        NOON
    }
}

/// A server that answers until it is taken down.
struct Running {
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Running {
    fn up(hub: &Hub, address: SocketAddr, secret: u8) -> Self {
        let clock = Arc::new(Noon);
        let state = AppState::new(hub.clone(), clock, Bounds::default(), [secret; 32], [0; 4]);
        let (stop, stopped) = oneshot::channel();
        let (bound, is_bound) = channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind(address).await.unwrap();
                bound.send(()).unwrap();
                tokio::select! {
                    served = axum::serve(listener, router(state)) => served.unwrap(),
                    _ = stopped => {}
                }
            });
            // Whoever still waits for an answer gets none.
            runtime.shutdown_background();
        });
        is_bound.recv().unwrap();
        Self { stop, thread }
    }

    fn down(self) {
        self.stop.send(()).unwrap();
        self.thread.join().unwrap();
    }
}

/// Asks until nothing waits any more. Each question is a process of its own, so that nobody spins.
fn until_sent(desk: &mut Desk) {
    for _ in 0..QUESTIONS {
        let status = desk.done("3604", &["status", "--json"]);
        let status: serde_json::Value = serde_json::from_str(&status).unwrap();
        if status["ready"] == 0 && status["unsealed"] == 0 {
            return;
        }
    }
    panic!("it does not go out by itself");
}

fn add(desk: &mut Desk, information: &str) {
    desk.done("3604", &["entry", "add", "--set", &format!("information={information}")]);
}

#[test]
fn what_is_written_goes_out_by_itself_whenever_the_server_is_there() {
    let mut desk = Desk::with_server_key(&log_key().public().to_string());
    desk.done("RI", &["roster", "grant", "join.json"]);
    let root = std::fs::read_to_string(desk.path().join("root.json")).unwrap();
    let root = RootFile::read(root.trim_end()).unwrap();
    let start = Start {
        root,
        store: Arc::new(MemoryStore::default()),
        log_key: log_key(),
        epoch: [1; 8],
        clock: Arc::new(Noon),
        data: None,
    };
    let (hub, _writer) = Hub::start(start).unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let url = format!("http://{address}");

    add(&mut desk, "sebelum ada server");
    let pages = Pages::open(&mut desk, "3604", &[]);
    let away = desk.run("3604", &["sync", "--server", &url]);
    assert!(away.starts_with("exit 3"), "{away}");

    let server = Running::up(&hub, address, 1);
    desk.done("RI", &["sync", "--server", &url]);
    desk.done("3604", &["sync"]);
    add(&mut desk, "selagi tersambung");
    until_sent(&mut desk);
    server.down();
    add(&mut desk, "selagi terputus");
    let server = Running::up(&hub, address, 2);
    until_sent(&mut desk);
    assert!(pages.end());
    server.down();
}
