//! `GET /api/v1/entries/<id>`: one row by its permanent name, on the list or not any more.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use kecuali_publication::RowId;

use crate::{
    problem::Problem,
    public::{Tag, blocking, link, store_failed, with_link},
    state::AppState,
};

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id: RowId = id.parse().map_err(|_| Problem::new("not_found"))?;
    let tag = Tag::new(&state.listing(), "entry", &[&id.to_string()]);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    let page = link::row(&state, &id.to_string());
    let row =
        blocking(move || state.store().row(&id.to_string()).map_err(|error| store_failed(&error)))
            .await?;
    let row = row.ok_or_else(|| Problem::new("not_found"))?;
    // The body stays as it is hashed; the page for people is named beside it.
    Ok(with_link(tag.json(row.body), &page, "canonical"))
}
