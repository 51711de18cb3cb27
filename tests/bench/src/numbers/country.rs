//! N-country, N-storm, N-replica: all offices at once, against the server program.

use std::{path::Path, sync::Arc, thread};

use kecuali_domain::act::ItemRef;
use reqwest::Client;
use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    approval, beside_nginx, block_on, count, http, list, process,
    program::Program,
    queue, row,
};
use crate::{
    Done,
    corpus::{self, Fields},
    country::{Country, Seat},
    error::BenchError,
    peer::{client::exchange_all, installation::Installation},
    time::Stopwatch,
};

/// Offices that are made at once.
const MAKERS: usize = 4;

/// How many offices, and how many entries each.
#[derive(Debug, Clone, Copy)]
struct Size {
    offices: usize,
    entries: usize,
}

/// What every office here has in common.
struct Place<'a> {
    folder: &'a Path,
    country: &'a Country,
    http: Client,
    server: &'a Program,
}

/// One record an entry: its content.
pub(super) fn measure(quick: bool) -> Done {
    let size = Size::of(quick, 50, 20);
    let folder = TempDir::new()?;
    block_on(async {
        let country = Country::found()?;
        let server = Program::start(&folder.path().join("server"), &country)?;
        let place = Place::new(folder.path(), &country, &server)?;
        let entries: Vec<_> = (0..size.entries).map(corpus::make).collect();
        let offices = at_once(size.offices, |number| place.office(number, &entries))?;
        let what = format!("{}, one record each", size.name());
        push(&offices, &what, size.entries(), size.scaled(20.0), &server).await?;
        let watch = Stopwatch::start();
        exchange_all(&offices).await?;
        let what = format!("{} offices, nothing new", size.offices);
        let most = AtMost(count(size.offices) / 514.0);
        row("N-storm", &what, watch.seconds(), "s", most)?;
        drop(offices);
        let what = format!("KPU RI from nothing, {} entries, one record each", size.entries());
        place.replica(&what, size.scaled(15.0)).await
    })
}

/// Five records an entry: its content, three endorsements recorded from paper, the submission.
/// Then what KPU RI makes of it: its queue, its decisions, the public list.
pub(super) fn measure_five(quick: bool) -> Done {
    let size = Size::of(quick, 4, 5);
    let folder = TempDir::new()?;
    block_on(async {
        let (country, item) = Country::with_determination()?;
        let server = Program::start(&folder.path().join("server"), &country)?;
        let place = Place::new(folder.path(), &country, &server)?;
        place.submitted(size, item).await?;
        let what = format!("KPU RI from nothing, {} entries, five records each", size.entries());
        place.replica(&what, size.scaled(45.0)).await?;
        let national = folder.path().join("national");
        let mut office = queue::open(&national, &country)?;
        let entries = queue::measure(&mut office, &national, size.entries())?;
        list::measure(&mut office, &entries, &server).await?;
        memory(&server, "the same with all determined")
    })
}

/// The list of a whole country with some entries an office, beside nginx.
pub(super) fn measure_static(quick: bool) -> Done {
    let size =
        if quick { Size { offices: 4, entries: 5 } } else { Size { offices: 514, entries: 10 } };
    let folder = TempDir::new()?;
    block_on(async {
        let (country, item) = Country::with_determination()?;
        let server = Program::start(&folder.path().join("server"), &country)?;
        let place = Place::new(folder.path(), &country, &server)?;
        place.submitted(size, item).await?;
        let what = format!("KPU RI from nothing, {} entries, five records each", size.entries());
        place.replica(&what, size.scaled(45.0)).await?;
        let mut office = queue::open(&folder.path().join("national"), &country)?;
        let waits = office.inbox()?.into_iter();
        let entries: Vec<_> = waits.map(|entry| (entry.log, entry.id)).collect();
        list::determine(&mut office, &entries, &server)?;
        let first = entries.first().and_then(|(scope, _)| scope.office());
        let office = first.ok_or_else(|| BenchError::odd("nothing is in the queue"))?;
        beside_nginx::measure(folder.path(), office.as_str(), entries.len(), &server).await
    })
}

impl<'a> Place<'a> {
    fn new(
        folder: &'a Path,
        country: &'a Country,
        server: &'a Program,
    ) -> Result<Self, BenchError> {
        Ok(Self { folder, country, http: http()?, server })
    }

    /// An office with entries that no server has seen.
    fn office(&self, number: usize, entries: &[Fields]) -> Result<Arc<Installation>, BenchError> {
        let path = self.folder.join(number.to_string());
        let one = Installation::new(&path, Seat::of_office(number)?, self.country)?;
        one.create(0, entries)?;
        one.connect(self.http.clone(), self.server.port)?;
        Ok(Arc::new(one))
    }

    async fn submitted(&self, size: Size, item: ItemRef) -> Done {
        let watch = Stopwatch::start();
        let entries: Vec<_> = (0..size.entries).map(corpus::make_application).collect();
        let make = |number| {
            let office = self.office(number, &entries)?;
            approval::submit(&office, &Seat::of_office(number)?, size.entries, item)?;
            Ok(office)
        };
        let offices = at_once(size.offices, make)?;
        let records = 5 * size.entries();
        row("N-country", &format!("writing {records} records"), watch.seconds(), "s", Untold)?;
        let what = format!("{}, five records each", size.name());
        push(&offices, &what, records, size.scaled(70.0), self.server).await
    }

    async fn replica(&self, what: &str, most: f64) -> Done {
        let folder = self.folder.join("national");
        let national = Installation::new(&folder, Seat::national(), self.country)?;
        national.connect(self.http.clone(), self.server.port)?;
        let watch = Stopwatch::start();
        national.exchange().await?;
        row("N-replica", what, watch.seconds(), "s", AtMost(most))
    }
}

/// Makes offices, several at once: each waits for the disk most of the time.
fn at_once(
    offices: usize,
    make: impl Fn(usize) -> Result<Arc<Installation>, BenchError> + Sync,
) -> Result<Vec<Arc<Installation>>, BenchError> {
    let make = &make;
    let some = |first: usize| (first..offices).step_by(MAKERS).map(make).collect();
    let all: Vec<Result<Vec<_>, BenchError>> = thread::scope(|scope| {
        let makers: Vec<_> = (0..MAKERS).map(|first| scope.spawn(move || some(first))).collect();
        let done = |maker: thread::ScopedJoinHandle<'_, Result<Vec<_>, BenchError>>| {
            maker.join().unwrap_or_else(|_| Err(BenchError::odd("an office was not made")))
        };
        makers.into_iter().map(done).collect()
    });
    let all: Result<Vec<Vec<_>>, BenchError> = all.into_iter().collect();
    Ok(all?.into_iter().flatten().collect())
}

/// All push at once, until every office has its stamps: then all is durable.
async fn push(
    offices: &[Arc<Installation>],
    what: &str,
    records: usize,
    most: f64,
    server: &Program,
) -> Done {
    let watch = Stopwatch::start();
    exchange_all(offices).await?;
    let seconds = watch.seconds();
    row("N-country", &format!("{what}: all durable"), seconds, "s", AtMost(most))?;
    row("N-country", "records", count(records) / seconds, "records/s", Untold)?;
    memory(server, what)
}

fn memory(server: &Program, what: &str) -> Done {
    let what = format!("{what}: memory of the server at most");
    process::peak(&server.id())
        .map_or(Ok(()), |peak| row("N-country", &what, peak, "MiB", AtMost(128.0)))
}

impl Size {
    const fn of(quick: bool, offices: usize, entries: usize) -> Self {
        if quick { Self { offices, entries } } else { Self { offices: 514, entries: 100 } }
    }

    const fn entries(self) -> usize {
        self.offices * self.entries
    }

    /// A target of the whole country for a smaller one.
    fn scaled(self, most: f64) -> f64 {
        most * count(self.entries()) / 51_400.0
    }

    fn name(self) -> String {
        format!("{} offices, {} entries each", self.offices, self.entries)
    }
}
