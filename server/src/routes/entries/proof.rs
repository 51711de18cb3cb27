//! `GET /api/v1/entries/<id>/proof`: what shows, with the trust root alone, who signed a row.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use kecuali_publication::{ProofError, RowId};

use crate::{
    problem::Problem,
    public::{Tag, blocking, store_failed},
    state::AppState,
};

pub(crate) async fn proof(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id: RowId = id.parse().map_err(|_| Problem::new("not_found"))?;
    let tag = Tag::new(&state.listing(), "proof", &[&id.to_string()]);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    let room = state.gate().proof()?;
    let text = blocking(move || {
        let text = prove(&state, &id);
        drop(room);
        text
    });
    Ok(tag.json(text.await?))
}

fn prove(state: &AppState, id: &RowId) -> Result<String, Problem> {
    // Only what was published is proven: the rest of an entry is nobody's business.
    if state.store().row(&id.to_string()).map_err(|error| store_failed(&error))?.is_none() {
        return Err(Problem::new("not_found"));
    }
    let proof = state.hub().row_proof(id).map_err(|_| Problem::new("busy"))?;
    proof.map(|proof| proof.to_text()).map_err(|error| {
        // A row that was voided has no decision any more to prove.
        if matches!(error, ProofError::NoRow) {
            return Problem::new("not_found");
        }
        tracing::error!(row = %id, code = error.code(), %error, "no proof");
        Problem::new("unavailable")
    })
}
