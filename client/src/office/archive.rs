//! Where the documents behind the entries of this office lie: room, rack, box, folder, number; and
//! their softcopies.
//!
//! All of it is secret and belongs to this machine: it is in no log, no bundle, no sync and no
//! export for others. Only `backup` copies it, because nothing else could bring it back
//! (`docs/decisions/0015`).

mod kept;
mod label;
mod placed;
pub(super) mod softcopy;
pub(crate) mod trouble;

use kecuali_domain::{Capability, handle, similarity::fold};
use kecuali_encoding::Digest;
use serde::{Deserialize, Serialize};

pub use self::label::{BoxLabel, LabelLine};
use super::{Name, Office};
use crate::{
    catalogue::input,
    error::{OfficeError, Sought},
};

/// One piece: an original or a copy of a document behind an entry, on paper or as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its number in the archive of this machine, from 1; never given again.
    pub number: u32,
    /// The entry that it lies behind.
    pub about: Name,
    /// What the document is called.
    pub document: String,
    /// Whether it is the original.
    pub copy: Level,
    /// What it is on: paper, a disk, …, as people say it.
    pub media: String,
    /// Where it lies.
    pub place: Place,
    /// What else there is to say.
    pub note: String,
    /// Its softcopies.
    pub softcopies: Vec<Softcopy>,
    /// Where it was put, when and by whom, oldest first; the last one is where it is.
    pub moves: Vec<Move>,
    /// That it is not here any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Removed>,
}

/// Where something lies; what is empty is not said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Ruang.
    pub room: String,
    /// Rak or lemari.
    pub rack: String,
    /// Boks.
    #[serde(rename = "box")]
    pub carton: String,
    /// Folder.
    pub folder: String,
    /// Nomor berkas.
    pub file_number: String,
}

/// What a piece is to its document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Level {
    /// Asli
    #[default]
    Original,
    /// Salinan
    Copy,
}

/// A file that is kept here under the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Softcopy {
    /// SHA-256 of its bytes.
    pub hash: Digest,
    /// What it was called where it came from.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
}

/// Something was put somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// When, by this machine's clock, in milliseconds since 1970.
    pub time: u64,
    /// Who wrote it down.
    pub by: String,
    /// Where it had been; none for a piece that was new.
    pub from: Option<Place>,
    /// Where it was put.
    pub to: Place,
}

/// Something is not here any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// When, by this machine's clock, in milliseconds since 1970.
    pub time: u64,
    /// Who wrote it down.
    pub by: String,
    /// Why: it was handed over, destroyed, or written down by mistake.
    pub reason: String,
}

/// What is written down of a piece; what is absent stays as it is, or empty in a new one.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// What the document is called.
    pub document: Option<String>,
    /// Whether it is the original.
    pub copy: Option<Level>,
    /// What it is on.
    pub media: Option<String>,
    /// What else there is to say.
    pub note: Option<String>,
    /// Where it lies: a part that is said takes the place of what is there.
    pub place: PlaceWritten,
}

/// The parts of a place that are said.
#[derive(Debug, Clone, Default)]
pub struct PlaceWritten {
    /// Ruang.
    pub room: Option<String>,
    /// Rak or lemari.
    pub rack: Option<String>,
    /// Boks.
    pub carton: Option<String>,
    /// Folder.
    pub folder: Option<String>,
    /// Nomor berkas.
    pub file_number: Option<String>,
}

/// A piece as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct PieceView {
    /// The handle of the entry.
    pub entry: String,
    /// The piece.
    #[serde(flatten)]
    pub piece: Piece,
}

impl Office {
    /// Writes down where a document behind an entry of this office lies. Says its number.
    pub fn archive_add(
        &mut self,
        acting: Option<&str>,
        about: &Name,
        written: &Written,
    ) -> Result<u32, OfficeError> {
        let by = self.archivist(acting)?;
        if about.0 != self.scope() {
            return Err(OfficeError::Input(input::not_own_archive()));
        }
        self.document(about)?;
        written.check()?;
        let unnamed = || OfficeError::Input(input::document_without_name());
        let document = written.document.clone().ok_or_else(unnamed)?;
        self.in_turn(|office| {
            let place = written.place.over(&Place::default());
            let time = office.machine.now();
            let put = Move { time, by, from: None, to: place.clone() };
            let mut piece = Piece {
                number: 0,
                about: about.clone(),
                document,
                copy: written.copy.unwrap_or_default(),
                media: written.media.clone().unwrap_or_default(),
                place,
                note: written.note.clone().unwrap_or_default(),
                softcopies: Vec::new(),
                moves: vec![put],
                removed: None,
            };
            office.archive_append(&mut piece)
        })
    }

    /// Corrects what is written down of pieces, or puts them elsewhere: all of them, or none.
    pub fn archive_change(
        &mut self,
        acting: Option<&str>,
        numbers: &[u32],
        written: &Written,
    ) -> Result<Vec<PieceView>, OfficeError> {
        let by = self.archivist(acting)?;
        written.check()?;
        self.archive_each(numbers, |piece, time| {
            let put = |to: &mut String, text: &Option<String>| {
                if let Some(text) = text {
                    text.clone_into(to);
                }
            };
            put(&mut piece.document, &written.document);
            put(&mut piece.media, &written.media);
            put(&mut piece.note, &written.note);
            piece.copy = written.copy.unwrap_or(piece.copy);
            let to = written.place.over(&piece.place);
            if to != piece.place {
                let from = Some(std::mem::replace(&mut piece.place, to.clone()));
                piece.moves.push(Move { time, by: by.clone(), from, to });
            }
            Ok(())
        })
    }

    /// Writes down that pieces are not here any more, and why. Nothing of them is forgotten.
    pub fn archive_remove(
        &mut self,
        acting: Option<&str>,
        numbers: &[u32],
        reason: &str,
    ) -> Result<Vec<PieceView>, OfficeError> {
        let by = self.archivist(acting)?;
        if reason.trim().is_empty() {
            return Err(OfficeError::Input(input::removed_without_reason()));
        }
        self.archive_each(numbers, |piece, time| {
            let removed = Removed { time, by: by.clone(), reason: reason.to_owned() };
            piece.removed.get_or_insert(removed);
            Ok(())
        })
    }

    /// One piece, also one that is not here any more.
    pub fn archive_piece(&mut self, number: u32) -> Result<PieceView, OfficeError> {
        let all = self.archive_all()?;
        let found = all.into_iter().find(|piece| piece.number == number);
        let missing = || OfficeError::not_found(Sought::Piece, number.to_string());
        found.map(PieceView::from).ok_or_else(missing)
    }

    /// What lies behind an entry, in the order in which it was written down.
    pub fn archive_of(&mut self, about: &Name) -> Result<Vec<PieceView>, OfficeError> {
        let mut all = self.archive_all()?;
        all.retain(|piece| piece.about == *about);
        Ok(all.into_iter().map(PieceView::from).collect())
    }

    /// The pieces with all of these words somewhere in what is written down of them, the handle of
    /// their entry included; without words, all that are here.
    pub fn archive_find(&mut self, words: &str) -> Result<Vec<PieceView>, OfficeError> {
        let words = fold(words);
        let mut all = self.archive_all()?;
        all.retain(|piece| piece.removed.is_none() && piece.has(&words));
        Ok(all.into_iter().map(PieceView::from).collect())
    }

    /// Who keeps the archive: whoever may draft.
    fn archivist(&self, acting: Option<&str>) -> Result<String, OfficeError> {
        Ok(self.signer(acting, &[Capability::Draft], &self.scope())?.name)
    }
}

impl Piece {
    fn texts(&self) -> [&str; 8] {
        let Place { room, rack, carton, folder, file_number } = &self.place;
        [&self.document, &self.media, &self.note, room, rack, carton, folder, file_number]
    }

    fn has(&self, folded: &str) -> bool {
        let files = self.softcopies.iter().map(|file| file.name.as_str());
        let texts: Vec<&str> = self.texts().into_iter().chain(files).collect();
        let all = format!("{} {}", texts.join(" "), handle(&self.about.0, self.about.1));
        let all = fold(&format!("{all} {}", self.copy.label()));
        folded.split(' ').all(|word| all.contains(word))
    }
}

impl Level {
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Original => "asli",
            Self::Copy => "salinan",
        }
    }
}

impl PlaceWritten {
    fn over(&self, place: &Place) -> Place {
        let or = |new: &Option<String>, old: &String| {
            new.as_ref().map_or_else(|| old.clone(), |new| new.trim().to_owned())
        };
        Place {
            room: or(&self.room, &place.room),
            rack: or(&self.rack, &place.rack),
            carton: or(&self.carton, &place.carton),
            folder: or(&self.folder, &place.folder),
            file_number: or(&self.file_number, &place.file_number),
        }
    }
}

impl From<Piece> for PieceView {
    fn from(piece: Piece) -> Self {
        Self { entry: handle(&piece.about.0, piece.about.1), piece }
    }
}
