//! The way out of an office: its proxy, and certificates that its machine trusts.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use kecuali_trust::{RootFile, SigningKey};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    runtime,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

use crate::{desk::Desk, network::serve};

/// What stands between an office and the server; it passes on whatever it is given.
struct Relay {
    address: SocketAddr,
    /// The first line of each connection that came in the clear.
    asked: Arc<Mutex<Vec<String>>>,
}

fn relay(server: SocketAddr, tls: Option<TlsAcceptor>) -> Relay {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    let accept = async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(pass(connection, server, tls.clone(), Arc::clone(&seen)));
        }
    };
    thread::spawn(move || runtime.block_on(accept));
    Relay { address, asked }
}

async fn pass(
    mut office: TcpStream,
    server: SocketAddr,
    tls: Option<TlsAcceptor>,
    seen: Arc<Mutex<Vec<String>>>,
) {
    let mut server = TcpStream::connect(server).await.unwrap();
    if let Some(tls) = tls {
        // Who does not trust the certificate is gone by now.
        let Ok(mut opened) = tls.accept(office).await else { return };
        drop(copy_bidirectional(&mut opened, &mut server).await);
        return;
    }
    let mut head = [0; 512];
    let length = office.peek(&mut head).await.unwrap();
    let head = String::from_utf8_lossy(&head[..length]).into_owned();
    seen.lock().unwrap().push(head.lines().next().unwrap_or_default().to_owned());
    drop(copy_bidirectional(&mut office, &mut server).await);
}

/// An office with grants, and a server that KPU RI has synced with.
fn country() -> (Desk, SocketAddr) {
    let log_key = SigningKey::from_bytes(&[77; 32]);
    let mut desk = Desk::with_server_key(&log_key.public().to_string());
    let root = fs::read_to_string(desk.path().join("root.json")).unwrap();
    let (_hub, server) = serve(RootFile::read(&root).unwrap(), log_key);
    desk.done("RI", &["roster", "grant", "join.json"]);
    desk.done("RI", &["sync", "--server", &format!("http://{server}")]);
    (desk, server)
}

fn nobody() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

#[test]
fn a_proxy_of_the_machine_is_used() {
    let (mut desk, server) = country();
    let proxy = relay(server, None);
    desk.set("HTTP_PROXY", format!("http://{}", proxy.address));
    // A name that only the proxy could know.
    desk.done("3604", &["sync", "--server", "http://dik.kpu.invalid"]);
    let asked = proxy.asked.lock().unwrap().clone();
    assert!(
        !asked.is_empty()
            && asked.iter().all(|line| line.starts_with("POST http://dik.kpu.invalid/sync ")),
        "{asked:?}"
    );
}

#[test]
fn what_needs_no_proxy_goes_straight() {
    let (mut desk, server) = country();
    desk.set("HTTP_PROXY", format!("http://{}", nobody()));
    let sync = ["sync", "--server", &format!("http://{server}")];
    assert!(desk.run("3604", &sync).contains("[offline]"), "by the proxy, which is away");
    desk.set("NO_PROXY", "127.0.0.1");
    desk.done("3604", &sync);
}

/// `tls/ca.pem` signed `tls/server.pem` for `localhost`; its key is thrown away.
fn secure(server: SocketAddr) -> SocketAddr {
    let chain = CertificateDer::from_pem_slice(include_bytes!("../tls/server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../tls/server.key")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let config = config.with_single_cert(vec![chain], key).unwrap();
    relay(server, Some(TlsAcceptor::from(Arc::new(config)))).address
}

// Elsewhere a machine's own store is not a file that a test can bring along.
#[cfg(target_os = "linux")]
#[test]
fn an_offices_own_authority_is_trusted_where_its_machine_trusts_it_and_nowhere_else() {
    let (mut desk, server) = country();
    let port = secure(server).port();
    let sync = ["sync", "--server", &format!("https://localhost:{port}")];
    assert!(desk.run("3604", &sync).contains("[offline]"), "nobody knows who signed that");
    let ca = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls/ca.pem");
    desk.set("SSL_CERT_FILE", ca.display().to_string());
    desk.done("3604", &sync);
}

#[test]
fn the_older_name_of_watch_is_understood() {
    let (mut desk, _) = country();
    for flag in ["--watch", "--follow"] {
        let said = desk.run("RI", &["sync", flag, "--server", "no address"]);
        assert!(said.contains("[server_address]"), "{flag}: {said}");
    }
}
