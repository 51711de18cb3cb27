//! One request of someone who is logged in where no office is set up yet.

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{Html, IntoResponse as _, Redirect, Response},
};

use super::{
    app::App,
    assets,
    fault::Fault,
    session::{Notice, Seat},
    visit::{Visit, with_token},
};
use crate::office::keyring::Keyring;

/// Someone who is logged in sets an office up.
#[derive(Debug)]
pub(crate) struct Arrival {
    app: App,
    seat: Seat,
}

/// A whole page, without the ways that an office has.
#[derive(Template)]
#[template(path = "mulai-kerangka.html")]
struct Frame<'a> {
    title: &'a str,
    content: &'a str,
    assets: assets::Addresses,
}

impl Arrival {
    /// The pages.
    pub(crate) const fn app(&self) -> &App {
        &self.app
    }

    /// Answers with a page.
    pub(crate) fn page<T: Template>(&self, title: &str, view: &T) -> Response {
        let content = view.render().unwrap_or_default();
        let assets = assets::addresses();
        let page = Frame { title, content: &content, assets }.render().unwrap_or_default();
        Html(with_token(&page, &self.seat)).into_response()
    }

    /// Says who acts from now on, with keys of theirs that were opened.
    pub(crate) fn act_as(&self, key: String, keys: Keyring) {
        self.app.sessions().act_as(&self.seat.id, key, keys);
    }

    /// Goes on, and tells there what was done.
    pub(crate) fn go(&self, to: &str, done: impl Into<String>) -> Response {
        let notice = Notice { text: done.into(), warns: false };
        self.app.sessions().tell(&self.seat.id, notice);
        Redirect::to(to).into_response()
    }
}

impl FromRequestParts<App> for Arrival {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        let seat = Visit::seat_of(&parts.headers, app, true).ok_or(Fault::LoggedOut)?;
        if app.has_office() {
            return Err(Fault::HasOffice);
        }
        Ok(Self { app: app.clone(), seat })
    }
}
