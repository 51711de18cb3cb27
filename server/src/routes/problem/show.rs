//! `GET /problems/<code>`: what the `type` of a problem leads to.

use axum::{extract::Path, http::HeaderMap, response::Response};
use kecuali_protocol::problem::problem;
use serde_json::json;

use crate::{problem::Problem, public::Tag};

pub(crate) async fn show(
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let known = problem(&code).ok_or_else(|| Problem::new("not_found"))?;
    let tag = Tag::fixed("problem", &[known.code]);
    let body = json!({
        "code": known.code,
        "title": known.title,
        "status": known.status,
        "retry": known.retry,
    });
    Ok(tag.not_modified(&headers).unwrap_or_else(|| tag.json(body.to_string())))
}
