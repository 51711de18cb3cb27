//! Writing down a document: a new one.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::Kind;

use super::{
    super::chosen::{Asked, asked},
    address,
    refused::Wrong,
};
use crate::{
    catalogue::{archive as words, pages::advice},
    error::OfficeError,
    office::archive::{Level, Piece, Place, PlaceWritten, Written},
    web::{
        layout::Section,
        pages::register::whose,
        upload::Upload,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "arsip-baru.html")]
struct Page {
    entry: String,
    form: Form,
    wrong: Wrong,
    /// Why who acts writes nothing down, where that is so.
    whose: Option<String>,
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

    /// The form as it was sent.
    pub(super) fn typed<'a>(said: impl Fn(&str) -> &'a str) -> Self {
        let text = |name: &str| said(name).to_owned();
        Self {
            document: text("dokumen"),
            is_copy: said("tingkat") == COPY,
            media: text("media"),
            note: text("catatan"),
            place: Place {
                room: text("ruang"),
                rack: text("rak"),
                carton: text("boks"),
                folder: text("folder"),
                file_number: text("nomor"),
            },
        }
    }

    /// What it says; an empty box says that nothing is to stand there.
    pub(super) fn written(&self) -> Written {
        let Place { room, rack, carton, folder, file_number } = self.place.clone();
        Written {
            document: Some(self.document.clone()),
            copy: Some(if self.is_copy { Level::Copy } else { Level::Original }),
            media: Some(self.media.clone()),
            note: Some(self.note.clone()),
            place: PlaceWritten {
                room: Some(room),
                rack: Some(rack),
                carton: Some(carton),
                folder: Some(folder),
                file_number: Some(file_number),
            },
        }
    }
}

const COPY: &str = "salinan";

pub(crate) async fn begin(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let entry = asked(&fields, "entri").to_owned();
    show(&visit, entry, Form::default(), Wrong::default()).await
}

async fn show(visit: &Visit, entry: String, form: Form, wrong: Wrong) -> Answer {
    visit
        .page(Section::Archive, "Catat dokumen", move |hand| {
            Ok(Page { entry, form, wrong, whose: whose(&hand, None)? })
        })
        .await
}

/// A piece that was written down, and why its softcopy is not kept, where that is so.
struct Added {
    number: u32,
    entry: String,
    lacks: Option<String>,
}

pub(crate) async fn add(visit: Visit, upload: Upload) -> Answer {
    let (entry, has_file) = (upload.get("entri").to_owned(), upload.file("berkas").is_some());
    let form = Form::typed(|name| upload.get(name));
    let written = form.written();
    let done = visit.office(move |mut hand| Ok(write(&mut hand, &upload))).await?;
    match done {
        Ok(Added { number, entry, lacks: None }) => {
            Ok(visit.go(&address(number), words::added(number, &entry)))
        }
        Ok(Added { number, entry, lacks: Some(why) }) => {
            Ok(visit.warn(&address(number), words::added_without(number, &entry, &why)))
        }
        Err(Refused { at, error }) => {
            let wrong = Wrong::of(at, *error, &written, has_file);
            wrong.on(|wrong| show(&visit, entry, form, wrong)).await
        }
    }
}

/// Why nothing was written down, and which box of the form that is about; none where it names none.
struct Refused {
    at: &'static str,
    error: Box<OfficeError>,
}

fn write(hand: &mut Hand<'_>, upload: &Upload) -> Result<Added, Refused> {
    let at = |at: &'static str| move |error| Refused { at, error: Box::new(error) };
    let about = hand.office.find(upload.get("entri"), Kind::Entry).map_err(at("entri"))?;
    let of_entry = if about.0 == hand.office.scope() { "" } else { "entri" };
    let said = Form::typed(|name| upload.get(name)).written();
    let number = hand.office.archive_add(hand.acting, &about, &said).map_err(at(of_entry))?;
    let file = upload.file("berkas");
    let kept = file.map(|file| hand.office.archive_attach(hand.acting, number, file)).transpose();
    let entry = hand.office.archive_piece(number).map_err(at(""))?.entry;
    Ok(Added { number, entry, lacks: kept.err().map(|error| advice::sentence(&error)) })
}
