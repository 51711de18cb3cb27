//! The server over HTTP: one signed request, one answer (`PROTOCOL` 8.3, 8.5).

use std::{fmt, time::Duration};

use kecuali_encoding::Digest;
use kecuali_protocol::{
    WireError,
    frame::{self, FrameError},
    limits,
    request::{
        KEY_HEADER, MEDIA_TYPE, NONCE_HEADER, SIGNATURE_HEADER, is_nonce, request_frame, to_hex,
    },
    sync::{SyncRequest, SyncResponse},
};
use kecuali_trust::{RootId, SigningKey};
use reqwest::{
    Client, Response, StatusCode, Url,
    header::{CONTENT_TYPE, HOST},
};
use tokio::runtime::{Builder, Runtime};

use crate::{error::Exit, office::exchange::Transport};

/// How long a slow line may take for one request; an answer is at most 2 MiB.
const PATIENCE: Duration = Duration::from_mins(5);
const CONNECT: Duration = Duration::from_secs(20);
/// The first nonce, and one that went stale on the way.
const TRIES: usize = 3;

/// The exchange with the server did not come about. Everything is still here, and sent next time.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// No server is known.
    #[error("no server is known to this office")]
    NoServer,
    /// The address is none.
    #[error("`{0}` is not the address of a server")]
    Address(String),
    /// Nobody answers.
    #[error("the server cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The server answers, and does not take the request.
    #[error("the server refused the request ({code}): {title}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The stable code.
        code: String,
        /// What the server says.
        title: String,
    },
    /// The answer is longer than any answer may be.
    #[error("the server's answer is too long")]
    TooLong,
    /// The answer cannot be opened.
    #[error("the server's answer cannot be read: {0}")]
    Frame(#[from] FrameError),
    /// The answer is none.
    #[error("the server's answer cannot be read: {0}")]
    Wire(#[from] WireError),
    /// The machine has no room for a connection.
    #[error("no connection can be made: {0}")]
    Machine(#[from] std::io::Error),
}

impl RemoteError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoServer => "no_server",
            Self::Address(_) => "server_address",
            Self::Unreachable(_) => "offline",
            Self::Refused { .. } => "server_refused",
            Self::TooLong => "body_too_large",
            Self::Frame(error) => error.code(),
            Self::Wire(error) => error.code(),
            Self::Machine(_) => "connection",
        }
    }

    /// The exit code.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::NoServer | Self::Address(_) => Exit::Usage,
            Self::Refused { status: 401 | 403, .. } => Exit::NotAuthorised,
            Self::Unreachable(_)
            | Self::Machine(_)
            | Self::Refused { status: 408 | 429 | 500..=599, .. } => Exit::Offline,
            Self::Refused { .. } => Exit::Failure,
            Self::TooLong | Self::Frame(_) | Self::Wire(_) => Exit::Integrity,
        }
    }

    /// What to do next.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoServer | Self::Address(_) => {
                Some("say where it is: `kecuali sync --server URL`")
            }
            Self::Unreachable(_) => Some(
                "everything is saved here; repeat `kecuali sync` later, or carry it with `kecuali bundle export`",
            ),
            Self::Refused { .. }
            | Self::TooLong
            | Self::Frame(_)
            | Self::Wire(_)
            | Self::Machine(_) => None,
        }
    }
}

/// A server, and who asks.
pub struct Remote {
    runtime: Runtime,
    client: Client,
    sync: Url,
    host: String,
    root: RootId,
    key: SigningKey,
    nonce: Option<String>,
}

impl Remote {
    /// A server at an address, asked by an installation.
    pub fn new(
        server: &str,
        root: RootId,
        key: SigningKey,
        nonce: Option<String>,
    ) -> Result<Self, RemoteError> {
        let bad = || RemoteError::Address(server.to_owned());
        let base = format!("{}/", server.trim_end_matches('/'));
        let sync = Url::parse(&base).and_then(|base| base.join("sync")).map_err(|_| bad())?;
        let name = sync.host_str().ok_or_else(bad)?.to_lowercase();
        let host = sync.port().map_or_else(|| name.clone(), |port| format!("{name}:{port}"));
        let client = Client::builder().connect_timeout(CONNECT).timeout(PATIENCE).build();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let client = client.map_err(RemoteError::Unreachable)?;
        Ok(Self { runtime, client, sync, host, root, key, nonce })
    }

    /// The nonce for the next request, to be kept: it saves a round trip.
    pub fn nonce(&self) -> Option<&str> {
        self.nonce.as_deref()
    }

    /// Posts a body until a nonce is fresh.
    fn post(&mut self, body: &[u8]) -> Result<Vec<u8>, RemoteError> {
        for _ in 1..TRIES {
            match self.post_once(body) {
                Err(RemoteError::Refused { status: 401, .. }) if self.nonce.is_some() => {}
                other => return other,
            }
        }
        self.post_once(body)
    }

    fn post_once(&mut self, body: &[u8]) -> Result<Vec<u8>, RemoteError> {
        let nonce = self.nonce.take().unwrap_or_else(|| "none".to_owned());
        let signed = request_frame(
            self.root.as_bytes(),
            "POST",
            &self.host,
            self.sync.path(),
            &Digest::of(body).0,
            &nonce,
        );
        let request = self
            .client
            .post(self.sync.clone())
            .header(HOST, &self.host)
            .header(CONTENT_TYPE, MEDIA_TYPE)
            .header(KEY_HEADER, self.key.public().to_string())
            .header(NONCE_HEADER, nonce)
            .header(SIGNATURE_HEADER, to_hex(&self.key.sign(&signed).0))
            .body(body.to_vec());
        let (status, nonce, answer) = self.runtime.block_on(async {
            let response = request.send().await.map_err(RemoteError::Unreachable)?;
            let nonce = response.headers().get(NONCE_HEADER).and_then(|value| value.to_str().ok());
            let nonce = nonce.filter(|nonce| is_nonce(nonce)).map(str::to_owned);
            Ok::<_, RemoteError>((response.status(), nonce, read(response).await?))
        })?;
        self.nonce = nonce;
        if status == StatusCode::OK { Ok(answer) } else { Err(refused(status, &answer)) }
    }
}

impl Transport for Remote {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        let answer = self.post(&frame::wrap(&request.to_bytes()))?;
        let opened = frame::open(&answer, limits::BODY)?;
        Ok(SyncResponse::read(&opened, request.push.len())?)
    }
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Remote").field("sync", &self.sync.as_str()).finish_non_exhaustive()
    }
}

/// Reads a body no further than any answer may be long.
async fn read(mut response: Response) -> Result<Vec<u8>, RemoteError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(RemoteError::Unreachable)? {
        if body.len() + chunk.len() > limits::WRAPPED_BODY {
            return Err(RemoteError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn refused(status: StatusCode, body: &[u8]) -> RemoteError {
    let problem: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| problem.get(name).and_then(serde_json::Value::as_str);
    let shown = |text: &str| text.chars().filter(|c| !c.is_control()).take(300).collect();
    RemoteError::Refused {
        status: status.as_u16(),
        code: shown(text("code").unwrap_or("unknown")),
        title: shown(text("title").unwrap_or_else(|| status.as_str())),
    }
}
