//! What the environment says; nothing else reads it.

use std::path::{Path, PathBuf};

use crate::{
    machine::{Machine, Replay},
    os::{self, System},
};

/// Where the data folder is, when no flag says it.
pub const DATA: &str = "KECUALI_DATA";
/// The folder beside the program that holds its data, where there is one: a stick brings its own.
pub const BESIDE: &str = "kecuali-data";
/// How many letters a line of the terminal holds.
pub const COLUMNS: &str = "COLUMNS";
/// A line where the terminal does not say.
pub const USUAL_COLUMNS: usize = 100;
/// For tests: milliseconds since 1970 at which the clock stands.
pub const TEST_TIME: &str = "KECUALI_TEST_TIME";
/// For tests: what randomness follows from. Keys made under it are worthless.
pub const TEST_SEED: &str = "KECUALI_TEST_SEED";

/// What the environment says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The data folder.
    pub data: Option<PathBuf>,
    /// How many letters a line of the terminal holds, where it says so.
    pub columns: Option<usize>,
    /// A clock and randomness that do not change.
    pub replay: Option<Replay>,
}

impl Config {
    /// Reads the environment of this process.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn from_environment() -> Self {
        let beside = os::this_program().ok().and_then(|program| beside(&program));
        Self::read(|name| std::env::var(name).ok().filter(|value| !value.is_empty()), beside)
    }

    /// Reads an environment, with the data folder that stands beside the program, if there is one.
    pub fn read(get: impl Fn(&str) -> Option<String>, beside: Option<PathBuf>) -> Self {
        let own = get(DATA).map(PathBuf::from);
        let windows = || get("LOCALAPPDATA").map(|base| PathBuf::from(base).join("kecuali"));
        let xdg = || get("XDG_DATA_HOME").map(|base| PathBuf::from(base).join("kecuali"));
        let home = || get("HOME").map(|base| PathBuf::from(base).join(".local/share/kecuali"));
        let time = get(TEST_TIME).and_then(|time| time.parse().ok());
        let replay = time.zip(get(TEST_SEED)).map(|(time, seed)| Replay::new(time, seed));
        let columns = get(COLUMNS).and_then(|columns| columns.parse().ok());
        let data = own.or(beside).or_else(windows).or_else(xdg).or_else(home);
        Self { data, columns, replay }
    }

    /// Clock and randomness.
    pub fn machine(&self) -> Box<dyn Machine> {
        match &self.replay {
            Some(replay) => Box::new(replay.clone()),
            None => Box::new(System),
        }
    }
}

/// The data folder that stands beside a program. It is never made: whoever wants one there makes it.
fn beside(program: &Path) -> Option<PathBuf> {
    Some(program.parent()?.join(BESIDE)).filter(|folder| folder.is_dir())
}

/// Whether a data folder is the one beside this program.
pub(crate) fn is_beside(folder: &Path) -> bool {
    let program = os::this_program().ok();
    let beside = program.and_then(|program| beside(&program)?.canonicalize().ok());
    beside.is_some() && beside == folder.canonicalize().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_beside_the_program_comes_before_the_places_of_the_system() {
        let stick = tempfile::tempdir().unwrap();
        let program = stick.path().join("kecuali.exe");
        let own = |name: &str| (name == DATA).then(|| "/own".to_owned());
        let local = |name: &str| (name == "LOCALAPPDATA").then(|| "/local".to_owned());
        let local_folder = Some(Path::new("/local").join("kecuali"));
        assert_eq!(Config::read(local, beside(&program)).data, local_folder);
        let folder = stick.path().join(BESIDE);
        std::fs::write(&folder, "a file is no folder").unwrap();
        assert_eq!(Config::read(local, beside(&program)).data, local_folder);
        std::fs::remove_file(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(Config::read(local, beside(&program)).data, Some(folder));
        assert_eq!(Config::read(own, beside(&program)).data, Some(PathBuf::from("/own")));
    }

    #[test]
    fn the_own_variable_comes_before_the_places_of_the_system() {
        let both = |name: &str| match name {
            DATA => Some("/own".to_owned()),
            "HOME" => Some("/home/siti".to_owned()),
            _ => None,
        };
        assert_eq!(Config::read(both, None).data, Some(PathBuf::from("/own")));
        let home = |name: &str| both(name).filter(|_| name == "HOME");
        assert!(Config::read(home, None).data.unwrap().ends_with(".local/share/kecuali"));
        assert!(Config::read(|_| None, None).data.is_none());
    }
}
