//! Which entries have their papers in a box and a folder (rule R16): a mark for each, so that a
//! finding costs one look and not the whole archive.

use std::collections::BTreeSet;

use kecuali_storage::Store as _;
use kecuali_storage_sqlite::SqliteStore;

use super::Piece;
use crate::{
    error::OfficeError,
    office::{Name, Office},
};

/// That there are marks for all that was written down: an archive may be older than they are.
const MARKED: &str = "archive/placed";

impl Office {
    /// Whether a piece behind an entry of this office lies in a box and a folder. None where that is
    /// not known: while no archive is kept on this machine, another one may keep it.
    pub(in crate::office) fn is_placed(
        &mut self,
        about: &Name,
    ) -> Result<Option<bool>, OfficeError> {
        if about.0 != self.scope() {
            return Ok(None);
        }
        let Some(store) = self.archive_store(false)? else { return Ok(None) };
        if store.value(MARKED)?.is_none() {
            return Ok(Some(self.archive_all()?.iter().any(|piece| piece.places(about))));
        }
        Ok(Some(store.value(&mark(about))?.is_some()))
    }
}

/// A value of the store: its name, and whether it is there.
type Mark = (String, Option<Vec<u8>>);

impl Piece {
    fn places(&self, about: &Name) -> bool {
        let place = &self.place;
        let lies = !place.carton.is_empty() && !place.folder.is_empty();
        self.about == *about && self.removed.is_none() && lies
    }
}

/// The marks of what was changed, of everything where there are none yet; all pieces are as they
/// will be.
pub(super) fn marks(
    store: &SqliteStore,
    changed: &[u32],
    all: &[Piece],
) -> Result<Vec<Mark>, OfficeError> {
    let none_yet = store.value(MARKED)?.is_none();
    let anew = all.iter().filter(|piece| none_yet || changed.contains(&piece.number));
    let about: BTreeSet<&Name> = anew.map(|piece| &piece.about).collect();
    let yes = |placed: bool| placed.then(|| b"1".to_vec());
    let one = |about| (mark(about), yes(all.iter().any(|piece| piece.places(about))));
    Ok(about.into_iter().map(one).chain([(MARKED.to_owned(), yes(true))]).collect())
}

fn mark(about: &Name) -> String {
    format!("archive/placed/{}/{}", about.0, about.1)
}
