//! N-search: finding rows of the public list in memory, and what the index of it takes; then 200
//! public requests a second over HTTP while offices push.

mod rows;

use std::{path::Path, sync::Arc, time::Duration};

use kecuali_server::{
    country::Country as Offices,
    data::DataFolder,
    index::{Ground, Index, Query},
};
use kecuali_storage::Store;
use kecuali_storage_sqlite::SqliteStore;
use kecuali_sync::Book;
use reqwest::{Client, StatusCode};
use tempfile::TempDir;
use tokio::{task::JoinSet, time::MissedTickBehavior};

use super::{
    Target::{AtMost, None as Untold},
    admit::office,
    block_on, count, http, process, row,
};
use crate::{
    Done,
    country::Country,
    error::BenchError,
    peer::{installation::Installation, server::Server},
    time::Stopwatch,
};

const TRIES: usize = 51;
/// Offices that push meanwhile, and how many records each has.
const OFFICES: usize = 4;
const RECORDS: usize = 512;
/// Milliseconds between two requests: 200 a second.
const EVERY: u64 = 5;

pub(super) fn measure(quick: bool) -> Done {
    let rows = if quick { 1_500 } else { 15_000 };
    let folder = TempDir::new()?;
    let data = DataFolder::new(folder.path().join("server"));
    std::fs::create_dir_all(folder.path().join("server"))?;
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&data.store_path())?);
    let country = Country::found()?;
    country.settle(store.as_ref())?;
    rows::fill(store.as_ref(), rows)?;
    let offices = Offices::of(&Book::open(country.root, Arc::clone(&store))?);
    in_memory(offices, store.as_ref(), rows)?;
    drop(store);
    let requests = if quick { 200 } else { 2_000 };
    block_on(over_http(folder.path(), rows, requests))
}

fn in_memory(offices: Offices, store: &dyn Store, rows: usize) -> Done {
    let before = process::resident("self");
    let watch = Stopwatch::start();
    let index = Index::read(offices, store)?;
    let say = |what: &str, value, unit, target| {
        row("N-search", &format!("{rows} rows: {what}"), value, unit, target)
    };
    say("read at a start", watch.milliseconds(), "ms", Untold)?;
    if let Some((before, after)) = before.zip(process::resident("self")) {
        say("memory of a row", (after - before) * 1_024.0 / count(rows), "KiB", Untold)?;
    }
    let text = |text: &str| Query { text: Some(text.to_owned()), ..Query::default() };
    let ground = |ground: &str| Query {
        basis: ground.parse().ok().map(Ground::Article),
        ..Query::default()
    };
    let queries = [
        ("all", Query::default()),
        ("one word", text("bakala")),
        ("a part of many words", text("ka")),
        ("three words", text("bakala kabupaten ktp")),
        ("a ground", ground("17.h")),
        ("a ground and a word", Query { text: Some("bakala".to_owned()), ..ground("17.h.2") }),
    ];
    for (what, query) in &queries {
        let time = median(|| drop(index.search(query, None, 100)));
        say(&format!("search, {what}"), time, "ms", AtMost(50.0))?;
    }
    say("groups by item", median(|| drop(index.groups(&Query::default()))), "ms", Untold)?;
    say("facets", median(|| drop(index.facets(&Query::default()))), "ms", Untold)?;
    let one = rows::public(0)?;
    say("a publish of one row", median(|| drop(index.with([&one]))), "ms", AtMost(5.0))
}

fn median(mut work: impl FnMut()) -> f64 {
    let time = |_| {
        let watch = Stopwatch::start();
        work();
        watch.milliseconds()
    };
    let mut times: Vec<f64> = (0..TRIES).map(time).collect();
    times.sort_by(f64::total_cmp);
    times[TRIES / 2]
}

async fn over_http(folder: &Path, rows: usize, requests: usize) -> Done {
    let server = Server::start(&folder.join("server")).await?;
    let base = format!("http://127.0.0.1:{}", server.port);
    if server.hub.listing().rows != u64::try_from(rows).unwrap_or_default() {
        return Err(BenchError::odd("the list is not the one that was made"));
    }
    let client = http()?;
    let addresses = rows::addresses(rows);
    let mut offices = Vec::new();
    for number in 0..OFFICES {
        let office = office(folder, number, RECORDS)?;
        office.connect(http()?, server.port)?;
        offices.push(office);
    }
    let pulls = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(EVERY));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut asked = JoinSet::new();
        for number in 0..requests {
            ticks.tick().await;
            let address = format!("{base}{}", addresses[number % addresses.len()]);
            asked.spawn(pull(client.clone(), address));
        }
        asked.join_all().await.into_iter().collect::<Result<Vec<_>, _>>()
    };
    let pushed = tokio::spawn(push(offices));
    let answers: Vec<Option<f64>> = pulls.await?;
    pushed.await.map_err(|error| BenchError::odd(error.to_string()))??;
    let mut times: Vec<f64> = answers.iter().copied().flatten().collect();
    times.sort_by(f64::total_cmp);
    let at = |hundredths: usize| {
        times.get(times.len().saturating_sub(1) * hundredths / 100).copied().unwrap_or(f64::NAN)
    };
    let what = format!("{rows} rows: 200 requests/s while offices push");
    let refused = count(answers.len() - times.len());
    row("N-search", &format!("{what}: answered busy"), refused, "", AtMost(0.0))?;
    row("N-search", &format!("{what}: median"), at(50), "ms", Untold)?;
    row("N-search", &format!("{what}: p99"), at(99), "ms", AtMost(1_000.0))
}

/// Offices push what they have, one after the other.
async fn push(offices: Vec<Installation>) -> Done {
    for office in offices {
        office.exchange().await?;
    }
    Ok(())
}

/// How long an answer took; none where the server was too busy for one.
async fn pull(client: Client, address: String) -> Result<Option<f64>, BenchError> {
    let watch = Stopwatch::start();
    let answer = client.get(&address).send().await?;
    let status = answer.status();
    drop(answer.bytes().await?);
    match status {
        StatusCode::OK => Ok(Some(watch.milliseconds())),
        StatusCode::SERVICE_UNAVAILABLE => Ok(None),
        other => Err(BenchError::odd(format!("{address}: {other}"))),
    }
}
