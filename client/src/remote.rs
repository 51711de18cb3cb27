//! The server over HTTP: one signed request, one answer (`PROTOCOL` 8.3, 8.5).

use std::{fmt, time::Duration};

use jiff::fmt::rfc2822;
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
use kecuali_trust::{RootFile, RootId, SigningKey};
use reqwest::{
    Client, Method, RequestBuilder, Response, StatusCode, Url,
    header::{CONTENT_TYPE, DATE, HOST},
    redirect::Policy,
};
use tokio::runtime::{Builder, Runtime};

use crate::{
    catalogue,
    error::Exit,
    office::{exchange::Transport, follow::Line},
    os,
};

/// How long a slow line may take for one request; an answer is at most 2 MiB.
const PATIENCE: Duration = Duration::from_mins(5);
const CONNECT: Duration = Duration::from_secs(20);
/// The first nonce, and one that went stale on the way.
const TRIES: usize = 3;
/// A body of no more bytes than this is on its way as soon as it is sent.
const SHORT: usize = 4 << 10;
/// What a server says of a request that was signed for another trust root, too.
const BAD_SIGNATURE: &str = "request_signature_bad";
/// How often one looks whether another process wrote something here.
const LOOK: Duration = Duration::from_secs(1);

/// The exchange with the server did not come about. Everything is still here, and sent next time.
#[derive(Debug, thiserror::Error)]
#[error("{}", catalogue::error::remote(self))]
pub enum RemoteError {
    /// No server is known.
    NoServer,
    /// The address is none.
    Address(String),
    /// Nobody answers.
    Unreachable(#[source] reqwest::Error),
    /// The server answers, and does not take the request.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The stable code.
        code: String,
        /// What the server says.
        title: String,
    },
    /// Who answers is no server of this system: the page of a network that wants a login, say.
    Stranger,
    /// The server is one of another trust root.
    OtherRoot,
    /// The answer is longer than any answer may be.
    TooLong,
    /// The answer cannot be opened.
    Frame(#[from] FrameError),
    /// The answer is none.
    Wire(#[from] WireError),
    /// The machine has no room for a connection.
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
            Self::Stranger => "not_a_server",
            Self::OtherRoot => "server_root",
            Self::TooLong => "body_too_large",
            Self::Frame(error) => error.code(),
            Self::Wire(error) => error.code(),
            Self::Machine(_) => "connection",
        }
    }

    /// The exit code.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::NoServer | Self::Address(_) | Self::OtherRoot => Exit::Usage,
            Self::Refused { status: 401 | 403, .. } => Exit::NotAuthorised,
            Self::Unreachable(_)
            | Self::Stranger
            | Self::Machine(_)
            | Self::Refused { status: 408 | 429 | 500..=599, .. } => Exit::Offline,
            Self::Refused { .. } => Exit::Failure,
            Self::TooLong | Self::Frame(_) | Self::Wire(_) => Exit::Integrity,
        }
    }

    /// What to do next.
    pub const fn hint(&self) -> Option<&'static str> {
        catalogue::hint::of_remote(self)
    }
}

/// What a server shows to anyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Whether it says that it is there.
    pub answers: bool,
    /// Its time in milliseconds since 1970, to the second.
    pub time: Option<u64>,
}

/// A server, and who asks.
pub struct Remote {
    runtime: Runtime,
    client: Client,
    base: Url,
    host: String,
    root: RootId,
    key: SigningKey,
    nonce: Option<String>,
    /// Whether the nonce is from this conversation, and not kept from an earlier one.
    greeted: bool,
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
        let base = Url::parse(&format!("{}/", server.trim_end_matches('/'))).map_err(|_| bad())?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(bad());
        }
        let name = base.host_str().ok_or_else(bad)?.to_lowercase();
        let host = base.port().map_or_else(|| name.clone(), |port| format!("{name}:{port}"));
        let client = Client::builder().connect_timeout(CONNECT).timeout(PATIENCE);
        // What is pushed and signed is for the server that was named, and for no other.
        let client = client.redirect(Policy::none());
        let client = os::patient(client, PATIENCE).build();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let client = client.map_err(RemoteError::Unreachable)?;
        Ok(Self { runtime, client, base, host, root, key, nonce, greeted: false })
    }

    /// The nonce for the next request, to be kept: it saves a round trip.
    pub fn nonce(&self) -> Option<&str> {
        self.nonce.as_deref()
    }

    /// Looks whether the server answers, and what time it has; nothing is signed or sent.
    pub fn look(&self) -> Result<Seen, RemoteError> {
        let bad = |_| RemoteError::Address(self.base.to_string());
        let url = self.base.join("healthz").map_err(bad)?;
        let request = self.client.get(url).timeout(CONNECT);
        let response = self.runtime.block_on(async { request.send().await });
        let response = response.map_err(RemoteError::Unreachable)?;
        let date = response.headers().get(DATE).and_then(|date| date.to_str().ok());
        let time = date.and_then(|date| rfc2822::parse(date).ok());
        let time = time.map(|time| time.timestamp().as_millisecond());
        let time = time.and_then(|time| u64::try_from(time).ok());
        Ok(Seen { answers: response.status() == StatusCode::OK, time })
    }

    /// Asks until a nonce is fresh.
    fn ask(&mut self, asked: &Asked<'_>) -> Result<Vec<u8>, RemoteError> {
        match self.ask_anew(asked) {
            Err(RemoteError::Refused { code, .. })
                if code == BAD_SIGNATURE && self.is_of_another_root() =>
            {
                Err(RemoteError::OtherRoot)
            }
            other => other,
        }
    }

    /// Whether the server publishes another trust root than the one that requests are signed for.
    fn is_of_another_root(&self) -> bool {
        let Ok(url) = self.base.join("root.json") else { return false };
        let Ok(answer) = self.runtime.block_on(answer(self.client.get(url))) else { return false };
        let text = String::from_utf8(answer.body).unwrap_or_default();
        RootFile::read(text.trim_end()).is_ok_and(|root| root.id() != self.root)
    }

    fn ask_anew(&mut self, asked: &Asked<'_>) -> Result<Vec<u8>, RemoteError> {
        if asked.body.len() > SHORT && !self.greeted {
            self.greet()?;
        }
        for _ in 1..TRIES {
            match self.ask_once(asked) {
                Err(RemoteError::Refused { status: 401, .. }) if self.nonce.is_some() => {}
                other => return other,
            }
        }
        self.ask_once(asked)
    }

    /// Fetches a nonce with an empty body.
    ///
    /// A server says that a nonce is stale before it reads the body, and lets go of the line. Where
    /// a long body is still on its way, that answer is lost with the line: so nothing long is sent
    /// with a nonce of an earlier conversation, which a restart of the server makes stale.
    fn greet(&mut self) -> Result<(), RemoteError> {
        self.nonce = None;
        match self.ask_once(&Asked { method: Method::POST, target: "sync", body: &[] }) {
            Ok(_) | Err(RemoteError::Refused { status: 401, .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn ask_once(&mut self, asked: &Asked<'_>) -> Result<Vec<u8>, RemoteError> {
        let request = self.signed(asked)?;
        let answered = self.runtime.block_on(answer(request));
        self.hear(answered)
    }

    fn signed(&self, asked: &Asked<'_>) -> Result<RequestBuilder, RemoteError> {
        let bad = |_| RemoteError::Address(self.base.to_string());
        let url = self.base.join(asked.target).map_err(bad)?;
        let nonce = self.nonce.clone().unwrap_or_else(|| "none".to_owned());
        let target = url
            .query()
            .map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let signed = request_frame(
            self.root.as_bytes(),
            asked.method.as_str(),
            &self.host,
            &target,
            &Digest::of(asked.body).0,
            &nonce,
        );
        let request = self.client.request(asked.method.clone(), url);
        let request = request
            .header(HOST, &self.host)
            .header(KEY_HEADER, self.key.public().to_string())
            .header(NONCE_HEADER, nonce)
            .header(SIGNATURE_HEADER, to_hex(&self.key.sign(&signed).0));
        if asked.method == Method::GET {
            return Ok(request);
        }
        Ok(request.header(CONTENT_TYPE, MEDIA_TYPE).body(asked.body.to_vec()))
    }

    /// Keeps the nonce that came with an answer.
    fn hear(&mut self, answered: Result<Answer, RemoteError>) -> Result<Vec<u8>, RemoteError> {
        let answer = answered.inspect_err(|_| self.greeted = false)?;
        if answer.is_strange() {
            return Err(RemoteError::Stranger);
        }
        self.greeted = answer.nonce.is_some();
        self.nonce = answer.nonce;
        if answer.status == StatusCode::OK {
            return Ok(answer.body);
        }
        Err(refused(answer.status, &answer.body))
    }
}

/// What is asked.
struct Asked<'a> {
    method: Method,
    target: &'a str,
    body: &'a [u8],
}

/// What came back.
struct Answer {
    status: StatusCode,
    nonce: Option<String>,
    body: Vec<u8>,
}

impl Answer {
    /// A server of this system sends a nonce with what was asked for, and a code with a refusal.
    /// What stands before it does neither, and may say that it is out of order in its own words.
    fn is_strange(&self) -> bool {
        let refuses = self.status.is_server_error()
            || matches!(self.status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
            || (self.status != StatusCode::OK && said(&self.body, "code").is_some());
        self.nonce.is_none() && !refuses
    }
}

async fn answer(request: RequestBuilder) -> Result<Answer, RemoteError> {
    let response = request.send().await.map_err(RemoteError::Unreachable)?;
    let nonce = response.headers().get(NONCE_HEADER).and_then(|value| value.to_str().ok());
    let nonce = nonce.filter(|nonce| is_nonce(nonce)).map(str::to_owned);
    Ok(Answer { status: response.status(), nonce, body: read(response).await? })
}

impl Transport for Remote {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        let body = frame::wrap(&request.to_bytes());
        let answer = self.ask(&Asked { method: Method::POST, target: "sync", body: &body })?;
        let opened = frame::open(&answer, limits::BODY)?;
        Ok(SyncResponse::read(&opened, request.push.len())?)
    }
}

impl Line for Remote {
    fn wait(
        &mut self,
        digest: &Digest,
        news_here: &mut dyn FnMut() -> bool,
    ) -> Result<bool, RemoteError> {
        let target = format!("sync/wait?digest={digest}");
        let asked = Asked { method: Method::GET, target: &target, body: &[] };
        for _ in 0..TRIES {
            let request = self.signed(&asked)?;
            let heard = self.runtime.block_on(async {
                tokio::select! {
                    answered = answer(request) => Some(answered),
                    () = here(news_here) => None,
                }
            });
            // Work of this office's own needs no answer to be worth an exchange.
            let Some(answered) = heard else { return Ok(true) };
            match self.hear(answered) {
                Err(RemoteError::Refused { status: 401, .. }) if self.nonce.is_some() => {}
                answered => return changed(&answered?),
            }
        }
        Ok(false)
    }

    fn rest(&mut self, time: Duration, news_here: &mut dyn FnMut() -> bool) {
        let news = async { tokio::time::timeout(time, here(news_here)).await };
        drop(self.runtime.block_on(news));
    }
}

/// Resolves when there is something new on this machine.
async fn here(news_here: &mut dyn FnMut() -> bool) {
    let mut looks = tokio::time::interval(LOOK);
    loop {
        looks.tick().await;
        if news_here() {
            return;
        }
    }
}

/// Reads `{"changed":…}`.
fn changed(body: &[u8]) -> Result<bool, RemoteError> {
    let news: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let changed = news.get("changed").and_then(serde_json::Value::as_bool);
    changed.ok_or(RemoteError::Wire(WireError::Message))
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Remote").field("base", &self.base.as_str()).finish_non_exhaustive()
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
    RemoteError::Refused {
        status: status.as_u16(),
        code: said(body, "code").unwrap_or_else(|| "unknown".to_owned()),
        title: said(body, "title").unwrap_or_else(|| status.as_str().to_owned()),
    }
}

/// What a refusal says under a name, without what steers a terminal.
fn said(body: &[u8], name: &str) -> Option<String> {
    let problem: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let text = problem.get(name)?.as_str()?;
    Some(text.chars().filter(|c| !c.is_control()).take(300).collect())
}
