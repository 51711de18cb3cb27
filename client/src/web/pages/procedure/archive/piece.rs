//! One document: where it lies, where it lay, and its softcopies.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::IntoResponse as _,
};

use super::{
    address, asking,
    written::{Form, written},
};
use crate::{
    catalogue::archive as words,
    error::OfficeError,
    office::archive::{Move, PieceView, Place},
    web::{
        answers::Answers,
        layout::Section,
        text::moment,
        upload::Upload,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "arsip-berkas.html")]
struct Page {
    view: PieceView,
    form: Form,
}

impl Page {
    fn place(place: &Place) -> String {
        words::place(place)
    }

    /// Where the label of its box is.
    fn label(&self) -> String {
        asking("/arsip/label", &[("boks", &self.view.piece.place.carton)])
    }

    fn when(step: &Move) -> String {
        moment(step.time)
    }

    /// That it is not here any more: when, by whom, and why.
    fn removed(&self) -> Option<(String, &str, &str)> {
        let removed = self.view.piece.removed.as_ref()?;
        Some((moment(removed.time), &removed.by, &removed.reason))
    }
}

pub(crate) async fn show(visit: Visit, Path(number): Path<u32>) -> Answer {
    visit
        .page(Section::Archive, "Dokumen arsip", move |hand| {
            let view = hand.office.archive_piece(number)?;
            Ok(Page { form: Form::of(&view.piece), view })
        })
        .await
}

/// Corrects what is written down, or puts it elsewhere.
pub(crate) async fn change(visit: Visit, Path(number): Path<u32>, form: Answers) -> Answer {
    visit
        .office(move |hand| {
            let said = written(|name| form.get(name));
            hand.office.archive_change(hand.acting, &[number], &said)
        })
        .await?;
    Ok(visit.go(&address(number), words::KEPT))
}

pub(crate) async fn remove(visit: Visit, Path(number): Path<u32>, form: Answers) -> Answer {
    visit
        .office(move |hand| hand.office.archive_remove(hand.acting, &[number], form.get("alasan")))
        .await?;
    Ok(visit.go(&address(number), words::REMOVAL_KEPT))
}

pub(crate) async fn attach(visit: Visit, Path(number): Path<u32>, upload: Upload) -> Answer {
    upload.needed("berkas")?;
    visit
        .office(move |hand| {
            let Some(file) = upload.file("berkas") else { return Ok(()) };
            hand.office.archive_attach(hand.acting, number, file).map(drop)
        })
        .await?;
    Ok(visit.go(&address(number), words::SOFTCOPY_KEPT))
}

/// Gives a softcopy out, as it was put in.
pub(crate) async fn softcopy(visit: Visit, Path((number, hash)): Path<(u32, String)>) -> Answer {
    let bytes = visit
        .office(move |hand| {
            let folder = hand.office.passing()?;
            let path = folder.path().join("softcopy");
            let found = hand.office.archive_get(number, &hash, &path)?;
            let bytes = std::fs::read(&path).map_err(OfficeError::file(&path))?;
            Ok((found.name, bytes))
        })
        .await?;
    let (name, bytes) = bytes;
    // What a browser does not know it does not open: it is saved, whatever it is called.
    let plain: String =
        name.chars().filter(|c| c.is_ascii_graphic() && *c != '"' || *c == ' ').collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{plain}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("application/octet-stream");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}
