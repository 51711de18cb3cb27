//! Whether this installation is well: what to look at before something is lost, with the next step.
//!
//! Nothing secret is in it, so that it can be sent to whoever helps. `checks.rs` judges, and is all
//! arithmetic; here is where the facts come from, and in `probe.rs` those that are tried out.

mod checks;
pub(crate) mod probe;

use std::{fs, path::Path};

use kecuali_storage::Store as _;
use kecuali_storage_sqlite::SqliteStore;
use serde::Serialize;

use super::{
    Office,
    backup::LAST_BACKUP,
    folder::{Folder, INSTALLATION_KEY, KeyFile},
    jakarta_day,
    standing::LAST_SYNC,
};
use crate::{catalogue::health as words, error::OfficeError, machine::Machine, os, remote::Seen};

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// As it should be.
    Green,
    /// To be looked at.
    Yellow,
    /// Something is lost, or will be.
    Red,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its stable name.
    pub id: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// How it is.
    pub light: Light,
    /// The same in a sentence. What it names may be sent to whoever helps: keys, and nobody by name.
    pub sentence: String,
    /// The same as it is read here, where people are called what they are called.
    #[serde(skip)]
    pub here: String,
    /// What to do, where something is to be done.
    pub next: Option<String>,
}

/// All that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// The worst of all.
    pub light: Light,
    /// Each, in the order in which one mends them.
    pub checks: Vec<Check>,
}

/// What a server showed when it was asked; what asking it came to.
pub type Asked = Result<Seen, OfficeError>;

impl Check {
    /// The same with a sentence that names people, for who sits here.
    fn read_here(self, (_, here, _): words::Words) -> Self {
        Self { here, ..self }
    }
}

impl Health {
    fn of(checks: Vec<Check>) -> Self {
        let light = checks.iter().map(|check| check.light).max().unwrap_or(Light::Green);
        Self { light, checks }
    }
}

impl Office {
    /// Looks at everything; at the server, if it was asked. Reads the whole store.
    pub fn health(&mut self, asked: Option<&Asked>) -> Health {
        let now = self.machine.now();
        let path = self.folder.path().to_owned();
        let mut all = of_folder(&path, self.machine.as_mut());
        let time = asked.and_then(|asked| asked.as_ref().ok()).and_then(|seen| seen.time);
        let newest = self.kept_time(LAST_SYNC).max(self.kept_time(LAST_BACKUP));
        all.push(checks::clock(now, jakarta_day(now), self.national().now().day(), newest, time));
        all.push(checks::store(self.store.is_sound().ok()));
        all.extend(self.of_keys());
        let copies = self.copies().ok().flatten();
        all.push(checks::backup(self.kept_time(LAST_BACKUP), now, copies.as_ref()));
        all.push(checks::sync(self.kept_time(LAST_SYNC), now, self.server().is_some()));
        all.extend(self.of_work());
        all.extend(asked.map(checks::server));
        Health::of(all)
    }

    fn of_keys(&self) -> Vec<Check> {
        let (mut missing, mut open) = (self.broken_keys(), Vec::new());
        for person in self.people() {
            if let Ok(KeyFile::Open(_)) = self.folder.key_file(&person.key) {
                open.push(person.key.clone());
            }
        }
        if self.folder.key(INSTALLATION_KEY).is_err() {
            missing.push(INSTALLATION_KEY.to_owned());
        }
        if !matches!(self.recipient(), Ok(Some(_))) {
            missing.push("bundle.age".to_owned());
        }
        let all = self.whoami().unwrap_or_default();
        let without = all.iter().filter(|one| one.without.is_some()).map(|one| one.key.clone());
        let without: Vec<String> = without.collect();
        let of_files = |key: &String| words::with_file(&self.called_here(key), key);
        let of_files: Vec<String> = missing.iter().map(of_files).collect();
        let called =
            |keys: &[String]| keys.iter().map(|key| self.called_here(key)).collect::<Vec<_>>();
        vec![
            checks::keys(&missing).read_here(words::keys(&of_files)),
            checks::sealed(&open).read_here(words::sealed(&called(&open))),
            checks::grants(&without).read_here(words::grants(&called(&without))),
        ]
    }

    /// What people call the holder of a key of this machine.
    fn called_here(&self, key: &str) -> String {
        let person = self.people().iter().find(|person| person.key == key);
        person.map_or_else(
            || words::no_person(key),
            |person| words::person(&person.name, &person.position, person.role.label()),
        )
    }

    fn of_work(&self) -> [Check; 2] {
        use kecuali_sync::WaitingState as State;
        let count = |of: fn(&State) -> bool| {
            self.desk.waiting().iter().filter(|one| of(&one.state)).count()
        };
        let unsealed = count(|state| *state == State::Unsealed);
        let locked = self.locked_work();
        [
            checks::waiting(count(|state| *state == State::Ready), unsealed - locked, locked),
            checks::parked(count(|state| matches!(state, State::Parked { .. }))),
        ]
    }

    /// A time that is kept here, in milliseconds since 1970.
    fn kept_time(&self, name: &str) -> Option<u64> {
        let kept = self.store.value(name).ok()?;
        String::from_utf8(kept?).ok()?.parse().ok()
    }
}

/// What can be looked at where an office cannot be opened, and why it cannot.
pub fn of_closed(path: &Path, why: &OfficeError, machine: &mut dyn Machine) -> Health {
    let now = machine.now();
    let mut all = of_folder(path, machine);
    all.push(checks::clock(now, jakarta_day(now), None, None, None));
    all.push(checks::closed(why));
    Health::of(all)
}

/// What needs no open office.
fn of_folder(path: &Path, machine: &mut dyn Machine) -> Vec<Check> {
    let folder = Folder::new(path);
    let wal = folder.store().with_extension("sqlite-wal");
    let bytes = fs::metadata(wal).map_or(0, |found| found.len());
    vec![
        checks::program(SqliteStore::known_version()),
        checks::place(path, crate::config::is_beside(path)),
        checks::disk(os::free_space(path).ok()),
        checks::writing(&probe::writing(path, machine)),
        checks::wal(bytes),
        checks::private(&os::open_to_others(path)),
        checks::port(&probe::port(&folder)),
    ]
}
