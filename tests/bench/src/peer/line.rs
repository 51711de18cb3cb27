//! The line to the server: signed requests over HTTP, and how much went over it.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use kecuali_encoding::Digest;
use kecuali_protocol::{
    frame, limits,
    request::{KEY_HEADER, MEDIA_TYPE, NONCE_HEADER, SIGNATURE_HEADER, request_frame, to_hex},
    sync::{SyncRequest, SyncResponse},
};
use kecuali_trust::{RootId, SigningKey};
use reqwest::{Client, Method, Response, StatusCode, header::CONTENT_TYPE};

use crate::{error::BenchError, time::Stopwatch};

/// A server, and who asks.
#[derive(Debug)]
pub(crate) struct Line {
    client: Client,
    host: String,
    root: RootId,
    key: SigningKey,
    nonce: Mutex<Option<String>>,
    pub(crate) traffic: Traffic,
}

/// What went over the line (bodies only, headers left out), and how long answers took.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    pub(crate) trips: AtomicUsize,
    pub(crate) sent: AtomicUsize,
    pub(crate) received: AtomicUsize,
    /// Microseconds from a request to the end of its answer.
    pub(crate) waited: AtomicUsize,
}

impl Line {
    /// A line to a server on this machine.
    pub(crate) fn new(
        client: Client,
        port: u16,
        root: RootId,
        key: SigningKey,
        nonce: Option<String>,
    ) -> Self {
        let host = format!("127.0.0.1:{port}");
        Self { client, host, root, key, nonce: Mutex::new(nonce), traffic: Traffic::default() }
    }

    /// The nonce for the next request, to be kept: it saves a round trip.
    pub(crate) fn nonce(&self) -> Option<String> {
        self.held().clone()
    }

    /// Asks for a nonce where there is none: a body that is sent without one travels in vain.
    pub(crate) async fn greet(&self) -> Result<(), BenchError> {
        if self.nonce().is_none() {
            self.send(Method::POST, "/sync", Vec::new()).await?;
        }
        Ok(())
    }

    /// One exchange.
    pub(crate) async fn sync(&self, request: &SyncRequest) -> Result<SyncResponse, BenchError> {
        self.greet().await?;
        let body = frame::wrap(&request.to_bytes());
        let watch = Stopwatch::start();
        let answer = self.ask(Method::POST, "/sync", body).await?;
        self.traffic.waited.fetch_add(watch.microseconds(), Relaxed);
        let opened = frame::open(&answer, limits::BODY)?;
        Ok(SyncResponse::read(&opened, request.push.len())?)
    }

    /// Whether the logs went on from where this digest over the cursors stands; waits for it.
    pub(crate) async fn wait(&self, digest: [u8; 32]) -> Result<bool, BenchError> {
        let target = format!("/sync/wait?digest={}", to_hex(&digest));
        let answer = self.ask(Method::GET, &target, Vec::new()).await?;
        Ok(answer == br#"{"changed":true}"#)
    }

    /// Sends a body of any kind, signed; again where the nonce was not fresh.
    pub(crate) async fn ask(
        &self,
        method: Method,
        target: &str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, BenchError> {
        let mut response = self.send(method.clone(), target, body.clone()).await?;
        if response.status() == StatusCode::UNAUTHORIZED {
            response = self.send(method, target, body).await?;
        }
        let status = response.status();
        let answer = response.bytes().await?;
        self.traffic.received.fetch_add(answer.len(), Relaxed);
        if status != StatusCode::OK {
            let said = String::from_utf8_lossy(&answer);
            return Err(BenchError::odd(format!("{target}: {status}: {said}")));
        }
        Ok(answer.to_vec())
    }

    async fn send(
        &self,
        method: Method,
        target: &str,
        body: Vec<u8>,
    ) -> Result<Response, BenchError> {
        let nonce = self.nonce().unwrap_or_else(|| "none".to_owned());
        let hash = Digest::of(&body).0;
        let signed =
            request_frame(self.root.as_bytes(), method.as_str(), &self.host, target, &hash, &nonce);
        self.traffic.trips.fetch_add(1, Relaxed);
        self.traffic.sent.fetch_add(body.len(), Relaxed);
        let mut request = self
            .client
            .request(method.clone(), format!("http://{}{target}", self.host))
            .header(KEY_HEADER, self.key.public().to_string())
            .header(NONCE_HEADER, nonce)
            .header(SIGNATURE_HEADER, to_hex(&self.key.sign(&signed).0));
        if method == Method::POST {
            request = request.header(CONTENT_TYPE, MEDIA_TYPE).body(body);
        }
        let response = request.send().await?;
        let fresh = response.headers().get(NONCE_HEADER).and_then(|nonce| nonce.to_str().ok());
        *self.held() = fresh.map(str::to_owned);
        Ok(response)
    }

    fn held(&self) -> MutexGuard<'_, Option<String>> {
        self.nonce.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
