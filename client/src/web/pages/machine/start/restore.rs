//! An office comes back from a copy.

use std::path::PathBuf;

use askama::Template;

use crate::{
    error::{Exit, OfficeError},
    office::{
        Office,
        backup::{Part, restore},
    },
    web::{answers::Answers, app::App, arrival::Arrival, fault::Fault, visit::Answer},
};

#[derive(Template)]
#[template(path = "mulai-pulihkan.html")]
struct Page {
    folder: String,
    wrong: Option<String>,
}

pub(crate) async fn ask(arrival: Arrival) -> Answer {
    Ok(arrival.page("Pulihkan dari cadangan", &Page { folder: String::new(), wrong: None }))
}

/// Puts a copy in its place. What cannot be read there is said beside the field.
pub(crate) async fn from_folder(arrival: Arrival, form: Answers) -> Answer {
    let folder = form.get("folder").to_owned();
    let part = if form.has("kunci_saja") { Part::KeysOnly } else { Part::Whole };
    let (app, from) = (arrival.app().clone(), PathBuf::from(&folder));
    let done = tokio::task::spawn_blocking(move || take(&app, from, part));
    match done.await.map_err(|_| Fault::Broken)? {
        Ok(name) => Ok(arrival
            .go("/", format!("{name} dipulihkan. Sinkron berikutnya membawa yang lebih baru."))),
        Err(error) if error.exit() != Exit::Integrity => {
            let wrong = Some(error.to_string());
            Ok(arrival.page("Pulihkan dari cadangan", &Page { folder, wrong }))
        }
        Err(error) => Err(error.into()),
    }
}

fn take(app: &App, from: PathBuf, part: Part) -> Result<String, OfficeError> {
    if !from.is_absolute() {
        return Err(OfficeError::Input(NOT_A_FOLDER.to_owned()));
    }
    restore(&from, app.folder(), part)?;
    let office = Office::open(app.folder(), app.machine())?;
    let name = crate::web::text::office_name(office.id());
    app.begin(office);
    app.carrier().start();
    Ok(name)
}

const NOT_A_FOLDER: &str =
    "Tulislah letak folder cadangan selengkapnya, misalnya E:\\cadangan atau /media/usb/cadangan.";
