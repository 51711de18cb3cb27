//! The archive on the disk: a store of its own, `archive.sqlite`, which shares the fate of no log.
//! It is made with the first piece.

use std::{collections::BTreeMap, sync::Arc};

use kecuali_storage::{Commit, Store as _};
use kecuali_storage_sqlite::SqliteStore;

use super::{Piece, PieceView, placed::marks};
use crate::{
    error::{OfficeError, Sought},
    office::Office,
};

/// How many pieces there are and were.
const COUNT: &str = "archive/count";
/// So many pieces lie in one value.
const CHUNK: u32 = 200;

impl Office {
    /// Keeps a new piece. Says its number. What is placed anew is marked in the same commit.
    pub(super) fn archive_append(&mut self, piece: &mut Piece) -> Result<u32, OfficeError> {
        let store = self.archive_store(true)?.expect("it was made just now");
        piece.number = count(&store)? + 1;
        let place = chunk_of(piece.number);
        let mut all = self.archive_all()?;
        all.push(piece.clone());
        let here = |one: &&Piece| chunk_of(one.number) == place;
        let chunk: Vec<Piece> = all.iter().filter(here).cloned().collect();
        let number = piece.number.to_string().into_bytes();
        let mut values = vec![written(place, &chunk), (COUNT.to_owned(), Some(number))];
        values.extend(marks(&store, &[piece.number], &all)?);
        store.commit(&Commit { values, ..Commit::default() })?;
        Ok(piece.number)
    }

    /// Changes pieces in one commit; the change gets the time.
    pub(super) fn archive_each(
        &mut self,
        numbers: &[u32],
        change: impl Fn(&mut Piece, u64) -> Result<(), OfficeError>,
    ) -> Result<Vec<PieceView>, OfficeError> {
        self.in_turn(|office| {
            let missing = |number: &u32| OfficeError::not_found(Sought::Piece, number.to_string());
            let (mut chunks, mut views) = (BTreeMap::<u32, Vec<Piece>>::new(), Vec::new());
            let store = office.archive_store(false)?;
            for number in numbers {
                let store = store.as_ref().ok_or_else(|| missing(number))?;
                let place = chunk_of(*number);
                if let std::collections::btree_map::Entry::Vacant(free) = chunks.entry(place) {
                    free.insert(read(store, place)?);
                }
                let chunk = chunks.get_mut(&place).expect("it was read just now");
                let piece = chunk.iter_mut().find(|piece| piece.number == *number);
                let piece = piece.ok_or_else(|| missing(number))?;
                change(piece, office.machine.now())?;
                views.push(PieceView::from(piece.clone()));
            }
            let mut values: Vec<_> =
                chunks.iter().map(|(place, chunk)| written(*place, chunk)).collect();
            let mut all = office.archive_all()?;
            all.retain(|piece| !chunks.contains_key(&chunk_of(piece.number)));
            all.extend(chunks.into_values().flatten());
            if let Some(store) = store {
                values.extend(marks(&store, numbers, &all)?);
                store.commit(&Commit { values, ..Commit::default() })?;
            }
            Ok(views)
        })
    }

    /// All pieces that are here or were.
    pub(super) fn archive_all(&mut self) -> Result<Vec<Piece>, OfficeError> {
        let Some(store) = self.archive_store(false)? else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for place in 0..count(&store)?.div_ceil(CHUNK) {
            all.extend(read(&store, place)?);
        }
        Ok(all)
    }

    /// The store of the archive; none while nothing was written down.
    pub(in crate::office) fn archive_store(
        &mut self,
        make: bool,
    ) -> Result<Option<Arc<SqliteStore>>, OfficeError> {
        if self.archive.is_none() {
            self.archive = self.folder.open_archive(make)?.map(Arc::new);
        }
        Ok(self.archive.clone())
    }
}

const fn chunk_of(number: u32) -> u32 {
    number.saturating_sub(1) / CHUNK
}

fn name(place: u32) -> String {
    format!("archive/pieces/{place}")
}

fn written(place: u32, chunk: &[Piece]) -> (String, Option<Vec<u8>>) {
    (name(place), Some(serde_json::to_vec(chunk).expect("plain data is JSON")))
}

fn count(store: &SqliteStore) -> Result<u32, OfficeError> {
    let text = store.value(COUNT)?.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// What cannot be read is an error: written over, it would be lost.
fn read(store: &SqliteStore, place: u32) -> Result<Vec<Piece>, OfficeError> {
    let Some(bytes) = store.value(&name(place))? else { return Ok(Vec::new()) };
    let damaged = |_| OfficeError::Integrity(crate::catalogue::input::archive_broken());
    serde_json::from_slice(&bytes).map_err(damaged)
}
