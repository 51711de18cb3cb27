//! N-admit: records a second through the hub, onto the disk with every flush; and the same from
//! one office over HTTP, where the office's own work comes on top.

use std::{path::Path, sync::atomic::Ordering::Relaxed};

use kecuali_protocol::{limits, sync::PushedRecord};
use kecuali_sync::Outcome;
use tempfile::TempDir;

use super::{
    Target::{AtLeast, None as Untold},
    block_on, count, http, row,
};
use crate::{
    Done, corpus,
    country::{Country, Seat},
    error::BenchError,
    peer::{installation::Installation, server::Server},
    time::Stopwatch,
};

pub(super) fn measure(quick: bool) -> Done {
    let records = if quick { 1_024 } else { 8_192 };
    let folder = TempDir::new()?;
    block_on(async {
        let server = Server::start(&folder.path().join("server")).await?;
        through_the_hub(&server, folder.path(), records)?;
        over_http(&server, folder.path(), records).await
    })
}

fn through_the_hub(server: &Server, folder: &Path, records: usize) -> Done {
    let office = office(folder, 0, records)?;
    let waiting = office.pending()?;
    let bytes: usize = waiting.iter().map(|pushed| pushed.record.len()).sum();
    let pushes: Vec<Vec<PushedRecord>> =
        waiting.chunks(limits::PUSH_RECORDS).map(<[PushedRecord]>::to_vec).collect();
    let watch = Stopwatch::start();
    let outcomes = tokio::task::block_in_place(|| {
        pushes.into_iter().map(|push| server.hub.push(push, Vec::new())).collect::<Vec<_>>()
    });
    let seconds = watch.seconds();
    for outcome in outcomes {
        let outcome = outcome.map_err(|error| BenchError::odd(error.to_string()))?;
        if !outcome.iter().all(|outcome| matches!(outcome, Outcome::Taken { .. })) {
            return Err(BenchError::odd("a record was not taken"));
        }
    }
    row("N-admit", "bytes of a record", count(bytes) / count(records), "B", Untold)?;
    let rate = count(records) / seconds;
    row(
        "N-admit",
        &format!("{records} records through the hub"),
        rate,
        "records/s",
        AtLeast(5_000.0),
    )
}

async fn over_http(server: &Server, folder: &Path, records: usize) -> Done {
    let office = office(folder, 1, records)?;
    let line = office.connect(http()?, server.port)?;
    let watch = Stopwatch::start();
    office.exchange().await?;
    let seconds = watch.seconds();
    let waited = count(line.traffic.waited.load(Relaxed)) / 1e6;
    let what = format!("{records} records from one office over HTTP");
    row("N-admit", &what, count(records) / seconds, "records/s", Untold)?;
    row("N-admit", &format!("{what}: waiting for the server"), waited, "s", Untold)?;
    row("N-admit", &format!("{what}: the office's own work"), seconds - waited, "s", Untold)
}

/// An office that has so many records to push.
pub(super) fn office(
    folder: &Path,
    number: usize,
    records: usize,
) -> Result<Installation, BenchError> {
    let (path, seat) = (folder.join(number.to_string()), Seat::of_office(number)?);
    let office = Installation::new(&path, seat, &Country::found()?)?;
    let entries: Vec<_> = (0..records).map(corpus::make).collect();
    office.create(0, &entries)?;
    Ok(office)
}
