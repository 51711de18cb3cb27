//! Every address of the server, on one page.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use kecuali_protocol::limits;
use percent_encoding::percent_decode_str;

use crate::{
    contract::ROUTES, installation, observe, problem::Problem, public, routes, shelf::Shelved,
    site, state::AppState,
};

/// The service: every route, and before them the answers that are at hand.
pub fn service(state: AppState) -> Shelved {
    Shelved::new(router(state.clone()), state)
}

/// Every route.
pub fn router(state: AppState) -> Router {
    let around = |state: &AppState| state.clone();
    let sync = Router::new()
        .route("/sync", post(routes::sync::exchange::exchange))
        .route("/sync/wait", get(routes::sync::wait::wait))
        .layer(middleware::from_fn_with_state(around(&state), installation::next_nonce));

    let public = ROUTES
        .iter()
        .fold(Router::new(), |all, route| all.route(route.path, (route.handler)()))
        .layer(middleware::from_fn_with_state(around(&state), reading));

    Router::new()
        .route("/healthz", get(routes::health::live::live))
        .route("/readyz", get(routes::health::ready::ready))
        .merge(sync)
        .merge(public)
        .merge(site::router(&state))
        .fallback(site::nothing)
        .method_not_allowed_fallback(site::another_method)
        .layer(DefaultBodyLimit::max(limits::WRAPPED_BODY))
        .layer(middleware::from_fn(anything))
        .layer(middleware::from_fn(guard))
        .layer(middleware::from_fn_with_state(around(&state), observe::request))
        .with_state(state)
}

/// Reading the list is open to every page of every site; nothing else is.
async fn reading(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let answer = match state.gate().public() {
        Ok(_room) => next.run(request).await,
        Err(busy) => busy.into_response(),
    };
    with(
        answer,
        [
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, kecuali-request, link, retry-after"),
            (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        ],
    )
}

/// Whoever has any answer at all (`If-None-Match: *`) is told that there is one once it is known.
async fn anything(request: Request, next: Next) -> Response {
    let has_any = public::has_any(request.headers());
    let mut answer = next.run(request).await;
    if has_any && answer.status().is_success() && answer.headers().contains_key(header::ETAG) {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        *answer.body_mut() = Body::empty();
    }
    answer
}

/// What a browser is told about every answer, and which addresses are looked up at all.
async fn guard(request: Request, next: Next) -> Response {
    let answer = match refused(request.uri()) {
        Some(code) => site::at(request.uri(), Problem::new(code)).into_response(),
        None => next.run(request).await,
    };
    let mut answer = with(
        answer,
        [(header::X_CONTENT_TYPE_OPTIONS, "nosniff"), (header::REFERRER_POLICY, "no-referrer")],
    );
    // Pages load their style; nothing else loads anything.
    let policy = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    answer.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    if answer.status() == StatusCode::NOT_MODIFIED {
        *answer.headers_mut() = public::of_unchanged(answer.headers());
    }
    answer
}

/// Why nothing can be at an address: it is too long, or its path is no text, which every name is.
fn refused(uri: &Uri) -> Option<&'static str> {
    let target = uri.path_and_query().map_or(0, |target| target.as_str().len());
    if target > limits::REQUEST_TARGET {
        Some("uri_too_long")
    } else if percent_decode_str(uri.path()).decode_utf8().is_err() {
        Some("not_found")
    } else {
        None
    }
}

fn with<const N: usize>(
    mut response: Response,
    headers: [(HeaderName, &'static str); N],
) -> Response {
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_text_is_looked_up_and_a_lone_percent_is_itself() {
        for path in ["/a%C3%a9/%2F", "/%", "/%4", "/%zz%41", "/%%41"] {
            assert_eq!(refused(&path.parse().unwrap()), None, "{path}");
        }
        for path in ["/%fF", "/a/%ff/b", "/%C3"] {
            assert_eq!(refused(&path.parse().unwrap()), Some("not_found"), "{path}");
        }
    }
}
