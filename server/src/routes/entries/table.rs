//! `GET /api/v1/offices/<office>/entries.csv`: the rows of one office in force as a table, whole.

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
    problem::Problem,
    public::{Tag, blocking, store_failed},
    publisher::read_row,
    state::AppState,
};

const MEDIA: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
const METADATA: HeaderValue = HeaderValue::from_static("application/csvm+json");

/// Rows that are read at a time.
const CHUNK: usize = 500;
/// How often reading begins again when the list changes meanwhile.
const TRIES: usize = 3;

pub(crate) async fn table(
    State(state): State<AppState>,
    Path(office): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let office = known(&state, &office)?;
    let tag = Tag::new(&state.listing(), "office.csv", &[office.as_str()]);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(with_metadata(known, &office));
    }
    let room = state.gate().whole_list()?;
    let asked = office.clone();
    let csv = blocking(move || {
        let csv = (0..TRIES).find_map(|_| read(&state, &asked).transpose());
        drop(room);
        csv.unwrap_or_else(|| Err(Problem::new("busy")))
    });
    let mut answer = tag.json(csv.await?);
    answer.headers_mut().insert(header::CONTENT_TYPE, MEDIA);
    Ok(with_metadata(answer, &office))
}

/// `GET /api/v1/offices/<office>/entries.csv-metadata.json`: what its columns are.
pub(crate) async fn metadata(
    State(state): State<AppState>,
    Path(office): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let office = known(&state, &office)?;
    let tag = Tag::new(&state.listing(), "office.csv-metadata", &[office.as_str()]);
    if let Some(known) = tag.not_modified(&headers) {
        return Ok(known);
    }
    let title = format!("Daftar Informasi Publik yang Dikecualikan – {office}");
    let about = About { title: &title, event: None, day: None };
    let mut answer = tag.json(csvw(COLUMNS, &[("entries.csv", Dialect::Comma)], &about));
    answer.headers_mut().insert(header::CONTENT_TYPE, METADATA);
    Ok(answer)
}

/// An office that has rows in force: the others have no table.
fn known(state: &AppState, office: &str) -> Result<OfficeId, Problem> {
    let office: OfficeId = office.parse().map_err(|_| Problem::new("not_found"))?;
    let has_rows = state.listing().offices.contains_key(&office);
    if has_rows { Ok(office) } else { Err(Problem::new("not_found")) }
}

/// The table, or nothing where the list changed while it was read.
fn read(state: &AppState, office: &OfficeId) -> Result<Option<Vec<u8>>, Problem> {
    let store = state.store();
    let last =
        || Ok(store.last_event().map_err(|error| store_failed(&error))?.map(|last| last.seq));
    let failed = |error: std::io::Error| {
        tracing::error!(%error, "a table was not written");
        Problem::new("internal")
    };
    let before = last()?;
    let mut out =
        CsvWriter::<PublicRow, _>::new(COLUMNS, Dialect::Comma, Vec::new()).map_err(failed)?;
    let mut after: Option<String> = None;
    loop {
        let rows = store.rows(Some(office.as_str()), true, after.as_deref(), CHUNK);
        let rows = rows.map_err(|error| store_failed(&error))?;
        for row in &rows {
            let row = read_row(row).map_err(|error| {
                tracing::error!(%error, "a row cannot be read");
                Problem::new("unavailable")
            })?;
            out.row(&row).map_err(failed)?;
        }
        let Some(last) = rows.last() else { break };
        after = Some(last.id.clone());
    }
    let csv = out.finish().map_err(failed)?;
    Ok(Some(csv).filter(|_| last().is_ok_and(|now: Option<u64>| now == before)))
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
