//! Writing down a document: a new one.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::Kind;

use super::{
    super::chosen::{Asked, asked},
    address,
};
use crate::{
    catalogue::archive as words,
    office::archive::{Level, Piece, Place, PlaceWritten, Written},
    web::{
        layout::Section,
        upload::Upload,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "arsip-baru.html")]
struct Page {
    entry: String,
    form: Form,
}

/// The boxes of a form, with what stands in them.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) document: String,
    pub(super) is_copy: bool,
    pub(super) media: String,
    pub(super) note: String,
    pub(super) place: Place,
}

impl Form {
    /// The form of a piece that is there.
    pub(super) fn of(piece: &Piece) -> Self {
        Self {
            document: piece.document.clone(),
            is_copy: piece.copy == Level::Copy,
            media: piece.media.clone(),
            note: piece.note.clone(),
            place: piece.place.clone(),
        }
    }
}

/// What a form says; an empty box says that nothing is to stand there.
pub(super) fn written<'a>(said: impl Fn(&str) -> &'a str) -> Written {
    let text = |name: &str| Some(said(name).to_owned());
    let copy = if said("tingkat") == "salinan" { Level::Copy } else { Level::Original };
    Written {
        document: text("dokumen"),
        copy: Some(copy),
        media: text("media"),
        note: text("catatan"),
        place: PlaceWritten {
            room: text("ruang"),
            rack: text("rak"),
            carton: text("boks"),
            folder: text("folder"),
            file_number: text("nomor"),
        },
    }
}

pub(crate) async fn begin(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let entry = asked(&fields, "entri").to_owned();
    visit
        .page(Section::Archive, "Catat dokumen", move |_| Ok(Page { entry, form: Form::default() }))
        .await
}

pub(crate) async fn add(visit: Visit, upload: Upload) -> Answer {
    let (number, entry) = visit
        .office(move |hand| {
            let about = hand.office.find(upload.get("entri"), Kind::Entry)?;
            let said = written(|name| upload.get(name));
            let number = hand.office.archive_add(hand.acting, &about, &said)?;
            if let Some(file) = upload.file("berkas") {
                hand.office.archive_attach(hand.acting, number, file)?;
            }
            Ok((number, hand.office.archive_piece(number)?.entry))
        })
        .await?;
    Ok(visit.go(&address(number), words::added(number, &entry)))
}
