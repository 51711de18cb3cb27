//! `GET /verifikasi`: how anyone checks that the list is what KPU RI signed. `GET /root.json`: the
//! file that this needs, which whoever checks compares with what KPU RI announced elsewhere.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};

use super::{layout::Layout, visit::Visit, words::title};
use crate::{problem::Problem, state::AppState};

#[derive(Template)]
#[template(path = "verifikasi.html")]
struct Page {
    layout: Layout,
    root: String,
    event: Option<String>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let visit = Visit::new(&state, "verify", &[]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let event = visit.listing.event.map(|event| event.to_string());
    let layout = visit.layout(title::VERIFY, "/verifikasi");
    visit.html(&Page { layout, root: visit.state.root_id().to_string(), event })
}

pub(crate) async fn root(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let visit = Visit::new(&state, "root", &[&state.root_id().to_string()]);
    let known = visit.known(&headers);
    known.unwrap_or_else(|| visit.answer("application/json", visit.state.hub().root_text()))
}
