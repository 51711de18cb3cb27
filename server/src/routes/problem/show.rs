//! `GET /problems/<code>`: what the `type` of a problem leads to.

use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use kecuali_protocol::problem::problem;
use serde_json::json;

use crate::problem::Problem;

pub(crate) async fn show(Path(code): Path<String>) -> Result<Response, Problem> {
    let known = problem(&code).ok_or_else(|| Problem::new("not_found"))?;
    let body = json!({
        "code": known.code,
        "title": known.title,
        "status": known.status,
        "retry": known.retry,
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
    ];
    Ok((headers, body.to_string()).into_response())
}
