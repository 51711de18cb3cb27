//! `GET /robots.txt`: everything public may be found.

use axum::{extract::State, http::HeaderMap, response::Response};

use super::visit::Visit;
use crate::state::AppState;

pub(crate) async fn show(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let visit = Visit::new(&state, "robots", &[]);
    visit.known(&headers).unwrap_or_else(|| {
        let mut text = "User-agent: *\nDisallow: /sync\n".to_owned();
        if visit.site().public_url.is_some() {
            let map = visit.site().address("/sitemap.xml");
            text = format!("{text}\nSitemap: {map}\n");
        }
        visit.answer("text/plain; charset=utf-8", text)
    })
}
