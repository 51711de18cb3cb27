//! What pages load: embedded, and named by what is in it, so that a copy is good for ever.

use std::sync::OnceLock;

use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use kecuali_encoding::Digest;

use crate::problem::Problem;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const ASSETS: [Asset; 2] = [
    Asset {
        name: "gaya.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../../assets/gaya.css"),
    },
    Asset {
        name: "tanda.svg",
        kind: "image/svg+xml",
        bytes: include_bytes!("../../assets/tanda.svg"),
    },
];

/// Where the style and the icon are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Addresses {
    pub(crate) style: &'static str,
    pub(crate) icon: &'static str,
}

/// The addresses of this build.
pub(crate) fn addresses() -> Addresses {
    static ALL: OnceLock<[String; 2]> = OnceLock::new();
    let [style, icon] = ALL.get_or_init(|| ASSETS.each_ref().map(address));
    Addresses { style, icon }
}

pub(crate) async fn show(Path(file): Path<String>) -> Result<Response, Problem> {
    let asked = format!("/aset/{file}");
    let found = ASSETS.iter().find(|asset| address(asset) == asked);
    let asset = found.ok_or_else(|| Problem::new("not_found").in_page())?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER)),
    ];
    Ok((headers, asset.bytes).into_response())
}

fn address(asset: &Asset) -> String {
    let digest: String = Digest::of(asset.bytes).to_string().chars().take(16).collect();
    format!("/aset/{digest}-{}", asset.name)
}
