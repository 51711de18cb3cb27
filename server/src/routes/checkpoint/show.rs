//! `GET /api/v1/checkpoint`: the server's word for the whole list, with what proves its key.

use axum::{extract::State, http::HeaderMap, response::Response};

use crate::{
    problem::Problem,
    public::{Tag, blocking},
    state::AppState,
};

pub(crate) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let listing = state.listing();
    let national = listing.national().map(|point| point.position.to_string());
    let tag = Tag::new(&listing, "checkpoint", &[national.as_deref().unwrap_or_default()]);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    let text = blocking(move || {
        let proof = state.hub().list_proof().map_err(|_| Problem::new("busy"))?;
        let proof = proof.ok_or_else(|| Problem::new("not_found"))?;
        proof.map(|proof| proof.to_text()).map_err(|error| {
            tracing::error!(code = error.code(), %error, "no list checkpoint");
            Problem::new("unavailable")
        })
    });
    Ok(tag.json(text.await?))
}
