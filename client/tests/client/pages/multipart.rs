//! Forms that bring files, as a browser sends them.

use axum::body::Body;

use super::browser::{Browser, Page};

/// A file that was chosen.
pub(crate) struct File<'a> {
    pub(crate) field: &'a str,
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a [u8],
}

const BOUNDARY: &str = "xXbatasXx";

/// Fills a form of a page that is open already, chooses files, and sends it.
pub(crate) fn send_files(
    browser: &mut Browser,
    page: &Page,
    action: &str,
    filled: &[(&str, &str)],
    files: &[File<'_>],
) -> Page {
    let mut fields = page.form(action);
    let token = fields.remove("csrf").unwrap_or_default();
    for file in files {
        fields.remove(file.field);
    }
    for (name, value) in filled {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    let mut body = Vec::new();
    let mut part = |head: String, bytes: &[u8]| {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n");
    };
    part("name=\"csrf\"".to_owned(), token.as_bytes());
    for (name, value) in &fields {
        part(format!("name=\"{name}\""), value.as_bytes());
    }
    for file in files {
        part(format!("name=\"{}\"; filename=\"{}\"", file.field, file.name), file.bytes);
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    let request = browser
        .request("POST", action)
        .header("origin", "http://127.0.0.1:4321")
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body))
        .unwrap();
    browser.ask(request)
}
