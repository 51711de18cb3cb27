//! What a form says. Only a form of the own session is read.

use std::fmt;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};

use super::{app::App, fault::Fault, link::same, session::Seat, visit::Visit};
use crate::{error::OfficeError, office::sealed_key::Passphrase};

/// The field that carries the token of the session.
pub(crate) const CSRF: &str = "csrf";
/// The field that carries whom the page was drawn for.
pub(crate) const ACTOR: &str = "pelaku";
/// The field of a form whose typing is kept: which form it is.
pub(crate) const OPEN_FORM: &str = "borang";
/// The header that carries it where a script sends the form.
const CSRF_HEADER: &str = "x-csrf";
/// A form is text that someone typed.
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// A form that someone who is logged in sent, field by field as it stands there.
pub(crate) struct Answers(Vec<(String, String)>);

// A passphrase may be among the fields.
impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers").finish_non_exhaustive()
    }
}

impl Answers {
    /// The same as it was kept of a form that was not sent.
    pub(crate) fn kept(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// The first value of a field, without blanks around it; nothing where it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// The same where nothing was typed is none.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// The same, to be kept.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.filled(name).map(str::to_owned)
    }

    /// A passphrase, every blank of it; none where nothing was typed.
    pub(crate) fn passphrase(&self, name: &str) -> Option<Passphrase> {
        let typed = self.0.iter().find(|(field, _)| field == name)?.1.as_str();
        (!typed.is_empty()).then(|| Passphrase::new(typed))
    }

    /// All values of a field, as of boxes that were ticked.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    /// Whether a field is there at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// That the page was drawn for who acts, or for nobody.
    pub(crate) fn of(&self, acting: Option<&str>) -> Result<(), OfficeError> {
        same_actor(acting, self.get(ACTOR))
    }

    /// Every field but those of the session.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(|(name, _)| *name != CSRF && *name != ACTOR)
    }
}

impl FromRequest<App> for Answers {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &App) -> Result<Self, Fault> {
        let seat = Visit::seat_of(request.headers(), app, true).ok_or(Fault::LoggedOut)?;
        let headers = request.headers().clone();
        let chooses = WHO_ACTS.contains(&request.uri().path());
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_form =
            kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Fault::NotAForm);
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|_| Fault::TooMuch)?;
        let said = serde_urlencoded::from_bytes(&bytes).map_err(|_| Fault::NotAForm)?;
        let answers = Self(said);
        check(&seat, &headers, answers.get(CSRF))?;
        // Where what is typed is kept, it is kept first, and this is asked when it is to be signed.
        if !chooses && !answers.has(OPEN_FORM) {
            answers.of(seat.acting.as_deref())?;
        }
        Ok(answers)
    }
}

/// Where who acts is chosen, whoever a page was drawn for.
const WHO_ACTS: [&str; 3] = ["/siapa", "/siapa/kunci", "/keluar"];

/// That nobody signs what was shown to someone else: in another window of the same browser someone
/// may have been chosen since.
pub(crate) fn same_actor(acting: Option<&str>, drawn_for: &str) -> Result<(), OfficeError> {
    let other = |acting: &str| !drawn_for.is_empty() && acting != drawn_for;
    if acting.is_some_and(other) { Err(OfficeError::OtherActor) } else { Ok(()) }
}

/// That a form is one of the session it is sent in.
pub(crate) fn check(seat: &Seat, headers: &HeaderMap, field: &str) -> Result<(), Fault> {
    let header = headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok());
    let token = header.unwrap_or(field);
    if same(token, &seat.csrf) { Ok(()) } else { Err(Fault::OldForm) }
}
