//! Files that a browser takes away. They are made in a folder for the time of the request.

use std::path::Path;

use axum::{
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use kecuali_domain::{Kind, handle};

use super::{
    super::chosen::{Asked, asked},
    start::{format, status},
};
use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        export::{Format, Wanted, evidence::file_name},
        paper::{Form, Order, Signing, What},
    },
    os::Passing,
    web::{
        fault::Fault,
        visit::{Answer, Visit},
    },
};

/// The register in one file.
pub(crate) async fn register(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let format = format(asked(&fields, "bentuk")).ok_or(Fault::NoPage)?;
    let wanted = Wanted { status: status(&fields), internal: asked(&fields, "internal") == "ya" };
    let (name, bytes) = visit
        .office(move |hand| {
            let name = format.file_name(&format!("register-{}", hand.office.id()));
            let folder = hand.office.passing()?;
            let write = |path: &Path| hand.office.export_register(format, &wanted, path).map(drop);
            let bytes = made(&folder, &name, write)?;
            Ok((name.display().to_string(), bytes))
        })
        .await?;
    Ok(file(&name, kind(format), bytes))
}

/// All evidence of one entry.
pub(crate) async fn evidence(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let entry = asked(&fields, "entri").to_owned();
    let (name, bytes) = visit
        .office(move |hand| {
            let entry = hand.office.find(&entry, Kind::Entry)?;
            let name = file_name(&entry);
            let folder = hand.office.passing()?;
            let write = |path: &Path| hand.office.export_evidence(&entry, path).map(drop);
            let bytes = made(&folder, &name, write)?;
            Ok((name.display().to_string(), bytes))
        })
        .await?;
    Ok(file(&name, "application/zip", bytes))
}

/// A paper: PDF, or DOCX for whoever edits it. The test sheet of one entry, of an item or
/// of the draft of a determination; the letter that goes with
/// what was submitted; the minutes of tests; else the list.
pub(crate) async fn paper(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let form = match asked(&fields, "bentuk") {
        "docx" => Form::Docx,
        _ => Form::Pdf,
    };
    let (name, bytes) = visit
        .office(move |hand| {
            let (stem, what) = chosen(hand.office, &fields)?;
            let paper = hand.office.paper(&Order { what, signing: Signing::default() })?;
            let bytes = form.bytes(&paper).map_err(OfficeError::file(Path::new(&stem)))?;
            Ok((stem, bytes))
        })
        .await?;
    let (end, kind) = match form {
        Form::Docx => {
            ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        }
        Form::Pdf | Form::Html => ("pdf", "application/pdf"),
    };
    Ok(file(&format!("{name}.{end}"), kind, bytes))
}

/// What an address asks for, and how its file is called.
fn chosen(office: &mut Office, fields: &Asked) -> Result<(String, What), OfficeError> {
    let id = office.id().clone();
    let entry = asked(fields, "entri");
    if !entry.is_empty() {
        let name = office.find(entry, Kind::Entry)?;
        return Ok((format!("lembar-uji-{}", handle(&name.0, name.1)), What::Test(name)));
    }
    let draft = asked(fields, "konsep");
    if !draft.is_empty() {
        let name = office.find(draft, Kind::DraftDetermination)?;
        return Ok((format!("lembar-uji-{}", handle(&name.0, name.1)), What::DraftTests(name)));
    }
    let item = asked(fields, "butir");
    if !item.is_empty() {
        let item = office.item(&format!("{}/{item}", asked(fields, "nomor")))?;
        return Ok((format!("lembar-uji-butir-{}", item.item), What::ItemTests(vec![item])));
    }
    match asked(fields, "kertas") {
        "pengantar" => Ok((format!("surat-pengantar-{id}"), What::Cover(office.all_submitted()?))),
        "berita-acara" => Ok((format!("berita-acara-{id}"), What::Minutes(own(office, fields)?))),
        _ => Ok((format!("daftar-{id}"), What::List(own(office, fields)?))),
    }
}

/// The entries of this office with the status that an address names.
fn own(office: &mut Office, fields: &Asked) -> Result<Vec<Name>, OfficeError> {
    let (own, standing) = (office.scope(), status(fields));
    let mut all = office.entries()?;
    all.retain(|one| one.log == own && standing.is_none_or(|is| is == one.status));
    Ok(all.into_iter().map(|one| (one.log, one.id)).collect())
}

/// The bytes of a file that is written by its name.
fn made(
    folder: &Passing,
    name: &Path,
    write: impl FnOnce(&Path) -> Result<(), OfficeError>,
) -> Result<Vec<u8>, OfficeError> {
    let path = folder.path().join(name);
    write(&path)?;
    std::fs::read(&path).map_err(OfficeError::file(name))
}

fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

const fn kind(format: Format) -> &'static str {
    match format {
        Format::Csv | Format::CsvExcel => "text/csv; charset=utf-8",
        Format::Json => "application/json",
        Format::Ndjson => "application/x-ndjson",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}
