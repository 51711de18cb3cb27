//! One request of someone who is logged in, and how it is answered.

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse as _, Redirect, Response},
};

use super::{
    answers::{ACTOR, CSRF},
    app::App,
    fault::Fault,
    layout::{Frame, Layout, Section},
    session::{Notice, Seat},
    threads::apart,
};
use crate::{
    error::OfficeError,
    office::{Office, keyring::Keyring},
};

/// What a handler answers.
pub(crate) type Answer = Result<Response, Fault>;

/// Someone who is logged in asks for a page or sends a form.
#[derive(Debug)]
pub(crate) struct Visit {
    app: App,
    seat: Seat,
    /// Whether a script asked, which wants a piece of a page and says errors in place.
    is_piece: bool,
}

/// Whose hands the office is in for the time of a request.
#[derive(Debug)]
pub(crate) struct Hand<'a> {
    /// The office.
    pub(crate) office: &'a mut Office,
    /// The key of who acts; none where nobody was chosen and there is only one who can.
    pub(crate) acting: Option<&'a str>,
}

impl Hand<'_> {
    /// Whose typing it is: without a choice, that of the only person here. Among several it is
    /// nobody's, and offered to whoever is chosen next.
    pub(crate) fn typist(&self) -> &str {
        let only = match self.office.people() {
            [only] => only.key.as_str(),
            _ => "",
        };
        self.acting.unwrap_or(only)
    }
}

impl Visit {
    /// Whether a script asked, and takes a piece of a page for an answer.
    pub(crate) const fn is_piece(&self) -> bool {
        self.is_piece
    }

    /// The session of a request.
    pub(crate) fn seat_of(headers: &HeaderMap, app: &App, is_step: bool) -> Option<Seat> {
        let name = cookie_name(app.port());
        let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs =
            all.flat_map(|value| value.split(';')).filter_map(|one| one.trim().split_once('='));
        let ids: Vec<&str> = pairs.filter(|(key, _)| *key == name).map(|(_, id)| id).collect();
        let mut sessions = app.sessions();
        ids.into_iter().find_map(|id| sessions.seat(id, is_step))
    }

    /// The pages.
    pub(crate) const fn app(&self) -> &App {
        &self.app
    }

    /// The key of who acts.
    pub(crate) fn acting(&self) -> Option<&str> {
        self.seat.acting.as_deref()
    }

    /// Works with the office.
    pub(crate) async fn office<T: Send + 'static>(
        &self,
        work: impl FnOnce(Hand<'_>) -> Result<T, OfficeError> + Send + 'static,
    ) -> Result<T, Fault> {
        let (app, seat) = (self.app.clone(), self.seat.clone());
        let done = tokio::task::spawn_blocking(move || {
            app.with(|office| {
                office.with_keys(&seat.keys, |office| {
                    work(Hand { office, acting: seat.acting.as_deref() })
                })
            })
        });
        Ok(done.await.map_err(|_| Fault::Broken)??)
    }

    /// Works on something that may take long and needs no office, which serves others meanwhile.
    pub(crate) async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&App) -> Result<T, OfficeError> + Send + 'static,
    ) -> Result<T, Fault> {
        let app = self.app.clone();
        Ok(apart(move || work(&app)).await.map_err(|_| Fault::Broken)??)
    }

    /// Answers with a page: reads the office, makes a view, and says it by its template.
    pub(crate) async fn page<T: Template>(
        &self,
        section: Section,
        title: &str,
        view: impl FnOnce(Hand<'_>) -> Result<T, OfficeError> + Send + 'static,
    ) -> Answer {
        let (title, seat) = (title.to_owned(), self.seat.clone());
        let carrier = self.app.carrier().state();
        let (layout, content) = self
            .office(move |hand| {
                let acting = hand.acting.map(str::to_owned);
                let content = view(Hand { office: hand.office, acting: acting.as_deref() })?;
                let layout = Layout::new(hand.office, acting.as_deref(), section, &title, carrier)?;
                Ok((layout, content.render().unwrap_or_default()))
            })
            .await?;
        let told = self.app.sessions().told(&seat.id);
        let frame = Frame {
            layout,
            notices: told,
            seat: &seat,
            content: &content,
            has_open_keys: !seat.keys.is_empty(),
        };
        Ok(Html(frame.seal()).into_response())
    }

    /// Answers a script with a piece of a page.
    pub(crate) async fn piece<T: Template>(
        &self,
        view: impl FnOnce(Hand<'_>) -> Result<T, OfficeError> + Send + 'static,
    ) -> Answer {
        let content = self.office(move |hand| Ok(view(hand)?.render().unwrap_or_default())).await?;
        Ok(Html(with_token(&content, &self.seat)).into_response())
    }

    /// Goes to another page, where it is told what was done.
    pub(crate) fn go(&self, to: &str, done: impl Into<String>) -> Response {
        self.tell(Notice { text: done.into(), warns: false });
        self.to(to)
    }

    /// The same where something needs attention.
    pub(crate) fn warn(&self, to: &str, what: impl Into<String>) -> Response {
        self.tell(Notice { text: what.into(), warns: true });
        self.to(to)
    }

    /// Tells something on the next page.
    pub(crate) fn tell(&self, notice: Notice) {
        self.app.sessions().tell(&self.seat.id, notice);
    }

    /// Goes to another page.
    pub(crate) fn to(&self, to: &str) -> Response {
        if self.is_piece {
            let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
            return ([("hx-redirect", to)], StatusCode::NO_CONTENT).into_response();
        }
        Redirect::to(to).into_response()
    }

    /// Says who acts from now on, with keys of theirs that were opened.
    pub(crate) fn act_as(&self, key: String, keys: Keyring) {
        self.app.sessions().act_as(&self.seat.id, key, keys);
    }

    /// Nobody acts until someone is chosen again, and no key is open.
    pub(crate) fn lock(&self) {
        self.app.sessions().lock(&self.seat.id);
    }

    /// The keys under a passphrase that are open in this session.
    pub(crate) const fn keys(&self) -> &Keyring {
        &self.seat.keys
    }

    /// Ends the session.
    pub(crate) fn leave(&self) {
        self.app.sessions().leave(&self.seat.id);
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        let is_piece = parts.headers.contains_key("hx-request");
        let asks_by_itself = parts.headers.contains_key("x-berkala");
        let seat = Self::seat_of(&parts.headers, app, !asks_by_itself).ok_or(Fault::LoggedOut)?;
        if !app.has_office() {
            return Err(Fault::NoOffice);
        }
        Ok(Self { app: app.clone(), seat, is_piece })
    }
}

/// The name of the cookie: other programs on this machine have other ports and the same cookies.
pub(crate) fn cookie_name(port: u16) -> String {
    format!("kecuali_{port}")
}

/// Puts the token of the session, and whom the page was drawn for, into every form of a page that is
/// sent. What people typed is escaped, so the text that is looked for stands in templates alone.
pub(crate) fn with_token(page: &str, seat: &Seat) -> String {
    const FORM: &str = "method=\"post\"";
    let hidden =
        |name, value| format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\"/>");
    let mut fields = hidden(CSRF, seat.csrf.as_str());
    if let Some(acting) = &seat.acting {
        fields.push_str(&hidden(ACTOR, acting));
    }
    let mut sealed = String::with_capacity(page.len() + 256);
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(FORM) {
        let (attributes, after) = after.split_once('>').unwrap_or((after, ""));
        sealed.extend([before, FORM, attributes, ">", &fields]);
        rest = after;
    }
    sealed.push_str(rest);
    sealed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_is_sent_carries_the_token() {
        let page = "<form action=\"/a\" method=\"post\" class=\"x\"><p>\
                    <form method=\"get\"><form method=\"post\"></form>";
        let seat = |acting: Option<&str>| Seat {
            id: String::new(),
            csrf: "t0".to_owned(),
            acting: acting.map(str::to_owned),
            keys: Keyring::default(),
        };
        let sealed = with_token(page, &seat(None));
        let field = "<input type=\"hidden\" name=\"csrf\" value=\"t0\"/>";
        assert_eq!(sealed.matches(field).count(), 2);
        assert!(
            sealed.starts_with(&format!(
                "<form action=\"/a\" method=\"post\" class=\"x\">{field}<p>"
            ))
        );
        assert_eq!(sealed.replace(field, ""), page);
        let of_siti = with_token(page, &seat(Some("siti")));
        let whose = "<input type=\"hidden\" name=\"pelaku\" value=\"siti\"/>";
        assert_eq!(of_siti.matches(&format!("{field}{whose}")).count(), 2);
    }
}
