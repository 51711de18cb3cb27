//! What a person reads when something was not done: what happened, what is kept, what to do.

mod around;

use askama::Template;
use axum::{
    http::{HeaderName, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
};

use super::{assets, pages::unsaved::Typed};
use crate::{
    catalogue::pages::{self as words, advice},
    error::{Exit, KeyError, OfficeError},
    office::standing::FindingView,
};
pub(crate) use around::around;

/// Why a request is not answered as it was asked.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The office does not do it.
    Office(OfficeError),
    /// Nobody is logged in.
    LoggedOut,
    /// The link that logs in was used, or is old.
    OldLink,
    /// No office is set up yet.
    NoOffice,
    /// One is set up already.
    HasOffice,
    /// The form is of another session.
    OldForm,
    /// What was sent is no form.
    NotAForm,
    /// What was sent is larger than anything that is read.
    TooMuch,
    /// A file was to be chosen.
    NoFile,
    /// There is no such page.
    NoPage,
    /// A form is sent there, and nothing is to be seen.
    NoView,
    /// The program failed.
    Broken,
}

impl From<OfficeError> for Fault {
    fn from(error: OfficeError) -> Self {
        Self::Office(error)
    }
}

/// What is said where there is no session, and so no page around it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bare {
    /// The request names another address.
    OtherHost,
    /// Another page sent it.
    OtherPage,
    /// Pages are asked for and sent forms, nothing else.
    Method,
}

#[derive(Template)]
#[template(path = "masalah.html")]
struct Page<'a> {
    style: &'static str,
    icon: &'static str,
    title: &'a str,
    sentence: &'a str,
    kept: &'a str,
    hint: Option<&'a str>,
    code: &'a str,
    findings: Vec<FindingView>,
    way_out: Option<Way>,
    typed: Option<Typed>,
}

#[derive(Template)]
#[template(path = "masalah-kecil.html")]
struct Piece<'a> {
    sentence: &'a str,
    hint: Option<&'a str>,
    code: &'a str,
    findings: &'a [FindingView],
}

/// What is said about a fault.
struct Said {
    status: StatusCode,
    title: &'static str,
    sentence: String,
    hint: Option<&'static str>,
    code: &'static str,
    findings: Vec<FindingView>,
    way_out: Option<Way>,
}

/// Where to go on: an address, and what it is called.
type Way = (&'static str, &'static str);

const HOME: Way = ("/", "Ke Beranda");
const WHO: Way = ("/siapa", "Pilih siapa yang bekerja");

const KEPT: &str = "Yang sudah tersimpan tetap tersimpan.";

impl Fault {
    fn said(&self) -> Said {
        use StatusCode as S;
        let (status, words) = match self {
            Self::Office(error) => return of_office(error),
            Self::LoggedOut => (S::UNAUTHORIZED, words::LOGGED_OUT),
            Self::OldLink => (S::FORBIDDEN, words::OLD_LINK),
            Self::NoOffice => (S::CONFLICT, words::NO_OFFICE),
            Self::HasOffice => (S::CONFLICT, words::HAS_OFFICE),
            Self::OldForm => (S::FORBIDDEN, words::OLD_FORM),
            Self::NotAForm => (S::BAD_REQUEST, words::NOT_A_FORM),
            Self::TooMuch => (S::PAYLOAD_TOO_LARGE, words::TOO_MUCH),
            Self::NoFile => (S::BAD_REQUEST, words::NO_FILE),
            Self::NoPage => (S::NOT_FOUND, words::NO_PAGE),
            Self::NoView => (S::METHOD_NOT_ALLOWED, words::NO_VIEW),
            Self::Broken => (S::INTERNAL_SERVER_ERROR, words::BROKEN),
        };
        let outside = matches!(self, Self::LoggedOut | Self::OldLink);
        Said {
            status,
            title: words.title,
            sentence: words.sentence.to_owned(),
            hint: words.hint,
            code: words.code,
            findings: Vec::new(),
            way_out: (!outside).then_some(HOME),
        }
    }

    /// The status that it is answered with.
    pub(crate) fn status(&self) -> StatusCode {
        self.said().status
    }

    /// Whether it is mended by choosing who acts.
    pub(crate) const fn needs_a_person(&self) -> bool {
        matches!(self, Self::Office(error) if needs_a_person(error))
    }

    /// The answer where a script asked: it is shown in place.
    fn in_place(said: &Said) -> Response {
        let piece = Piece {
            sentence: &said.sentence,
            hint: said.hint,
            code: said.code,
            findings: &said.findings,
        };
        let headers = [
            (HeaderName::from_static("hx-retarget"), "#pesan"),
            (HeaderName::from_static("hx-reswap"), "innerHTML show:window:top"),
        ];
        (said.status, headers, Html(piece.render().unwrap_or_default())).into_response()
    }
}

/// What the office says, with the status that fits it.
fn of_office(error: &OfficeError) -> Said {
    let gate = error.gate().map(kecuali_domain::field::Gate::as_str);
    let mut findings: Vec<FindingView> = error.findings().iter().map(FindingView::from).collect();
    findings.retain(|finding| gate.is_some_and(|gate| finding.blocks.contains(&gate)));
    Said {
        status: status(error),
        title: words::NOT_DONE,
        sentence: advice::sentence(error),
        hint: advice::next(error),
        code: error.code(),
        findings,
        way_out: Some(if needs_a_person(error) { WHO } else { HOME }),
    }
}

/// Whether it is mended by choosing who acts, which opens the key as well.
const fn needs_a_person(error: &OfficeError) -> bool {
    use OfficeError as E;
    matches!(error, E::Key(KeyError::Locked(_)) | E::NobodyChosen | E::OtherActor)
}

fn status(error: &OfficeError) -> StatusCode {
    match error.exit() {
        Exit::Success => StatusCode::OK,
        Exit::Usage if matches!(error, OfficeError::NotFound { .. }) => StatusCode::NOT_FOUND,
        Exit::Usage => StatusCode::UNPROCESSABLE_ENTITY,
        Exit::Conflict | Exit::Failure => StatusCode::CONFLICT,
        Exit::NotAuthorised => StatusCode::FORBIDDEN,
        Exit::Offline | Exit::Locked => StatusCode::SERVICE_UNAVAILABLE,
        Exit::Integrity => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        if matches!(self, Self::NoOffice) {
            return Redirect::to("/mulai").into_response();
        }
        if matches!(self, Self::HasOffice) {
            return Redirect::to("/").into_response();
        }
        let said = self.said();
        let assets = assets::addresses();
        let page = Page {
            style: assets.style,
            icon: assets.icon,
            title: said.title,
            sentence: &said.sentence,
            kept: KEPT,
            hint: said.hint,
            code: said.code,
            findings: said.findings.clone(),
            way_out: said.way_out,
            typed: None,
        };
        let mut response = (said.status, Html(page.render().unwrap_or_default())).into_response();
        response.extensions_mut().insert(Small(std::sync::Arc::new(said)));
        response
    }
}

/// A fault that may be said in place.
#[derive(Clone)]
struct Small(std::sync::Arc<Said>);

/// What is said where nothing about the request is believed.
pub(crate) fn bare(status: StatusCode, why: Bare) -> (StatusCode, &'static str) {
    let sentence = match why {
        Bare::OtherHost => "Alamat ini bukan alamat program kecuali.\n",
        Bare::OtherPage => "Permintaan ini tidak berasal dari halaman program kecuali.\n",
        Bare::Method => "Permintaan seperti ini tidak dikenal.\n",
    };
    (status, sentence)
}
