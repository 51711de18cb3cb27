//! What waits here: in numbers, as it stands in the head of every page, and one by one.

use std::collections::BTreeMap;

use kecuali_domain::{
    DocumentId, Kind, Scope,
    act::{Act, ReadAct},
    handle,
};
use kecuali_storage::Store as _;
use kecuali_sync::{Said, Waiting, WaitingState};
use serde::Serialize;

use super::{Office, history::act_label, standing::LAST_SYNC};
use crate::{
    catalogue::{screen::EDITED, sync::waiting_kind},
    error::OfficeError,
};

/// How much waits, and for what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct WaitingCount {
    /// Signed, and sent with the next sync.
    pub ready: usize,
    /// Written, and waiting for the grant of its key.
    pub unsealed: usize,
    /// Refused for good and kept here.
    pub parked: usize,
    /// When the server last answered, in milliseconds since 1970.
    pub last_sync: Option<u64>,
}

/// A document of which something waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingDocument {
    /// The document.
    pub document: String,
    /// Whether that is an entry, which can be looked at.
    pub is_entry: bool,
    /// What it is, where it is no entry, in words.
    pub kind: &'static str,
    /// What was done, in words, and how often.
    pub done: Vec<(String, usize)>,
    /// How much of it waits for the grant of its key.
    pub unsealed: usize,
    /// How much of it was refused for good.
    pub parked: usize,
}

impl Office {
    /// What waits here.
    pub fn waiting(&self) -> Result<WaitingCount, OfficeError> {
        let mut count = WaitingCount { last_sync: self.last_sync()?, ..WaitingCount::default() };
        for waiting in self.desk.waiting() {
            match waiting.state {
                WaitingState::Ready => count.ready += 1,
                WaitingState::Unsealed => count.unsealed += 1,
                WaitingState::Parked { .. } => count.parked += 1,
            }
        }
        Ok(count)
    }

    /// The documents of which something waits, in the order in which it was signed.
    pub fn waiting_documents(&self) -> Vec<WaitingDocument> {
        let mut places: BTreeMap<(&Scope, DocumentId), usize> = BTreeMap::new();
        let mut all: Vec<WaitingDocument> = Vec::new();
        for waiting in self.desk.waiting() {
            let place = *places.entry((&waiting.scope, waiting.document)).or_insert_with(|| {
                all.push(WaitingDocument::of(waiting));
                all.len() - 1
            });
            all[place].add(waiting);
        }
        all
    }

    /// How many fields of the entries of this office hold several values: others settle theirs.
    pub fn conflict_count(&mut self) -> Result<usize, OfficeError> {
        Ok(self.listing()?.own_conflicts)
    }

    /// When the server last answered, in milliseconds since 1970.
    fn last_sync(&self) -> Result<Option<u64>, OfficeError> {
        let kept = self.store.value(LAST_SYNC)?;
        Ok(kept.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok()))
    }
}

impl WaitingDocument {
    fn of(waiting: &Waiting) -> Self {
        Self {
            document: handle(&waiting.scope, waiting.document),
            is_entry: waiting.kind == Kind::Entry,
            kind: waiting_kind(waiting.kind),
            done: Vec::new(),
            unsealed: 0,
            parked: 0,
        }
    }

    fn add(&mut self, waiting: &Waiting) {
        let label = match waiting.said() {
            Some(Said::Act(text)) => match Act::read(&text) {
                Ok(ReadAct::Known(act)) => act_label(&act),
                Ok(ReadAct::Unknown(name)) => name,
                Err(_) => EDITED.to_owned(),
            },
            Some(Said::Content(_)) | None => EDITED.to_owned(),
        };
        match self.done.iter_mut().find(|(known, _)| *known == label) {
            Some((_, count)) => *count += 1,
            None => self.done.push((label, 1)),
        }
        match waiting.state {
            WaitingState::Ready => {}
            WaitingState::Unsealed => self.unsealed += 1,
            WaitingState::Parked { .. } => self.parked += 1,
        }
    }
}
