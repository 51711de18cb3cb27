//! `GET /tentang`: by what law this is, who answers for it, and how it may be used.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};

use super::{Contact, layout::Layout, visit::Visit, words::title};
use crate::{problem::Problem, state::AppState};

#[derive(Template)]
#[template(path = "tentang.html")]
struct Page {
    layout: Layout,
    contact: Option<Contact>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let visit = Visit::new(&state, "about", &[]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let layout = visit.layout(title::ABOUT, "/tentang");
    visit.html(&Page { layout, contact: visit.site().contact.clone() })
}
