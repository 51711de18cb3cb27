//! N-client: the office program with many entries, in a process of its own.

use std::{
    ffi::OsString,
    fs,
    path::Path,
    process::{Command, ExitCode},
    sync::Arc,
};

use kecuali_client::{
    machine::Replay,
    office::{
        Office, exchange::Transport, found::Founding, import::apart::COMMAND, people::Newcomer,
        role::Role,
    },
    remote::RemoteError,
};
use kecuali_domain::Scope;
use kecuali_encoding::KeyId;
use kecuali_protocol::sync::{SyncRequest, SyncResponse};
use kecuali_storage::MemoryStore;
use kecuali_sync::{Book, Vectors, admit_push, answer, readable};
use kecuali_trust::RootFile;
use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    process, row,
};
use crate::{
    Done, corpus,
    country::{Country, DAY},
    error::BenchError,
    peer::driver::complain,
    time::Stopwatch,
};

/// Noon in Jakarta on the day of the log.
pub(super) const NOON: u64 = 1_795_410_000_000;
const TRIES: usize = 5;

pub(super) fn measure(quick: bool) -> Done {
    let entries = if quick { 1_000 } else { 10_000 };
    let folder = TempDir::new()?;
    let watch = Stopwatch::start();
    set_up(folder.path(), entries).map_err(|error| BenchError::odd(error.to_string()))?;
    row("N-client", &format!("making {entries} entries"), watch.seconds(), "s", Untold)?;
    let office = folder.path().join("3604");
    let office = office.to_string_lossy();
    let commands = [
        ("starts and says who works here", vec!["whoami"], AtMost(150.0)),
        ("starts and lists all entries", vec!["entry", "list"], Untold),
        ("starts and tells what waits", vec!["status"], Untold),
    ];
    for (what, command, target) in commands {
        let mut run: Vec<(f64, f64)> = Vec::new();
        for _ in 0..TRIES {
            run.push(start(&office, &command)?);
        }
        run.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (milliseconds, peak) = run[TRIES / 2];
        row("N-client", &format!("{entries} entries: {what}"), milliseconds, "ms", target)?;
        row("N-client", &format!("{entries} entries: {what}: memory"), peak, "MiB", AtMost(80.0))?;
    }
    Ok(())
}

/// Names the file in which the child that reads lists says how much memory it took: what it says
/// on standard error is heard by the office program alone.
pub(super) const PEAK: &str = "KECUALI_BENCH_PEAK";

/// The office program in this process; says on standard error how much memory it took.
pub(crate) fn program(arguments: Vec<String>) -> ExitCode {
    let exit = run(arguments);
    complain(&process::peak("self").unwrap_or_default());
    exit
}

/// The child of the office program that reads lists, in this process.
pub(crate) fn reader() -> ExitCode {
    let exit = run(vec![COMMAND.to_owned()]);
    if let Some(file) = std::env::var_os(PEAK) {
        drop(fs::write(file, process::peak("self").unwrap_or_default().to_string()));
    }
    exit
}

fn run(arguments: Vec<String>) -> ExitCode {
    let arguments = std::iter::once("kecuali".to_owned()).chain(arguments).map(OsString::from);
    ExitCode::from(kecuali_client::run(arguments).code())
}

/// Milliseconds and MiB of one run of the office program.
pub(super) fn start(folder: &str, command: &[&str]) -> Result<(f64, f64), BenchError> {
    let watch = Stopwatch::start();
    let run = Command::new(std::env::current_exe()?)
        .args(["office", "--", "--data", folder, "--json"])
        .args(command)
        .output()?;
    let milliseconds = watch.milliseconds();
    let said = String::from_utf8_lossy(&run.stderr);
    if !run.status.success() {
        return Err(BenchError::odd(format!("kecuali {}: {said}", command.join(" "))));
    }
    let peak = said.trim().rsplit(' ').next().and_then(|peak| peak.parse().ok());
    Ok((milliseconds, peak.unwrap_or_default()))
}

type Setting = Result<(), Box<dyn std::error::Error>>;

/// KPU RI and one office whose entries all stand in its log.
pub(super) fn set_up(folder: &Path, entries: usize) -> Setting {
    let person = |name: &str, role| Newcomer {
        name: name.to_owned(),
        position: "Jabatan".to_owned(),
        role,
        endorses_as: None,
        key: name.to_owned(),
    };
    let machine = |seed: &str| Box::new(Replay::new(NOON, seed.to_owned()));
    let founding = Founding {
        people: vec![person("adi", Role::Administrator)],
        day: Some(DAY.parse()?),
        server_key: Some(Country::log_key().public()),
        server: None,
    };
    let mut national = Office::found(&folder.join("RI"), &founding, machine("RI"))?;
    let root = folder.join("root.json");
    fs::write(&root, national.root_text())?;
    let mut server = InMemory::new(national.national().root().clone())?;
    national.sync(&mut server)?;
    let path = folder.join("3604");
    let mut office = Office::set_up(&path, &root, "3604".parse()?, None, machine("3604"))?;
    office.add_people(&[person("siti", Role::Ppid)])?;
    national.grant_request(None, &office.join_request(false)?, None)?;
    national.sync(&mut server)?;
    office.sync(&mut server)?;
    if entries == 0 {
        return Ok(());
    }
    let rows: Vec<_> = (0..entries).map(corpus::make_office_entry).collect();
    office.add_entries(None, &rows)?;
    let synced = office.sync(&mut server)?;
    if synced.received == entries { Ok(()) } else { Err("not every entry was taken".into()) }
}

/// A server without a network, over memory.
#[derive(Debug)]
struct InMemory {
    book: Book,
    vectors: Vectors,
}

impl InMemory {
    fn new(root: RootFile) -> Result<Self, BenchError> {
        let book = Book::open(root, Arc::new(MemoryStore::default()))?;
        Ok(Self { book, vectors: Vectors::new(4) })
    }

    fn answer(&mut self, request: &SyncRequest) -> Result<SyncResponse, BenchError> {
        let outcomes = admit_push(&mut self.book, &request.push);
        let (_, commit) = self.book.finish();
        self.book.store().commit(&commit)?;
        let all = readable(&self.book, KeyId([0; 32])).unwrap_or_else(|_| {
            let mut logs = self.book.logs();
            if logs.is_empty() {
                logs.push(Scope::National);
            }
            logs
        });
        let key = Country::log_key();
        Ok(answer(&self.book, &all, request, &outcomes, &mut self.vectors, &key)?)
    }
}

impl Transport for InMemory {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        self.answer(request).map_err(|_| RemoteError::TooLong)
    }
}
