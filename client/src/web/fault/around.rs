//! What stands around a fault: nothing where a script asked, which shows it in place; else the ways
//! of the office, and the way back to what was typed.

use askama::Template;
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{Html, IntoResponse as _, Response},
};

use super::{Fault, Said, Small};
use crate::{
    error::OfficeError,
    web::{
        app::App,
        layout::{Frame, Layout, Section},
        pages::unsaved::{Typed, Unsaved},
        session::Seat,
        visit::{Hand, Visit},
    },
};

/// The page of a fault, within the ways of the office.
#[derive(Template)]
#[template(path = "masalah-isi.html")]
struct Within<'a> {
    title: &'a str,
    sentence: &'a str,
    kept: &'a str,
    hint: Option<&'a str>,
    code: &'a str,
    findings: &'a [crate::office::standing::FindingView],
    way_out: Option<super::Way>,
    /// What was typed last, where a form was sent.
    typed: Option<Typed>,
}

/// Says a fault where it was met.
pub(crate) async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_piece = headers.contains_key("hx-request");
    let seat = Visit::seat_of(headers, &app, false);
    let is_sent = *request.method() == Method::POST;
    let mut response = next.run(request).await;
    let Some(Small(said)) = response.extensions_mut().remove::<Small>() else { return response };
    if is_piece {
        return Fault::in_place(&said);
    }
    // Who logged out by what failed sees no page of the office.
    let Some(seat) = seat.filter(|_| said.status != axum::http::StatusCode::UNAUTHORIZED) else {
        return response;
    };
    let status = said.status;
    let whole = tokio::task::spawn_blocking(move || {
        app.with(|office| {
            let mut hand = Hand { office, acting: seat.acting.as_deref() };
            within(&app, &mut hand, &seat, &said, is_sent)
        })
    });
    match whole.await {
        Ok(Ok(whole)) => (status, Html(whole)).into_response(),
        // The office cannot even say its name: the page without it does.
        Ok(Err(_)) | Err(_) => response,
    }
}

fn within(
    app: &App,
    hand: &mut Hand<'_>,
    seat: &Seat,
    said: &Said,
    is_sent: bool,
) -> Result<String, OfficeError> {
    let typed = if is_sent { Unsaved::all(hand)?.shown.into_iter().next() } else { None };
    let page = Within {
        title: said.title,
        sentence: &said.sentence,
        kept: super::KEPT,
        hint: said.hint,
        code: said.code,
        findings: &said.findings,
        way_out: said.way_out,
        typed,
    };
    let content = page.render().unwrap_or_default();
    let carrier = app.carrier().state();
    let layout = Layout::new(hand.office, hand.acting, Section::Apart, said.title, carrier)?;
    let frame = Frame {
        layout,
        notices: Vec::new(),
        seat,
        content: &content,
        has_open_keys: !seat.keys.is_empty(),
    };
    Ok(frame.seal())
}
