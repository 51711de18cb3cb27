//! Every address of the public interface.

use axum::routing::{MethodRouter, get};

use super::{
    Route,
    parameter::{
        AFTER, ALL_FILTERS, CODE, EVENT, FILTERS, ID, ISSUE, LIMIT, LIST as LIST_NAME,
        PROBLEM as PROBLEM_CODE, PROVINCE, Parameter, SCHEMA, SNAPSHOT, YEAR,
    },
    shape::{
        ANY, CHECKPOINT, CODE_LIST, CODES, DETERMINATION, DETERMINATIONS, ENTRIES, ENTRY, EVENTS,
        FILE, LIST, OFFICE, OFFICES, PROBLEM_KIND, PROOF, SNAPSHOTS, Shape, TEXT,
    },
};
use crate::{
    routes::{
        checkpoint, codes, contract, determinations, entries, events, list, offices, problem,
        snapshots,
    },
    state::AppState,
};

const QUERY: &[&str] = &["query_invalid"];
const PAGES: &[&str] = &["cursor_invalid", "query_invalid"];
const NAMED: &[&str] = &["not_found"];
const NAMED_PAGES: &[&str] = &["cursor_invalid", "not_found", "query_invalid"];
const HEAVY: &[&str] = &["not_found", "unavailable"];

/// Every address, as it is looked for.
pub(crate) const ROUTES: &[Route] = &[
    at("/api/v1/entries", "listEntries", &ENTRIES, || get(entries::list::list))
        .says("Rows of the list that answer a query, by id; or groups of them by item.")
        .asked(ALL_FILTERS, PAGES),
    at("/api/v1/entries/{id}", "showEntry", &ENTRY, || get(entries::show::show))
        .says("The body of one row, in force or withdrawn, byte for byte as it is hashed.")
        .named(&[ID], NAMED),
    at("/api/v1/entries/{id}/proof", "proveEntry", &PROOF, || get(entries::proof::proof))
        .says("What shows, with the trust root alone, who signed a row.")
        .named(&[ID], HEAVY),
    at("/api/v1/offices", "listOffices", &OFFICES, || get(offices::list::list))
        .says("The offices, by all codes they have or had, and whether each has reported.")
        .asked(&[PROVINCE], QUERY),
    at("/api/v1/offices/{code}", "showOffice", &OFFICE, || get(offices::show::show))
        .says("One office.")
        .named(&[CODE], NAMED),
    at("/api/v1/offices/{code}/entries", "listOfficeEntries", &ENTRIES, office_entries)
        .says("The rows of one office, and the national ones, which hold for it.")
        .named(&[CODE], NAMED_PAGES)
        .asked(FILTERS, NAMED_PAGES),
    at("/api/v1/offices/{code}/entries.json", "listOfficeEntriesJson", &ENTRIES, office_entries)
        .says("The same, for programs that want a file name.")
        .named(&[CODE], NAMED_PAGES)
        .asked(FILTERS, NAMED_PAGES),
    at("/api/v1/offices/{code}/entries.csv", "tableOfficeEntries", &TEXT, || {
        get(entries::table::table)
    })
    .says("The same rows in force as a table, whole.")
    .in_form("text/csv; charset=utf-8; header=present")
    .named(&[CODE], NAMED),
    at("/api/v1/offices/{code}/entries.csv-metadata.json", "describeOfficeEntries", &ANY, || {
        get(entries::table::metadata)
    })
    .says("What the columns of that table are (CSV on the Web).")
    .in_form("application/csvm+json")
    .named(&[CODE], NAMED),
    at("/api/v1/determinations", "listDeterminations", &DETERMINATIONS, || {
        get(determinations::list::list)
    })
    .says("The determinations of which something is public or was, the oldest first.")
    .asked(&[YEAR], QUERY),
    at("/api/v1/determinations/{issue}", "showDetermination", &DETERMINATION, || {
        get(determinations::show::show)
    })
    .says("One determination with its items.")
    .named(&[ISSUE], NAMED),
    at("/api/v1/events", "listEvents", &EVENTS, || get(events::list::list))
        .says("What happened to the list, oldest first: from empty, all of it makes the list.")
        .asked(&[AFTER, LIMIT], &["event_unknown", "query_invalid"]),
    at("/api/v1/list", "showList", &LIST, || get(list::show::show))
        .says("All rows in force, byte for byte what the list checkpoint signs."),
    at("/api/v1/checkpoint", "showCheckpoint", &CHECKPOINT, || get(checkpoint::show::show))
        .says("The server's word for the whole list, with what proves its key.")
        .named(&[], HEAVY),
    at("/api/v1/snapshots", "listSnapshots", &SNAPSHOTS, || get(snapshots::list::list))
        .says("The editions of the whole list as files, newest first."),
    at("/api/v1/snapshots/{event}/{file}", "showSnapshot", &FILE, || get(snapshots::show::show))
        .says("A file of an edition, for ever the same under its event.")
        .in_form("*/*")
        .in_parts()
        .named(&[EVENT, SNAPSHOT], &["not_found", "snapshot_gone"]),
    at("/api/v1/codes", "listCodes", &CODES, || get(codes::names::list))
        .says("The lists of codes."),
    at("/api/v1/codes/{list}", "showCodes", &CODE_LIST, || get(codes::show::show))
        .says("The codes of one list, each with its words and its source; none is ever taken out.")
        .named(&[LIST_NAME], NAMED),
    at("/api/v1/openapi.json", "showOpenapi", &ANY, || get(contract::openapi))
        .says("This description (OpenAPI 3.1)."),
    at("/api/v1/schema/{file}", "showSchema", &ANY, || get(contract::schema))
        .says("The JSON Schema (2020-12) of an answer.")
        .named(&[SCHEMA], NAMED),
    at("/problems/{code}", "showProblem", &PROBLEM_KIND, || get(problem::show::show))
        .says("What the code of a problem means.")
        .named(&[PROBLEM_CODE], NAMED),
];

fn office_entries() -> MethodRouter<AppState> {
    get(offices::entries::list)
}

const fn at(
    path: &'static str,
    name: &'static str,
    answer: &'static Shape,
    handler: fn() -> MethodRouter<AppState>,
) -> Route {
    Route {
        path,
        name,
        summary: "",
        in_path: &[],
        query: &[],
        answer,
        media: "application/json",
        in_parts: false,
        problems: &[],
        handler,
    }
}

impl Route {
    const fn says(self, summary: &'static str) -> Self {
        Self { summary, ..self }
    }

    const fn named(self, in_path: &'static [Parameter], problems: &'static [&'static str]) -> Self {
        Self { in_path, problems, ..self }
    }

    const fn in_form(self, media: &'static str) -> Self {
        Self { media, ..self }
    }

    const fn in_parts(self) -> Self {
        Self { in_parts: true, ..self }
    }

    const fn asked(self, query: &'static [Parameter], problems: &'static [&'static str]) -> Self {
        Self { query, problems, ..self }
    }
}
