//! N-hostile: what hostile input costs, in processor time and memory. The weapons are those that
//! the tests of `document` hold against it.

mod request;

use std::hint::black_box;

use kecuali_document::guard;
use kecuali_encoding::Digest;
use kecuali_protocol::limits;
use kecuali_sync::{Book, Outcome, admit_push};
use kecuali_testkit::weapons::Target;
use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    count, row,
};
use crate::{
    Done, corpus,
    country::{Country, Seat},
    error::BenchError,
    peer::installation::Installation,
    time::Stopwatch,
};

const MIB: f64 = 1_048_576.0;
/// Bytes of each weapon that the guard is fired at with.
const SALVO: usize = 4 << 20;
const SALVOS: usize = 5;

pub(super) fn measure(quick: bool) -> Done {
    let office = Seat::of_office(0)?;
    let document = corpus::document(&office.office, 0);
    let target = Target::new(office.scope(), document, office.person.public());
    guarding(&target)?;
    request::measure(quick, &office, &target)?;
    signatures()
}

/// The guard's time for the worst of the weapons, and of noise.
fn guarding(target: &Target) -> Done {
    let noise: Vec<u8> = (0_u64..16_384).flat_map(|n| Digest::of(&n.to_be_bytes()).0).collect();
    let clothes = [&target.first[..8], &[1, 0xc0, 0x80, 0x20], &noise[..]].concat();
    let mut all: Vec<_> =
        target.weapons().into_iter().map(|weapon| (weapon.name, weapon.bytes)).collect();
    all.extend([("noise", noise), ("noise in a change's clothes", clothes)]);
    let worst = all.iter().map(|(name, weapon)| (*name, guard_time(weapon)));
    let worst = worst.max_by(|a, b| a.1.total_cmp(&b.1));
    let (name, milliseconds) = worst.ok_or_else(|| BenchError::odd("there is no weapon"))?;
    let what = format!("guard, the worst of {}: {name}", all.len());
    row("N-hostile", &what, milliseconds, "ms/MiB", AtMost(50.0))
}

/// Milliseconds for a MiB of a weapon.
fn guard_time(weapon: &[u8]) -> f64 {
    let shots = (SALVO / weapon.len()).max(1);
    let salvo = || {
        let watch = Stopwatch::start();
        for _ in 0..shots {
            // What it says of a weapon is the tests' business.
            drop(black_box(guard(black_box(weapon))));
        }
        watch.milliseconds()
    };
    // The guard waits for nothing, so the least time is the processor's.
    let least = (0..SALVOS).map(|_| salvo()).fold(f64::MAX, f64::min);
    least * MIB / count(shots * weapon.len())
}

/// A push of records whose signatures are bad: how many are looked at, and what that costs.
fn signatures() -> Done {
    let folder = TempDir::new()?;
    let country = Country::found()?;
    let office = Installation::new(folder.path(), Seat::of_office(0)?, &country)?;
    let entries: Vec<_> = (0..limits::PUSH_RECORDS).map(corpus::make).collect();
    office.create(0, &entries)?;
    let mut push = office.pending()?;
    for pushed in &mut push {
        let last = pushed.record.last_mut();
        *last.ok_or_else(|| BenchError::odd("a record is empty"))? ^= 1;
    }
    let mut book = Book::open(country.root.clone(), country.store()?)?;
    let watch = Stopwatch::start();
    let outcomes = admit_push(&mut book, &push);
    let milliseconds = watch.milliseconds();
    let looked_at = outcomes.iter().filter(
        |outcome| !matches!(outcome, Outcome::Refused { code, .. } if *code == "push_ended"),
    );
    row(
        "N-hostile",
        "bad signatures that are looked at",
        count(looked_at.count()),
        "records",
        AtMost(8.0),
    )?;
    row("N-hostile", "a full push of bad signatures", milliseconds, "ms", Untold)
}
