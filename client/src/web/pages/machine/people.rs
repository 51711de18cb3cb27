//! Orang dan kunci: who works here, what each may do and why not, and keys under a passphrase.

pub(in crate::web::pages) mod keys;
mod recovery;
mod roster;

use askama::Template;
use axum::{
    Router,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use kecuali_domain::{Capability, OfficeId, act::Holder};
use kecuali_trust::fingerprint_words;

use self::roster::GrantRow;
use super::{
    newcomer::{NotAdded, Typed, Wrong, is_typed},
    start,
};
use crate::{
    catalogue::{authority, screen},
    error::OfficeError,
    office::{
        Office,
        people::{AskedKey, JoinRequest},
        sealed_key::Passphrase,
        staff::PersonView,
    },
    web::{
        answers::Answers,
        app::App,
        fault::Fault,
        layout::Section,
        visit::{Answer, Visit},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/orang", get(show))
        .route("/orang/tambah", get(ask).post(add))
        .route("/orang/permohonan", get(request).post(request_with_code))
        .route("/orang/wewenang", post(roster::grant))
        .route("/orang/lembar", get(recovery::show))
        .route("/orang/akar", get(root))
        .route("/orang/{key}/sandi", get(keys::ask).post(keys::set))
        .route("/orang/{key}/tanpa-sandi", post(keys::remove))
}

#[derive(Template)]
#[template(path = "orang.html")]
struct Page {
    people: Vec<Row>,
    installation: AskedView,
    installation_without: Option<&'static str>,
    /// What a join request would hold now.
    asked: Vec<AskedView>,
    /// Whether whoever acts may grant just that here.
    grants_itself: bool,
    grants: Vec<GrantRow>,
    root: String,
    code: CodeForm,
}

/// The form for the code of a letter, on the page where it stands.
#[derive(Debug, Default, Clone)]
pub(crate) struct CodeForm {
    /// Whether it stands among the first steps.
    pub(crate) begins: bool,
    pub(crate) typed: String,
    /// Why no request was made yet.
    pub(crate) wrong: Option<String>,
}

/// Someone of this machine.
#[derive(Debug)]
struct Row {
    person: PersonView,
    may: String,
    why_not: Option<String>,
    acts: bool,
}

/// A key that a request asks for.
#[derive(Debug)]
pub(crate) struct AskedView {
    pub(crate) whose: String,
    pub(crate) fingerprint: String,
}

impl From<&AskedKey> for AskedView {
    fn from(asked: &AskedKey) -> Self {
        let whose = match (&asked.holder, &asked.name) {
            (_, Some(name)) => format!("{name}, {}", asked.position),
            (Holder::Installation(_), None) => THIS_MACHINE.to_owned(),
            (Holder::Server(_) | Holder::Person(_), None) => asked.position.clone(),
        };
        Self { whose, fingerprint: fingerprint_words(asked.key) }
    }
}

const THIS_MACHINE: &str = "Komputer ini";

pub(super) async fn show(visit: Visit) -> Answer {
    shown(&visit, CodeForm::default()).await
}

async fn shown(visit: &Visit, code: CodeForm) -> Answer {
    visit
        .page(Section::People, "Orang dan kunci", |hand| page(hand.office, hand.acting, code))
        .await
}

fn page(office: &mut Office, acting: Option<&str>, code: CodeForm) -> Result<Page, OfficeError> {
    let request = office.join_request(false)?;
    let installation = office.whoami()?.into_iter().next();
    let administers = office.signer(acting, &[Capability::Administer], &office.scope()).is_ok();
    let people = office.staff()?.into_iter().map(|person| Row::of(person, acting)).collect();
    Ok(Page {
        people,
        installation: AskedView {
            whose: THIS_MACHINE.to_owned(),
            fingerprint: installation
                .as_ref()
                .map(|one| one.fingerprint.clone())
                .unwrap_or_default(),
        },
        installation_without: installation.and_then(|one| one.without),
        grants_itself: administers && !request.keys.is_empty(),
        asked: request.keys.iter().map(AskedView::from).collect(),
        grants: roster::of_office(office)?,
        root: office.root()?.fingerprint,
        code,
    })
}

impl Row {
    fn of(person: PersonView, acting: Option<&str>) -> Self {
        let all = person.grants.iter().flat_map(|grant| grant.capabilities.iter().copied());
        let as_position = person.endorses_as.map(screen::position);
        let mut may = authority::capabilities(all);
        if let Some(position) = as_position.filter(|_| !may.is_empty()) {
            may = format!("{may} sebagai {position}");
        }
        let why_not = person.without.map(|code| authority::without(code).to_owned());
        Self { may, why_not, acts: acting == Some(person.key.as_str()), person }
    }
}

#[derive(Template)]
#[template(path = "orang-tambah.html")]
struct Add {
    form: Typed,
}

pub(super) async fn ask(visit: Visit) -> Answer {
    form(&visit, None).await
}

async fn form(visit: &Visit, typed: Option<Typed>) -> Answer {
    visit
        .page(Section::People, "Tambah orang", |hand| {
            let national = hand.office.id().is_national();
            Ok(Add { form: typed.unwrap_or_else(|| Typed::empty(national)) })
        })
        .await
}

/// Adds someone, who then needs a grant.
pub(super) async fn add(visit: Visit, answers: Answers) -> Answer {
    match add_typed(&visit, &answers).await {
        Ok(name) => Ok(visit.go("/orang", format!("{name} ditambahkan. {NEEDS_A_GRANT}"))),
        Err(NotAdded::Again(typed)) => form(&visit, Some(typed)).await,
        Err(NotAdded::Failed(fault)) => Err(fault),
    }
}

const NEEDS_A_GRANT: &str = "Kuncinya masih memerlukan wewenang: kirim permohonan di bawah ini.";

/// Adds whom a form names; where nobody acts yet, that is who acts now. Says the name.
pub(super) async fn add_typed(visit: &Visit, form: &Answers) -> Result<String, NotAdded> {
    let national = visit.office(|hand| Ok(hand.office.id().is_national())).await;
    let typed = Typed::of(form, national.map_err(NotAdded::Failed)?);
    let person = match typed.person(form) {
        Ok(person) => person,
        Err(wrong) => return Err(NotAdded::Again(typed.again(wrong))),
    };
    let name = person.newcomer.name.clone();
    let said = person.passphrase.as_ref().map(|said| Passphrase::new(said.text()));
    match visit.office(move |hand| person.add(hand.office)).await {
        Ok(key) => {
            if visit.acting().is_none()
                && let Ok(opened) = keys::open(visit, &key, said).await
            {
                visit.act_as(key, opened);
            }
            Ok(name)
        }
        Err(Fault::Office(error)) => Err(NotAdded::Again(typed.again(vec![Wrong::of(&error)]))),
        Err(fault) => Err(NotAdded::Failed(fault)),
    }
}

/// What an administrator is asked for, as a file.
pub(super) async fn request(visit: Visit) -> Answer {
    let (request, office) = visit
        .office(|hand| {
            let asked: JoinRequest = hand.office.join_request(false)?;
            let asked = if asked.keys.is_empty() { hand.office.join_request(true)? } else { asked };
            Ok((asked, hand.office.id().clone()))
        })
        .await?;
    request_file(&request, &office)
}

/// The same with the one-time code of a letter, which stands for reading fingerprints aloud.
pub(super) async fn request_with_code(visit: Visit, form: Answers) -> Answer {
    let typed = form.get("kode").to_owned();
    let begins = form.get("dari") == "mulai";
    let code = typed.clone();
    let made = visit
        .office(move |hand| {
            let lacking = hand.office.join_request(false)?;
            let all = lacking.keys.is_empty();
            Ok((hand.office.join_request_with(all, &code)?, hand.office.id().clone()))
        })
        .await;
    match made {
        Ok((request, office)) => request_file(&request, &office),
        Err(Fault::Office(error)) if is_typed(&error) => {
            let code = CodeForm { begins, typed, wrong: Some(error.to_string()) };
            if begins { start::done_with(&visit, code).await } else { shown(&visit, code).await }
        }
        Err(fault) => Err(fault),
    }
}

fn request_file(request: &JoinRequest, office: &OfficeId) -> Answer {
    let text = serde_json::to_string_pretty(request).map_err(|_| Fault::Broken)?;
    download(&format!("permohonan-{office}.json"), "application/json", text.into_bytes())
}

/// The trust root that all others need, as a file.
pub(super) async fn root(visit: Visit) -> Answer {
    let text = visit.office(|hand| Ok(hand.office.root_text())).await?;
    download("akar-kpu.json", "application/json", text.into_bytes())
}

/// Answers with a file to keep. Its name is one that the program makes.
pub(super) fn download(name: &str, kind: &'static str, bytes: Vec<u8>) -> Answer {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition.map_err(|_| Fault::Broken)?),
    ];
    let response: Response = (headers, bytes).into_response();
    Ok(response)
}
