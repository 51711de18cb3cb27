//! `GET /api/v1/determinations`: every determination of which something is public or was.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use super::summary;
use crate::{
    answer::{DecisionPage, Envelope},
    problem::Problem,
    public::{
        Tag,
        moment::{Made, of_one_moment},
        strict,
    },
    state::AppState,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    year: Option<u16>,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Asked { year } = strict(query)?;
    let named = year.map(|year| year.to_string()).unwrap_or_default();
    let tag = |listing: &_| Tag::new(listing, "determinations", &[&named]);
    of_one_moment(&state, &headers, tag, move |state, listing| {
        let all = listing.index.determinations().iter();
        let all = all.filter(|one| year.is_none_or(|year| one.decided.year == year));
        let determinations: Vec<_> = all.map(|one| summary(state, one)).collect();
        let envelope = Envelope::new(state, listing, determinations.len());
        Made::new(&DecisionPage { envelope, determinations }, None)
    })
    .await
}
