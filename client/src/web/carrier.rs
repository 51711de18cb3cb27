//! The sync that goes on in the background: it has the folder to itself only while it writes, so
//! no page waits for the network.

use std::{
    fmt,
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use kecuali_encoding::Digest;
use kecuali_protocol::sync::{SyncRequest, SyncResponse};

use super::app::Machines;
use crate::{
    error::{Exit, OfficeError},
    office::{
        Office,
        exchange::{Synced, Transport},
        follow::{Line, Told},
    },
    remote::{Remote, RemoteError},
};

/// What the sync does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum State {
    /// Nobody asked for it, or no server is known.
    #[default]
    Off,
    /// Exchanging.
    Working,
    /// Connected, and nothing is to be done.
    Calm,
    /// The server cannot be reached, or cannot take anything now. Nothing is wrong.
    Away(String),
    /// Something that waiting does not mend.
    Trouble {
        /// What is wrong.
        sentence: String,
        /// What to do.
        hint: Option<String>,
    },
}

/// The sync of one data folder.
#[derive(Clone)]
pub(crate) struct Carrier {
    folder: PathBuf,
    machines: Machines,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    running: AtomicBool,
    ended: AtomicBool,
}

impl fmt::Debug for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carrier")
            .field("folder", &self.folder)
            .field("state", &self.state())
            .finish()
    }
}

impl Carrier {
    pub(crate) fn new(folder: PathBuf, machines: Machines) -> Self {
        Self { folder, machines, shared: Arc::default() }
    }

    /// What it does now.
    pub(crate) fn state(&self) -> State {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, state: State) {
        *self.shared.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// Goes on until the program ends, where a server is known. Started twice, it runs once.
    pub(crate) fn start(&self) {
        if self.shared.running.swap(true, Ordering::SeqCst) {
            return;
        }
        let carrier = self.clone();
        thread::spawn(move || {
            let outcome = carrier.follow();
            carrier.shared.running.store(false, Ordering::SeqCst);
            carrier.set(match outcome {
                Ok(()) => State::Off,
                Err(error) => trouble(&error),
            });
        });
    }

    /// Lets it end at its next step.
    pub(crate) fn end(&self) {
        self.shared.ended.store(true, Ordering::SeqCst);
    }

    fn has_ended(&self) -> bool {
        self.shared.ended.load(Ordering::SeqCst)
    }

    /// Exchanges once, now. Blocks.
    pub(crate) fn exchange_now(&self) -> Result<Synced, OfficeError> {
        let mut office = Office::open(&self.folder, (self.machines)())?;
        let server = office.server().ok_or(RemoteError::NoServer)?.to_owned();
        let mut remote = office.remote(&server)?;
        self.set(State::Working);
        let outcome = office.sync(&mut remote);
        let kept = office.keep_nonce(&remote);
        self.set(said(&outcome));
        let synced = outcome?;
        kept?;
        self.start();
        Ok(synced)
    }

    fn follow(&self) -> Result<(), OfficeError> {
        let mut office = Office::open(&self.folder, (self.machines)())?;
        let Some(server) = office.server().map(str::to_owned) else { return Ok(()) };
        let remote = office.remote(&server)?;
        let mut line = Watched { remote, carrier: self.clone() };
        let mut tell = |told: Told<'_>| {
            self.set(said(told));
            if self.has_ended() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        office.follow(&mut line, &mut tell)?;
        office.keep_nonce(&line.remote)
    }
}

/// What an exchange came to, as a state.
fn said(told: Told<'_>) -> State {
    match told {
        Ok(synced) => match (synced.alarms.first(), synced.put_off()) {
            (Some(alarm), _) => State::Trouble {
                sentence: alarm.sentence.clone(),
                hint: alarm.hint.map(str::to_owned),
            },
            (None, Some(_)) => State::Away(BUSY.to_owned()),
            (None, None) => State::Calm,
        },
        Err(error) => trouble(error),
    }
}

const BUSY: &str = "Server sedang tidak dapat menerima apa pun.";

fn trouble(error: &OfficeError) -> State {
    match error.exit() {
        Exit::Offline | Exit::Locked => State::Away(error.to_string()),
        Exit::Success
        | Exit::Failure
        | Exit::Usage
        | Exit::Conflict
        | Exit::Integrity
        | Exit::NotAuthorised => {
            State::Trouble { sentence: error.to_string(), hint: error.hint().map(str::to_owned) }
        }
    }
}

/// A line that says when it is busy, and ends when the program does.
#[derive(Debug)]
struct Watched {
    remote: Remote,
    carrier: Carrier,
}

impl Transport for Watched {
    fn exchange(&mut self, request: &SyncRequest) -> Result<SyncResponse, RemoteError> {
        self.carrier.set(State::Working);
        self.remote.exchange(request)
    }
}

impl Line for Watched {
    fn wait(
        &mut self,
        digest: &Digest,
        news_here: &mut dyn FnMut() -> bool,
    ) -> Result<bool, RemoteError> {
        let carrier = self.carrier.clone();
        self.remote.wait(digest, &mut || carrier.has_ended() || news_here())
    }

    fn rest(&mut self, time: Duration) {
        if !self.carrier.has_ended() {
            self.remote.rest(time);
        }
    }
}
