//! `GET /api/v1/entries`: the rows that answer a query, a page at a time, in the order of their ids;
//! or, with `group=item`, put together by the item they stand under.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};

use super::{asked::Asked, page::Turn};
use crate::{
    problem::Problem,
    public::{
        Tag,
        moment::{Made, of_one_moment},
        strict,
    },
    state::AppState,
};

pub(crate) async fn list(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = strict(query)?;
    let query = asked.query(state.index().country())?;
    answer(&state, Turn::new("/api/v1/entries".to_owned(), asked, query)?, &headers).await
}

/// A page of whatever was asked.
pub(crate) async fn answer(
    state: &AppState,
    turn: Turn,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let told = turn.told();
    let turn = std::sync::Arc::new(turn);
    let tag = |listing: &_| Tag::new(listing, "entries", &told.each_ref().map(String::as_str));
    of_one_moment(state, headers, tag, move |state, listing| {
        let answer = turn.answer(state, listing)?;
        Made::new(&answer, answer.next())
    })
    .await
}
