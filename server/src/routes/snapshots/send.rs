//! Sending a file that lies on the disk: whole, a part of it, or that nothing has changed.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    time::SystemTime,
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use http_body_util::channel::{Channel, Sender};
use jiff::Timestamp;
use tokio::sync::OwnedSemaphorePermit;

use super::range::{Wanted, wanted};
use crate::{body::end, press::Kept, problem::Problem, public, state::AppState};

/// Bytes that are read and sent at a time.
const PIECE: u64 = 256 << 10;

/// For how long a copy is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caching {
    /// As long as those of the rest of the interface.
    Minute,
    /// For ever: the address names the content.
    Immutable,
}

/// The answer to who asks for a file.
pub(crate) async fn send(
    state: &AppState,
    file: &Kept,
    caching: Caching,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let tag = format!("\"{}\"", file.sha256);
    let mut answer = Response::new(Body::empty());
    mark(&mut answer, file, caching, &tag);
    if is_known(headers, &tag, file.written) {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(answer);
    }
    let (first, length) = match part(headers, &tag, file) {
        Wanted::Whole => (0, file.bytes),
        Wanted::Part(first, last) => {
            *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
            let range = format!("bytes {first}-{last}/{}", file.bytes);
            set(&mut answer, header::CONTENT_RANGE, &range);
            (first, last - first + 1)
        }
        Wanted::Nothing => {
            *answer.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            set(&mut answer, header::CONTENT_RANGE, &format!("bytes */{}", file.bytes));
            return Ok(answer);
        }
    };
    set(&mut answer, header::CONTENT_TYPE, &file.media);
    set(&mut answer, header::CONTENT_LENGTH, &length.to_string());
    if *method != Method::HEAD {
        *answer.body_mut() = body(state, file, first, length).await?;
    }
    Ok(answer)
}

/// The bytes of a part of a file.
pub(crate) async fn body(
    state: &AppState,
    file: &Kept,
    first: u64,
    length: u64,
) -> Result<Body, Problem> {
    let room = state.gate().file()?;
    let path = file.path.clone();
    // The first piece is read before anything is sent: a file that is gone is an honest answer.
    let piece = public::blocking(move || {
        let opened = File::open(&path).and_then(|mut opened| {
            opened.seek(SeekFrom::Start(first))?;
            read(opened, length)
        });
        opened.map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                return Problem::new("snapshot_gone").instead("/api/v1/snapshots");
            }
            tracing::error!(%error, "a file of the list cannot be read");
            Problem::new("unavailable")
        })
    });
    let piece = piece.await?;
    if piece.left == 0 {
        return Ok(piece.bytes.into());
    }
    let (sender, body) = Channel::<Bytes, io::Error>::new(1);
    tokio::spawn(pieces(piece, sender, room));
    Ok(Body::new(body))
}

/// A piece of a file, and what is still to be read.
struct Piece {
    bytes: Bytes,
    file: File,
    left: u64,
}

fn read(mut file: File, left: u64) -> io::Result<Piece> {
    let length = left.min(PIECE);
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    file.read_exact(&mut bytes)?;
    Ok(Piece { bytes: bytes.into(), file, left: left - length })
}

async fn pieces(mut piece: Piece, mut to: Sender<Bytes, io::Error>, room: OwnedSemaphorePermit) {
    loop {
        let Piece { bytes, file, left } = piece;
        if to.send_data(bytes).await.is_err() {
            break;
        }
        if left == 0 {
            // Whoever hung up meanwhile has all there was.
            drop(end(&mut to).await);
            break;
        }
        let next = tokio::task::spawn_blocking(move || read(file, left)).await;
        piece = match next.map_err(io::Error::other).flatten() {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(%error, "a file was not sent to its end");
                to.abort(error);
                break;
            }
        };
    }
    drop(room);
}

/// What is asked of the file, if it is the one that the asker has a part of.
fn part(headers: &HeaderMap, tag: &str, file: &Kept) -> Wanted {
    let value = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let Some(range) = value(header::RANGE) else { return Wanted::Whole };
    match value(header::IF_RANGE) {
        Some(had) if had != tag && Some(had) != date(file.written).as_deref() => Wanted::Whole,
        _ => wanted(range, file.bytes),
    }
}

fn is_known(headers: &HeaderMap, tag: &str, written: SystemTime) -> bool {
    if headers.contains_key(header::IF_NONE_MATCH) {
        return public::is_known(headers, tag);
    }
    let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|since| since.to_str().ok());
    since.is_some_and(|since| date(written).as_deref() == Some(since))
}

fn mark(answer: &mut Response, file: &Kept, caching: Caching, tag: &str) {
    let caching = match caching {
        Caching::Minute => public::CACHING,
        Caching::Immutable => "public, max-age=31536000, immutable",
    };
    set(answer, header::CACHE_CONTROL, caching);
    set(answer, header::ETAG, tag);
    set(answer, header::ACCEPT_RANGES, "bytes");
    if let Some(written) = date(file.written) {
        set(answer, header::LAST_MODIFIED, &written);
    }
}

/// A time as HTTP writes it.
fn date(time: SystemTime) -> Option<String> {
    let time = Timestamp::try_from(time).ok()?;
    jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok()
}

fn set(answer: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
