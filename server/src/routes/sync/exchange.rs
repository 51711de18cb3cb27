//! `POST /sync`: brings records, takes what is new.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use kecuali_protocol::{frame, limits, request::MEDIA_TYPE, sync::SyncRequest};

use super::{reader, unreadable};
use crate::{
    hub::{Hub, Reader},
    installation::Installation,
    problem::Problem,
    public::blocking,
    state::AppState,
};

/// Records that an installation without a grant may bring at once: the first grants of a country.
const STRANGER_RECORDS: usize = 64;
/// Bytes that it is given at once.
const STRANGER_BYTES: u32 = 256 << 10;

pub(crate) async fn exchange(
    State(state): State<AppState>,
    headers: HeaderMap,
    asking: Installation,
) -> Result<Response, Problem> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != MEDIA_TYPE) {
        return Err(Problem::new("unsupported_media_type").because(&MEDIA_TYPE));
    }
    let turn = state.gate().sync(asking.key).await?;
    let body = blocking(move || {
        let answered = answer(&state, asking);
        drop(turn);
        answered
    });
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))];
    Ok((kind, body.await?).into_response())
}

// Who asks is looked up here, on a thread that may wait: the writer holds the book for as long as
// a commit takes, and while the threads that carry bodies wait for it, no body arrives.
fn answer(state: &AppState, asking: Installation) -> Result<Vec<u8>, Problem> {
    let Installation { key, body, _room: room } = asking;
    let asks = reader(state, key)?;
    let stranger = if asks.is_stranger { Some(state.gate().stranger()?) } else { None };
    let mut request = open(&body)?;
    // Not held beside what it holds, for as long as the writer takes; its room is.
    drop(body);
    if asks.is_stranger {
        if request.push.len() > STRANGER_RECORDS {
            return Err(Problem::new("limit_items").because(&format!("push: {STRANGER_RECORDS}")));
        }
        request.want_bytes = request.want_bytes.min(STRANGER_BYTES);
    }
    let outcomes = push(state.hub(), &asks, &mut request)?;
    // Read again: the push may have brought the grant of the one who asks.
    let reader = reader(state, key)?;
    let response = state.hub().answer(&reader, &request, &outcomes);
    let response = response.map_err(|error| unreadable(&error))?;
    drop((room, stranger));
    Ok(frame::wrap(&response.to_bytes()))
}

fn push(
    hub: &Hub,
    asks: &Reader,
    request: &mut SyncRequest,
) -> Result<Vec<kecuali_sync::Outcome>, Problem> {
    let given = request.given.take().unwrap_or_default();
    if request.push.is_empty() && given.is_empty() {
        return Ok(Vec::new());
    }
    let push = std::mem::take(&mut request.push);
    let Some(strays) = hub.strays(asks, request).map_err(|error| unreadable(&error))? else {
        // The answer asks for the cursors, and the same push comes with them. What is given back
        // has its own place, whoever brings it.
        return hub.push(Vec::new(), given).map_err(|_| Problem::new("busy"));
    };
    strays.around(push, |push| hub.push(push, given).map_err(|_| Problem::new("busy")))
}

fn open(body: &[u8]) -> Result<SyncRequest, Problem> {
    let opened = frame::open(body, limits::BODY);
    let opened = opened.map_err(|error| Problem::new(error.code()).because(&error))?;
    SyncRequest::read(&opened).map_err(|error| Problem::new(error.code()).because(&error))
}
