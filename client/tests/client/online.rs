//! The real server on a port of this machine: what only sockets can break.

use std::{
    net::SocketAddr,
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc, Mutex,
        mpsc::{Sender, channel},
    },
    thread,
    time::Duration,
};

use axum::{extract::Request, middleware};
use kecuali_client::office::{Office, exchange::Synced, found::Founding, role::Role};
use kecuali_server::{
    clock::Clock,
    config::Bounds,
    hub::{HEALING, Hub, Start},
    router::router,
    state::AppState,
};
use kecuali_storage::{Commit, MemoryStore, Store};
use kecuali_trust::RootFile;
use tempfile::TempDir;

use crate::world::{NOON, complete, log_key, machine, newcomer};

/// How long a test waits for what must come at once; less than the server holds a request.
const SOON: Duration = Duration::from_secs(30);

#[derive(Debug)]
struct Noon;

impl Clock for Noon {
    fn milliseconds(&self) -> u64 {
        NOON
    }
}

/// A running server; each `serve` is another process as far as its nonces go.
struct Server {
    hub: Hub,
    /// Of every request: bytes of its body, and the status it was answered with.
    seen: Arc<Mutex<Vec<(usize, u16)>>>,
}

impl Server {
    fn new(root: &RootFile, store: Arc<dyn Store>) -> Self {
        let (root, epoch) = (root.clone(), [1; 8]);
        let clock = Arc::new(Noon);
        let start = Start { root, store, log_key: log_key(), epoch, clock, data: None };
        let (hub, _writer) = Hub::start(start).unwrap();
        Self { hub, seen: Arc::default() }
    }

    /// Serves on a port that the system picks, until the test process ends.
    fn serve(&self, secret: u8) -> String {
        let state = AppState::new(
            self.hub.clone(),
            Arc::new(Noon),
            Bounds::default(),
            [secret; 32],
            [0; 4],
        );
        let seen = Arc::clone(&self.seen);
        let watch = middleware::from_fn(move |request: Request, next: middleware::Next| {
            let seen = Arc::clone(&seen);
            async move {
                let length = request.headers().get("content-length");
                let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
                let answer = next.run(request).await;
                seen.lock().unwrap().push((length.unwrap_or(0), answer.status().as_u16()));
                answer
            }
        });
        let app = router(state).layer(watch);
        let (bound, address) = channel::<SocketAddr>();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                bound.send(listener.local_addr().unwrap()).unwrap();
                axum::serve(listener, app).await.unwrap();
            });
        });
        format!("http://{}", address.recv_timeout(SOON).unwrap())
    }
}

/// KPU RI in a folder, with a server that holds what it said so far.
fn national(folder: &Path, server_key: bool) -> Office {
    let founding = Founding {
        people: vec![newcomer("adi", "Kepala Biro", Role::Administrator, None)],
        day: Some("2026-11-23".parse().unwrap()),
        server_key: server_key.then(|| log_key().public()),
        server: None,
    };
    Office::found(&folder.join("RI"), &founding, Box::new(machine("RI"))).unwrap()
}

/// A regency with its grants, synced.
fn regency(folder: &Path, ri: &mut Office, url: &str, code: &str) -> Office {
    let root = folder.join("root.json");
    std::fs::write(&root, ri.root_text()).unwrap();
    let (path, id) = (folder.join(code), code.parse().unwrap());
    let mut office = Office::set_up(&path, &root, id, None, Box::new(machine(code))).unwrap();
    office.add_people(&[newcomer("siti", "PPID", Role::Ppid, None)]).unwrap();
    let request = office.join_request(false).unwrap();
    ri.grant_request(None, &request, None).unwrap();
    sync(ri, url);
    sync(&mut office, url);
    office
}

fn sync(office: &mut Office, url: &str) -> Synced {
    let mut remote = office.remote(url).unwrap();
    let synced = office.sync(&mut remote);
    office.keep_nonce(&remote).unwrap();
    synced.unwrap()
}

/// What the program does when it starts.
fn ready_for_the_network() {
    drop(rustls::crypto::ring::default_provider().install_default());
}

fn memory() -> Arc<dyn Store> {
    Arc::new(MemoryStore::default())
}

#[test]
fn a_backlog_is_not_sent_before_the_server_has_spoken() {
    ready_for_the_network();
    let folder = tempfile::tempdir().unwrap();
    let mut ri = national(folder.path(), true);
    let server = Server::new(ri.national().root(), memory());
    let url = server.serve(1);
    let mut office = regency(folder.path(), &mut ri, &url, "3604");
    let rows: Vec<_> = (0..300).map(|n| complete(&format!("Berkas nomor {n}"))).collect();
    office.add_entries(None, &rows).unwrap();

    // Started again, it knows none of the nonces it gave out.
    let again = server.serve(2);
    server.seen.lock().unwrap().clear();
    assert_eq!(sync(&mut office, &again).received, 300);
    let seen = server.seen.lock().unwrap().clone();
    assert!(seen.iter().any(|(length, _)| *length > 32 << 10), "{seen:?}");
    let refused: Vec<_> = seen.iter().filter(|(_, status)| *status == 401).collect();
    assert_eq!(refused, [&(0, 401)], "{seen:?}");
    assert_eq!(sync(&mut office, &again).rounds, 1, "and the next one costs one request");
    assert_eq!(server.seen.lock().unwrap().len(), seen.len() + 1);
}

#[test]
fn a_server_that_cannot_take_anything_is_no_success() {
    ready_for_the_network();
    for (granted, healing, code) in [(false, false, "unavailable"), (true, true, "healing")] {
        let folder = tempfile::tempdir().unwrap();
        let mut ri = national(folder.path(), granted);
        let store = memory();
        if healing {
            let values = vec![(HEALING.to_owned(), Some(NOON.to_string().into_bytes()))];
            store.commit(&Commit { values, ..Commit::default() }).unwrap();
        }
        let url = Server::new(ri.national().root(), store).serve(1);
        let waited = ri.overview().unwrap().ready;
        let synced = sync(&mut ri, &url);
        assert_eq!((synced.put_off(), synced.exit().code()), (Some(code), 3), "{synced:?}");
        assert_eq!(ri.overview().unwrap().ready, waited, "all of it is kept");
    }
}

/// Follows in a thread until something was told so many times that moved.
fn follow(
    folder: &TempDir,
    url: &str,
    ends_after: usize,
    tell: Sender<Synced>,
) -> thread::JoinHandle<()> {
    let (path, url) = (folder.path().join("3604"), url.to_owned());
    thread::spawn(move || {
        let mut office = Office::open(&path, Box::new(machine("follows"))).unwrap();
        let mut remote = office.remote(&url).unwrap();
        let mut moved = 0;
        let told = |told: kecuali_client::office::follow::Told<'_>| {
            let synced = told.as_ref().unwrap();
            moved += usize::from(synced.moved());
            let (received, arrived) = (synced.received, synced.arrived);
            tell.send(Synced { received, arrived, ..Synced::default() }).unwrap();
            if moved == ends_after { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut told = told;
        office.follow(&mut remote, &mut told).unwrap();
    })
}

#[test]
fn who_follows_exchanges_whenever_something_is_new_there_or_here() {
    ready_for_the_network();
    let folder = tempfile::tempdir().unwrap();
    let mut ri = national(folder.path(), true);
    let server = Server::new(ri.national().root(), memory());
    let url = server.serve(1);
    let mut office = regency(folder.path(), &mut ri, &url, "3604");
    let (tell, told) = channel();
    let following = follow(&folder, &url, 2, tell);
    let next = || loop {
        let synced = told.recv_timeout(SOON).unwrap();
        if synced.moved() {
            return synced;
        }
    };
    assert!(!told.recv_timeout(SOON).unwrap().moved(), "nothing is new yet");

    regency(folder.path(), &mut ri, &url, "3671");
    assert_eq!(next().arrived, 1, "what is new there: another office was admitted");
    office.add_entries(None, &[complete("Rekam medis")]).unwrap();
    assert_eq!(next().received, 1, "what another process wrote here");
    following.join().unwrap();
    office.refresh().unwrap();
    assert_eq!(office.overview().unwrap().ready, 0);
}
