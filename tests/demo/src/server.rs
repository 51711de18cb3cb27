//! The server as a process that runs beside the story.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStderr, ChildStdin, Stdio},
    thread::{self, JoinHandle},
};

use serde_json::Value;

use crate::{
    program::{SERVER_BESIDE, command},
    story::Failed,
};

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    /// While it is open the server runs. Waiting for a child closes an input that it still has.
    _open: Option<ChildStdin>,
    log: Option<JoinHandle<()>>,
    pub(crate) address: String,
}

impl Running {
    /// Starts a server on a port that the system chooses, and waits until it listens.
    pub(crate) fn start(data: &Path, log: &Path) -> Result<Self, Failed> {
        let spelled = "kecuali-server serve --listen 127.0.0.1:0";
        let failed = |error: &dyn std::fmt::Display| Failed::new(spelled, "it serves", error);
        let log = File::options().append(true).create(true).open(log);
        let log = log.map_err(|error| failed(&error))?;
        let mut command = command(SERVER_BESIDE).map_err(|error| failed(&error))?;
        command.arg("--data").arg(data).args(["serve", "--listen", "127.0.0.1:0"]);
        command.env("KECUALI_SERVER_LOG_FORMAT", "json");
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| failed(&error))?;
        let lines = BufReader::new(child.stderr.take().expect("it was piped"));
        // From here on the process is ended whatever happens.
        let open = child.stdin.take();
        let mut running = Self { child, _open: open, log: None, address: String::new() };
        let (address, lines, log) = wait(lines, log).map_err(|seen| failed(&seen))?;
        running.address = address;
        running.log = Some(thread::spawn(move || keep(lines, log)));
        Ok(running)
    }

    /// Waits until the server ends by itself.
    pub(crate) fn stay(&mut self) -> std::io::Result<()> {
        self.child.wait().map(drop)
    }
}

impl Drop for Running {
    /// As the power goes: what it answered is on the disk, or it was no answer.
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        if let Some(log) = self.log.take() {
            drop(log.join());
        }
    }
}

type Lines = BufReader<ChildStderr>;

/// Reads what the server says until it says where it listens.
fn wait(mut lines: Lines, mut log: File) -> Result<(String, Lines, File), String> {
    let mut said = String::new();
    loop {
        let mut line = String::new();
        let read = lines.read_line(&mut line).map_err(|error| error.to_string())?;
        if read == 0 {
            return Err(format!("it ended: {said}"));
        }
        drop(log.write_all(line.as_bytes()));
        let event: Value = serde_json::from_str(&line).unwrap_or_default();
        if let Some(address) = event["fields"]["address"].as_str() {
            return Ok((address.to_owned(), lines, log));
        }
        said.push_str(&line);
    }
}

/// Keeps what the server says, so that it never waits for a reader.
fn keep(mut lines: Lines, mut log: File) {
    drop(std::io::copy(&mut lines, &mut log));
}
