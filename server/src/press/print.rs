//! Printing one edition.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::Path,
    thread,
};

use kecuali_publication::{
    ListHasher, ListState, PublicRow, StatusCode,
    format::{About, Edition as Listed, ListFiles, ListedFile},
};
use kecuali_storage::{Event, Row, RowStatus, Store};

use super::{Edition, Keep, PARTIAL, Press, PressError, edition::MANIFEST, sweep};
use crate::{hub::Hub, os};

const TITLE: &str = "Daftar Informasi Publik yang Dikecualikan – Komisi Pemilihan Umum";

/// Rows that are read at a time.
const CHUNK: usize = 500;

/// Prints the list at the event that was its last when this began, if that is not there yet. Blocks
/// while it works; others get the core between two chunks.
pub(crate) fn print(hub: &Hub, press: &Press, keep: Keep) -> Result<(), PressError> {
    let store = hub.store().as_ref();
    let listing = hub.listing();
    let signed = listing.checkpoint.as_ref().ok_or(PressError::Unsigned)?.state;
    if press.of(signed.event).is_some() {
        return Ok(());
    }
    let event = store.event_by_name(&signed.event.to_string())?.ok_or(PressError::Changed)?;
    os::private_folder(&press.folder)?;
    let partial = press.folder.join(PARTIAL);
    sweep(&partial);
    os::private_folder(&partial)?;
    let printed = write(hub, &signed, &event, &partial);
    let printed = printed.and_then(|()| publish(press, store, &event, &partial));
    sweep(&partial);
    printed?;
    press.tidy(keep);
    Ok(())
}

fn write(hub: &Hub, signed: &ListState, event: &Event, folder: &Path) -> Result<(), PressError> {
    let day = event.day.parse().map_err(|_| PressError::Differs)?;
    let about = About { title: TITLE, event: Some(signed.event), day: Some(day) };
    let create = |name: &str| os::create_private(&folder.join(name)).map(BufWriter::new);
    let mut files = ListFiles::begin(&about, create)?;
    let (mut hasher, mut rows) = (ListHasher::default(), 0);
    each_row(hub, event.seq, |row, body| {
        hasher.row(&row.facts.id, body);
        rows += 1;
        Ok(files.row(row)?)
    })?;
    let mut listed = Vec::new();
    for written in files.finish()? {
        closed(written.out)?;
        listed.push(written.file);
    }
    // The one check that nothing gets past: what was written is the list that was signed.
    let digest = hasher.finish();
    if digest != signed.digest || rows != signed.rows {
        return Err(PressError::Differs);
    }
    let edition = Listed { day, digest, event: signed.event, files: listed, rows };
    sign(hub, edition, folder)
}

/// The rows that were in force after an event, by id, whatever has happened since.
fn each_row(
    hub: &Hub,
    event: u64,
    mut take: impl FnMut(&PublicRow, &str) -> Result<(), PressError>,
) -> Result<(), PressError> {
    let store = hub.store().as_ref();
    let mut after: Option<String> = None;
    loop {
        let rows = store.rows(None, false, after.as_deref(), CHUNK)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some(last.id.clone());
        for row in rows {
            let Some(body) = body_after(hub, event, row)? else { continue };
            let body = String::from_utf8_lossy(&body);
            let row: PublicRow = serde_json::from_str(&body).map_err(|_| PressError::Differs)?;
            if row.status.code == StatusCode::InForce {
                take(&row, &body)?;
            }
        }
        thread::yield_now();
    }
}

/// A row as it was after an event; none where nothing had happened to it, or it has left.
fn body_after(hub: &Hub, event: u64, row: Row) -> Result<Option<Vec<u8>>, PressError> {
    if row.event <= event {
        return Ok((row.status == RowStatus::InForce).then_some(row.body));
    }
    let store = hub.store().as_ref();
    let Some(before) = hub.history().last_of_row(store, &row.id, event)? else { return Ok(None) };
    // A body that is gone had a value in it that was taken down since.
    store.event_body(before)?.map(Some).ok_or(PressError::Changed)
}

fn sign(hub: &Hub, edition: Listed, folder: &Path) -> Result<(), PressError> {
    debug_assert!(edition.files.is_sorted_by_key(|file: &ListedFile| file.name.clone()));
    let manifest = hub.manifest(edition).map_err(|_| PressError::Changed)??;
    let mut file = BufWriter::new(os::create_private(&folder.join(MANIFEST))?);
    file.write_all(manifest.to_text().as_bytes())?;
    closed(file)
}

fn closed(file: BufWriter<File>) -> Result<(), PressError> {
    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok(file.sync_all()?)
}

/// Gives the finished folder its name, and takes it up.
fn publish(
    press: &Press,
    store: &dyn Store,
    event: &Event,
    partial: &Path,
) -> Result<(), PressError> {
    let folder = press.folder.join(&event.name);
    sweep(&folder);
    fs::rename(partial, &folder)?;
    let taken = Edition::read(&folder, event.seq).map_err(PressError::from);
    let taken = taken.and_then(|edition| press.take(edition, store));
    if taken.is_err() {
        sweep(&folder);
    }
    taken
}
