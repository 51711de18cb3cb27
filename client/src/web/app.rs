//! What all pages share.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use super::{
    carrier::Carrier,
    guess::{Guess, Guesses},
    held::Held,
    link::Opener,
    session::Sessions,
};
use crate::{
    catalogue::key::guess_later,
    error::OfficeError,
    machine::Machine,
    office::{Office, import::apart::Reader},
    os::{self, Passing},
    wall_clock::look_from,
};

/// Makes clocks and sources of randomness: each office that is opened has its own.
pub type Machines = Arc<dyn Fn() -> Box<dyn Machine> + Send + Sync>;

/// Where the pages live.
#[derive(Clone)]
pub struct Setting {
    /// The data folder.
    pub folder: PathBuf,
    /// The port of this machine that they are served on.
    pub port: u16,
    /// Clock and randomness.
    pub machines: Machines,
}

impl fmt::Debug for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setting")
            .field("folder", &self.folder)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// The pages of one data folder.
#[derive(Debug, Clone)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    setting: Setting,
    office: Held,
    sessions: Mutex<Sessions>,
    opener: Opener,
    guesses: Guesses,
    carrier: Carrier,
    reader: OnceLock<Reader>,
}

impl App {
    /// Opens the pages of a data folder; one without an office begins by setting one up.
    pub fn open(setting: Setting) -> Result<Self, OfficeError> {
        let mut machine = (setting.machines)();
        let opener = Opener::of_folder(&setting.folder, machine.as_mut())?;
        let office = Held::open(setting.folder.clone(), Arc::clone(&setting.machines))?;
        let guesses = Guesses::new((setting.machines)());
        let carrier = Carrier::new(office.clone());
        Ok(Self(Arc::new(Inner {
            setting,
            office,
            sessions: Mutex::new(Sessions::new(machine)),
            opener,
            guesses,
            carrier,
            reader: OnceLock::new(),
        })))
    }

    /// The address that lets one person in, once.
    pub fn link(&self) -> String {
        let token = self.sessions().new_link(&self.0.opener);
        super::link::address(self.port(), &token)
    }

    /// The port that is served on.
    pub fn port(&self) -> u16 {
        self.0.setting.port
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.0.setting.folder
    }

    /// A folder for what is only passing through. Erased when it is dropped.
    pub(crate) fn passing(&self) -> Result<Passing, OfficeError> {
        os::passing(self.folder()).map_err(OfficeError::file(self.folder()))
    }

    /// A new clock and source of randomness.
    pub(crate) fn machine(&self) -> Box<dyn Machine> {
        (self.0.setting.machines)()
    }

    /// Has lists read by this program instead of a second process of itself.
    pub fn read_lists_with(&self, reader: Reader) {
        let _first = self.0.reader.set(reader);
    }

    /// Who reads lists.
    pub(crate) fn reader(&self) -> Result<Reader, OfficeError> {
        if let Some(reader) = self.0.reader.get() {
            return Ok(reader.clone());
        }
        let program = os::this_program().map_err(OfficeError::file(self.folder()))?;
        Ok(Reader::of(program))
    }

    /// The sync in the background.
    pub(crate) fn carrier(&self) -> &Carrier {
        &self.0.carrier
    }

    /// One guess at the passphrase of a key, or that it is too soon for one.
    pub(crate) fn guess(&self, key: &str) -> Result<Guess, OfficeError> {
        self.0.guesses.begin(key).map_err(|seconds| OfficeError::Input(guess_later(seconds)))
    }

    pub(crate) fn opener(&self) -> &Opener {
        &self.0.opener
    }

    pub(crate) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.0.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an office is set up, by these pages or by another process.
    pub(crate) fn has_office(&self) -> bool {
        self.0.office.is_there()
    }

    /// Takes up the office that was set up.
    pub(crate) fn begin(&self, office: Office) {
        self.0.office.begin(office);
        self.carrier().start();
    }

    /// Works with the office, on what every process has written so far. Blocks.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Office) -> Result<T, OfficeError>,
    ) -> Result<T, OfficeError> {
        self.0.office.with(|office| {
            office.sign_by_choice();
            look_from(office.id());
            let done = work(office);
            office.sign_anything();
            done
        })
    }

    /// What is done while nobody asks for it: locks what nobody uses any more, starts the sync where
    /// another process said where the server is, signs what waited for a grant, empties the trash,
    /// and reads what the next page asks for. What fails here fails again where someone sees it.
    pub fn look_after(&self) {
        self.sessions().lock_idle();
        let has_server = self.with(|office| Ok(office.server().is_some())).unwrap_or(false);
        if has_server && self.carrier().is_idle() {
            self.carrier().start();
        }
        // A grant that came meanwhile: who has opened a key here need not open it again for it.
        let open = self.sessions().open_keys();
        for keys in open {
            let _signed = self.with(|office| office.with_keys(&keys, Office::seal));
        }
        let _read = self.with(Office::read_ahead);
        let _emptied = self.with(Office::empty_trash);
    }
}
