//! `GET /api/v1/entries`: rows in force, a page at a time, in the order of their ids.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::Response,
};
use kecuali_domain::OfficeId;
use kecuali_encoding::Frame;
use kecuali_storage::Row;
use serde::Deserialize;
use serde_json::json;

use crate::{
    problem::Problem,
    public::{Tag, blocking, members, office, page_rows, store_failed, strict, with_next},
    publisher::Listing,
    state::AppState,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    office: Option<String>,
    cursor: Option<String>,
    limit: Option<usize>,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = strict(query)?;
    let office = office(asked.office.as_deref())?;
    let limit = page_rows(asked.limit)?;
    let after = asked.cursor.as_deref().map(|cursor| read_cursor(cursor, office.as_ref()));
    let after = after.transpose()?;
    let listing = state.listing();
    let named = office.as_ref().map_or("", OfficeId::as_str);
    let tag = Tag::new(
        &listing,
        "entries",
        &[named, after.as_deref().unwrap_or_default(), &limit.to_string()],
    );
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    let in_office = office.clone();
    let rows = blocking(move || {
        let office = in_office.as_ref().map(OfficeId::as_str);
        let rows = state.store().rows(office, true, after.as_deref(), limit + 1);
        rows.map_err(|error| store_failed(&error))
    });
    let (body, next) = page(&listing, rows.await?, office.as_ref(), limit);
    Ok(with_next(tag.json(body), next.as_deref()))
}

fn page(
    listing: &Listing,
    mut rows: Vec<Row>,
    office: Option<&OfficeId>,
    limit: usize,
) -> (String, Option<String>) {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| {
        let office_part = office.map_or_else(String::new, |office| format!("office={office}&"));
        let cursor = write_cursor(&row.id, office);
        format!("/api/v1/entries?{office_part}limit={limit}&cursor={cursor}")
    });
    let count = match office {
        None => listing.rows,
        Some(office) => listing.offices.get(office).map_or(0, |office| office.rows),
    };
    let envelope = json!({
        "event": listing.event,
        "day": listing.day,
        "count": count,
        "stale": listing.stale,
        "licence": LICENCE,
        "next": next,
    });
    (members(&envelope, "entries", rows.iter().map(|row| &row.body)), next)
}

/// Public information of a public body: free for any use (UU 14/2008).
const LICENCE: &str = "https://creativecommons.org/publicdomain/mark/1.0/";

/// A row's id, bound to what was asked: a cursor of another query is an error, not another list.
fn write_cursor(after: &str, office: Option<&OfficeId>) -> String {
    let named = office.map_or("", OfficeId::as_str);
    let bound = Frame::new("kecuali/1/page").text(named).text(after).digest().to_string();
    let bound: String = bound.chars().take(16).collect();
    format!("{bound}.{after}")
}

fn read_cursor(cursor: &str, office: Option<&OfficeId>) -> Result<String, Problem> {
    let after = cursor.split_once('.').map(|(_, after)| after);
    let after = after.filter(|after| write_cursor(after, office) == cursor);
    after.map(str::to_owned).ok_or_else(|| Problem::new("cursor_invalid"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_belongs_to_its_query() {
        let office: OfficeId = "3604".parse().unwrap();
        let cursor = write_cursor("3604-x.2", Some(&office));
        assert_eq!(read_cursor(&cursor, Some(&office)).unwrap(), "3604-x.2");
        for (cursor, office) in [(cursor.as_str(), None), ("x.3604-x.2", Some(&office)), ("", None)]
        {
            assert_eq!(read_cursor(cursor, office).unwrap_err().code(), "cursor_invalid");
        }
    }
}
