//! Without a network: a file out, and one in.

use std::fs;

use axum::extract::Query;
use serde::Deserialize;

use crate::{
    catalogue::sync::unpacked,
    error::OfficeError,
    office::bundle::{For, next_hop},
    web::{
        pages::machine::people::download,
        upload::Upload,
        visit::{Answer, Visit},
    },
};

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    /// The office that is to open it; KPU RI without.
    #[serde(default)]
    untuk: String,
}

/// What waits here and the logs, sealed to whoever takes it along. Nothing here changes by it.
pub(crate) async fn export(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (name, bytes) = visit
        .office(move |hand| {
            let code = asked.untuk.trim();
            let to = if code.is_empty() {
                next_hop()
            } else {
                For::Office(hand.office.office_by_code(code)?)
            };
            let folder = tempfile::tempdir().map_err(OfficeError::file(hand.office.path()))?;
            let path = folder.path().join("kecuali.bundle");
            hand.office.export_bundle(&path, &[to])?;
            let bytes = fs::read(&path).map_err(OfficeError::file(&path))?;
            let (id, day) = (hand.office.id().clone(), hand.office.day());
            Ok((format!("kecuali-{id}-{day}.bundle"), bytes))
        })
        .await?;
    download(&name, "application/octet-stream", bytes)
}

/// Takes in what someone brought.
pub(crate) async fn import(visit: Visit, form: Upload) -> Answer {
    let path = form.needed("berkas")?.to_owned();
    let (synced, carried) = visit.office(move |hand| hand.office.import_bundle(&path)).await?;
    let words = unpacked(&synced, &carried);
    if synced.alarms.is_empty() {
        return Ok(visit.go("/sinkron", words));
    }
    let alarms = synced.alarms.iter().map(|alarm| alarm.sentence.as_str());
    let all: Vec<&str> = std::iter::once(words.as_str()).chain(alarms).collect();
    Ok(visit.warn("/sinkron", all.join("\n")))
}
