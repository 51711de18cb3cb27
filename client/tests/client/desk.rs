//! A sealed environment in which commands run as people run them.

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder in which commands run one after another.
pub(crate) struct Desk {
    folder: TempDir,
    runs: u32,
    environment: BTreeMap<String, String>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, runs: 0, environment: BTreeMap::new() }
    }

    /// Sets a variable for the commands to come.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.environment.insert(name.to_owned(), value.into());
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn output(&mut self, data: &str, arguments: &[&str]) -> Output {
        self.begin(data, arguments).wait_with_output().unwrap()
    }

    /// Starts a command and goes on.
    pub(crate) fn begin(&mut self, data: &str, arguments: &[&str]) -> Child {
        self.runs += 1;
        Command::new(env!("CARGO_BIN_EXE_kecuali"))
            .env_clear()
            .env("KECUALI_DATA", self.path().join(data))
            .env("KECUALI_TEST_TIME", (1_795_410_000_000_u64 + u64::from(self.runs)).to_string())
            .env("KECUALI_TEST_SEED", self.runs.to_string())
            .env("COLUMNS", "100")
            .envs(&self.environment)
            .current_dir(self.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Exit code, stdout and stderr in one text, without what differs from run to run.
    #[must_use]
    pub(crate) fn run(&mut self, data: &str, arguments: &[&str]) -> String {
        let output = self.output(data, arguments);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        let all = format!("exit {}\n{out}--\n{err}", output.status.code().unwrap());
        all.replace(&self.path().display().to_string(), "/FOLDER")
    }

    pub(crate) fn done(&mut self, data: &str, arguments: &[&str]) -> String {
        let output = self.output(data, arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// KPU RI, and office 3604 that nobody granted anything yet.
    pub(crate) fn with_office() -> Self {
        Self::with(&[])
    }

    /// The same, and KPU RI knows the log key of a server.
    pub(crate) fn with_server_key(key: &str) -> Self {
        Self::with(&["--server-key", key])
    }

    /// KPU RI with someone who issues.
    pub(crate) fn with_issuer() -> Self {
        Self::with_issuer_and(&[])
    }

    /// The same, and KPU RI begins with more.
    pub(crate) fn with_issuer_and(founding: &[&str]) -> Self {
        let mut desk = Self::new();
        let people = ["adi:Adi:Kepala Biro:administrator", "iman:Iman:Ketua Divisi:issuer"];
        let init = ["init", "--person", people[0], "--person", people[1]];
        desk.done("RI", &[&init[..], &["--root-out", "root.json"], founding].concat());
        desk
    }

    fn with(founding: &[&str]) -> Self {
        let mut desk = Self::new();
        let people = ["--person", "adi:Adi:Kepala Biro:administrator"];
        let init = ["init", people[0], people[1], "--root-out", "root.json"];
        desk.done("RI", &[&init, founding].concat());
        desk.done("3604", &["init", "--trust-root", "root.json", "--office", "36.04"]);
        desk.done("3604", &["join", "--person", "siti:Siti:PPID:ppid", "--out", "join.json"]);
        desk
    }
}
