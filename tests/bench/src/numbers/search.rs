//! N-search: finding rows of the public list in memory, and what the index of it takes; then 200
//! public requests a second over HTTP while offices push.

mod crowd;
mod rows;

use std::sync::Arc;

use kecuali_server::{
    country::Country as Offices,
    data::DataFolder,
    index::{Ground, Index, Query},
    publisher::Heard,
};
use kecuali_storage::Store;
use kecuali_storage_sqlite::SqliteStore;
use kecuali_sync::Book;
use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    block_on, count, process, row,
};
use crate::{Done, country::Country, time::Stopwatch};

const TRIES: usize = 51;

/// How much there is of what is measured with.
#[derive(Debug, Clone, Copy)]
struct Size {
    rows: usize,
    requests: usize,
    /// What each office pushes meanwhile.
    records: usize,
}

const FULL: Size = Size { rows: 15_000, requests: 2_000, records: 512 };
const QUICK: Size = Size { rows: 1_500, requests: 200, records: 128 };

pub(super) fn measure(quick: bool) -> Done {
    let size = if quick { QUICK } else { FULL };
    let rows = size.rows;
    let folder = TempDir::new()?;
    let data = DataFolder::new(folder.path().join("server"));
    std::fs::create_dir_all(folder.path().join("server"))?;
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&data.store_path())?);
    let country = Country::found()?;
    country.settle(store.as_ref())?;
    rows::fill(store.as_ref(), rows)?;
    let book = Book::open(country.root.clone(), Arc::clone(&store))?;
    let offices = Offices::of(&book, &Heard::read(&book)?);
    in_memory(offices, store.as_ref(), rows)?;
    drop(store);
    block_on(crowd::measure(folder.path(), &country, size))
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
