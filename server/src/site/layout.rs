//! What stands around every page.

use super::{Site, assets, words};
use crate::publisher::Listing;

/// Head, letterhead and foot of a page, ready to be shown.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) title: String,
    /// The address of the page within the site; what is printed names it.
    pub(crate) path: String,
    /// The same in full, where it is known where the site lives.
    pub(crate) canonical: Option<String>,
    /// Where it was read, as paper says it.
    pub(crate) source: String,
    pub(crate) day: Option<String>,
    pub(crate) day_code: String,
    pub(crate) stale: bool,
    pub(crate) style: &'static str,
    pub(crate) icon: &'static str,
    /// Whose letterhead stands on paper.
    pub(crate) letterhead: String,
    /// Printed across, because it is a wide table.
    pub(crate) wide: bool,
    /// What search engines show of it.
    pub(crate) description: Option<&'static str>,
}

impl Layout {
    pub(crate) fn new(listing: &Listing, site: &Site, title: &str, path: &str) -> Self {
        let assets = assets::addresses();
        let source = site.public_url.as_ref();
        let source =
            source.map_or_else(|| words::page(path), |url| format!("{}{path}", url.host()));
        Self {
            title: title.to_owned(),
            path: path.to_owned(),
            canonical: site.public_url.is_some().then(|| site.address(path)),
            source,
            day: listing.day.map(kecuali_domain::Day::written_out),
            day_code: listing.day.map(|day| day.to_string()).unwrap_or_default(),
            stale: listing.stale,
            style: assets.style,
            icon: assets.icon,
            letterhead: words::NATIONAL_LETTERHEAD.to_owned(),
            wide: false,
            description: None,
        }
    }

    /// The same under the letterhead of an office.
    #[must_use]
    pub(crate) fn of_office(self, local_name: &str) -> Self {
        Self { letterhead: words::letterhead(local_name), ..self }
    }

    /// The same with what search engines show of it.
    #[must_use]
    pub(crate) fn described(self, description: &'static str) -> Self {
        Self { description: Some(description), ..self }
    }

    /// The same printed across.
    #[must_use]
    pub(crate) fn printed_across(self) -> Self {
        Self { wide: true, ..self }
    }

    /// Whether a part of the site is the one this page is in.
    pub(crate) fn is_in(&self, start: &str) -> bool {
        self.path.starts_with(start)
    }
}
