//! N-admit: records a second through the hub, onto the disk with every flush.

use kecuali_protocol::{limits, sync::PushedRecord};
use tempfile::TempDir;

use super::{
    Target::{AtLeast, None as Untold},
    block_on, count, row,
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
    block_on(admit(records))
}

async fn admit(records: usize) -> Result<(), BenchError> {
    let folder = TempDir::new()?;
    let server = Server::start(&folder.path().join("server")).await?;
    let office =
        Installation::new(&folder.path().join("office"), Seat::of_office(0)?, &Country::found()?)?;
    let entries: Vec<_> = (0..records).map(corpus::make).collect();
    office.create(0, &entries)?;
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
        let taken = |outcome: &_| matches!(outcome, kecuali_sync::Outcome::Taken { .. });
        if !outcome.iter().all(taken) {
            return Err(BenchError::odd("a record was not taken"));
        }
    }
    row("N-admit", "bytes of a record", count(bytes) / count(records), "B", Untold)?;
    row("N-admit", "records", count(records) / seconds, "records/s", AtLeast(5_000.0))
}
