//! The sync that goes on in the background: it has office and folder to itself only while it makes a
//! request or takes an answer, so no page waits for the network.

mod line;
mod state;

use std::{
    fmt,
    ops::ControlFlow,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use self::line::Watched;
pub(crate) use self::state::State;
use super::held::Held;
use crate::{
    catalogue::sync::told,
    error::{Exit, OfficeError},
    office::{
        exchange::{Alarm, Synced, exchange},
        follow::{Told, follow},
        hold::Hold as _,
    },
    remote::{Remote, RemoteError},
};

/// After something that trying again at once does not mend, such as a server that refuses this
/// installation: a person may have mended it meanwhile.
const LATER: Duration = Duration::from_mins(5);

/// How often who rests looks for something new here.
const LOOK: Duration = Duration::from_secs(1);

/// The sync of one data folder.
#[derive(Clone)]
pub(crate) struct Carrier {
    office: Held,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    inner: Mutex<Inner>,
    /// Rung when whoever rests is to look again.
    bell: Condvar,
}

#[derive(Debug, Default)]
struct Inner {
    state: State,
    alarms: Vec<Alarm>,
    /// Whether it goes on in the background at all.
    allowed: bool,
    running: bool,
    ended: bool,
    /// Grows when the server is another one.
    turn: u64,
    /// Grows when an exchange that a person asked for went well: what one rested for is mended.
    woken: u64,
}

impl fmt::Debug for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carrier")
            .field("office", &self.office)
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}

/// A carrier that goes on. However that ends, it can be started again.
struct Going(Carrier);

impl Drop for Going {
    fn drop(&mut self) {
        self.0.inner().running = false;
    }
}

impl Carrier {
    pub(crate) fn new(office: Held) -> Self {
        Self { office, shared: Arc::default() }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.shared.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it does now.
    pub(crate) fn state(&self) -> State {
        self.inner().state.clone()
    }

    /// What the last exchange raised, all of it.
    pub(crate) fn alarms(&self) -> Vec<Alarm> {
        self.inner().alarms.clone()
    }

    fn set(&self, state: State) {
        self.inner().state = state;
    }

    fn take(&self, told: Told<'_>) {
        let mut inner = self.inner();
        inner.state = State::of(told);
        if let Ok(synced) = told {
            inner.alarms.clone_from(&synced.alarms);
        }
    }

    /// Lets it go on in the background from now on.
    pub(crate) fn allow(&self) {
        self.inner().allowed = true;
        self.start();
    }

    /// Whether it could go on, and does not.
    pub(crate) fn is_idle(&self) -> bool {
        let inner = self.inner();
        inner.allowed && !inner.running && !inner.ended
    }

    /// Goes on until the program ends, where a server is known. Started twice, it runs once.
    pub(crate) fn start(&self) {
        {
            let mut inner = self.inner();
            if !inner.allowed || inner.running || inner.ended {
                return;
            }
            inner.running = true;
        }
        let going = Going(self.clone());
        thread::spawn(move || while going.0.go_on() {});
    }

    /// The server is another one: what goes on with the old one ends.
    pub(crate) fn turn_to_another(&self) {
        self.inner().turn += 1;
        self.shared.bell.notify_all();
        self.start();
    }

    /// Ends it: who rests or waits for news stops at once.
    pub(crate) fn end(&self) {
        self.inner().ended = true;
        self.shared.bell.notify_all();
    }

    fn is_over(&self, turn: u64) -> bool {
        let inner = self.inner();
        inner.ended || inner.turn != turn
    }

    /// Waits, or until it is over, or something is new here.
    fn rest(&self, turn: u64, time: Duration, news_here: &mut dyn FnMut() -> bool) {
        let woken = self.inner().woken;
        let rests = |inner: &Inner| !inner.ended && inner.turn == turn && inner.woken == woken;
        let mut left = time;
        while !left.is_zero() && rests(&self.inner()) && !news_here() {
            let step = left.min(LOOK);
            let waited = |inner: &mut Inner| rests(inner);
            drop(self.shared.bell.wait_timeout_while(self.inner(), step, waited));
            left -= step;
        }
    }

    /// The server answers: who rests goes on, and who does not go on begins.
    fn wake(&self) {
        self.inner().woken += 1;
        self.shared.bell.notify_all();
        self.start();
    }

    /// Exchanges once, now, and says in words what it came to. Blocks.
    pub(crate) fn exchange_now(&self) -> Result<(Synced, String), OfficeError> {
        let mut office = self.office.clone();
        let mut remote = self.remote()?.ok_or(RemoteError::NoServer)?;
        let before = office.step(|office| Ok(office.waiting_documents()))?;
        self.set(State::Working);
        let outcome = exchange(&mut office, &mut remote);
        let kept = office.step(|office| office.keep_nonce(&remote));
        self.take(&outcome);
        let synced = outcome?;
        kept?;
        self.wake();
        let after = office.step(|office| Ok(office.waiting_documents()))?;
        let words = told(&synced, &before, &after);
        Ok((synced, words))
    }

    /// The way to the server, where one is known. It is made while others have the office.
    fn remote(&self) -> Result<Option<Remote>, OfficeError> {
        let known = self.office.with(|office| {
            let server = office.server().map(str::to_owned);
            server.map(|server| Ok((server, office.caller()?))).transpose()
        })?;
        Ok(known.map(|(server, caller)| caller.at(&server)).transpose()?)
    }

    /// Follows one server as long as that goes well. Says whether to do so again.
    fn go_on(&self) -> bool {
        let turn = self.inner().turn;
        match self.follow(turn) {
            // Where nothing is set up yet, it begins when that is done.
            Ok(Follows::NoServer) | Err(OfficeError::NoOffice(_)) => {
                self.set(State::Off);
                return false;
            }
            Ok(Follows::Alarm) => return false,
            Ok(Follows::Over) => {}
            Err(error) => {
                self.set(State::of(&Err(error)));
                self.rest(turn, LATER, &mut || false);
            }
        }
        !self.inner().ended
    }

    fn follow(&self, turn: u64) -> Result<Follows, OfficeError> {
        let Some(remote) = self.remote()? else {
            return Ok(Follows::NoServer);
        };
        let mut office = self.office.clone();
        let mut line = Watched { remote, carrier: self.clone(), turn };
        let mut alarmed = false;
        let mut tell = |told: Told<'_>| {
            self.take(told);
            alarmed = told.as_ref().is_ok_and(|synced| !synced.alarms.is_empty());
            if self.is_over(turn) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let followed = follow(&mut office, &mut line, &mut tell);
        let kept = office.step(|office| office.keep_nonce(&line.remote));
        match followed {
            // What a log gives that it may not give does not get better by asking again.
            Err(error) if error.exit() == Exit::Integrity => {
                self.set(State::of(&Err(error)));
                Ok(Follows::Alarm)
            }
            Err(error) => Err(error),
            Ok(()) => kept.map(|()| if alarmed { Follows::Alarm } else { Follows::Over }),
        }
    }
}

/// Why following came to an end.
#[derive(Debug, Clone, Copy)]
enum Follows {
    /// Nobody said where the server is.
    NoServer,
    /// A person has to look.
    Alarm,
    /// The program ends, or the server is another one.
    Over,
}
