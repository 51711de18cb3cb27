//! Answers that are of one state of the list, though the list goes on while they are made.

use axum::{http::HeaderMap, response::Response};
use kecuali_storage::Row;

use super::{Tag, blocking, link, store_failed, with_next};
use crate::{answer::Listed, problem::Problem, publisher::Listing, state::AppState};

/// How often an answer is begun anew because the list went on meanwhile.
const TRIES: usize = 8;

/// Why an answer was not made.
#[derive(Debug)]
pub(crate) enum NotMade {
    /// A body in the store is newer than the listing.
    Moved,
    /// Anything else.
    Problem(Problem),
}

impl From<Problem> for NotMade {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// What is answered, and the address of the next page.
#[derive(Debug)]
pub(crate) struct Made {
    body: Vec<u8>,
    next: Option<String>,
}

impl Made {
    /// An answer as JSON.
    pub(crate) fn new(answer: &impl serde::Serialize, next: Option<&str>) -> Result<Self, NotMade> {
        let body = serde_json::to_vec(answer).map_err(|error| {
            tracing::error!(%error, "an answer cannot be written");
            Problem::new("internal")
        })?;
        Ok(Self { body, next: next.map(str::to_owned) })
    }
}

/// Answers who has it already, or makes the answer of a listing: where a body turns out to be newer,
/// of the listing that there is by then.
pub(crate) async fn of_one_moment(
    state: &AppState,
    headers: &HeaderMap,
    tag: impl Fn(&Listing) -> Tag,
    work: impl Fn(&AppState, &Listing) -> Result<Made, NotMade> + Clone + Send + 'static,
) -> Result<Response, Problem> {
    for _ in 0..TRIES {
        let listing = state.listing();
        let tag = tag(&listing).said_by(state.site());
        if let Some(known) = tag.not_modified(headers) {
            return Ok(known);
        }
        let (work, state) = (work.clone(), state.clone());
        let made = blocking(move || match work(&state, &listing) {
            Ok(answer) => Ok(Some(answer)),
            Err(NotMade::Moved) => Ok(None),
            Err(NotMade::Problem(problem)) => Err(problem),
        });
        if let Some(Made { body, next }) = made.await? {
            return Ok(with_next(tag.json(body), next.as_deref()));
        }
    }
    Err(Problem::new("busy"))
}

/// A row of a listing as it is published, with its permanent address.
pub(crate) fn listed(state: &AppState, listing: &Listing, id: &str) -> Result<Listed, NotMade> {
    let row = row(state, listing, id)?;
    Listed::new(&row.body, &link::row(state, id)).ok_or_else(|| damaged(id))
}

/// A row of a listing as it is stored.
pub(crate) fn row(state: &AppState, listing: &Listing, id: &str) -> Result<Row, NotMade> {
    let row = state.store().row(id).map_err(|error| store_failed(&error))?;
    let row = row.ok_or_else(|| damaged(id))?;
    match listing.index.row(id) {
        Some(entry) if entry.event.n != row.event => Err(NotMade::Moved),
        Some(_) | None => Ok(row),
    }
}

fn damaged(id: &str) -> NotMade {
    tracing::error!(row = id, "ALARM: a row of the index is not in the store, or damaged");
    Problem::new("unavailable").into()
}
