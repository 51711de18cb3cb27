//! Every answer that is not what was asked for (RFC 9457).

use std::fmt::Display;

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kecuali_protocol::problem::{Problem as Known, problem};
use serde_json::json;

use crate::site;

/// For a mistake of this program.
static INTERNAL: Known =
    Known { code: "internal", status: 500, retry: true, title: "Terjadi kesalahan pada server." };

/// Why a request is not answered as asked. It becomes `application/problem+json` on its way out,
/// where the id of the request is known.
#[derive(Debug, Clone)]
pub struct Problem {
    known: &'static Known,
    detail: Option<String>,
    instead: Option<&'static str>,
    in_page: bool,
}

impl Problem {
    /// The problem with this code; a code that is not in the table is a mistake of this program.
    pub fn new(code: &str) -> Self {
        let known = problem(code).unwrap_or(&INTERNAL);
        Self { known, detail: None, instead: None, in_page: false }
    }

    /// The same with what is to be mended in this case.
    #[must_use]
    pub fn because(self, detail: &dyn Display) -> Self {
        Self { detail: Some(detail.to_string()), ..self }
    }

    /// The same with the address to ask instead.
    #[must_use]
    pub(crate) fn instead(self, address: &'static str) -> Self {
        Self { instead: Some(address), ..self }
    }

    /// The same for a person with a browser: a page instead of JSON.
    #[must_use]
    pub(crate) fn in_page(self) -> Self {
        Self { in_page: true, ..self }
    }

    /// What happened, in Indonesian.
    pub(crate) const fn title(&self) -> &'static str {
        self.known.title
    }

    /// What is to be mended in this case.
    pub(crate) fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.known.code
    }

    /// The answer in full.
    pub(crate) fn render(&self, request_id: &str) -> Response {
        let mut response = if self.in_page {
            site::problem_page(self, request_id)
        } else {
            self.as_json(request_id)
        };
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }

    fn as_json(&self, request_id: &str) -> Response {
        let mut body = json!({
            "type": format!("/problems/{}", self.known.code),
            "title": self.known.title,
            "status": self.known.status,
            "code": self.known.code,
            "retry": self.known.retry,
            "request_id": request_id,
        });
        if let Some(detail) = &self.detail {
            body["detail"] = json!(detail);
        }
        if let Some(address) = self.instead {
            body["instead"] = json!(address);
        }
        let mut response = Response::new(Body::from(body.to_string()));
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.known.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_is_our_own_mistake() {
        assert_eq!(Problem::new("no_such_code").code(), "internal");
        assert_eq!(Problem::new("busy").code(), "busy");
        assert_eq!(problem("internal"), Some(&INTERNAL));
    }
}
