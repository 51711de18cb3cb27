//! What a person reads who does not get the page that was asked for.

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};

use super::{POLICY, assets};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "masalah.html")]
struct Page<'a> {
    style: &'static str,
    icon: &'static str,
    title: &'a str,
    detail: Option<&'a str>,
    code: &'a str,
    request: &'a str,
}

/// The page of a problem, without its status and headers.
pub(crate) fn page(problem: &Problem, request: &str) -> Response {
    let assets = assets::addresses();
    let page = Page {
        style: assets.style,
        icon: assets.icon,
        title: problem.title(),
        detail: problem.detail(),
        code: problem.code(),
        request,
    };
    let mut response = Html(page.render().unwrap_or_default()).into_response();
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
