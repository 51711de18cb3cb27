//! The real programs, each run of one a process of its own: this binary, started as one of them.

use std::{
    env,
    ffi::OsStr,
    io,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use crate::story::Failed;

/// The first argument that makes this binary `kecuali`.
pub(crate) const CLIENT: &str = "client";
/// The first argument that makes this binary `kecuali-server`.
pub(crate) const SERVER: &str = "server";

/// The same, for as long as whoever started it holds its input open.
pub(crate) const SERVER_BESIDE: &str = "server-beside";

/// How a run ended, and what it said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) command: String,
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) talk: String,
}

/// A program that is ready to start, whatever the environment of this one says about it.
pub(crate) fn command(program: &str) -> io::Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.arg(program).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        let upper = name.to_string_lossy().to_uppercase();
        if upper.starts_with("KECUALI_") || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    Ok(command)
}

/// Runs `kecuali` on an office's folder to its end.
pub(crate) fn client(folder: &Path, arguments: &[&str]) -> Result<Ran, Failed> {
    let mut command = named(CLIENT)?;
    command.arg("--data").arg(folder).arg("--json").args(arguments);
    let name = folder.file_name().unwrap_or_default();
    finish(command, &format!("[{}] kecuali {}", name.display(), spelled(arguments)))
}

/// Runs `kecuali-server` on its folder to its end.
pub(crate) fn server(folder: &Path, arguments: &[&str]) -> Result<Ran, Failed> {
    let mut command = named(SERVER)?;
    command.arg("--data").arg(folder).args(arguments);
    finish(command, &format!("kecuali-server {}", spelled(arguments)))
}

fn named(program: &str) -> Result<Command, Failed> {
    command(program).map_err(|error| Failed::new(program, "this program can be started", &error))
}

fn finish(mut command: Command, spelled: &str) -> Result<Ran, Failed> {
    let done = command.output();
    let Output { status, stdout, stderr } =
        done.map_err(|error| Failed::new(spelled, "the program starts", &error))?;
    Ok(Ran {
        command: spelled.to_owned(),
        code: status.code(),
        out: String::from_utf8_lossy(&stdout).into_owned(),
        talk: String::from_utf8_lossy(&stderr).into_owned(),
    })
}

/// Arguments as one would type them.
fn spelled(arguments: &[&str]) -> String {
    let quote = |argument: &&str| {
        let plain = !argument.contains([' ', '"', '$']);
        if plain { (*argument).to_owned() } else { format!("'{argument}'") }
    };
    arguments.iter().map(quote).collect::<Vec<_>>().join(" ")
}

impl Ran {
    /// What it wrote, when it ended with this code.
    pub(crate) fn ended(self, code: i32) -> Result<Value, Failed> {
        if self.code != Some(code) {
            return Err(self.not(&format!("exit code {code}")));
        }
        if self.out.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&self.out).map_err(|_| self.not("JSON"))
    }

    /// The code of the error that it ended with.
    pub(crate) fn refused(self, code: i32) -> Result<Value, Failed> {
        if self.code != Some(code) {
            return Err(self.not(&format!("exit code {code}")));
        }
        let begin = self.talk.find('{').unwrap_or_default();
        let problem = self.talk.get(begin..).and_then(|json| serde_json::from_str(json).ok());
        problem.ok_or_else(|| self.not("an error in JSON"))
    }

    fn not(&self, expected: &str) -> Failed {
        let seen =
            format!("exit code {:?}{}{}", self.code, indented(&self.out), indented(&self.talk));
        Failed::new(&self.command, expected, &seen)
    }
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("\n             {line}")).collect();
    lines.concat()
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> String {
    OsStr::new(path).to_string_lossy().into_owned()
}
