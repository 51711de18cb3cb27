//! Connections: how many there are at once, how long the head of a request may take, and how they end.

use std::{convert::Infallible, pin::pin, sync::Arc, time::Duration};

use axum::{body::Body, extract::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};
use tower::{Service, ServiceExt as _};

use crate::{config::Bounds, listener::InPieces};

/// Connections at once, as far as the machine lets this process have so many. Each takes some 10 KiB
/// while it waits.
const MOST: usize = 8_192;
/// Files beside connections: the store's, those of the list that are read at once, the log.
const FILES: usize = 192;
/// For how long the head of a request may be on its way, and a connection without any may stay.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// The same where half of all connections are taken. Then one carries one request, too.
const HASTE: Duration = Duration::from_secs(3);
/// Before the next try where the machine gave no connection.
const BREATH: Duration = Duration::from_secs(1);

/// How many files this process should be allowed to have open.
pub(crate) const WANTED: usize = MOST + FILES;

/// How many connections there may be at once, where so many files may be open.
pub(crate) fn room(files: usize) -> usize {
    files.saturating_sub(FILES).clamp(1, MOST)
}

/// What may wait for news at once leaves a quarter of the connections to everyone else.
pub(crate) fn within(bounds: Bounds, connections: usize) -> Bounds {
    let waits = bounds.waits.min((connections / 4 * 3).max(1));
    if waits < bounds.waits {
        let asked = bounds.waits;
        tracing::warn!(asked, waits, connections, "`waits` is lowered: too few files may be open");
    }
    Bounds { waits, ..bounds }
}

/// Serves connections, so many at once, until it is to stop; then those that are at work are carried
/// to their ends.
pub(crate) async fn serve<S>(
    listener: TcpListener,
    service: S,
    most: usize,
    stop: impl Future<Output = ()>,
) where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let rooms = Arc::new(Semaphore::new(most));
    let stopping = watch::Sender::new(false);
    let mut stop = pin!(stop);
    loop {
        let (stream, room) = tokio::select! {
            next = next(&listener, &rooms) => next,
            () = &mut stop => break,
        };
        let scarce = rooms.available_permits() < most / 2;
        let stopping = stopping.subscribe();
        tokio::spawn(carry(stream, service.clone(), scarce, stopping, room));
    }
    drop(listener);
    stopping.send_replace(true);
    stopping.closed().await;
}

/// The next connection, when there is room for one. Whoever comes meanwhile stands in the queue of
/// the machine.
async fn next(
    listener: &TcpListener,
    rooms: &Arc<Semaphore>,
) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // Nobody closes the rooms.
    let room = Arc::clone(rooms).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, room),
            // Whoever called is gone; the next one waits already.
            Err(error) if is_of_one(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                let nothing = std::future::pending::<()>();
                drop(tokio::time::timeout(BREATH, nothing).await);
            }
        }
    }
}

/// Whether it concerns one connection alone.
fn is_of_one(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn carry<S>(
    stream: TcpStream,
    service: S,
    scarce: bool,
    mut stopping: watch::Receiver<bool>,
    room: Option<OwnedSemaphorePermit>,
) where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let answer = service_fn(move |request: hyper::Request<Incoming>| {
        service.clone().oneshot(request.map(Body::new))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(if scarce { HASTE } else { HEAD_TIME })
        .keep_alive(!scarce)
        .serve_connection(TokioIo::new(InPieces(stream)), answer);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = stops(&mut stopping) => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        connection.as_mut().graceful_shutdown();
        connection.await
    };
    // Who goes away in the middle, or is too slow, is told nothing, and is no matter for the log.
    drop((ended, room, stopping));
}

async fn stops(stopping: &mut watch::Receiver<bool>) {
    // A sender that is gone stops, too.
    drop(stopping.wait_for(|stopping| *stopping).await);
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::{Router, routing::get};
    use tokio::time::{Instant, timeout};

    use super::*;

    /// Longer than anything here may take.
    const EVER: Duration = Duration::from_hours(1);
    const HALF: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n";
    const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    /// As long as a wait for news.
    const WAIT: Duration = Duration::from_secs(50);

    /// A server of which an answer takes as long as a wait.
    async fn start(most: usize) -> SocketAddr {
        let slow = || async {
            drop(timeout(WAIT, std::future::pending::<()>()).await);
            "ok"
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes = Router::new().route("/", get(slow));
        tokio::spawn(serve(listener, routes, most, std::future::pending()));
        address
    }

    async fn send(address: SocketAddr, bytes: &[u8]) -> TcpStream {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.writable().await.unwrap();
        assert_eq!(stream.try_write(bytes).unwrap(), bytes.len());
        stream
    }

    /// What comes until the other side closes, and after how many seconds it does.
    async fn heard(stream: TcpStream, since: Instant) -> (String, u64) {
        let mut bytes = Vec::new();
        loop {
            timeout(EVER, stream.readable()).await.expect("it is closed").unwrap();
            let mut piece = [0; 1_024];
            match stream.try_read(&mut piece) {
                Ok(0) => break,
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
                Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock),
            }
        }
        (String::from_utf8(bytes).unwrap(), since.elapsed().as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_that_does_not_come_is_not_waited_for_and_a_long_answer_is_carried() {
        let address = start(8).await;
        let since = Instant::now();
        let (half, silent, whole) =
            (send(address, HALF).await, send(address, b"").await, send(address, WHOLE).await);
        let half = tokio::spawn(heard(half, since));
        let silent = tokio::spawn(heard(silent, since));
        let (answer, after) = heard(whole, since).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok"), "{answer}");
        assert_eq!(after, WAIT.as_secs());
        for closed in [half, silent] {
            assert_eq!(closed.await.unwrap(), (String::new(), HEAD_TIME.as_secs()));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_comes_when_all_connections_are_taken_has_the_next_that_ends() {
        let address = start(1).await;
        let since = Instant::now();
        let half = send(address, HALF).await;
        let (answer, after) = heard(send(address, WHOLE).await, since).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert_eq!(after, (HEAD_TIME + WAIT).as_secs());
        drop(half);
    }

    #[tokio::test(start_paused = true)]
    async fn where_connections_are_scarce_none_is_kept_for_long() {
        let address = start(4).await;
        let since = Instant::now();
        let whole = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        let first = [send(address, whole).await, send(address, HALF).await];
        let then = [send(address, whole).await, send(address, HALF).await];
        let [kept, half] = first.map(|stream| tokio::spawn(heard(stream, since)));
        let [closed, short] = then.map(|stream| tokio::spawn(heard(stream, since)));
        assert_eq!(half.await.unwrap().1, HEAD_TIME.as_secs());
        assert_eq!(short.await.unwrap().1, HASTE.as_secs());
        assert_eq!(closed.await.unwrap().1, WAIT.as_secs(), "it is closed with its answer");
        assert_eq!(kept.await.unwrap().1, (WAIT + HEAD_TIME).as_secs());
    }

    #[test]
    fn waits_leave_room_for_everyone_else_however_few_files_may_be_open() {
        for (files, connections, waits) in
            [(WANTED, MOST, 2_048), (1_024, 832, 624), (256, 64, 48), (10, 1, 1)]
        {
            assert_eq!(room(files), connections);
            assert_eq!(within(Bounds::default(), connections).waits, waits);
        }
        let few = Bounds { waits: 5, ..Bounds::default() };
        assert_eq!(within(few, MOST), few);
    }
}
