//! `GET /readyz`: the server can do its work, and if not, what is missing.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use crate::{
    hub::{Extent, Health},
    state::AppState,
};

pub(crate) async fn ready(State(state): State<AppState>) -> Response {
    let hub = state.hub();
    let writing = hub.is_writing();
    let granted = hub.is_granted().unwrap_or(false);
    let health = hub.health();
    let low = hub.is_disk_low();
    let serving = health == Health::Serving;
    let lost = match health {
        Health::Serving => None,
        Health::Healing { extent: Extent::Known, .. } => Some("known"),
        Health::Healing { extent: Extent::Unknown, .. } => Some("unknown"),
    };
    let status = if writing && granted && serving {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = json!({
        "store": if writing { "writable" } else { "unavailable" },
        "log_key": if granted { "granted" } else { "not_granted" },
        "state": if serving { "serving" } else { "healing" },
        "lost": lost,
        "space": if low { "low" } else { "enough" },
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, body.to_string()).into_response()
}
