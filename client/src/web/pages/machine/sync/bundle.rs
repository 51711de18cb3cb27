//! Without a network: a file out, and one in.

use std::fs;

use crate::{
    catalogue::sync::unpacked,
    error::OfficeError,
    office::bundle::{For, next_hop},
    web::{
        answers::Answers,
        pages::machine::people::download,
        upload::Upload,
        visit::{Answer, Visit},
    },
};

/// What waits here and the logs, sealed to the office that is named, or to KPU RI. What was carried
/// out is remembered: it can be discarded no more.
pub(crate) async fn export(visit: Visit, answers: Answers) -> Answer {
    let (name, bytes) = visit
        .office(move |hand| {
            let to = match answers.filled("untuk") {
                Some(code) => For::Office(hand.office.office_by_code(code)?),
                None => next_hop(),
            };
            let folder = hand.office.passing()?;
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
