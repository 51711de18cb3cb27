//! `GET /api/v1/offices/<code>/entries.csv`: the rows in force of one office and the national ones,
//! which hold for it, as a table, whole.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use kecuali_domain::OfficeId;
use kecuali_publication::{
    PublicRow,
    format::{About, COLUMNS, CsvWriter, Dialect, csvw},
};

use crate::{
    country::Country,
    index::Query,
    problem::Problem,
    public::{
        Tag, blocking,
        moment::{NotMade, row},
    },
    publisher::{Listing, read_row},
    routes::offices::named,
    state::AppState,
};

const MEDIA: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
const METADATA: HeaderValue = HeaderValue::from_static("application/csvm+json");

/// How often reading begins again when the list changes meanwhile.
const TRIES: usize = 3;

pub(crate) async fn table(
    State(state): State<AppState>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let office = named(&code, state.index().country())?;
    for _ in 0..TRIES {
        let listing = state.listing();
        let tag = Tag::new(&listing, "office.csv", &[office.as_str()]);
        if let Some(known) = tag.not_modified(&headers) {
            return Ok(with_metadata(known, &office));
        }
        let room = state.gate().whole_list()?;
        let (reader, asked) = (state.clone(), office.clone());
        let csv = blocking(move || {
            let csv = read(&reader, &listing, &asked);
            drop(room);
            match csv {
                Ok(csv) => Ok(Some(csv)),
                Err(NotMade::Moved) => Ok(None),
                Err(NotMade::Problem(problem)) => Err(problem),
            }
        });
        if let Some(csv) = csv.await? {
            let mut answer = tag.json(csv);
            answer.headers_mut().insert(header::CONTENT_TYPE, MEDIA);
            return Ok(with_metadata(answer, &office));
        }
    }
    Err(Problem::new("busy"))
}

/// `GET /api/v1/offices/<code>/entries.csv-metadata.json`: what its columns are.
pub(crate) async fn metadata(
    State(state): State<AppState>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let office = named(&code, state.index().country())?;
    let tag = Tag::new(&state.listing(), "office.csv-metadata", &[office.as_str()]);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    let title = format!("Daftar Informasi Publik yang Dikecualikan – {}", Country::name(&office));
    let about = About { title: &title, event: None, day: None };
    let mut answer = tag.json(csvw(COLUMNS, &[("entries.csv", Dialect::Comma)], &about));
    answer.headers_mut().insert(header::CONTENT_TYPE, METADATA);
    Ok(answer)
}

fn read(state: &AppState, listing: &Listing, office: &OfficeId) -> Result<Vec<u8>, NotMade> {
    let failed = |error: std::io::Error| {
        tracing::error!(%error, "a table was not written");
        Problem::new("internal")
    };
    let mut out =
        CsvWriter::<PublicRow, _>::new(COLUMNS, Dialect::Comma, Vec::new()).map_err(failed)?;
    let query = Query { office: Some(office.clone()), with_national: true, ..Query::default() };
    for entry in listing.index.matching(&query) {
        let row = read_row(&row(state, listing, &entry.id)?).map_err(|error| {
            tracing::error!(%error, "a row cannot be read");
            Problem::new("unavailable")
        })?;
        out.row(&row).map_err(failed)?;
    }
    Ok(out.finish().map_err(failed)?)
}

fn with_metadata(mut answer: Response, office: &OfficeId) -> Response {
    let link = format!(
        "</api/v1/offices/{office}/entries.csv-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\""
    );
    if let Ok(link) = HeaderValue::from_str(&link) {
        answer.headers_mut().insert(header::LINK, link);
    }
    answer
}
