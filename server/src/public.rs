//! What all answers of the public interface have in common: caching, paging, strict queries.

pub(crate) mod link;
pub(crate) mod moment;

use axum::{
    body::Body,
    extract::{Query, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use kecuali_domain::Day;
use kecuali_encoding::Frame;
use kecuali_protocol::limits;
use kecuali_storage::StorageError;

use crate::{observe::REQUEST_ID, problem::Problem, publisher::Listing, site::Site};

/// For a minute a copy is as good as ours; for a week a stale one is better than none.
pub(crate) const CACHING: &str =
    "public, max-age=60, stale-while-revalidate=300, stale-if-error=604800";

/// What an answer is a function of: the list as it is, and what was asked.
#[derive(Debug)]
pub(crate) struct Tag {
    text: String,
    day: Option<Day>,
}

impl Tag {
    pub(crate) fn new(listing: &Listing, what: &str, asked: &[&str]) -> Self {
        let event = listing.event.map(|event| event.to_string()).unwrap_or_default();
        let day = listing.day.map(|day| day.to_string()).unwrap_or_default();
        let digest = Frame::new("kecuali/1/etag")
            .text(env!("CARGO_PKG_VERSION"))
            .text(&event)
            .text(&day)
            .number(u64::from(listing.stale))
            .bytes(&listing.index.country().digest().0)
            .text(what)
            .list(asked)
            .digest();
        Self { text: format!("\"{digest}\""), day: listing.day }
    }

    /// What an answer is a function of that does not depend on the list: the server's version.
    pub(crate) fn fixed(what: &str, asked: &[&str]) -> Self {
        let tag = Frame::new("kecuali/1/etag_fixed").text(env!("CARGO_PKG_VERSION"));
        let digest = tag.text(what).list(asked).digest();
        Self { text: format!("\"{digest}\""), day: None }
    }

    /// The same for an answer in which the operator's words stand.
    pub(crate) fn said_by(self, site: &Site) -> Self {
        let tag = Frame::new("kecuali/1/etag_site").text(&self.text).list(site.seen());
        Self { text: format!("\"{}\"", tag.digest()), ..self }
    }

    /// The same for an answer that tells more than the list, its day and what was asked.
    pub(crate) fn telling(self, what: &str) -> Self {
        let tag = Frame::new("kecuali/1/etag_telling").text(&self.text).text(what);
        Self { text: format!("\"{}\"", tag.digest()), ..self }
    }

    /// The answer to someone who has it already, which costs no row.
    pub(crate) fn not_modified(&self, headers: &HeaderMap) -> Option<Response> {
        is_known(headers, &self.text).then(|| {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            self.mark(response)
        })
    }

    /// An answer in JSON with this tag.
    pub(crate) fn json(&self, body: impl Into<Body>) -> Response {
        self.answer("application/json", body)
    }

    /// An answer with this tag.
    pub(crate) fn answer(&self, kind: &'static str, body: impl Into<Body>) -> Response {
        let mut response = Response::new(body.into());
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        self.mark(response)
    }

    fn mark(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHING));
        if let Ok(tag) = HeaderValue::from_str(&self.text) {
            headers.insert(header::ETAG, tag);
        }
        let modified = self.day.and_then(modified);
        if let Some(modified) = modified.and_then(|day| HeaderValue::from_str(&day).ok()) {
            headers.insert(header::LAST_MODIFIED, modified);
        }
        response
    }
}

/// The beginning of a day in Jakarta, as HTTP writes it. It is for people and for caches that know
/// nothing better: several events share a day, so what has changed is told by the tag alone.
fn modified(day: Day) -> Option<String> {
    let before = day.0.yesterday().ok()?;
    Some(before.strftime("%a, %d %b %Y 17:00:00 GMT").to_string())
}

/// Whether who asks has the answer of this tag already. It may be asked before it is known whether
/// there is anything, so what is said of any answer at all (`*`) waits: see [`has_any`].
pub(crate) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    // A proxy that compressed the answer may have made the tag weak.
    known(headers).any(|known| known.trim_start_matches("W/") == tag)
}

/// Whether who asks has an answer, whatever it is, and asks whether there is one.
pub(crate) fn has_any(headers: &HeaderMap) -> bool {
    known(headers).any(|known| known == "*")
}

fn known(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let known = headers.get_all(header::IF_NONE_MATCH).iter();
    known.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).map(str::trim)
}

/// What is said of an answer to those who have it.
///
/// They keep the other headers with what they have (RFC 9111, 4.3.4), so a 304 has only what
/// guides their caches (RFC 9110, 15.4.5), its name, and the leave to read it: most answers are
/// 304s, and half of what a longer one costs is its headers.
pub(crate) fn of_unchanged(headers: &HeaderMap) -> HeaderMap {
    let kept = [
        header::CACHE_CONTROL,
        header::CONTENT_LOCATION,
        header::ETAG,
        header::VARY,
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        REQUEST_ID,
    ];
    let kept = kept.into_iter().filter_map(|name| Some((headers.get(&name)?.clone(), name)));
    kept.map(|(value, name)| (name, value)).collect()
}

/// An answer that could not be read to its end before it was sent.
pub(crate) fn broken() -> Response {
    axum::response::IntoResponse::into_response(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Says where the next page is, for programs that read headers.
pub(crate) fn with_next(response: Response, next: Option<&str>) -> Response {
    match next {
        Some(next) => with_link(response, next, "next"),
        None => response,
    }
}

/// Says what else there is, for programs that read headers.
pub(crate) fn with_link(mut response: Response, address: &str, is: &str) -> Response {
    if let Ok(link) = HeaderValue::from_str(&format!("<{address}>; rel=\"{is}\"")) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

/// A query whose every name is known.
pub(crate) fn strict<T>(query: Result<Query<T>, QueryRejection>) -> Result<T, Problem> {
    query
        .map(|Query(query)| query)
        .map_err(|error| Problem::new("query_invalid").because(&error.body_text()))
}

/// How many rows a page holds.
pub(crate) fn page_rows(asked: Option<usize>) -> Result<usize, Problem> {
    let most = limits::PAGE_ROWS_MOST;
    match asked.unwrap_or(limits::PAGE_ROWS) {
        rows if (1..=most).contains(&rows) => Ok(rows),
        _ => Err(Problem::new("query_invalid").because(&format!("limit: 1 – {most}"))),
    }
}

/// Runs what blocks on a thread that may.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a request was not worked off");
        Err(Problem::new("internal"))
    })
}

/// What a failing store means for who asks.
pub(crate) fn store_failed(error: &StorageError) -> Problem {
    tracing::error!(code = error.code(), %error, "the store failed");
    Problem::new("unavailable")
}
