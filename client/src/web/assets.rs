//! What pages load: embedded, and named by what is in it, so that a copy is good for ever.

use std::sync::OnceLock;

use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use kecuali_encoding::Digest;

use super::fault::Fault;

const FOR_EVER: &str = "private, max-age=31536000, immutable";
const SCRIPT: &str = "text/javascript; charset=utf-8";

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const ASSETS: [Asset; 4] = [
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
    Asset {
        name: "htmx.js",
        kind: SCRIPT,
        bytes: include_bytes!("../../assets/htmx-2.0.10.min.js"),
    },
    Asset { name: "halaman.js", kind: SCRIPT, bytes: include_bytes!("../../assets/halaman.js") },
];

/// Where everything is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Addresses {
    pub(crate) style: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) htmx: &'static str,
    pub(crate) script: &'static str,
}

/// The addresses of this build.
pub(crate) fn addresses() -> Addresses {
    static ALL: OnceLock<[String; 4]> = OnceLock::new();
    let [style, icon, htmx, script] = ALL.get_or_init(|| ASSETS.each_ref().map(address));
    Addresses { style, icon, htmx, script }
}

pub(crate) async fn show(Path(file): Path<String>) -> Result<Response, Fault> {
    let asked = format!("/aset/{file}");
    let asset = ASSETS.iter().find(|asset| address(asset) == asked).ok_or(Fault::NoPage)?;
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn a_class_means_one_thing_on_every_page() {
        let style = include_str!("../../assets/gaya.css");
        let rules = style.lines().filter(|line| line.starts_with('.'));
        let classes = rules.filter_map(|line| line.split_once(" {")).map(|(class, _)| class);
        let mut seen = BTreeSet::new();
        let twice: Vec<&str> = classes
            .filter(|class| !class.contains([' ', ',']))
            .filter(|one| !seen.insert(*one))
            .collect();
        assert!(twice.is_empty(), "two parts of the program give it a meaning each: {twice:?}");
    }
}
