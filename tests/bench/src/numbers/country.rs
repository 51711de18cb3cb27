//! N-country, N-storm, N-replica: all offices at once, against a server in a process of its own.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::Arc,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    block_on, count, process, row,
};
use crate::{
    Done, corpus,
    country::{Country, Seat},
    error::BenchError,
    peer::{
        client::{exchange_all, http},
        installation::Installation,
    },
    time::{Stopwatch, now},
};

/// How many offices, and how many entries each.
#[derive(Debug, Clone, Copy)]
struct Size {
    offices: usize,
    entries: usize,
}

pub(super) fn measure(quick: bool) -> Done {
    let size =
        if quick { Size { offices: 50, entries: 20 } } else { Size { offices: 514, entries: 100 } };
    let folder = TempDir::new()?;
    block_on(country(folder.path(), size))
}

async fn country(folder: &Path, size: Size) -> Result<(), BenchError> {
    let Size { offices, entries } = size;
    let mut server = ServerProcess::start(&folder.join("server"))?;
    let country = Country::found()?;
    let http = http()?;
    let made: Vec<_> = (0..entries).map(corpus::make).collect();
    let mut all = Vec::with_capacity(offices);
    for number in 0..offices {
        let path = folder.join(number.to_string());
        let one = Installation::new(&path, Seat::of_office(number)?, &country)?;
        one.create(0, &made)?;
        one.connect(http.clone(), server.port)?;
        all.push(Arc::new(one));
    }
    let documents = offices * entries;
    let what = format!("{offices} offices, {entries} entries each");
    let scale = count(documents) / 51_400.0;
    let start = now();
    exchange_all(&all).await?;
    let stored = server.ask(&json!({ "cmd": "stored", "k": documents }))?;
    let seconds = (stored["t"].as_f64().unwrap_or_default() - start) / 1_000.0;
    row("N-country", &format!("{what}: all durable"), seconds, "s", AtMost(20.0 * scale))?;
    row("N-country", "records", count(documents) / seconds, "records/s", Untold)?;
    if let Some(peak) = process::peak(&server.child.id().to_string()) {
        row("N-country", "memory of the server at most", peak, "MiB", AtMost(128.0))?;
    }
    let watch = Stopwatch::start();
    exchange_all(&all).await?;
    let storm = AtMost(count(offices) / 514.0);
    row("N-storm", &format!("{offices} offices, nothing new"), watch.seconds(), "s", storm)?;
    drop(all);
    let national = Installation::new(&folder.join("national"), Seat::national(), &country)?;
    national.connect(http, server.port)?;
    let watch = Stopwatch::start();
    national.exchange().await?;
    let replica = format!("KPU RI from nothing, {documents} entries");
    row("N-replica", &replica, watch.seconds(), "s", AtMost(15.0 * scale))?;
    server.stop()
}

/// This very program as a server.
struct ServerProcess {
    child: Child,
    input: ChildStdin,
    output: BufReader<std::process::ChildStdout>,
    port: u16,
}

impl ServerProcess {
    fn start(folder: &Path) -> Result<Self, BenchError> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["peer", "server"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let gone = || BenchError::odd("the server is gone");
        let input = child.stdin.take().ok_or_else(gone)?;
        let output = BufReader::new(child.stdout.take().ok_or_else(gone)?);
        let mut server = Self { child, input, output, port: 0 };
        let ready = server.hear()?;
        let port = ready["port"].as_u64().and_then(|port| u16::try_from(port).ok());
        server.port = port.ok_or_else(gone)?;
        Ok(server)
    }

    fn ask(&mut self, command: &Value) -> Result<Value, BenchError> {
        writeln!(self.input, "{command}")?;
        self.hear()
    }

    fn hear(&mut self) -> Result<Value, BenchError> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?)
    }

    fn stop(mut self) -> Done {
        self.ask(&json!({ "cmd": "exit" }))?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It is gone already, unless a measurement failed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
