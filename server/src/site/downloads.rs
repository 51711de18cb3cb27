//! `GET /unduh`: the list as files, and how programs read it.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};

use super::{
    dataset,
    files::Files,
    layout::Layout,
    visit::Visit,
    words::{self, title},
};
use crate::{problem::Problem, state::AppState};

#[derive(Template)]
#[template(path = "unduh.html")]
struct Page {
    layout: Layout,
    dataset: String,
    files: Files,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let files = Files::newest(&state);
    let visit = Visit::new(&state, "downloads", &[&files.seen()]);
    if let Some(known) = visit.known(&headers) {
        return Ok(known);
    }
    let dataset = dataset::json_ld(&visit.listing, visit.site(), &files);
    let layout = visit.layout(title::DOWNLOADS, "/unduh").described(words::ABOUT_LIST);
    visit.html(&Page { layout, dataset, files })
}
