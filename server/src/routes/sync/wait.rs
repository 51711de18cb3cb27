//! `GET /sync/wait?digest=`: answers when the caller's logs have gone on from there.

use std::time::Duration;

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use kecuali_encoding::Digest;
use kecuali_protocol::limits;
use serde::Deserialize;
use tokio::sync::watch;

use super::{reader, unreadable};
use crate::{
    hub::{Moved, Reader},
    installation::Installation,
    problem::Problem,
    public::strict,
    state::AppState,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The digest over the caller's cursors.
    digest: String,
}

/// `{"changed":true}` when there is something new, `{"changed":false}` when the time is over.
pub(crate) async fn wait(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    asking: Installation,
) -> Result<Response, Problem> {
    let digest: Digest = strict(query)?
        .digest
        .parse()
        .map_err(|error| Problem::new("query_invalid").because(&format!("digest: {error}")))?;
    let Installation { key, body, _room: room } = asking;
    // A wait holds no room for a body.
    drop((body, room));
    let moved = state.hub().moved();
    let asks = reader(&state, key)?;
    let mut turn = state.gate().wait(key, asks.is_stranger)?;
    let limit = Duration::from_secs(limits::WAIT_SECONDS);
    let changed = tokio::select! {
        changed = change(&state, moved, &asks, digest) => changed?,
        () = turn.ended() => false,
        () = state.stopping() => false,
        () = after(limit) => false,
    };
    let json = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((json, format!("{{\"changed\":{changed}}}")).into_response())
}

async fn change(
    state: &AppState,
    mut moved: watch::Receiver<Moved>,
    asks: &Reader,
    digest: Digest,
) -> Result<bool, Problem> {
    // Before the logs are read, so that no commit falls between the two.
    let logs = moved.borrow_and_update().logs;
    let ends = state.hub().ends(asks).map_err(|error| unreadable(&error))?;
    if ends.digest != digest.0 {
        return Ok(true);
    }
    while moved.changed().await.is_ok() {
        let now = *moved.borrow_and_update();
        let went_on = state.hub().has_moved(&ends).map_err(|error| unreadable(&error))?;
        if now.logs != logs || went_on {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn after(limit: Duration) {
    drop(tokio::time::timeout(limit, std::future::pending::<()>()).await);
}
