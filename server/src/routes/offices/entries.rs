//! `GET /api/v1/offices/<code>/entries` (and `entries.json`): the rows of one office, and the
//! national ones, which hold for every office.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, Uri},
    response::Response,
};

use super::named;
use crate::{
    index,
    problem::Problem,
    public::strict,
    routes::entries::{asked::Asked, list::answer, page::Turn},
    state::AppState,
};

pub(crate) async fn list(
    State(state): State<AppState>,
    Path(code): Path<String>,
    uri: Uri,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let listing = state.listing();
    let office = named(&code, listing.index.country())?;
    let asked = strict(query)?;
    if let Some(name) = asked.names_offices() {
        return Err(Problem::new("query_invalid").because(&name));
    }
    let query = asked.query(listing.index.country())?;
    let query = index::Query { office: Some(office), with_national: true, ..query };
    answer(&state, Turn::new(uri.path().to_owned(), asked, query)?, &headers).await
}
