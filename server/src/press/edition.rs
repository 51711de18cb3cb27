//! One edition: the files of the list at one event, as they lie in their folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use kecuali_domain::Day;
use kecuali_encoding::Digest;
use kecuali_publication::{
    EventName,
    format::{self, Manifest},
};

/// What the manifest is called.
pub(crate) const MANIFEST: &str = "manifest.json";

/// The files of the list at one event.
#[derive(Debug)]
pub(crate) struct Edition {
    /// The number of the event in this store.
    pub(super) seq: u64,
    folder: PathBuf,
    listed: format::Edition,
    files: Vec<Kept>,
}

/// A file of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) name: String,
    pub(crate) media: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: Digest,
    pub(crate) path: PathBuf,
    /// When it was written here.
    pub(crate) written: SystemTime,
}

impl Edition {
    /// The event that a folder says it is of.
    pub(super) fn event_of(folder: &Path) -> Option<EventName> {
        folder.file_name()?.to_str()?.parse().ok()
    }

    /// Reads what lies in a folder: the manifest, and that every file is there, as long as it says.
    pub(super) fn read(folder: &Path, seq: u64) -> io::Result<Self> {
        let path = folder.join(MANIFEST);
        let text = fs::read(&path)?;
        let manifest: Manifest = serde_json::from_slice(&text)?;
        let listed = manifest.edition().clone();
        let file = |name: &str, media: &str, bytes: u64, sha256: Digest| {
            let path = folder.join(name);
            let found = fs::metadata(&path)?;
            let (name, media) = (name.to_owned(), media.to_owned());
            let kept = Kept { name, media, bytes, sha256, path, written: found.modified()? };
            let whole = found.len() == bytes;
            if whole { Ok(kept) } else { Err(io::Error::from(io::ErrorKind::InvalidData)) }
        };
        let listed_files = listed.files.iter();
        let files = listed_files.map(|of| file(&of.name, &of.media, of.bytes, of.sha256));
        let mut files: Vec<Kept> = files.collect::<io::Result<_>>()?;
        let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
        files.push(file(MANIFEST, "application/json", bytes, Digest::of(&text))?);
        if Some(listed.event) != Self::event_of(folder) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Self { seq, folder: folder.to_owned(), listed, files })
    }

    /// The event.
    pub(crate) const fn event(&self) -> EventName {
        self.listed.event
    }

    /// The day of the event.
    pub(crate) const fn day(&self) -> Day {
        self.listed.day
    }

    /// How many rows are in force.
    pub(crate) const fn rows(&self) -> u64 {
        self.listed.rows
    }

    /// The file of a name.
    pub(crate) fn file(&self, name: &str) -> Option<&Kept> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Every file, the manifest last.
    pub(crate) fn files(&self) -> &[Kept] {
        &self.files
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}
