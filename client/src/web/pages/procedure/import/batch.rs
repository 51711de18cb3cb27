//! What was imported together, where each draft comes from, and taking it back.

use askama::Template;
use axum::extract::Path;
use kecuali_domain::Kind;

use super::HOME;
use crate::{
    catalogue::import as words,
    error::OfficeError,
    office::import::{batch::BatchView, columns::label, provenance::Provenance},
    web::{
        answers::Answers,
        layout::Section,
        visit::{Answer, Visit},
    },
};

/// So many drafts of each sort are listed.
const LISTED: usize = 200;

#[derive(Template)]
#[template(path = "impor-kumpulan.html")]
struct Page {
    view: BatchView,
}

impl Page {
    /// The drafts, by what became of them since.
    fn sorts(&self) -> [(&'static str, &[String]); 3] {
        [
            (words::UNSENT, &self.view.unsent),
            (words::EDITED, &self.view.edited),
            (words::SENT, &self.view.sent),
        ]
    }

    const fn listed() -> usize {
        LISTED
    }
}

#[derive(Template)]
#[template(path = "impor-asal.html")]
struct OriginPage {
    found: Provenance,
}

impl OriginPage {
    fn became(name: &str) -> String {
        match name {
            "-" => words::ORIGIN_ONLY.to_owned(),
            "#" => words::NUMBER.to_owned(),
            name => label(name),
        }
    }
}

pub(crate) async fn show(visit: Visit, Path(batch): Path<String>) -> Answer {
    visit
        .page(Section::Import, "Kumpulan impor", move |hand| {
            Ok(Page { view: hand.office.import_by(&batch)? })
        })
        .await
}

pub(crate) async fn undo(visit: Visit, Path(batch): Path<String>, _form: Answers) -> Answer {
    let undone = visit.office(move |hand| hand.office.undo_import(&batch)).await?;
    Ok(visit.go(HOME, words::undone(undone.erased.len())))
}

pub(crate) async fn origin(visit: Visit, Path(entry): Path<String>) -> Answer {
    visit
        .page(Section::Import, "Asal entri", move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            let found = hand.office.provenance(&name)?;
            let none = || OfficeError::Input(words::not_imported(&entry));
            Ok(OriginPage { found: found.ok_or_else(none)? })
        })
        .await
}
