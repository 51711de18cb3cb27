//! Which requests are heard, and what every answer says to the browser.
//!
//! Other pages that are open in the same browser can send requests to this machine, and a name can
//! be made to lead here (DNS rebinding). So only requests that name this address are heard, and
//! nothing is done for one that another page sent. Forms carry the token of their session on top
//! (`answers.rs`).

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{app::App, fault};

/// What a page may load: all of it from here, and no script that stands in a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // With `no-referrer` a browser says no origin beside its forms either.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Hears a request or refuses it, and marks the answer.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = match refusal(request.method(), request.headers(), app.port()) {
        None => next.run(request).await,
        Some((status, why)) => fault::bare(status, why).into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Drafts are nobody's but the office's: no copy stays in a cache.
    let _kept =
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Why a request is not heard, if it is not.
fn refusal(method: &Method, headers: &HeaderMap, port: u16) -> Option<(StatusCode, fault::Bare)> {
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let host = text(headers, &header::HOST).unwrap_or_default();
    if !own.iter().any(|one| one == host) {
        return Some((StatusCode::MISDIRECTED_REQUEST, fault::Bare::OtherHost));
    }
    if !matches!(*method, Method::GET | Method::HEAD | Method::POST) {
        return Some((StatusCode::METHOD_NOT_ALLOWED, fault::Bare::Method));
    }
    (*method == Method::POST && !is_own(headers, host))
        .then_some((StatusCode::FORBIDDEN, fault::Bare::OtherPage))
}

/// Whether a page of this address sent it. A browser says so in at least one of two ways.
fn is_own(headers: &HeaderMap, host: &str) -> bool {
    let origin = text(headers, &header::ORIGIN);
    let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
    let same_origin = origin.is_none_or(|origin| origin == format!("http://{host}"));
    let same_site = site.is_none_or(|site| matches!(site, "same-origin" | "none"));
    same_origin && same_site && (origin.is_some() || site.is_some())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(method: &Method, all: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in all {
            headers.insert(*name, value.parse().unwrap());
        }
        refusal(method, &headers, 4321).is_none()
    }

    #[test]
    fn only_requests_that_name_this_address_are_heard() {
        for host in ["127.0.0.1:4321", "localhost:4321"] {
            assert!(heard(&Method::GET, &[("host", host)]), "{host}");
        }
        for host in ["127.0.0.1", "127.0.0.1:4322", "evil.example:4321", "", "[::1]:4321"] {
            assert!(!heard(&Method::GET, &[("host", host)]), "{host}");
        }
        assert!(!heard(&Method::GET, &[]));
        assert!(!heard(&Method::PUT, &[("host", "127.0.0.1:4321")]));
    }

    #[test]
    fn nothing_is_done_for_a_page_from_elsewhere() {
        let host = ("host", "127.0.0.1:4321");
        let (own, other) = ("http://127.0.0.1:4321", "http://evil.example");
        assert!(heard(&Method::POST, &[host, ("origin", own)]));
        assert!(heard(&Method::POST, &[host, ("origin", own), ("sec-fetch-site", "same-origin")]));
        for bad in [
            vec![host],
            vec![host, ("origin", other)],
            vec![host, ("origin", "null")],
            vec![host, ("origin", "http://localhost:4321")],
            vec![host, ("origin", own), ("sec-fetch-site", "cross-site")],
            vec![host, ("origin", own), ("sec-fetch-site", "same-site")],
            vec![host, ("sec-fetch-site", "cross-site")],
        ] {
            assert!(!heard(&Method::POST, &bad), "{bad:?}");
        }
        assert!(
            heard(&Method::GET, &[host, ("sec-fetch-site", "cross-site")]),
            "a link, a bookmark"
        );
    }
}
