//! Who works here, and what happens next.

use askama::Template;

use crate::{
    error::OfficeError,
    office::{Office, people::JoinRequest, staff::PersonView},
    web::{
        answers::Answers,
        layout::Section,
        pages::machine::{
            newcomer::{NotAdded, Typed},
            people::{AskedView, CodeForm, add_typed},
        },
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "mulai-orang.html")]
struct People {
    form: Typed,
    people: Vec<PersonView>,
}

#[derive(Template)]
#[template(path = "mulai-selesai.html")]
struct Done {
    national: bool,
    fingerprint: String,
    asked: Vec<AskedView>,
    has_server: bool,
    code: CodeForm,
}

pub(crate) async fn ask(visit: Visit) -> Answer {
    page(&visit, None).await
}

/// Adds someone; the first is who works here now.
pub(crate) async fn add(visit: Visit, form: Answers) -> Answer {
    match add_typed(&visit, &form).await {
        Ok(name) => Ok(visit.go("/mulai/orang", format!("{name} ditambahkan."))),
        Err(NotAdded::Again(typed)) => page(&visit, Some(typed)).await,
        Err(NotAdded::Failed(fault)) => Err(fault),
    }
}

async fn page(visit: &Visit, typed: Option<Typed>) -> Answer {
    visit
        .page(Section::Apart, "Siapa yang bekerja di sini", |hand| {
            let national = hand.office.id().is_national();
            let form = typed.unwrap_or_else(|| Typed::empty(national));
            Ok(People { form, people: hand.office.staff()? })
        })
        .await
}

/// What happens next: the request to join, or for KPU RI the root that all others need.
pub(crate) async fn done(visit: Visit) -> Answer {
    done_with(&visit, CodeForm { begins: true, ..CodeForm::default() }).await
}

/// The same with a code that was typed there.
pub(in crate::web::pages::machine) async fn done_with(visit: &Visit, code: CodeForm) -> Answer {
    visit
        .page(Section::Apart, "Langkah berikutnya", |hand| {
            let office: &Office = hand.office;
            let request: JoinRequest = office.join_request(false)?;
            Ok::<_, OfficeError>(Done {
                national: office.id().is_national(),
                fingerprint: office.root()?.fingerprint,
                asked: request.keys.iter().map(AskedView::from).collect(),
                has_server: office.server().is_some(),
                code,
            })
        })
        .await
}
