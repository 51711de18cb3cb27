//! `GET /api/v1/codes`: the lists of codes there are.

use axum::{extract::State, http::HeaderMap, response::Response};

use super::address;
use crate::{
    answer::{CodeLists, ListName},
    problem::Problem,
    public::{
        Tag,
        moment::{Made, of_one_moment},
    },
    state::AppState,
    wording::codes::LISTS,
};

pub(crate) async fn list(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    of_one_moment(
        &state,
        &headers,
        |listing| Tag::new(listing, "codes", &[]),
        |_, _| {
            let list = |(name, text): &(&'static str, &'static str)| ListName {
                name,
                text,
                address: address(name),
            };
            Made::new(&CodeLists { lists: LISTS.iter().map(list).collect() }, None)
        },
    )
    .await
}
