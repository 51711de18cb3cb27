//! A form of the archive that was not taken: it is shown again with what was typed, and why.

use axum::http::StatusCode;

use crate::{
    catalogue::{archive as words, pages::advice},
    error::OfficeError,
    office::archive::{
        Written,
        trouble::{Lack, Part},
    },
    web::{fault::Fault, visit::Answer},
};

/// Why a form was not taken; nothing where it was not sent yet.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    /// The box that it is about, by its name; empty where it is about none.
    pub(super) at: &'static str,
    /// Why; empty where nothing is wrong.
    pub(super) sentence: String,
    /// What to do next.
    pub(super) hint: Option<&'static str>,
    /// Whether it is mended by choosing who works.
    pub(super) needs_a_person: bool,
    /// Whether a file was chosen, which no form keeps.
    pub(super) lost_file: bool,
    status: StatusCode,
}

impl Wrong {
    /// What an error says of a form; where it names no box, the one that is not taken as it is.
    pub(super) fn of(at: &'static str, error: OfficeError, said: &Written, has_file: bool) -> Self {
        let is_input = matches!(error, OfficeError::Input(_));
        let (at, sentence) = match said.trouble().filter(|_| at.is_empty() && is_input) {
            Some((part, lack)) => (box_of(part), lacks(lack).to_owned()),
            None => (at, advice::sentence(&error)),
        };
        let hint = advice::next(&error).filter(|_| at.is_empty());
        let fault = Fault::Office(error);
        Self {
            at,
            sentence,
            hint,
            needs_a_person: fault.needs_a_person(),
            lost_file: has_file,
            status: fault.status(),
        }
    }

    /// Something that was to stand in a box and does not.
    pub(super) fn missing(at: &'static str, sentence: &str) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self { at, sentence: sentence.to_owned(), status, ..Self::default() }
    }

    /// Whether it is about a box.
    pub(super) fn is_at(&self, name: &str) -> bool {
        !self.sentence.is_empty() && self.at == name
    }

    /// Shows the form again, and answers that it was not taken.
    pub(super) async fn on<F: Future<Output = Answer>>(
        self,
        show: impl FnOnce(Self) -> F,
    ) -> Answer {
        let status = self.status;
        let mut page = show(self).await?;
        *page.status_mut() = status;
        Ok(page)
    }
}

const fn lacks(lack: Lack) -> &'static str {
    match lack {
        Lack::Empty => words::NAME_MISSING,
        Lack::TooLong => words::TOO_LONG,
    }
}

const fn box_of(part: Part) -> &'static str {
    match part {
        Part::Document => "dokumen",
        Part::Media => "media",
        Part::Note => "catatan",
        Part::Room => "ruang",
        Part::Rack => "rak",
        Part::Carton => "boks",
        Part::Folder => "folder",
        Part::FileNumber => "nomor",
    }
}
