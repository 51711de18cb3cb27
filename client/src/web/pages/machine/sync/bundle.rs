//! Without a network: a file out, and one in.

use std::fs;

use super::{Refused, shown};
use crate::{
    catalogue::bundle as words,
    error::OfficeError,
    office::bundle::{For, next_hop},
    web::{
        answers::Answers,
        fault::Fault,
        pages::machine::people::download,
        upload::Upload,
        visit::{Answer, Visit},
    },
};

/// What waits here and the logs, sealed to the office that is named, or to KPU RI. What was carried
/// out is remembered: it can be discarded no more.
pub(crate) async fn export(visit: Visit, answers: Answers) -> Answer {
    let typed = answers.get("untuk").to_owned();
    let at = if answers.get("dari") == "bawah" { "bawah" } else { "untuk" };
    let made = visit
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
        .await;
    match made {
        Ok((name, bytes)) => download(&name, "application/octet-stream", bytes),
        Err(Fault::Office(error)) => shown(&visit, Refused::of(at, typed, &error)).await,
        Err(fault) => Err(fault),
    }
}

/// Takes in what someone brought.
pub(crate) async fn import(visit: Visit, form: Upload) -> Answer {
    let Some(path) = form.file("berkas").map(std::path::Path::to_owned) else {
        let sentence = words::NONE_CHOSEN.to_owned();
        return shown(&visit, Refused { at: "berkas", typed: String::new(), sentence }).await;
    };
    let done = visit.office(move |hand| hand.office.import_bundle(&path)).await;
    let (synced, carried) = match done {
        Ok(done) => done,
        Err(Fault::Office(error)) => {
            return shown(&visit, Refused::of("berkas", "", &error)).await;
        }
        Err(fault) => return Err(fault),
    };
    let words = words::unpacked(&synced, &carried);
    if synced.alarms.is_empty() {
        return Ok(visit.go("/sinkron", words));
    }
    let alarms = synced.alarms.iter().map(|alarm| alarm.sentence.as_str());
    let all: Vec<&str> = std::iter::once(words.as_str()).chain(alarms).collect();
    Ok(visit.warn("/sinkron", all.join("\n")))
}
