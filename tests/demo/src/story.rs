//! Who is in the story, where they are, and what is asked of them.

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{program, server::Running, tell, web};

/// Something that must hold did not.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) command: String,
    pub(crate) expected: String,
    pub(crate) seen: String,
}

impl Failed {
    pub(crate) fn new(command: &str, expected: &str, seen: &dyn fmt::Display) -> Self {
        let (command, expected) = (command.to_owned(), expected.to_owned());
        Self { command, expected, seen: seen.to_string() }
    }
}

/// The stage: a folder for each installation, one for the server, and what they call things.
#[derive(Debug)]
pub(crate) struct Story {
    folder: PathBuf,
    server: Option<Running>,
    last: String,
    /// Handles of entries by the name they have in the story.
    pub(crate) entries: BTreeMap<&'static str, String>,
    /// What a reviewer had on the screen when an entry was determined.
    pub(crate) screens: BTreeMap<&'static str, Value>,
    /// Every event that was ever pulled, by name, in the words of its answer.
    pub(crate) events: BTreeMap<String, String>,
    /// The last event that a puller has.
    pub(crate) pulled: Option<String>,
}

/// What marks a folder as one that an earlier play made, and that a new one may wipe.
const MARK: &str = "made-by-kecuali-demo";
/// What is put into it; nothing else is ever wiped.
const PLAY: &str = "play";

impl Story {
    /// Sets the stage in a folder; what an earlier play left there is wiped, and nothing else.
    pub(crate) fn begin(base: &Path) -> Result<Self, Failed> {
        let folder = base.join(PLAY);
        let file = |error: std::io::Error| {
            Failed::new(
                "kecuali-demo",
                "the folder can be used",
                &format!("{}: {error}", folder.display()),
            )
        };
        if folder.join(MARK).exists() {
            fs::remove_dir_all(&folder).map_err(file)?;
        }
        fs::create_dir_all(base).and_then(|()| fs::create_dir(&folder)).map_err(file)?;
        let why = "A play of kecuali-demo; the next one wipes this folder.\n";
        fs::write(folder.join(MARK), why).map_err(file)?;
        let folder = fs::canonicalize(&folder).map_err(file)?;
        Ok(Self {
            folder,
            server: None,
            last: String::new(),
            entries: BTreeMap::new(),
            screens: BTreeMap::new(),
            events: BTreeMap::new(),
            pulled: None,
        })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A file or folder on the stage, as an argument.
    pub(crate) fn path(&self, name: &str) -> String {
        program::text(&self.folder.join(name))
    }

    /// Puts a file on the stage. Says where, as an argument.
    pub(crate) fn put(&self, name: &str, text: &str) -> Result<String, Failed> {
        let path = self.folder.join(name);
        let written = fs::write(&path, text);
        written.map_err(|error| Failed::new(name, "the file can be written", &error))?;
        Ok(program::text(&path))
    }

    /// The text of a file on the stage.
    pub(crate) fn text(&self, name: &str) -> Result<String, Failed> {
        let read = fs::read_to_string(self.folder.join(name));
        read.map_err(|error| Failed::new(name, "the file can be read", &error))
    }

    /// Runs `kecuali` for someone. Gives what it wrote; it must end well.
    pub(crate) fn run(&mut self, who: &str, arguments: &[&str]) -> Result<Value, Failed> {
        self.run_to(who, arguments, 0)
    }

    /// The same, to another end.
    pub(crate) fn run_to(
        &mut self,
        who: &str,
        arguments: &[&str],
        code: i32,
    ) -> Result<Value, Failed> {
        self.ran(who, arguments)?.ended(code)
    }

    /// Runs `kecuali` for someone who is to be refused with an exit code and an error's code.
    pub(crate) fn refused(
        &mut self,
        who: &str,
        arguments: &[&str],
        (exit, code): (i32, &str),
    ) -> Result<Value, Failed> {
        let problem = self.ran(who, arguments)?.refused(exit)?;
        self.same("the error", &code, &problem["error"].as_str().unwrap_or_default())?;
        Ok(problem)
    }

    fn ran(&mut self, who: &str, arguments: &[&str]) -> Result<program::Ran, Failed> {
        let ran = program::client(&self.folder.join(who), arguments)?;
        self.last.clone_from(&ran.command);
        Ok(ran)
    }

    /// Runs `kecuali-server` beside the one that serves. Gives what it wrote.
    pub(crate) fn server_run(&mut self, arguments: &[&str]) -> Result<String, Failed> {
        let ran = program::server(&self.folder.join("server"), arguments)?;
        self.last.clone_from(&ran.command);
        let (code, talk) = (ran.code, ran.talk.clone());
        self.same("the exit code", &Some(0), &code)
            .map_err(|failed| Failed { seen: format!("{} {talk}", failed.seen), ..failed })?;
        Ok(ran.out)
    }

    /// Starts the server.
    pub(crate) fn serve(&mut self) -> Result<(), Failed> {
        let (data, log) = (self.folder.join("server"), self.folder.join("server.log"));
        self.server = Some(Running::start(&data, &log)?);
        tell::line("server", &format!("serves at http://{}", self.address()));
        Ok(())
    }

    /// Ends the server as the power goes.
    pub(crate) fn end_server(&mut self) {
        self.server = None;
    }

    fn address(&self) -> &str {
        self.server.as_ref().map_or("127.0.0.1:9", |server| server.address.as_str())
    }

    /// Exchanges everything with the server, which refuses nothing and alarms nobody.
    pub(crate) fn sync(&mut self, who: &str) -> Result<Value, Failed> {
        let url = format!("http://{}", self.address());
        let synced = self.run(who, &["sync", "--server", &url])?;
        self.same("nothing is refused", &0, &list(&synced["refused"]).len())?;
        Ok(synced)
    }

    /// The same with a server that heals: done, or told to come again.
    pub(crate) fn sync_healing(&mut self, who: &str) -> Result<(), Failed> {
        let url = format!("http://{}", self.address());
        let ran = self.ran(who, &["sync", "--server", &url])?;
        let code = if ran.code == Some(3) { 3 } else { 0 };
        ran.ended(code).map(drop)
    }

    /// The same, to another end.
    pub(crate) fn sync_to(&mut self, who: &str, code: i32) -> Result<Value, Failed> {
        let url = format!("http://{}", self.address());
        self.run_to(who, &["sync", "--server", &url], code)
    }

    /// The same, where nobody answers.
    pub(crate) fn sync_offline(&mut self, who: &str) -> Result<(), Failed> {
        let url = format!("http://{}", self.address());
        self.refused(who, &["sync", "--server", &url], (3, "offline")).map(drop)
    }

    /// Asks the server as anyone may.
    pub(crate) fn get(&mut self, path: &str, known: Option<&str>) -> Result<web::Answer, Failed> {
        let answer = web::get(self.address(), path, known)?;
        self.last.clone_from(&answer.target);
        Ok(answer)
    }

    /// Asserts that two things are the same.
    pub(crate) fn same<T: PartialEq + fmt::Debug + ?Sized>(
        &self,
        what: &str,
        expected: &T,
        seen: &T,
    ) -> Result<(), Failed> {
        if expected == seen {
            return Ok(());
        }
        Err(Failed::new(&self.last, &format!("{what}: {expected:?}"), &format!("{seen:?}")))
    }

    /// Asserts something else.
    pub(crate) fn holds(
        &self,
        expected: &str,
        holds: bool,
        seen: &dyn fmt::Display,
    ) -> Result<(), Failed> {
        if holds { Ok(()) } else { Err(Failed::new(&self.last, expected, seen)) }
    }

    /// The handle of an entry of the story.
    pub(crate) fn entry(&self, name: &str) -> Result<String, Failed> {
        let found = self.entries.get(name).cloned();
        found.ok_or_else(|| Failed::new(&self.last, "an entry of the story", &name))
    }

    /// An entry as someone sees it.
    pub(crate) fn seen(&mut self, who: &str, name: &str) -> Result<Value, Failed> {
        let entry = self.entry(name)?;
        self.run(who, &["entry", "show", &entry])
    }

    /// Asserts where an entry stands for someone.
    pub(crate) fn stands(&mut self, who: &str, name: &str, status: &str) -> Result<Value, Failed> {
        let seen = self.seen(who, name)?;
        let what = format!("the status of {}", self.entry(name)?);
        self.same(&what, status, word(&seen["status"]))?;
        Ok(seen)
    }

    /// Keeps the server up until someone ends it.
    pub(crate) fn stay(&mut self) -> Result<(), Failed> {
        let Some(server) = &mut self.server else { return Ok(()) };
        let base = format!("http://{}", server.address);
        for path in ["/", "/api/v1/entries", "/api/v1/list", "/api/v1/events", "/readyz"] {
            tell::line("look", &format!("{base}{path}"));
        }
        tell::line("", "Ctrl-C ends it.");
        server.stay().map_err(|error| Failed::new("kecuali-server", "it serves", &error))
    }
}

/// A text of an answer.
pub(crate) fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The members of a list in an answer.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
