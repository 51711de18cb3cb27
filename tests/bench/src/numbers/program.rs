//! The server program, in a process of its own.

use std::{
    fs,
    io::{self, BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, ExitCode, Stdio},
    thread,
};

use kecuali_server::data::DataFolder;
use serde_json::Value;

use crate::{country::Country, error::BenchError};

/// What it says: where it listens, and nothing of each request, as nginx beside it.
const LOG: &str = "warn,kecuali_server::commands=info";

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(super) struct Program {
    child: Child,
    pub(super) port: u16,
}

/// `kecuali-server` in this process.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    kecuali_server::cli::run_with(
        std::iter::once("kecuali-server".to_owned()).chain(arguments).map(Into::into),
    )
}

impl Program {
    /// Starts the server of a country in a new folder, and waits until it listens.
    pub(super) fn start(folder: &Path, country: &Country) -> Result<Self, BenchError> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("root.json"), country.root.to_text())?;
        fs::write(folder.join("log.key"), Country::log_key().to_secret_text().as_bytes())?;
        let store = DataFolder::new(folder).store();
        country.settle(&store.map_err(|error| BenchError::odd(error.to_string()))?)?;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["server", "--", "serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .env("KECUALI_SERVER_LOG_FORMAT", "json")
            .env("KECUALI_SERVER_LOG", LOG)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let said = child.stderr.take();
        // From here on the process is ended whatever happens.
        let mut program = Self { child, port: 0 };
        let mut said = BufReader::new(said.ok_or_else(gone)?);
        program.port = listens(&mut said)?;
        // It must never wait for someone who reads what it says.
        thread::spawn(move || io::copy(&mut said, &mut io::sink()));
        Ok(program)
    }

    /// The name of the process.
    pub(super) fn id(&self) -> String {
        self.child.id().to_string()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // As the power goes: what it answered is on the disk.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Reads what the server says until it says where it listens.
fn listens(said: &mut impl io::BufRead) -> Result<u16, BenchError> {
    let mut all = String::new();
    for line in said.lines() {
        let line = line?;
        let event: Value = serde_json::from_str(&line).unwrap_or_default();
        let port =
            event["fields"]["address"].as_str().and_then(|address| address.rsplit(':').next());
        if let Some(port) = port {
            return port.parse().map_err(|_| gone());
        }
        all.push_str(&line);
    }
    Err(BenchError::odd(format!("the server ended: {all}")))
}

fn gone() -> BenchError {
    BenchError::odd("the server is gone")
}
