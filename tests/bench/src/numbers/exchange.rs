//! N-noop and N-edit: what one exchange costs on the line.

use std::{fs, path::Path, sync::atomic::Ordering::Relaxed};

use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    block_on, count, http, row,
};
use crate::{
    Done,
    corpus::{self, Fields},
    country::{Country, Seat},
    error::BenchError,
    peer::{installation::Installation, line::Line, server::Server},
    time::Stopwatch,
};

/// The value that the edit writes.
const VALUE: &str = "ditetapkan";
/// The day after the one on which the log stands.
const NEXT_DAY: &str = "2026-11-24";
const TRIES: usize = 50;

pub(super) fn measure(quick: bool) -> Done {
    // As many edits of each office as make the server forget a thousand places.
    let (entries, edits) = if quick { (200, 1) } else { (2_000, 18) };
    let folder = TempDir::new()?;
    block_on(exchange(folder.path(), entries, edits))
}

async fn exchange(folder: &Path, entries: usize, edits: usize) -> Result<(), BenchError> {
    let server = Server::start(&folder.join("server")).await?;
    let country = Country::found()?;
    let made: Vec<_> = (0..entries).map(corpus::make).collect();
    let place = Place { folder, country: &country, port: server.port };
    let office = place.office(0, &made).await?;
    noop("office", &office, 300.0).await?;
    edit(&office).await?;
    let mut others = Vec::with_capacity(COUNTRY);
    for number in 1..=COUNTRY {
        others.push(place.office(number, &made[..1]).await?);
    }
    let national = place.seat("national", Seat::national())?;
    national.exchange().await?;
    // The first digest of so many cursors is not known to the server; from then on it is.
    national.exchange().await?;
    noop("KPU RI with 64 logs", &national, 400.0).await?;
    place.a_day_later(&server, office, national).await?;
    place.a_busy_day_later(&others, edits).await
}

/// What every installation here has in common.
struct Place<'a> {
    folder: &'a Path,
    country: &'a Country,
    port: u16,
}

impl Place<'_> {
    fn seat(&self, name: &str, seat: Seat) -> Result<Installation, BenchError> {
        let one = Installation::new(&self.folder.join(name), seat, self.country)?;
        one.connect(http()?, self.port)?;
        Ok(one)
    }

    /// An office whose entries the server has.
    async fn office(&self, number: usize, entries: &[Fields]) -> Result<Installation, BenchError> {
        let one = self.seat(&number.to_string(), Seat::of_office(number)?)?;
        one.create(0, entries)?;
        one.exchange().await?;
        Ok(one)
    }

    /// Someone who was switched off for a day: the nonce went stale.
    fn back(&self, name: &str, seat: Seat) -> Result<Installation, BenchError> {
        fs::write(self.folder.join(name).join("nonce"), "stale")?;
        let one = self.seat(name, seat)?;
        one.open()?;
        Ok(one)
    }

    /// Nothing is new but the mark of the day.
    async fn a_day_later(
        &self,
        server: &Server,
        office: Installation,
        national: Installation,
    ) -> Done {
        drop((office, national));
        let day = NEXT_DAY.parse().expect("a day is written as 2026-11-24");
        let marked = server.hub.keep_day(day).await;
        if marked.ok().flatten().is_none() {
            return Err(BenchError::odd("the day was not marked"));
        }
        let office = self.back("0", Seat::of_office(0)?)?;
        cost("office after a day away", &office, 2.0, 300.0).await?;
        let national = self.back("national", Seat::national())?;
        cost("KPU RI with 64 logs after a day away", &national, 2.0, 400.0).await
    }

    /// Everyone else went on, so often that the server no longer knows where KPU RI stood.
    async fn a_busy_day_later(&self, others: &[Installation], edits: usize) -> Done {
        for edit in 0..edits {
            for other in others {
                other.set_status(0, &format!("diubah {edit}"))?;
                other.exchange().await?;
            }
        }
        let national = self.back("national", Seat::national())?;
        let used = used(&national).await?;
        let what = format!("KPU RI after a day with {} edits elsewhere", edits * others.len());
        row("N-noop", &format!("{what}: round trips"), used.trips, "trips", Untold)?;
        row("N-noop", &format!("{what}: body up"), used.sent, "B", Untold)
    }
}

/// Registers beside the office's own; a digest over cursors is as long for 64 as for 553.
const COUNTRY: usize = 63;

async fn noop(who: &str, one: &Installation, most: f64) -> Result<(), BenchError> {
    cost(who, one, 1.0, most).await?;
    let watch = Stopwatch::start();
    for _ in 0..TRIES {
        one.exchange().await?;
    }
    row("N-noop", &format!("{who}: time"), watch.milliseconds() / count(TRIES), "ms", Untold)
}

/// What an exchange costs on the line.
async fn cost(who: &str, one: &Installation, trips: f64, bytes: f64) -> Done {
    let used = used(one).await?;
    row("N-noop", &format!("{who}: round trips"), used.trips, "trips", AtMost(trips))?;
    row("N-noop", &format!("{who}: body up"), used.sent, "B", AtMost(bytes))?;
    row("N-noop", &format!("{who}: body down"), used.received, "B", AtMost(bytes))
}

async fn used(one: &Installation) -> Result<Meter, BenchError> {
    let before = Meter::read(one.line()?);
    one.exchange().await?;
    Ok(Meter::read(one.line()?).since(&before))
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
