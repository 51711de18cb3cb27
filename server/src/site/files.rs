//! The files of the newest edition, as people and portals are shown them.

use kecuali_publication::EventName;

use super::words::{self, file::Known};
use crate::{press::Press, state::AppState};

/// What is there to be downloaded: nothing before the first edition is printed.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// The event the files are of, which may be older than the list while the next is printed.
    pub(crate) event: Option<EventName>,
    pub(crate) day: Option<String>,
    /// The one for people first.
    pub(crate) all: Vec<File>,
}

/// A file of the whole list.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) known: &'static Known,
    pub(crate) path: String,
    pub(crate) media: String,
    pub(crate) bytes: u64,
    pub(crate) size: String,
    pub(crate) sha256: String,
}

impl Files {
    pub(crate) fn newest(state: &AppState) -> Self {
        let Some(edition) = state.hub().press().and_then(Press::latest) else {
            return Self::default();
        };
        let file = |known: &'static Known| {
            let kept = edition.file(known.name)?;
            Some(File {
                known,
                path: format!("/api/v1/snapshots/latest/{}", known.name),
                media: kept.media.clone(),
                bytes: kept.bytes,
                size: words::size(kept.bytes),
                sha256: kept.sha256.to_string(),
            })
        };
        Self {
            event: Some(edition.event()),
            day: Some(edition.day().written_out()),
            all: words::file::ALL.iter().filter_map(file).collect(),
        }
    }

    /// What an answer that names them depends on.
    pub(crate) fn seen(&self) -> String {
        self.event.map(|event| event.to_string()).unwrap_or_default()
    }
}

impl File {
    /// The media type without its parameters, as catalogues name it.
    pub(crate) fn media_type(&self) -> &str {
        self.media.split(';').next().unwrap_or_default()
    }
}
