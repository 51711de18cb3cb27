//! `GET /api/v1/list`: all rows in force as one canonical JSON array, which is what the list
//! checkpoint signs.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::HeaderMap,
    response::Response,
};
use http_body_util::channel::{Channel, Sender};
use kecuali_publication::EventName;
use kecuali_storage::StorageError;
use tokio::sync::OwnedSemaphorePermit;

use crate::{
    body::end,
    press::Kept,
    problem::Problem,
    public::{Tag, store_failed},
    routes::snapshots::send,
    state::AppState,
};

/// Rows that are read and sent at a time, so that no list is ever in memory as a whole.
const CHUNK: usize = 500;

/// Why the rest of a list is not sent. The connection is cut: half a list must not look whole.
#[derive(Debug, thiserror::Error)]
enum Cut {
    #[error("the list changed while it was sent")]
    Changed,
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("a chunk was not read")]
    Task,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let listing = state.listing();
    let tag = Tag::new(&listing, "list", &[]);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    if let Some(file) = printed(&state, listing.event) {
        let body = send::body(&state, &file, 0, file.bytes).await;
        // One that was taken away just now is read from the store.
        if let Ok(body) = body {
            return Ok(tag.json(body));
        }
    }
    let room = state.gate().whole_list()?;
    // The first chunk is read before anything is sent: a store that fails is an honest 503.
    let first = chunk(&state, None).await.map_err(|cut| match cut {
        Cut::Storage(error) => store_failed(&error),
        Cut::Changed | Cut::Task => Problem::new("busy"),
    })?;
    let (sender, body) = Channel::<Bytes, Cut>::new(1);
    tokio::spawn(send(state, listing.event, first, sender, room));
    Ok(tag.json(Body::new(body)))
}

/// The file that is this very list, if it is printed already.
fn printed(state: &AppState, event: Option<EventName>) -> Option<Kept> {
    let edition = state.hub().press()?.of(event?)?;
    edition.file("daftar.json").cloned()
}

/// Rows as they stand in the array, and the id of the last.
type Chunk = (String, Option<String>);

async fn send(
    state: AppState,
    event: Option<EventName>,
    first: Chunk,
    mut to: Sender<Bytes, Cut>,
    room: OwnedSemaphorePermit,
) {
    let sent = all(&state, event, first, &mut to).await;
    drop(room);
    if let Err(Some(cut)) = sent {
        tracing::warn!(%cut, "a list was not sent to its end");
        to.abort(cut);
    }
}

/// Fails with nothing where nobody listens any more.
async fn all(
    state: &AppState,
    event: Option<EventName>,
    first: Chunk,
    to: &mut Sender<Bytes, Cut>,
) -> Result<(), Option<Cut>> {
    let (mut rows, mut last) = first;
    rows.insert(0, '[');
    while let Some(after) = last {
        to.send_data(rows.into()).await.map_err(|_| None)?;
        (rows, last) = chunk(state, Some(after)).await?;
        if !rows.is_empty() {
            rows.insert(0, ',');
        }
    }
    if last_event(state).await? != event {
        return Err(Some(Cut::Changed));
    }
    rows.push(']');
    to.send_data(rows.into()).await.map_err(|_| None)?;
    end(to).await.map_err(|_| None)
}

/// The last event on the disk: it is there before the listing says so.
async fn last_event(state: &AppState) -> Result<Option<EventName>, Cut> {
    let store = std::sync::Arc::clone(state.store());
    let last = tokio::task::spawn_blocking(move || store.last_event());
    let last = last.await.map_err(|_| Cut::Task)??;
    Ok(last.and_then(|event| event.name.parse().ok()))
}

async fn chunk(state: &AppState, after: Option<String>) -> Result<Chunk, Cut> {
    let store = std::sync::Arc::clone(state.store());
    let read = move || store.rows(None, true, after.as_deref(), CHUNK);
    let rows = tokio::task::spawn_blocking(read).await.map_err(|_| Cut::Task)??;
    let bodies: Vec<_> = rows.iter().map(|row| String::from_utf8_lossy(&row.body)).collect();
    Ok((bodies.join(","), rows.last().map(|row| row.id.clone())))
}
