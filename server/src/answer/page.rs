//! A page of the list.

use kecuali_domain::Day;
use kecuali_publication::{EventName, PublicRow};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::decision::DecisionView;
use crate::{index::Reported, public::link, publisher::Listing, state::AppState, wording};

/// Public information of a public body: free for any use (UU 14/2008).
const LICENCE: &str = "https://creativecommons.org/publicdomain/mark/1.0/";

/// What stands around every part of the list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Envelope {
    /// The last event of the list; null before the first.
    pub(crate) event: Option<EventName>,
    /// The day of the log.
    pub(crate) day: Option<Day>,
    /// That in words.
    pub(crate) day_text: Option<String>,
    /// How many there are in all of what was asked for.
    pub(crate) count: usize,
    /// Whether the server is being healed, so that the list may be older than it was.
    pub(crate) stale: bool,
    /// That in words; null where it is not.
    pub(crate) stale_text: Option<&'static str>,
    /// The licence.
    pub(crate) licence: &'static str,
    /// That in words.
    pub(crate) licence_text: &'static str,
    /// How many offices have something on the list, nothing, or never reported.
    pub(crate) reporting: ReportingCounts,
    /// Where objections and corrections go; null where the operator has not said.
    pub(crate) contact: Option<String>,
    /// That in words.
    pub(crate) contact_text: Option<&'static str>,
    /// The address of the next page; null on the last.
    pub(crate) next: Option<String>,
}

/// How many offices stand how.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReportingCounts {
    /// With rows in force.
    listed: usize,
    /// With a log at this server, and no row in force.
    nothing_listed: usize,
    /// Of which nothing ever reached this server.
    not_reported: usize,
    /// All that in words.
    text: String,
}

impl Envelope {
    /// Around so many of a listing, without a next page.
    pub(crate) fn new(state: &AppState, listing: &Listing, count: usize) -> Self {
        let contact = link::contact(state);
        Self {
            event: listing.event,
            day: listing.day,
            day_text: listing.day.map(Day::written_out),
            count,
            stale: listing.stale,
            stale_text: listing.stale.then_some(wording::STALE),
            licence: LICENCE,
            licence_text: wording::LICENCE,
            reporting: listing.index.reported().into(),
            contact_text: contact.is_some().then_some(wording::CONTACT),
            contact,
            next: None,
        }
    }
}

impl EntriesAnswer {
    /// The address of the next page.
    pub(crate) fn next(&self) -> Option<&str> {
        match self {
            Self::Rows(page) => page.envelope.next.as_deref(),
            Self::Groups(page) => page.envelope.next.as_deref(),
        }
    }
}

impl From<Reported> for ReportingCounts {
    fn from(counts: Reported) -> Self {
        let Reported { listed, nothing_listed, not_reported } = counts;
        Self { listed, nothing_listed, not_reported, text: wording::reported(counts) }
    }
}

/// What `/api/v1/entries` answers: rows, or groups of them.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum EntriesAnswer {
    /// Rows.
    Rows(RowPage),
    /// Rows by the item they stand under.
    Groups(GroupPage),
}

/// A page of rows.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RowPage {
    /// What stands around them.
    #[serde(flatten)]
    pub(crate) envelope: Envelope,
    /// The rows, by id in byte order.
    pub(crate) entries: Vec<Listed>,
}

/// A page of groups.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GroupPage {
    /// What stands around them; `count` counts groups.
    #[serde(flatten)]
    pub(crate) envelope: Envelope,
    /// How many rows all groups hold.
    pub(crate) rows: usize,
    /// The groups, the oldest decision first.
    pub(crate) groups: Vec<GroupView>,
}

/// The rows under one item of a determination.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GroupView {
    /// The decision.
    pub(crate) determination: DecisionView,
    /// The item.
    pub(crate) item: u32,
    /// The item's own row, as it stands; null where it was never public.
    pub(crate) entry: Option<Listed>,
    /// How many rows answer what was asked.
    pub(crate) rows: usize,
    /// How many offices have such a row.
    pub(crate) offices: usize,
    /// That in words.
    pub(crate) offices_text: String,
    /// The address of these rows.
    pub(crate) entries: String,
}

/// A row as it was published, with its permanent address beside its members.
///
/// The body goes out as it is stored; what is described here is what it says.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Listed(Box<RawValue>);

impl Listed {
    /// A body with its address. None where the stored body is damaged.
    pub(crate) fn new(body: &[u8], permalink: &str) -> Option<Self> {
        let object = std::str::from_utf8(body).ok()?.strip_suffix('}')?;
        let permalink = serde_json::to_string(permalink).ok()?;
        RawValue::from_string(format!("{object},\"permalink\":{permalink}}}")).ok().map(Self)
    }

    /// A body alone, as an event has it.
    pub(crate) fn bare(body: &[u8]) -> Option<Self> {
        let body = std::str::from_utf8(body).ok()?.to_owned();
        RawValue::from_string(body).ok().map(Self)
    }
}

/// A row with its permanent address.
#[derive(JsonSchema)]
#[schemars(rename = "ListedRow")]
#[expect(dead_code, reason = "it says what a listed body holds")]
struct Shape {
    /// The row.
    #[serde(flatten)]
    row: PublicRow,
    /// Its permanent address, for people: on the list or not any more.
    permalink: String,
}

impl JsonSchema for Listed {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Shape::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        Shape::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Shape::json_schema(generator)
    }
}
