//! `GET /healthz`: the process answers.

use axum::http::{HeaderValue, header};

pub(crate) async fn live() -> ([(header::HeaderName, HeaderValue); 1], &'static str) {
    ([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], "ok\n")
}
