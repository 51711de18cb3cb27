//! An office begins: which it is, and whose trust root it takes over.

use std::fs;

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::{OfficeId, office::Offices};
use kecuali_trust::RootFile;
use serde::Deserialize;

use crate::{
    error::{OfficeError, Sought},
    office::{
        Office,
        directory::{find_offices, read_address},
        root::root_fingerprint,
    },
    web::{
        answers::Answers, arrival::Arrival, fault::Fault, text::office_name, upload::Upload,
        visit::Answer,
    },
};

/// As many offices as one looks through.
const MOST: usize = 60;

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    cari: String,
}

#[derive(Template)]
#[template(path = "mulai.html")]
struct Find {
    typed: String,
    found: Vec<Found>,
    more: usize,
}

#[derive(Debug)]
struct Found {
    id: String,
    name: String,
    above: String,
}

#[derive(Template)]
#[template(path = "mulai-kantor.html")]
struct Ask {
    id: String,
    name: String,
    server: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "mulai-periksa.html")]
struct Check {
    id: String,
    name: String,
    server: String,
    root: String,
    version: u64,
    fingerprint: String,
}

/// Which office this is.
pub(crate) async fn find(arrival: Arrival, Query(asked): Query<Asked>) -> Answer {
    let typed = asked.cari.trim().to_owned();
    let all: Vec<_> =
        find_offices(&typed).into_iter().filter(|office| !office.id.is_national()).collect();
    let more = all.len().saturating_sub(MOST);
    let found = all.into_iter().take(MOST).map(|office| Found {
        id: office.id.to_string(),
        name: office.local_name().to_owned(),
        above: office.parent.as_ref().map(office_name).unwrap_or_default(),
    });
    Ok(arrival.page("Siapkan kantor", &Find { typed, found: found.collect(), more }))
}

/// Whose trust root it takes over.
pub(crate) async fn ask(arrival: Arrival, Path(office): Path<String>) -> Answer {
    let id = known(&office)?;
    let page =
        Ask { name: office_name(&id), id: id.to_string(), server: String::new(), wrong: None };
    Ok(arrival.page("Berkas dari KPU RI", &page))
}

/// Shows what the file says before it is believed.
pub(crate) async fn check(arrival: Arrival, Path(office): Path<String>, form: Upload) -> Answer {
    let id = known(&office)?;
    let (name, server) = (office_name(&id), form.get("server").to_owned());
    let read = || -> Result<(RootFile, String), OfficeError> {
        let path = form.file("akar").ok_or_else(|| OfficeError::Input(NO_FILE.to_owned()))?;
        let text =
            fs::read_to_string(path).map_err(|_| OfficeError::Input(NOT_A_ROOT.to_owned()))?;
        let root = RootFile::read(text.trim_end())
            .map_err(|_| OfficeError::Input(NOT_A_ROOT.to_owned()))?;
        Ok((root, address(&server)?.unwrap_or_default()))
    };
    match read() {
        Ok((root, server)) => {
            let page = Check {
                id: id.to_string(),
                name,
                server,
                version: root.version(),
                fingerprint: root_fingerprint(&root),
                root: root.to_text(),
            };
            Ok(arrival.page("Bandingkan sidik", &page))
        }
        Err(error) => {
            let page = Ask { id: id.to_string(), name, server, wrong: Some(error.to_string()) };
            Ok(arrival.page("Berkas dari KPU RI", &page))
        }
    }
}

/// Sets the office up under the root that was shown.
pub(crate) async fn set_up(arrival: Arrival, form: Answers) -> Answer {
    let id = known(form.get("kantor"))?;
    let root = RootFile::read(form.get("akar")).map_err(OfficeError::from)?;
    let server = address(form.get("server"))?;
    let app = arrival.app().clone();
    let (name, for_office) = (office_name(&id), id.clone());
    let done = tokio::task::spawn_blocking(move || {
        let office = Office::set_up_under(app.folder(), &root, for_office, server, app.machine())?;
        app.begin(office);
        app.carrier().start();
        Ok::<_, OfficeError>(())
    });
    done.await.map_err(|_| Fault::Broken)??;
    Ok(arrival.go("/mulai/orang", format!("{name} siap di komputer ini.")))
}

/// The office of an id, KPU RI aside: it makes its own root.
fn known(id: &str) -> Result<OfficeId, OfficeError> {
    let unknown = || OfficeError::not_found(Sought::Office, id);
    let office = Offices::bundled().by_code(id).ok_or_else(unknown)?;
    if office.id.is_national() { Err(unknown()) } else { Ok(office.id.clone()) }
}

/// The address of the server, where one was typed.
pub(super) fn address(typed: &str) -> Result<Option<String>, OfficeError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(read_address(typed)?))
}

const NO_FILE: &str = "Pilihlah berkas akar kepercayaan dari KPU RI.";
const NOT_A_ROOT: &str =
    "Berkas itu bukan berkas akar kepercayaan. Mintalah berkas akar-kpu.json kepada KPU RI.";
