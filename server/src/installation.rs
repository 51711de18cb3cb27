//! Who asks: an installation, by its signature under the whole request (`PROTOCOL` 8.5).

use axum::{
    body::Bytes,
    extract::{FromRequest, Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::Response,
};
use kecuali_encoding::{Digest, KeyId};
use kecuali_protocol::{
    limits,
    request::{self, KEY_HEADER, NONCE_HEADER, SIGNATURE_HEADER},
};
use kecuali_trust::{Signature, verify};

use crate::{body::Room, problem::Problem, state::AppState};

/// A request that an installation signed, and its body. A handler that has one knows who asks;
/// what that installation may read is another question.
#[derive(Debug)]
pub(crate) struct Installation {
    /// Its key.
    pub(crate) key: KeyId,
    /// The body as it travelled.
    pub(crate) body: Bytes,
    /// Room for the body, given back when the request is done.
    pub(crate) _room: Room,
}

struct Claim {
    key: KeyId,
    nonce: String,
    signature: Signature,
    host: String,
    target: String,
}

impl FromRequest<AppState> for Installation {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let claim = Claim::read(&parts)?;
        // Before the body is read: a request without a nonce of ours costs next to nothing.
        if !state.nonces().is_fresh(&claim.nonce, claim.key, state.clock().hour()) {
            return Err(Problem::new("nonce_stale"));
        }
        if announced(&parts.headers) > limits::WRAPPED_BODY {
            return Err(Problem::new("body_too_large"));
        }
        let (body, room) = state.gate().bodies().read(body).await?;
        let signed = request::request_frame(
            state.root_id().as_bytes(),
            parts.method.as_str(),
            &claim.host,
            &claim.target,
            &Digest::of(&body).0,
            &claim.nonce,
        );
        verify(claim.key, &signed, &claim.signature)
            .map_err(|_| Problem::new("request_signature_bad"))?;
        Ok(Self { key: claim.key, body, _room: room })
    }
}

impl Claim {
    fn read(parts: &Parts) -> Result<Self, Problem> {
        let unsigned = || Problem::new("request_signature_bad");
        let key = claimed_key(&parts.headers).ok_or_else(unsigned)?;
        let nonce =
            text(&parts.headers, NONCE_HEADER).ok_or_else(|| Problem::new("nonce_missing"))?;
        let signature = text(&parts.headers, SIGNATURE_HEADER).ok_or_else(unsigned)?;
        let signature = request::read_hex(signature).map_err(|_| unsigned())?;
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let host = text(&parts.headers, header::HOST.as_str()).ok_or_else(unsigned)?;
        Ok(Self {
            key,
            nonce: nonce.to_owned(),
            signature: Signature(signature),
            host: host.to_ascii_lowercase(),
            target: target.to_owned(),
        })
    }
}

/// Sends the nonce for the next request with every answer, whatever it says.
pub(crate) async fn next_nonce(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let key = claimed_key(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(key) = key {
        let nonce = state.nonces().issue(key, state.clock().hour());
        if let Ok(nonce) = HeaderValue::from_str(&nonce) {
            headers.insert(NONCE_HEADER, nonce);
        }
    }
    response
}

/// How long the body is by the header; nothing without it.
fn announced(headers: &HeaderMap) -> usize {
    let length = text(headers, header::CONTENT_LENGTH.as_str());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

fn claimed_key(headers: &HeaderMap) -> Option<KeyId> {
    request::read_hex(text(headers, KEY_HEADER)?).ok().map(KeyId)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
