//! `GET /api/v1/codes/<list>`: the codes of one list.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{address, lists};
use crate::{
    answer::{CodeList, ListName},
    problem::Problem,
    public::{
        Tag,
        moment::{Made, of_one_moment},
    },
    state::AppState,
    wording::codes::LISTS,
};

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = LISTS.iter().find(|(known, _)| *known == name);
    let (name, text) = *found.ok_or_else(|| Problem::new("not_found"))?;
    let tag = |listing: &_| Tag::new(listing, "code_list", &[name]);
    of_one_moment(&state, &headers, tag, move |_, listing| {
        let codes = lists::codes(name, &listing.index);
        let codes = codes.ok_or_else(|| Problem::new("not_found"))?;
        let list = ListName { name, text, address: address(name) };
        Made::new(&CodeList { list, count: codes.len(), codes }, None)
    })
    .await
}
