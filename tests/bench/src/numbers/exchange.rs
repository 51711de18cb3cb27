//! N-noop and N-edit: what one exchange costs on the line.

use std::{path::Path, sync::atomic::Ordering::Relaxed};

use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    block_on, count, row,
};
use crate::{
    Done, corpus,
    country::{Country, Seat},
    error::BenchError,
    peer::{client::http, installation::Installation, line::Line, server::Server},
    time::Stopwatch,
};

/// The value that the edit writes.
const VALUE: &str = "ditetapkan";
const TRIES: usize = 50;

pub(super) fn measure(quick: bool) -> Done {
    let entries = if quick { 200 } else { 2_000 };
    let folder = TempDir::new()?;
    block_on(exchange(folder.path(), entries))
}

async fn exchange(folder: &Path, entries: usize) -> Result<(), BenchError> {
    let server = Server::start(&folder.join("server")).await?;
    let country = Country::found()?;
    let office = Installation::new(&folder.join("office"), Seat::of_office(0)?, &country)?;
    let made: Vec<_> = (0..entries).map(corpus::make).collect();
    office.create(0, &made)?;
    office.connect(http()?, server.port)?;
    office.exchange().await?;
    noop("N-noop", "office", &office, 300.0).await?;
    edit(&office).await?;
    for number in 1..=COUNTRY {
        let other = Installation::new(
            &folder.join(number.to_string()),
            Seat::of_office(number)?,
            &country,
        )?;
        other.create(0, &made[..1])?;
        other.connect(http()?, server.port)?;
        other.exchange().await?;
    }
    let national = Installation::new(&folder.join("national"), Seat::national(), &country)?;
    national.connect(http()?, server.port)?;
    national.exchange().await?;
    // The first digest of so many cursors is not known to the server; from then on it is.
    national.exchange().await?;
    noop("N-noop", "KPU RI with 64 logs", &national, 400.0).await
}

/// Registers beside the office's own; a digest over cursors is as long for 64 as for 553.
const COUNTRY: usize = 63;

async fn noop(name: &str, who: &str, one: &Installation, most: f64) -> Result<(), BenchError> {
    let line = one.line()?;
    let before = Meter::read(line);
    one.exchange().await?;
    let used = Meter::read(line).since(&before);
    row(name, &format!("{who}: round trips"), used.trips, "trips", AtMost(1.0))?;
    row(name, &format!("{who}: body up"), used.sent, "B", AtMost(most))?;
    row(name, &format!("{who}: body down"), used.received, "B", AtMost(most))?;
    let watch = Stopwatch::start();
    for _ in 0..TRIES {
        one.exchange().await?;
    }
    row(name, &format!("{who}: time"), watch.milliseconds() / count(TRIES), "ms", Untold)
}

async fn edit(office: &Installation) -> Result<(), BenchError> {
    let line = office.line()?;
    office.set_status(7, VALUE)?;
    let before = Meter::read(line);
    office.exchange().await?;
    let used = Meter::read(line).since(&before);
    let up = used.sent - count(VALUE.len());
    row("N-edit", "round trips", used.trips, "trips", AtMost(1.0))?;
    row("N-edit", "body up, without the value", up, "B", AtMost(700.0))?;
    row("N-edit", "body down", used.received, "B", AtMost(400.0))?;
    let watch = Stopwatch::start();
    for index in 0..TRIES {
        office.set_status(index, "diubah")?;
        office.exchange().await?;
    }
    let each = watch.milliseconds() / count(TRIES);
    row("N-edit", "time to a durable stamp", each, "ms", Untold)
}

struct Meter {
    trips: f64,
    sent: f64,
    received: f64,
}

impl Meter {
    fn read(line: &Line) -> Self {
        let traffic = &line.traffic;
        Self {
            trips: count(traffic.trips.load(Relaxed)),
            sent: count(traffic.sent.load(Relaxed)),
            received: count(traffic.received.load(Relaxed)),
        }
    }

    fn since(self, before: &Self) -> Self {
        Self {
            trips: self.trips - before.trips,
            sent: self.sent - before.sent,
            received: self.received - before.received,
        }
    }
}
