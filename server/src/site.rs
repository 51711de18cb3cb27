//! The public site: pages that people read, in Bahasa Indonesia, made on the server.
//!
//! It shows what `/api/v1` serves and nothing else, works without scripts, and sets nothing on a
//! browser. Words stand in `templates/` and in `words`; a handler reads, a view makes a row
//! ready to be shown, a template says it.

mod about;
mod address;
mod assets;
mod catalog;
mod cell;
mod changes;
mod dataset;
mod determinations;
mod downloads;
mod event_view;
mod feed;
mod files;
mod home;
mod layout;
mod list;
mod office;
mod offices;
mod problem;
mod robots;
mod row;
mod row_view;
mod sitemap;
mod verify;
mod visit;
mod window;
mod words;

use axum::{
    Router,
    extract::{Query, Request, State, rejection::QueryRejection},
    http::{HeaderName, HeaderValue, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::get,
};

pub use self::address::{BadAddress, Contact, PublicUrl, Site};
pub(crate) use self::problem::page as problem_page;
use crate::{problem::Problem, state::AppState};

/// What a page may load: its style and its pictures from here, forms to here, and no script at all.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Every address of the site.
pub(crate) fn router(state: &AppState) -> Router<AppState> {
    let room = || middleware::from_fn_with_state(state.clone(), room);
    let pages = Router::new()
        .route("/", get(home::show))
        .route("/daftar", get(list::show))
        .route("/daftar/nasional", get(office::show_national))
        .route("/daftar/nasional/cetak", get(office::print_national))
        .route("/kantor", get(offices::show))
        .route("/kantor/{code}", get(office::show))
        .route("/kantor/{code}/cetak", get(office::print))
        .route("/informasi/{id}", get(row::show))
        .route("/penetapan", get(determinations::list))
        .route("/penetapan/{issue}", get(determinations::show))
        .route("/perubahan", get(changes::show))
        .route("/unduh", get(downloads::show))
        .route("/verifikasi", get(verify::show))
        .route("/tentang", get(about::show))
        .layer(room())
        .layer(middleware::from_fn(page));
    let machines = Router::new()
        .route("/umpan.atom", get(feed::atom::show))
        .route("/umpan/arsip/{file}", get(feed::atom::archive))
        .route("/umpan.json", get(feed::json::show))
        .route("/katalog.jsonld", get(catalog::show))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{part}", get(sitemap::part))
        .route("/robots.txt", get(robots::show))
        .route("/root.json", get(verify::root))
        .layer(room())
        .layer(middleware::from_fn(machine));
    pages.merge(machines).route("/aset/{file}", get(assets::show))
}

/// A query of a page. What is wrong in it is named, and not told in the words of a program.
fn asked<T>(query: Result<Query<T>, QueryRejection>) -> Result<T, Problem> {
    query.map(|Query(query)| query).map_err(|error| {
        let (problem, said) = (Problem::new("query_invalid"), error.body_text());
        // `…: name: …`, `…: name: unknown field `name`, …` or `…: duplicate field `name``
        let named = said.split('`').nth(1).or_else(|| said.split(": ").nth(1));
        let named = named.map(words::wrong_name);
        if let Some(named) = named { problem.because(&named) } else { problem }
    })
}

/// What is answered where there is nothing: a page to people, a problem to programs.
pub(crate) async fn nothing(uri: Uri) -> Problem {
    at(&uri, Problem::new("not_found"))
}

/// The same where there is something, but not for this method.
pub(crate) async fn another_method(uri: Uri) -> Problem {
    at(&uri, Problem::new("method_not_allowed"))
}

/// A problem at an address: a page to people, a problem to programs.
pub(crate) fn at(uri: &Uri, problem: Problem) -> Problem {
    let programs = ["/api", "/sync", "/problems", "/healthz", "/readyz"];
    let is_theirs = programs.iter().any(|start| uri.path().starts_with(start));
    if is_theirs { problem } else { problem.in_page() }
}

/// The site has no more room than the rest of the public interface.
async fn room(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match state.gate().public() {
        Ok(_room) => next.run(request).await,
        Err(busy) => busy.into_response(),
    }
}

/// A page says what is wrong in a page, and may load what pages load.
async fn page(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response.extensions_mut().insert(problem.in_page());
    }
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// What programs read is open to every page of every site.
async fn machine(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
