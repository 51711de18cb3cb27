//! N-hostile: what hostile input costs, in processor time and memory.

use std::{
    hint::black_box,
    io::{self, Read as _, Write as _},
    process::{Command, Stdio},
};

use kecuali_document::{Draft, History, Map, genesis, guard, write};
use kecuali_encoding::{Digest, KeyId};
use kecuali_protocol::{
    frame, limits,
    sync::{Have, PushedRecord, SyncRequest, VERSION},
};
use kecuali_sync::{Book, Outcome, admit_push};
use serde_json::json;
use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    count, process, row,
};
use crate::{
    Done, corpus,
    country::{Country, Seat},
    error::BenchError,
    peer::{driver, installation::Installation},
    time::Stopwatch,
};

const MIB: f64 = 1_048_576.0;
/// Bytes of each weapon that the guard is fired at with.
const SALVO: usize = 4 << 20;
const SALVOS: usize = 5;

pub(super) fn measure(_quick: bool) -> Done {
    for (name, weapon) in weapons()? {
        let shots = (SALVO / weapon.len()).max(1);
        let salvo = || {
            let watch = Stopwatch::start();
            for _ in 0..shots {
                // What it says of a weapon is the tests' business.
                drop(black_box(guard(black_box(&weapon))));
            }
            watch.milliseconds()
        };
        // The guard waits for nothing, so the least time is the processor's.
        let least = (0..SALVOS).map(|_| salvo()).fold(f64::MAX, f64::min);
        let each = least * MIB / count(shots * weapon.len());
        row("N-hostile", &format!("guard: {name}"), each, "ms/MiB", AtMost(50.0))?;
    }
    requests()?;
    signatures()
}

/// Opens and reads the request on standard input, and says how many MiB that took on top of it.
pub(crate) fn swallow() -> Done {
    let mut wrapped = Vec::with_capacity(limits::WRAPPED_BODY);
    io::stdin().read_to_end(&mut wrapped)?;
    let before = process::resident("self").filter(|_| process::reset_peak());
    if let Ok(opened) = frame::open(&wrapped, limits::BODY) {
        drop(black_box(SyncRequest::read(&opened)));
    }
    let extra = before.zip(process::peak("self")).map(|(from, to)| (to - from).max(0.0));
    driver::say(&json!(extra))
}

/// Changes that claim much, hold much, or are cut, as `crates/document/tests` has them.
fn weapons() -> Result<Vec<(&'static str, Vec<u8>)>, BenchError> {
    let large = large()?;
    let mut compressed = large.clone();
    compressed[8] = 2;
    let cut = large[..large.len() - 1].to_vec();
    let noise: Vec<u8> = (0_u64..16_384).flat_map(|n| Digest::of(&n.to_be_bytes()).0).collect();
    let mut noise_as_change = large[..8].to_vec();
    noise_as_change.extend([1]);
    noise_as_change.extend(leb128(u32::try_from(noise.len()).unwrap_or(u32::MAX)));
    noise_as_change.extend(&noise);
    Ok(vec![
        ("a million operations in a hundred bytes", bomb(1_000_000)),
        ("the largest change", large),
        ("a compressed chunk", compressed),
        ("cut short", cut),
        ("noise", noise),
        ("noise in a change's clothes", noise_as_change),
    ])
}

/// As many keys as a change may have, with values as long as the change may be.
fn large() -> Result<Vec<u8>, BenchError> {
    let history = History::new(
        "office/3604".parse().expect("a log"),
        corpus::document(&"3604".parse().expect("an office"), 0),
    );
    let value = "x".repeat(1_900);
    let puts: Vec<_> =
        (0..256).map(|n| (format!("k{n:03}").as_str().into(), value.as_str().into())).collect();
    let deps = history.heads();
    let draft =
        Draft { signer: KeyId([7; 32]), deps: &deps, time: 1, map: Map::Content, puts: &puts };
    let written = write(&history, &draft);
    Ok(written.map_err(|error| BenchError::odd(error.to_string()))?.bytes)
}

/// A change that puts the same text under the same key, very often, in run-length columns.
fn bomb(operations: u32) -> Vec<u8> {
    let run = |value: &[u8]| [leb128(operations), value.to_vec()].concat();
    let columns: [(u8, Vec<u8>); 7] = [
        (0x01, run(&[1])),
        (0x02, run(&[2])),
        (0x15, run(&[1, b'k'])),
        (0x34, leb128(operations)),
        (0x42, run(&[1])),
        (0x56, run(&[0])),
        (0x70, run(&[0])),
    ];
    let mut body = vec![1];
    body.extend(genesis().0.0);
    body.push(16);
    body.extend([7; 16]);
    body.extend([1, 3, 0, 0, 1, 16]);
    body.extend([0; 16]);
    body.push(7);
    let lengths = columns.iter().map(|(column, data)| (*column, data.len()));
    for (column, length) in lengths {
        body.extend([column, u8::try_from(length).expect("a run is a few bytes")]);
    }
    for (_, data) in &columns {
        body.extend(data);
    }
    let mut hashed = vec![1, u8::try_from(body.len()).expect("about a hundred bytes")];
    hashed.extend(&body);
    let checksum = Digest::of(&hashed).0[..4].to_vec();
    [vec![0x85, 0x6f, 0x4a, 0x83], checksum, hashed].concat()
}

/// LEB128 of a positive number, with room for a sign.
fn leb128(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x3f {
        bytes.push(u8::try_from(number & 0x7f).expect("seven bits") | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).expect("six bits"));
    bytes
}

/// The memory that the largest bodies cost until they are refused or read, each in a process of
/// its own, whose heap nothing has been through before.
fn requests() -> Done {
    let request = |records: usize, bytes: usize| {
        let one = PushedRecord { record: vec![0x61; bytes], attachment: None };
        let (have, push) = (Have::Vector(Vec::new()), vec![one; records]);
        SyncRequest { version: VERSION, have, push, want_bytes: 0, given: None }.to_bytes()
    };
    let bodies = [
        (
            "as many items as there may be",
            request(limits::ITEMS / 2 - 8, 2 * limits::BODY / limits::ITEMS - 8),
        ),
        (
            "as long as it may be",
            request(limits::PUSH_RECORDS, limits::BODY / limits::PUSH_RECORDS - 16),
        ),
        ("zeros", vec![0; limits::BODY]),
        ("deep nesting", vec![0x81; limits::BODY]),
    ];
    for (name, body) in bodies {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("swallow")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(&frame::wrap(&body))?;
        }
        let said = child.wait_with_output()?;
        let Some(extra) = serde_json::from_slice::<Option<f64>>(&said.stdout)? else { continue };
        row("N-hostile", &format!("request: {name}"), extra, "MiB", AtMost(16.0))?;
    }
    Ok(())
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
