//! What is not taken as it was written down of a piece, and in which part of it.

use super::{PlaceWritten, Written};
use crate::{catalogue::input, error::OfficeError};

/// A part of what is written down of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the document is called.
    Document,
    /// What it is on.
    Media,
    /// What else there is to say.
    Note,
    /// Ruang.
    Room,
    /// Rak or lemari.
    Rack,
    /// Boks.
    Carton,
    /// Folder.
    Folder,
    /// Nomor berkas.
    FileNumber,
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nothing stands in it.
    Empty,
    /// More stands in it than a person writes.
    TooLong,
}

/// So many bytes of a part are taken.
pub(crate) const LONGEST: usize = 2_000;

impl Written {
    /// The first part that is not taken; none where all of it is.
    pub fn trouble(&self) -> Option<(Part, Lack)> {
        let PlaceWritten { room, rack, carton, folder, file_number } = &self.place;
        let parts = [
            (Part::Document, &self.document),
            (Part::Media, &self.media),
            (Part::Room, room),
            (Part::Rack, rack),
            (Part::Carton, carton),
            (Part::Folder, folder),
            (Part::FileNumber, file_number),
            (Part::Note, &self.note),
        ];
        parts.into_iter().find_map(|(part, text)| {
            let text = text.as_ref()?;
            if part == Part::Document && text.trim().is_empty() {
                return Some((part, Lack::Empty));
            }
            (text.len() > LONGEST).then_some((part, Lack::TooLong))
        })
    }

    /// That all of it is taken.
    pub(super) fn check(&self) -> Result<(), OfficeError> {
        match self.trouble() {
            None => Ok(()),
            Some((_, Lack::Empty)) => Err(OfficeError::Input(input::document_without_name())),
            Some((_, Lack::TooLong)) => Err(OfficeError::Input(input::value_too_long(LONGEST))),
        }
    }
}
