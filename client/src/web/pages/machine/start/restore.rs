//! An office comes back from a copy.

use std::path::{Path, PathBuf};

use askama::Template;

use crate::{
    error::OfficeError,
    office::{
        Office,
        backup::{Part, restore},
        backup_file::restore_file,
        sealed_key::Passphrase,
    },
    web::{
        answers::Answers, app::App, arrival::Arrival, fault::Fault, text::office_name,
        upload::Upload, visit::Answer,
    },
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

/// Puts a copy in its place that is a folder. What cannot be read there is said beside the field.
pub(crate) async fn from_folder(arrival: Arrival, form: Answers) -> Answer {
    let folder = form.get("folder").to_owned();
    let part = if form.has("kunci_saja") { Part::KeysOnly } else { Part::Whole };
    let from = PathBuf::from(&folder);
    let put = move |to: &Path| {
        if !from.is_absolute() {
            return Err(OfficeError::Input(NOT_A_FOLDER.to_owned()));
        }
        restore(&from, to, part)
    };
    take(&arrival, folder, put).await
}

/// The same of a copy that is one file under a passphrase.
pub(crate) async fn from_file(arrival: Arrival, form: Upload) -> Answer {
    let from = form.needed("berkas")?.to_owned();
    let passphrase = form.passphrase("sandi").unwrap_or_else(|| Passphrase::new(""));
    take(&arrival, String::new(), move |to| restore_file(&from, &passphrase, to)).await
}

async fn take(
    arrival: &Arrival,
    folder: String,
    put: impl FnOnce(&Path) -> Result<(), OfficeError> + Send + 'static,
) -> Answer {
    let app = arrival.app().clone();
    let done = tokio::task::spawn_blocking(move || {
        put(app.folder())?;
        begin(&app)
    });
    match done.await.map_err(|_| Fault::Broken)? {
        Ok(name) => Ok(arrival.go("/", format!("{name} dipulihkan. {THE_REST}"))),
        Err(error) => {
            let wrong = Some(error.to_string());
            Ok(arrival.page("Pulihkan dari cadangan", &Page { folder, wrong }))
        }
    }
}

/// Takes up what was put there. Says the name of the office.
fn begin(app: &App) -> Result<String, OfficeError> {
    let office = Office::open(app.folder(), app.machine())?;
    let name = office_name(office.id());
    app.begin(office);
    app.carrier().start();
    Ok(name)
}

const THE_REST: &str = "Sinkron berikutnya membawa yang lebih baru.";
const NOT_A_FOLDER: &str =
    "Tulislah letak folder cadangan selengkapnya, misalnya E:\\cadangan atau /media/usb/cadangan.";
