//! `GET /api/v1/offices/<code>`: one office, by its id or by a code that it has or had.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{entries_address, named};
use crate::{
    answer::{Envelope, OfficeDocument, OfficeView},
    problem::Problem,
    public::{
        Tag,
        moment::{Made, of_one_moment},
    },
    publisher::Listing,
    state::AppState,
};

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = named(&code, state.index().country())?;
    let name = id.to_string();
    let heard = id.clone();
    let tag = |listing: &Listing| {
        let heard = listing.heard.day(&heard).map(|day| day.to_string()).unwrap_or_default();
        Tag::new(listing, "office", &[&name, &heard])
    };
    of_one_moment(&state, &headers, tag, move |state, listing| {
        let office = OfficeView::new(listing, &id, entries_address(&id));
        let envelope = Envelope::new(state, listing, listing.index.in_force(&id));
        Made::new(&OfficeDocument { envelope, office }, None)
    })
    .await
}
