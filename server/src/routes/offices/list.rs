//! `GET /api/v1/offices`: every office, or those of a province, and how each stands.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use super::entries_address;
use crate::{
    answer::{Envelope, OfficeList, OfficeView},
    problem::Problem,
    public::{
        Tag,
        moment::{Made, of_one_moment},
        strict,
    },
    publisher::Listing,
    routes::entries::asked::province,
    state::AppState,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    province: Option<String>,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Asked { province: asked } = strict(query)?;
    let asked = province(asked.as_deref(), state.index().country())?;
    let named = asked.as_ref().map(ToString::to_string).unwrap_or_default();
    let tag = |listing: &Listing| {
        Tag::new(listing, "offices", &[&named, &listing.heard.digest().to_string()])
    };
    of_one_moment(&state, &headers, tag, move |state, listing| {
        let country = listing.index.country();
        let ids = country.ids().into_iter();
        let ids = ids.filter(|id| asked.is_none() || country.province(id) == asked);
        let offices: Vec<_> =
            ids.map(|id| OfficeView::new(listing, &id, entries_address(&id))).collect();
        let envelope = Envelope::new(state, listing, offices.len());
        Made::new(&OfficeList { envelope, offices }, None)
    })
    .await
}
