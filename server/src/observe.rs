//! What the operator sees: one line for each request, with an id that its answer carries too.
//!
//! Never logged: bodies, queries, keys, nonces, signatures, names, and anything that a document
//! says. A path of the public interface names only what is public.

use std::{
    fmt,
    io::Write as _,
    sync::atomic::{AtomicU64, Ordering},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use crate::{problem::Problem, state::AppState};

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Starts logging to stderr. Says no to a second start, which changes nothing.
pub fn start(filter: &str, format: LogFormat) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| error.to_string())?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match format {
        LogFormat::Text => lines.with_ansi(false).try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
    started.map_err(|error| error.to_string())
}

/// Names requests: eight random digits for the process and a number.
#[derive(Debug)]
pub(crate) struct RequestIds {
    process: u32,
    next: AtomicU64,
}

/// The name of a request.
#[derive(Debug, Clone, Copy)]
struct RequestId {
    process: u32,
    number: u64,
}

impl RequestIds {
    pub(crate) const fn new(process: [u8; 4]) -> Self {
        Self { process: u32::from_be_bytes(process), next: AtomicU64::new(1) }
    }

    fn next(&self) -> RequestId {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        RequestId { process: self.process, number }
    }
}

impl RequestId {
    /// As a header: written in place, as every answer has one.
    fn header(self) -> Option<HeaderValue> {
        let mut text = [0; 32];
        let mut rest = text.as_mut_slice();
        write!(rest, "{self}").ok()?;
        let left = rest.len();
        HeaderValue::from_bytes(text.get(..text.len() - left)?).ok()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}-{}", self.process, self.number)
    }
}

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("kecuali-request");

/// Around every request: its id, its log line, and the body of a problem.
pub(crate) async fn request(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = state.clock().milliseconds();
    let mut response = next.run(request).await;
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    let took = || state.clock().milliseconds().saturating_sub(began);
    told(&state, &method, route, took, &mut response);
    response.extensions_mut().insert(Route(route.to_owned()));
    response
}

/// The route that an answer came from.
#[derive(Debug, Clone)]
pub(crate) struct Route(pub(crate) String);

/// Gives an answer its id and its log line, and a problem its body.
pub(crate) fn told(
    state: &AppState,
    method: &Method,
    route: &str,
    took: impl FnOnce() -> u64,
    response: &mut Response,
) {
    let id = state.request_ids().next();
    let problem = response.extensions().get::<Problem>().cloned();
    if let Some(problem) = &problem {
        *response = carry_over(response, problem.render(&id.to_string()));
    }
    tracing::info!(
        request = %id,
        %method,
        route,
        status = response.status().as_u16(),
        code = problem.as_ref().map_or("-", Problem::code),
        ms = took(),
        "request"
    );
    if let Some(id) = id.header() {
        response.headers_mut().insert(REQUEST_ID, id);
    }
}

/// Headers that were set for a problem before it had a body.
fn carry_over(before: &Response, mut rendered: Response) -> Response {
    for (name, value) in before.headers() {
        if !rendered.headers().contains_key(name) && name != axum::http::header::CONTENT_LENGTH {
            rendered.headers_mut().insert(name.clone(), value.clone());
        }
    }
    rendered
}
