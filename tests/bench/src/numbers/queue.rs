//! The queue of KPU RI: what `review list` shows, over the whole country.

use std::{fs, path::Path};

use kecuali_client::{
    machine::Replay,
    office::{
        Name, Office,
        folder::{Installation, Person},
        role::Role,
    },
};
use kecuali_domain::OfficeId;

use super::{
    Target::{AtMost, None as Untold},
    office::{self, NOON},
    row,
};
use crate::{
    country::{Country, Seat},
    error::BenchError,
    time::Stopwatch,
};

const TRIES: usize = 5;

/// Makes KPU RI's office program out of a folder with its store, with someone who decides.
pub(super) fn open(folder: &Path, country: &Country) -> Result<Office, BenchError> {
    let issuer = Person {
        key: "penetap".to_owned(),
        id: "issuer".to_owned(),
        name: "Penetap".to_owned(),
        position: "Jabatan".to_owned(),
        role: Role::Issuer,
        endorses_as: None,
    };
    let installation = Installation {
        whereabouts: None,
        office: OfficeId::national(),
        id: "national".to_owned(),
        server: None,
        people: vec![issuer],
    };
    let keys = folder.join("keys");
    fs::create_dir_all(&keys)?;
    let machine = Seat::national().machine();
    for (name, key) in [("installation.key", machine), ("penetap.key", Country::issuer())] {
        fs::write(keys.join(name), key.to_secret_text().as_bytes())?;
    }
    fs::write(folder.join("root.json"), country.root.to_text())?;
    fs::write(folder.join("installation.json"), serde_json::to_vec(&installation)?)?;
    Ok(Office::open(folder, Box::new(Replay::new(NOON, "national".to_owned())))?)
}

/// Times the queue; gives the entries in it.
pub(super) fn measure(
    national: &mut Office,
    folder: &Path,
    entries: usize,
) -> Result<Vec<Name>, BenchError> {
    let what = |how: &str| format!("{entries} entries: {how}");
    let watch = Stopwatch::start();
    let waits = national.inbox()?;
    row("N-queue", &what("the first time after they came"), watch.seconds(), "s", Untold)?;
    if waits.len() != entries {
        return Err(BenchError::odd(format!("{} of {entries} are in the queue", waits.len())));
    }
    let mut times = Vec::with_capacity(TRIES);
    for _ in 0..TRIES {
        let watch = Stopwatch::start();
        drop(national.inbox()?);
        times.push(watch.milliseconds());
    }
    times.sort_by(f64::total_cmp);
    row("N-queue", &what("the page"), times[TRIES / 2], "ms", AtMost(100.0))?;
    let (milliseconds, peak) = office::start(&folder.to_string_lossy(), &["review", "list"])?;
    row("N-queue", &what("`kecuali review list`, a process"), milliseconds, "ms", Untold)?;
    row("N-queue", &what("its memory at most"), peak, "MiB", Untold)?;
    Ok(waits.into_iter().map(|entry| (entry.log, entry.id)).collect())
}
