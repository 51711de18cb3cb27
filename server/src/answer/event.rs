//! What happened to the list.

use kecuali_domain::{Day, OfficeId};
use kecuali_publication::{PublicRow, RowId};
use schemars::JsonSchema;
use serde::Serialize;

use super::page::Listed;

/// A page of events, oldest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EventPage {
    /// The last event of the page, or the one that was asked for where none is newer; empty where
    /// there is none at all. It is what to ask `after` next time.
    pub(crate) last: String,
    /// Whether the server is being healed, so that the list may be older than it was.
    pub(crate) stale: bool,
    /// The address of the next page; null on the last.
    pub(crate) next: Option<String>,
    /// The events.
    pub(crate) events: Vec<EventView>,
}

/// Something that happened to a row. It stays small, because many follow every change: words stand in
/// the row itself, and in `/api/v1/codes`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EventView {
    /// Its name, which is never used twice.
    pub(crate) name: String,
    /// What: it came onto the list, stays and says something else, or left it.
    #[schemars(extend("enum" = ["published", "amended", "withdrawn"]))]
    pub(crate) kind: &'static str,
    /// The row.
    pub(crate) entry_id: RowId,
    /// The office whose row it is.
    pub(crate) office: OfficeId,
    /// The day of the log.
    pub(crate) day: Day,
    /// Why, where it is a withdrawal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// The row as it was published then, byte for byte; null where that must not be shown any more.
    #[schemars(with = "Option<PublicRow>")]
    pub(crate) entry: Option<Listed>,
}
