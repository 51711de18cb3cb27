//! `GET /api/v1/snapshots/<event>/<file>`: a file of the list, for ever the same under its event;
//! `latest` stands for the newest edition.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Method, header},
    response::Response,
};

use super::send::{Caching, send};
use crate::{
    press::{Edition, Press},
    problem::Problem,
    public::{blocking, store_failed},
    state::AppState,
};

pub(crate) async fn show(
    State(state): State<AppState>,
    Path((event, name)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let latest = event == "latest";
    let edition = if latest { newest(&state) } else { named(&state, event).await };
    let edition = edition?;
    let file = edition.file(&name).ok_or_else(|| Problem::new("not_found"))?;
    let caching = if latest { Caching::Minute } else { Caching::Immutable };
    let mut answer = send(&state, file, caching, &method, &headers).await?;
    let folder = format!("/api/v1/snapshots/{}", edition.event());
    set(&mut answer, header::CONTENT_LOCATION, &format!("{folder}/{name}"));
    if file.media.starts_with("text/csv") {
        let link = format!(
            "<{folder}/daftar.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\""
        );
        set(&mut answer, header::LINK, &link);
    }
    Ok(answer)
}

fn newest(state: &AppState) -> Result<Arc<Edition>, Problem> {
    let none = || match state.listing().event {
        // It is being printed.
        Some(_) => Problem::new("busy"),
        None => Problem::new("not_found"),
    };
    state.hub().press().and_then(Press::latest).ok_or_else(none)
}

/// The edition of an event; one that is not kept any more is told from one that never was.
async fn named(state: &AppState, event: String) -> Result<Arc<Edition>, Problem> {
    let name = event.parse().map_err(|_| Problem::new("not_found"))?;
    let press = state.hub().press().ok_or_else(|| Problem::new("not_found"))?;
    if let Some(edition) = press.of(name) {
        return Ok(edition);
    }
    let state = state.clone();
    let known =
        blocking(move || state.store().event_by_name(&event).map_err(|error| store_failed(&error)));
    Err(match known.await? {
        Some(_) => Problem::new("snapshot_gone").instead("/api/v1/snapshots"),
        None => Problem::new("not_found"),
    })
}

fn set(answer: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
