//! One document: where it lies, where it lay, and its softcopies.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::IntoResponse as _,
};

use super::{address, asking, refused::Wrong, written::Form};
use crate::{
    catalogue::archive as words,
    error::OfficeError,
    office::archive::{Move, PieceView, Place, Written},
    web::{
        answers::Answers,
        layout::Section,
        pages::register::whose,
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
    /// Why it is said to be gone, as it was typed.
    reason: String,
    wrong: Wrong,
    /// Why who acts writes nothing down, where that is so.
    whose: Option<String>,
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

/// What stands in the forms of a page.
#[derive(Default)]
struct Typed {
    form: Option<Form>,
    reason: String,
    wrong: Wrong,
}

pub(crate) async fn show(visit: Visit, Path(number): Path<u32>) -> Answer {
    page(&visit, number, Typed::default()).await
}

async fn page(visit: &Visit, number: u32, typed: Typed) -> Answer {
    visit
        .page(Section::Archive, "Dokumen arsip", move |hand| {
            let view = hand.office.archive_piece(number)?;
            let Typed { form, reason, wrong } = typed;
            let form = form.unwrap_or_else(|| Form::of(&view.piece));
            Ok(Page { form, reason, wrong, whose: whose(&hand, None)?, view })
        })
        .await
}

/// Corrects what is written down, or puts it elsewhere.
pub(crate) async fn change(visit: Visit, Path(number): Path<u32>, answers: Answers) -> Answer {
    let form = Form::typed(|name| answers.get(name));
    let written = form.written();
    let said = written.clone();
    let done = visit
        .office(move |hand| Ok(hand.office.archive_change(hand.acting, &[number], &said)))
        .await?;
    let Err(error) = done else { return Ok(visit.go(&address(number), words::KEPT)) };
    let wrong = Wrong::of("", error, &written, false);
    let form = Some(form);
    wrong.on(|wrong| page(&visit, number, Typed { form, wrong, ..Typed::default() })).await
}

pub(crate) async fn remove(visit: Visit, Path(number): Path<u32>, answers: Answers) -> Answer {
    let reason = answers.get("alasan").to_owned();
    let said = reason.clone();
    let done = visit
        .office(move |hand| Ok(hand.office.archive_remove(hand.acting, &[number], &said)))
        .await?;
    let Err(error) = done else { return Ok(visit.go(&address(number), words::REMOVAL_KEPT)) };
    let wrong = if reason.is_empty() {
        Wrong::missing("alasan", words::REASON_MISSING)
    } else {
        Wrong::of("", error, &Written::default(), false)
    };
    wrong.on(|wrong| page(&visit, number, Typed { reason, wrong, ..Typed::default() })).await
}

pub(crate) async fn attach(visit: Visit, Path(number): Path<u32>, upload: Upload) -> Answer {
    let wrong = if upload.file("berkas").is_none() {
        Wrong::missing("berkas", words::FILE_MISSING)
    } else {
        let done = visit
            .office(move |hand| {
                let file = upload.file("berkas");
                let attach = |file| hand.office.archive_attach(hand.acting, number, file).map(drop);
                Ok(file.map_or(Ok(()), attach))
            })
            .await?;
        let Err(error) = done else { return Ok(visit.go(&address(number), words::SOFTCOPY_KEPT)) };
        Wrong::of("berkas", error, &Written::default(), true)
    };
    wrong.on(|wrong| page(&visit, number, Typed { wrong, ..Typed::default() })).await
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
