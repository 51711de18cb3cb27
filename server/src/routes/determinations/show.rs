//! `GET /api/v1/determinations/<issue>`: one determination with its items.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use kecuali_encoding::Digest;

use super::{entries_address, summary};
use crate::{
    answer::{DecisionDocument, DecisionItem, Envelope},
    index::{Determination, Group},
    problem::Problem,
    public::{
        Tag,
        moment::{Made, NotMade, listed, of_one_moment},
    },
    publisher::Listing,
    state::AppState,
};

pub(crate) async fn show(
    State(state): State<AppState>,
    Path(issue): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let issue: Digest = issue.parse().map_err(|_| Problem::new("not_found"))?;
    let name = issue.to_string();
    let tag = |listing: &_| Tag::new(listing, "determination", &[&name]);
    of_one_moment(&state, &headers, tag, move |state, listing| {
        let found = listing.index.determination(&issue);
        let found = found.ok_or_else(|| Problem::new("not_found"))?;
        let of_item = |group: &Group| item(state, listing, found, group);
        let items = found.items.values().map(of_item).collect::<Result<Vec<_>, _>>()?;
        let envelope = Envelope::new(state, listing, items.len());
        let determination = summary(state, found);
        Made::new(&DecisionDocument { envelope, determination, items }, None)
    })
    .await
}

fn item(
    state: &AppState,
    listing: &Listing,
    of: &Determination,
    group: &Group,
) -> Result<DecisionItem, NotMade> {
    let entry = group.own.as_ref().map(|row| listed(state, listing, &row.id)).transpose()?;
    Ok(DecisionItem {
        item: group.key.item,
        entry,
        entries: group.entries,
        offices: group.offices.len(),
        entries_address: entries_address(of, Some(group.key.item)),
    })
}
